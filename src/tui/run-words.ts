import type { State } from '../engine/state.ts';
import type { Option } from '../playbook/model.ts';
import { isIncident } from './context.ts';
import { plainLine } from './plain.ts';

/** What the parts of a run are called. */
export interface RunWords {
  /** The talk that comes after it. */
  readonly talk: string;
  /** That it has ended, over a screen. */
  readonly over: string;
  /** The same in a sentence, without a full stop. */
  readonly ended: string;
  /** What the key that ends it does. */
  readonly end: string;
  readonly endHelp: string;
  readonly endWhy: string;
}

const drill: RunWords = {
  talk: 'hot wash',
  over: 'PLAY HAS ENDED',
  ended: 'Play has ended',
  end: 'end play',
  endHelp: 'End play for everybody; the hot wash follows.',
  endWhy: 'Play ends for everybody. Why now?',
};

const live: RunWords = {
  talk: 'review',
  over: 'RESPONSE ENDED',
  ended: 'The response has ended',
  end: 'end the response',
  endHelp: 'End the response for everybody; the review follows.',
  endWhy: 'The response ends for everybody, and nothing more is run. Why now?',
};

/** An option of a decision. In an incident one that ends the response says so: it cannot be taken back. */
export function optionWords({ label, ends }: Option, state: State): string {
  return plainLine(`${label}${isIncident(state) && ends !== undefined ? ' (It ends the response.)' : ''}`);
}

/** An exercise is played, an incident is responded to: nothing on a live screen says play. */
export function wordsFor(state: State): RunWords {
  return isIncident(state) ? live : drill;
}
