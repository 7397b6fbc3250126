import type { Decision } from './decision.ts';
import type { Body } from './entries.ts';
import type { PageTurn } from './page-entries.ts';
import type { PageState, State } from './state.ts';
import { exerciseOf } from './time.ts';

/** Whoever is called now for a page. */
export function calledNow({ chain, turn }: PageState): PageTurn | undefined {
  return chain[turn];
}

/** Pages that nobody has answered yet, oldest first; those whose chain has come to its end are among them. */
export function openPages(state: State): PageState[] {
  return Object.values(state.pages).filter(({ status }) => status === 'waiting' || status === 'exhausted');
}

/** Calls the next of a chain, or says that there is none left. */
export function goOn(decision: Decision, page: PageState, emit: (body: Body) => void): void {
  const turn = page.turn + 1;
  const next = page.chain[turn];
  const ref = { page: page.id, who: page.who };
  if (!next) {
    emit({ type: 'page.exhausted', ...ref });
    return;
  }
  const { name, by: way } = next;
  emit({ type: 'page.escalated', ...ref, turn, name, way, until: waitFrom(decision) + next.wait });
}

/**
 * When the wait of whoever is called now begins. In an incident that is never before now: a chain whose time ran out while the
 * program was gone is not run through to its end in one moment, with nobody given the time to answer.
 */
function waitFrom({ state, at, given }: Decision): number {
  return state.run?.kind === 'incident' ? Math.max(at, exerciseOf(state, given.now)) : at;
}
