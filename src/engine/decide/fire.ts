import { test } from '../conditions.ts';
import type { Decision } from '../decision.ts';
import { type Due, dueList } from '../due.ts';
import { renderedMessage } from '../instructions.ts';
import { goOn } from '../page.ts';
import { deliver } from '../settle/injects.ts';
import { endPlay, tryMove } from '../settle/play.ts';
import { settle } from '../settle.ts';
import { instanceOf } from '../state.ts';
import { stepOf } from '../targets.ts';
import { exerciseOf } from '../time.ts';
import { complete } from './complete.ts';

/**
 * Fires everything that is due at or before the decision's time: one at a time, in order, each at its own time and
 * with all that follows from it. So it makes no difference when, or how often, somebody looked at the clock.
 */
export function fireDue(decision: Decision, which: (due: Due) => boolean = () => true): void {
  const until = decision.at;
  const next = () => dueList(decision.state).find(which);
  for (let due = next(); due && due.at <= until; due = next()) {
    // A deadline that was moved may lie in the past: nothing happens before what has happened.
    decision.at = Math.max(due.at, decision.state.at);
    fire(decision, due);
    settle(decision);
  }
  decision.at = until;
}

type Firing = { readonly [K in Due['what']]: (decision: Decision, due: Extract<Due, { what: K }>) => void };

const firing: Firing = {
  move: (decision, { move }) => tryMove(decision, move),
  inject: (decision, { inject }) => {
    const planned = decision.state.definition.injects[inject];
    if (planned) deliver(decision, planned, false);
  },
  response: (decision, { ref }) => {
    const text = decision.state.definition.scenario?.responses[ref.step]?.show ?? '';
    decision.follow({ type: 'response.shown', ...ref, text });
  },
  action: (decision, { ref }) => complete(decision, ref, { follows: true }),
  wait: (decision, { ref }) => decision.follow({ type: 'step.done', ...ref }),
  repeat: (decision, { ref }) => nextTurn(decision, ref),
  timeout: (decision, { ref }) => decision.follow({ type: 'step.overdue', ...ref }),
  clock: (decision, { clock }) => decision.follow({ type: 'clock.missed', clock }),
  page: (decision, { page: id }) => {
    const page = decision.state.pages[id];
    if (page) goOn(decision, page, (body) => decision.follow(body));
  },
  end: (decision) => endPlay(decision, 'time-up'),
};

function fire(decision: Decision, due: Due): void {
  (firing[due.what] as (decision: Decision, due: Due) => void)(decision, due);
}

/** Unless it was enough: a message goes out again by itself; anything else is a person's to do again. */
function nextTurn(decision: Decision, ref: { step: string; item?: string }): void {
  const step = stepOf(decision.state, ref.step);
  const instance = instanceOf(decision.state, ref);
  if (!step?.repeat || !instance) return;
  if (test(decision.state, decision.at, step.repeat.until, { item: ref.item }) === true) {
    decision.follow({ type: 'step.done', ...ref });
    return;
  }
  if (step.notify === undefined) {
    decision.follow({ type: 'step.turn-due', ...ref });
    return;
  }
  decision.follow({
    type: 'message.posted',
    ...ref,
    to: step.notify,
    text: renderedMessage(decision.state, step, ref.item, decision.at),
  });
  decision.follow({ type: 'step.turn', ...ref, turn: instance.turns + 1 });
  decision.follow({ type: 'step.started', ...ref, what: 'repeat', until: nextTime(decision, step.repeat.every) });
}

/** In an incident what fell due while nobody was there goes out once, not once for every turn that was missed. */
function nextTime(decision: Decision, every: number): number {
  const { state, at } = decision;
  if (state.run?.kind !== 'incident') return at + every;
  const now = exerciseOf(state, decision.given.now);
  return at + every * Math.max(1, Math.ceil((now - at + 1) / every));
}
