import { type AnyStateMachine, createMachine, transition } from 'xstate';
import type { Playbook } from './model.ts';

export const phaseStates = ['waiting', 'open', 'closed', 'reopened', 'skipped'] as const;
export type PhaseState = (typeof phaseStates)[number];

/** Where every phase stands, by its id, in document order. */
export type PhaseValue = Readonly<Record<string, PhaseState>>;

export type PhaseMove = 'open' | 'close' | 'reopen' | 'skip';

/** One move of one phase. XState sees it as `<type>.<phase>`, so that no region needs a guard. */
export interface PhaseEvent {
  readonly type: PhaseMove;
  readonly phase: string;
}

/** A playbook as an XState v5 parallel machine with one region a phase. */
export interface PlaybookMachine {
  readonly machine: AnyStateMachine;
  /** Every phase waiting. */
  readonly initial: PhaseValue;
  /** What the machine answered, by `<type>.<phase>.<state>`. Regions know nothing of each other, so an answer holds for good. */
  readonly answers: Map<string, PhaseState | null>;
}

// biome-ignore format: one state a line reads as the table that it is
const legal: Readonly<Record<PhaseState, Readonly<Partial<Record<PhaseMove, PhaseState>>>>> = {
  waiting:  { open: 'open', skip: 'skipped' },
  open:     { close: 'closed', skip: 'skipped' },
  closed:   { reopen: 'reopened' },
  reopened: { close: 'closed', skip: 'skipped' },
  skipped:  { reopen: 'reopened' },
};

function region(phase: string) {
  const states = phaseStates.map((state) => {
    const on = Object.entries(legal[state]).map(([move, target]) => [`${move}.${phase}`, target]);
    return [state, { on: Object.fromEntries(on) }];
  });
  return { initial: 'waiting', states: Object.fromEntries(states) };
}

/** Compiles a playbook: which moves its phases may make. Holds no items and no time; those are data of the engine. */
export function compilePlaybook(playbook: Playbook): PlaybookMachine {
  const phases = playbook.phases.map((phase) => phase.id);
  const machine = createMachine({
    id: playbook.id,
    type: 'parallel',
    states: Object.fromEntries(phases.map((phase) => [phase, region(phase)])),
  });
  const initial = Object.fromEntries(phases.map((phase) => [phase, 'waiting' as const]));
  return { machine, initial, answers: new Map() };
}

/** Steps one phase; null when the machine ignored the event: the move is not legal from there, or there is no such phase. */
export function stepPhases(compiled: PlaybookMachine, value: PhaseValue, event: PhaseEvent): PhaseValue | null {
  const from = Object.hasOwn(value, event.phase) ? value[event.phase] : undefined;
  if (from === undefined) return null;
  const key = `${event.type}.${event.phase}.${from}`;
  let to = compiled.answers.get(key);
  if (to === undefined) {
    to = ask(compiled, value, event);
    compiled.answers.set(key, to);
  }
  return to === null ? null : { ...value, [event.phase]: to };
}

function ask(compiled: PlaybookMachine, value: PhaseValue, event: PhaseEvent): PhaseState | null {
  const before = compiled.machine.resolveState({ value: { ...value }, context: {} });
  const [after] = transition(compiled.machine, before, { type: `${event.type}.${event.phase}` });
  const to: PhaseState = after.value[event.phase];
  return to === value[event.phase] ? null : to;
}
