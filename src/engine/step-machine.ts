import { createMachine, initialTransition, transition } from 'xstate';

const life = {
  waiting: { open: 'ready', drop: 'not-needed' },
  ready: {
    take: 'active',
    ask: 'awaiting-approval',
    start: 'running',
    finish: 'done',
    fail: 'failed',
    skip: 'skipped',
    drop: 'not-needed',
  },
  active: {
    release: 'ready',
    ask: 'awaiting-approval',
    // Runs of earlier versions: an approval that came after the lead had let it pass.
    grant: 'active',
    refuse: 'active',
    start: 'running',
    finish: 'done',
    fail: 'failed',
    skip: 'skipped',
    drop: 'not-needed',
  },
  'awaiting-approval': {
    grant: 'active',
    refuse: 'active',
    release: 'ready',
    start: 'running',
    finish: 'done',
    fail: 'failed',
    skip: 'skipped',
    drop: 'not-needed',
  },
  running: {
    start: 'running',
    return: 'active',
    turn: 'ready',
    finish: 'done',
    fail: 'failed',
    skip: 'skipped',
    drop: 'not-needed',
    lose: 'outcome-unknown',
  },
  // It runs again only to look, or to do what is left of it; what ran beside may be known to have ended.
  'outcome-unknown': { start: 'running', return: 'active', finish: 'done', fail: 'failed', skip: 'skipped' },
  failed: { retry: 'ready', finish: 'done', skip: 'skipped', drop: 'not-needed' },
  done: { reopen: 'ready', retract: 'retracted' },
  skipped: { reopen: 'ready' },
  'not-needed': { open: 'ready', reopen: 'ready' },
  retracted: {
    take: 'active',
    ask: 'awaiting-approval',
    start: 'running',
    finish: 'done',
    fail: 'failed',
    skip: 'skipped',
    drop: 'not-needed',
  },
} as const;

/** Where an instance is in its life. */
export type StepStatus = keyof typeof life;
type Events<S> = S extends StepStatus ? keyof (typeof life)[S] : never;
/** What can happen to an instance. */
export type StepEvent = Events<StepStatus>;

const statuses = Object.keys(life) as StepStatus[];

/** The life of one instance. Written once, for every step of every playbook. */
const stepMachine = createMachine({
  id: 'step',
  initial: 'waiting',
  states: Object.fromEntries(statuses.map((status) => [status, { on: life[status] }])),
});

/** The machine has neither context nor guards, so a move depends on status and event alone and is worked out once. */
const known = new Map<StepStatus, Map<StepEvent, StepStatus | null>>(statuses.map((status) => [status, new Map()]));

/** The status after an event, or null where the machine has no such move. */
export function stepAfter(status: StepStatus, event: StepEvent): StepStatus | null {
  const before = known.get(status)?.get(event);
  if (before !== undefined) return before;
  const from = stepMachine.resolveState({ value: status });
  const [to] = transition(stepMachine, from, { type: event });
  const legal = stepMachine.getStateNodeById(`step.${status}`).on[event] !== undefined;
  const after = legal ? (to.value as StepStatus) : null;
  known.get(status)?.set(event, after);
  return after;
}

/** The status that an instance begins with. */
export const firstStatus = initialTransition(stepMachine)[0].value as StepStatus;

/** Ended well enough for what waits for it. */
export function isSettled(status: StepStatus): boolean {
  return status === 'done' || status === 'skipped' || status === 'not-needed';
}
