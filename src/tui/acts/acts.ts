import type { Act } from '../desk.ts';
import type { ActName } from '../key-row.ts';
import type { Place } from '../view.ts';
import { everywhereActs, keepFilter, paletteActs } from './everywhere.ts';
import { commandsActs, liveActs, secretActs } from './live.ts';
import { confirmActs, formActs, helpActs, messageActs, readingActs, responseActs } from './panes.ts';
import { briefingActs, runActs } from './run.ts';
import { briefActs, clocksActs, contactsActs, hotWashActs, registerActs, timelineActs } from './screens.ts';
import { surveyActs } from './survey.ts';

type Acts = Readonly<Partial<Record<ActName, Act>>>;

/** The handlers of a place: its own before those of every place. `passing` gives what the timeline shows. */
export function actsOf(place: Place, passing: () => readonly number[]): Acts {
  return {
    ...everywhereActs,
    form: runActs.form,
    message: runActs.message,
    answer: runActs.answer,
    ...own(place, passing),
  };
}

function own(place: Place, passing: () => readonly number[]): Acts {
  switch (place) {
    case 'briefing':
      return briefingActs;
    case 'run':
      return { ...runActs, ...liveActs };
    case 'brief':
      return briefActs;
    case 'clocks':
      return clocksActs;
    case 'contacts':
      return contactsActs;
    case 'register':
      return registerActs;
    case 'timeline':
      return timelineActs(passing);
    case 'hot-wash':
      return hotWashActs;
    case 'text':
    case 'choice':
      return formActs;
    case 'palette':
      return paletteActs;
    case 'filter':
      return { enter: keepFilter };
    case 'response':
      return responseActs;
    case 'answer':
    case 'entry':
      return readingActs;
    case 'message':
      return messageActs;
    case 'confirm':
      return confirmActs;
    case 'help':
      return helpActs;
    case 'commands':
      return { ...readingActs, ...commandsActs };
    case 'details':
      return readingActs;
    case 'survey':
      return surveyActs;
    case 'secret':
      return secretActs;
    case 'home':
      return {};
  }
}
