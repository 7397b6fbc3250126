import type { InstanceRef } from './entries.ts';
import { instanceOf, type State } from './state.ts';

/** Something that comes by itself, at an exercise time in milliseconds from T. */
export type Due = { readonly at: number } & (
  | { readonly what: 'move'; readonly move: string }
  | { readonly what: 'inject'; readonly inject: string }
  | { readonly what: 'response'; readonly ref: InstanceRef }
  | { readonly what: 'action'; readonly ref: InstanceRef }
  | { readonly what: 'wait'; readonly ref: InstanceRef }
  | { readonly what: 'repeat'; readonly ref: InstanceRef }
  | { readonly what: 'timeout'; readonly ref: InstanceRef }
  | { readonly what: 'clock'; readonly clock: string }
  | { readonly what: 'page'; readonly page: string }
  | { readonly what: 'end' }
);

/** Of things due at the same time, the earlier in this list comes first; after that, document order. */
const order: readonly Due['what'][] = [
  'move',
  'inject',
  'response',
  'action',
  'wait',
  'repeat',
  'timeout',
  'clock',
  'page',
  'end',
];

/** Everything that is due by itself, in the order in which it comes. Read off the state alone. */
export function dueList(state: State): Due[] {
  if (state.stage !== 'play') return [];
  const list: Due[] = [
    ...movesDue(state),
    ...injectsDue(state),
    ...instancesDue(state),
    ...clocksDue(state),
    ...pagesDue(state),
  ];
  const { scenario } = state.definition;
  if (scenario) list.push({ at: scenario.duration, what: 'end' });
  return list.sort((a, b) => a.at - b.at || order.indexOf(a.what) - order.indexOf(b.what));
}

/** Exercise time of the next thing that is due; null when nothing is. */
export function nextDue(state: State): number | null {
  return dueList(state)[0]?.at ?? null;
}

/** Moves still to come, up to the scenario's duration. Also asked after play has ended. */
export function movesDue(state: State): Extract<Due, { what: 'move' }>[] {
  const { scenario } = state.definition;
  if (!scenario) return [];
  return scenario.adversary.moves.flatMap(({ id }) => {
    const at = state.world.moves[id] ?? null;
    return at === null || at > scenario.duration ? [] : [{ at, what: 'move' as const, move: id }];
  });
}

function injectsDue(state: State): Due[] {
  return (state.definition.scenario?.injects ?? []).flatMap(({ id, at }) => {
    const now = state.injects[id];
    const waits = at !== undefined && now?.deliveredAt === undefined && !now?.held && now?.dropped === undefined;
    return waits ? [{ at, what: 'inject' as const, inject: id }] : [];
  });
}

function instancesDue(state: State): Due[] {
  const list: { due: Due; place: number }[] = [];
  for (const ref of Object.values(state.timers).flatMap((timers) => Object.values(timers))) {
    const instance = instanceOf(state, ref);
    const step = state.definition.steps[ref.step];
    if (!instance) continue;
    const place = state.definition.order[ref.step] ?? Number.MAX_SAFE_INTEGER;
    const add = (at: number, what: 'action' | 'response' | 'wait' | 'repeat' | 'timeout') =>
      list.push({ due: { at, what, ref }, place });
    // What would go out by itself waits, after a crash, until somebody says go.
    const isHeld = state.held && instance.running?.what === 'repeat';
    if (instance.running && !isHeld) add(instance.running.until, instance.running.what);
    if (instance.responseDue !== undefined && instance.response === undefined) add(instance.responseDue, 'response');
    if (step?.timeout !== undefined && instance.takenAt !== undefined && instance.overdueAt === undefined)
      add(instance.takenAt + step.timeout, 'timeout');
  }
  return list.sort((a, b) => a.place - b.place).map(({ due }) => due);
}

function clocksDue(state: State): Due[] {
  return Object.entries(state.clocks).flatMap(([clock, { status, due }]) =>
    status === 'running' && due !== null ? [{ at: due, what: 'clock' as const, clock }] : [],
  );
}

/** What would call the next by itself waits, after a crash, until somebody says go. */
function pagesDue(state: State): Due[] {
  if (state.held) return [];
  return Object.values(state.pages).flatMap(({ id, status, until }) =>
    status === 'waiting' ? [{ at: until, what: 'page' as const, page: id }] : [],
  );
}
