import type { Kind, Reached, Scalar } from '../playbook/model.ts';
import type { World } from '../world/model.ts';
import type { Definition } from './definition.ts';
import type {
  AddedStep,
  Anchor,
  Body,
  By,
  Evidence,
  Facts,
  Flag,
  InstanceRef,
  Judged,
  Outcome,
  Override,
  Proposal,
  Rating,
} from './entries.ts';
import type { Improvement } from './improving.ts';
import type { PageTurn } from './page-entries.ts';
import type { StepStatus } from './step-machine.ts';
import type { MessageSort } from './telling.ts';

/** One call of an action, from its request on. */
export interface Acted
  extends Pick<Body<'action.requested'>, 'number' | 'action' | 'call' | 'shown' | 'plan' | 'readOnly'> {
  /** Exercise time of the request. */
  readonly at: number;
  readonly by?: By;
  /** Somebody asked it to stop. */
  readonly cancelled?: true;
  /** The last lines that it printed. */
  readonly lines: readonly string[];
  /** Absent while it runs, and where the program ended before it did. */
  readonly outcome?: Outcome;
}

/** A step for one item, once it has opened. */
export interface Instance {
  readonly step: string;
  /** Absent where the step has no fan-out. */
  readonly item?: string;
  status: StepStatus;
  openedAt: number;
  owner?: By;
  takenAt?: number;
  /** When it stopped being open: done, skipped, not needed or failed. */
  endedAt?: number;
  endedBy?: By;
  /** Conditions that read an unknown value, by what they read. */
  asks?: readonly string[];
  overdueAt?: number;
  choice?: string;
  answer?: string;
  rationale?: string;
  evidence: readonly Evidence[];
  outputs: Readonly<Record<string, Scalar | null>>;
  /** Done by hand in another way than the playbook's. */
  otherwise?: string;
  reason?: string;
  /** What runs by itself, and when it ends. */
  running?: { what: 'action' | 'wait' | 'repeat'; until: number };
  /** What is to be run for it, where somebody chose. */
  planned?: Pick<Body<'action.planned'>, 'action' | 'with' | 'subjects'>;
  /** Every call that was requested for it, oldest first. */
  acted?: readonly Acted[];
  /** What actions found, the last first, to be confirmed by hand. */
  proposed?: readonly Proposal[];
  /** Why nobody knows how it came out. */
  unknown?: string;
  /** Turns of a repeat so far. */
  turns: number;
  /** The world's answer: due at, then shown. */
  responseDue?: number;
  response?: string;
  approval?: {
    hash: string;
    state: 'requested' | 'granted';
    by?: By;
    at: number;
    /** One of those who approved does it too. */
    self: boolean;
    /** Who has approved so far, where several must: all of them exactly what `hash` is of. */
    given?: readonly string[];
    /** When the first of several approved. */
    since?: number;
  };
  overridden: readonly Override['what'][];
  /** Of a live run: the hash of the plan that the lead let pass without approval; empty where nothing was to be run. */
  waived?: string;
}

export interface PhaseState {
  status: 'waiting' | 'open' | 'closed' | 'reopened' | 'skipped';
  openedAt?: number;
  closedAt?: number;
  reopenedAt?: number;
  gateOverridden?: boolean;
  reason?: string;
}

export interface Item {
  readonly id: string;
  readonly kind: Kind;
  /** What decides which actions there are for it. */
  type: string;
  readonly name: string;
  readonly how: 'known' | 'found' | 'revealed' | 'unplanned';
  readonly addedAt: number;
  readonly foundBy?: InstanceRef;
  fields: Readonly<Record<string, Scalar | null>>;
  /** Each effect with every time that it was reached, and by which step. */
  reached: Readonly<Partial<Record<Reached, readonly { at: number; step: string; leaves?: string }[]>>>;
  ruledOut?: { reason: string; at: number };
  notPossible: Readonly<Partial<Record<Reached, { reason: string; at: number }>>>;
}

export interface InjectState {
  deliveredAt?: number;
  held?: boolean;
  dropped?: string;
  answer?: string;
  answeredAt?: number;
  judged?: Judged;
  /** What was delivered, also of an improvised one. */
  shown?: { from: string; via: string; to: readonly string[]; text: string; question?: string; improvised: boolean };
}

/** A message that waits. `begun`: it was being sent. `unknown`: it may be there or not. `dead`: it is not taken as it is. */
export interface Pending {
  readonly seq: number;
  /** Its place in the queue: that of the message that it took the place of. */
  readonly rank: number;
  readonly status: 'queued' | 'begun' | 'unknown' | 'dead';
  readonly sort: MessageSort;
  readonly to: string;
  readonly subject: string;
  readonly slot?: string;
  /** It was written while details were kept from there, and has none. */
  readonly veiled?: true;
  readonly tries: number;
  /** Of what was begun with others in one delivery: all of them, in their order. */
  readonly with?: readonly string[];
  readonly why?: string;
  readonly mend?: string;
  /** Of what may be there: a person said that it goes again. Where it can be looked for, it is first. */
  readonly again?: true;
}

/** What goes out by one channel. */
export interface Outbox {
  pending: Readonly<Record<string, Pending>>;
  /** What names the message of a slot where it was sent to. */
  slots: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the last headline says. */
  headline: string;
  /** The hash of what is asked for by the message of each approval that still asks. */
  asks: Readonly<Record<string, string>>;
  sent: number;
  /** A newer one of the same slot came before it was sent. */
  superseded: number;
  dropped: number;
  stopped?: { readonly why: string; readonly mend?: string };
  withheld: boolean;
}

export interface ClockState {
  status: 'not-started' | 'running' | 'met' | 'missed' | 'stopped' | 'not-applicable';
  /** Exercise time; null where its law has no number, and before it started. */
  due: number | null;
  /** Exercise time of its last start, and what it was started by. */
  startedAt?: number;
  determined?: Body<'clock.started'>['determined'];
  /** What it was counted from, exercise times. Absent in journals from before. */
  since?: number;
  latestSince?: number;
  endedAt?: number;
  /** Why it does not apply, who says so, and what it was before. */
  ruledOut?: { reason: string; at: number; by?: By; before: ClockState['status'] };
}

/** People who are called one after another. */
export interface PageState {
  readonly id: string;
  readonly who: string;
  readonly text: string;
  readonly chain: readonly PageTurn[];
  status: 'waiting' | 'answered' | 'exhausted' | 'called-off';
  /** Whoever is called now, by their place in the chain; since when, and until when an answer is waited for. */
  turn: number;
  turnAt: number;
  until: number;
  readonly sentAt: number;
  readonly by?: By;
  answeredBy?: string;
  endedAt?: number;
}

export interface MilestoneState {
  /** Set while it is reached. */
  at: number | null;
  /** Every time that it was reached, first to last. */
  times: readonly number[];
}

/**
 * Everything that a run's entries have made true. Built by `evolve` alone: nobody else writes to it.
 * Growing lists (timeline, notes) are not in it: they are read off the entries.
 */
export interface State {
  readonly definition: Definition;
  /** Entries folded so far; the sequence number of the last. */
  seq: number;
  run:
    | ({ id: string; kind: 'exercise' | 'incident'; openedAt: string; starts: number; timezone: string } & Pick<
        Body<'run.opened'>,
        'endpoints' | 'routes' | 'selfApproval' | 'rehearsal' | 'title' | 'alert'
      >)
    | null;
  stage: 'new' | 'play' | 'over' | 'hot-wash' | 'closed';
  outcome: string | null;
  /** Exercise time of the last entry. */
  at: number;
  clock: { wall: number; exercise: number; speed: number; running: boolean };
  inputs: Readonly<Record<string, Scalar | null>>;
  /** Story times, epoch milliseconds. */
  anchors: Readonly<Record<Anchor, number | null>>;
  /** Role to the person who holds it, or held it first. */
  roles: Readonly<Record<string, string>>;
  /** Who holds a role beside that person, where several may. */
  beside: Readonly<Record<string, readonly string[]>>;
  /** An incident was cut off: what goes on by itself waits until somebody says go. */
  held: boolean;
  phases: Readonly<Record<string, PhaseState>>;
  steps: Readonly<Record<string, Readonly<Record<string, Instance>>>>;
  added: Readonly<Record<string, AddedStep>>;
  register: Readonly<Partial<Record<Kind, Readonly<Record<string, Item>>>>>;
  /** Item id to its kind; ids are unique across kinds. */
  kindOf: Readonly<Record<string, Kind>>;
  milestones: Readonly<Record<string, MilestoneState>>;
  clocks: Readonly<Record<string, ClockState>>;
  pages: Readonly<Record<string, PageState>>;
  injects: Readonly<Record<string, InjectState>>;
  flags: Readonly<Record<string, readonly { flag: Flag; text: string }[]>>;
  glass: number;
  improvements: Readonly<Record<string, Improvement>>;
  observed: Readonly<Record<string, Readonly<Record<number, boolean>>>>;
  ratings: Readonly<
    Record<
      string,
      { suggested: Rating | null; because: string; evidence: readonly Judged[]; final?: Rating; reason?: string }
    >
  >;
  /** Truth. `moves`: when each is due next; null when it has no attempt left. `matches`: register item to thing. */
  world: { truth: World; moves: Readonly<Record<string, number | null>>; matches: Readonly<Record<string, string>> };
  facts: Facts | null;
  /** By the name of the channel. */
  outbox: Readonly<Record<string, Outbox>>;
  /** The slot of the message that asked for an instance's approval last, by step and key. */
  asked: Readonly<Record<string, string>>;
  /** Instances with something due, by step and key. */
  timers: Readonly<Record<string, Readonly<Record<string, InstanceRef>>>>;
}

/** The key of an instance within its step: the item's id, or `-` without one. */
export function keyOf(item: string | undefined): string {
  return item ?? '-';
}

/** Under what the message that asks for the approval of an instance is remembered. */
export function askedKey({ step, item }: InstanceRef): string {
  return `${step} ${keyOf(item)}`;
}

/** Whether a person holds a role, alone or beside others. */
export function holds(state: State, role: string, person: string): boolean {
  return state.roles[role] === person || (state.beside[role]?.includes(person) ?? false);
}

/** Everybody who holds a role. */
export function holdersOf(state: State, role: string): readonly string[] {
  const first = state.roles[role];
  return first === undefined ? [] : [first, ...(state.beside[role] ?? [])];
}

/** The call that runs for an instance now. Until it has ended nothing takes the instance away: what came of it would be lost. */
export function runningOf({ acted, status }: Instance): Acted | undefined {
  const last = acted?.at(-1);
  return status === 'running' && last?.outcome === undefined ? last : undefined;
}

/** The instance that a reference names, once it has opened. */
export function instanceOf(state: State, ref: InstanceRef): Instance | undefined {
  return state.steps[ref.step]?.[keyOf(ref.item)];
}

/** An item of the register by its id. */
export function itemOf(state: State, id: string): Item | undefined {
  const kind = state.kindOf[id];
  return kind && state.register[kind]?.[id];
}

/** The items of a kind in the order in which they came. */
export function itemsOf(state: State, kind: Kind): Item[] {
  return Object.values(state.register[kind] ?? {});
}
