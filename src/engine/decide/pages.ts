import { ways } from '../../contacts/model.ts';
import { type Decision, refuse } from '../decision.ts';
import { goOn } from '../page.ts';
import type { PageTurn } from '../page-entries.ts';
import type { PageState } from '../state.ts';
import { assertPerson, assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';

const MOST_TURNS = 200;
const LONGEST_NAME = 200;
const LONGEST_WAIT = 7 * 24 * 60 * 60 * 1000;
const SHORTEST_WAIT = 1000;

/** People who are called one after another until somebody answers. Whoever takes part may call: nobody is to be waited for with that. */
export const pageCommands = {
  page: (decision, { who, text, chain }) => {
    assertPerson(decision);
    assertText(who, 'Whom it is for');
    assertText(text, 'What is to be said');
    if (chain.length === 0)
      refuse('invalid', `Nobody is called for ${who}.`, { hint: 'Name somebody in the contacts.' });
    if (chain.length > MOST_TURNS) refuse('invalid', `${MOST_TURNS} people are the most that are called.`);
    const turns = chain.map((turn) => checked(decision, turn));
    const same = Object.values(decision.state.pages).find((page) => page.who === who && page.status === 'waiting');
    if (same)
      refuse('not-now', `${who} is being called already: ${same.chain[same.turn]?.name ?? who}.`, {
        hint: 'Say who answered, go on to the next, or call it off.',
      });
    decision.say({
      type: 'page.sent',
      page: `p${decision.state.seq + 1}`,
      ...{ who, text, chain: turns },
      until: decision.at + (turns[0]?.wait ?? 0),
    });
  },
  'answer-page': (decision, { page: id, person }) => {
    const page = needPage(decision, id);
    assertText(person, 'Who answered');
    if (page.status === 'answered')
      refuse('not-now', `${page.answeredBy ?? 'Somebody'} has answered ${page.who} already.`);
    if (page.status === 'called-off') refuse('not-now', `The call for ${page.who} was called off.`);
    decision.say({ type: 'page.answered', page: id, who: page.who, person: person.trim() });
  },
  'next-page': (decision, { page: id }) => {
    goOn(decision, needWaiting(decision, id), (body) => decision.say(body));
  },
  'call-off-page': (decision, { page: id, reason }) => {
    const { who } = needWaiting(decision, id);
    assertText(reason, 'A reason');
    decision.say({ type: 'page.called-off', page: id, who, reason });
  },
} satisfies Deciding;

/** A turn as it goes into the journal: nothing that came with it beside what it is made of. In an exercise no channel carries it. */
function checked({ state }: Decision, turn: PageTurn): PageTurn {
  const { person, name, by, via, wait, why } = turn;
  for (const text of [person, name, why, via ?? ''])
    if (typeof text !== 'string' || text.length > LONGEST_NAME)
      refuse('invalid', 'Somebody of the chain has no name, or too long a one.');
  if (name.trim() === '') refuse('invalid', 'Somebody of the chain has no name.');
  if (by !== null && !ways.includes(by)) refuse('invalid', `${String(by)} is no way to call somebody.`);
  if (!(Number.isInteger(wait) && wait >= SHORTEST_WAIT && wait <= LONGEST_WAIT))
    refuse('invalid', `How long ${name} has to answer is a second to a week.`);
  const isCarried = via !== undefined && state.run?.kind === 'incident' && Object.hasOwn(state.outbox, via);
  return { person, name, by, ...(isCarried && { via }), wait, why };
}

function needPage(decision: Decision, id: string): PageState {
  const { pages } = decision.state;
  const page = Object.hasOwn(pages, id) ? pages[id] : undefined;
  return page ?? refuse('invalid', `Nobody was called as ${id}.`);
}

function needWaiting(decision: Decision, id: string): PageState {
  const page = needPage(decision, id);
  if (page.status !== 'waiting') refuse('not-now', `The call for ${page.who} is ${page.status} already.`);
  return page;
}
