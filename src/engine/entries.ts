import type { FactName } from '../language/names.ts';
import type { Effect, Kind, Reached, Scalar, WrittenClock } from '../playbook/model.ts';
import type { Blocked, Change } from '../world/model.ts';
import type { ActionBodies, Evidence, InstanceRef } from './action-entries.ts';
import type { ImprovementBodies } from './improving.ts';
import type { PageBodies } from './page-entries.ts';
import type { OutboxBodies, Route } from './telling.ts';

export type { Evidence, InstanceRef, Outcome, Proposal } from './action-entries.ts';

/** Who speaks: a person, in the role that they hold. */
export interface By {
  readonly person: string;
  readonly role?: string;
}

/** What every entry carries beside its own fields. */
export interface Stamp {
  /** Exercise time, milliseconds from T. */
  readonly at: number;
  /** Wall time at which it was recorded, ISO 8601 UTC. */
  readonly recorded: string;
  readonly by?: By;
  /** The system user and host at the keyboard, or the play. */
  readonly typedBy?: string;
  /** When it happened, where that differs from when it was recorded. ISO 8601 UTC. */
  readonly happened?: string;
  /** It fell due while nobody was there: an incident goes on when the program does not. */
  readonly late?: true;
}

export interface Document {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly text: string;
}

/** A step that nobody planned, added in the run. */
export interface AddedStep {
  readonly id: string;
  readonly phase: string;
  readonly title: string;
  readonly role?: string;
  readonly effect?: Effect;
  readonly item?: string;
}

export type Flag = 'slow' | 'unclear' | 'missing' | 'wrong';
export type Rating = 'P' | 'S' | 'M' | 'U';
/** What a note says of the work: went well, went poorly, turned out well by luck, or made it come as it did. */
export const noteSorts = ['well', 'poorly', 'lucky', 'factor'] as const;
export type NoteSort = (typeof noteSorts)[number];
export type Anchor = 'known' | 'intruded';
export type Facts = Readonly<Record<FactName, readonly string[]>>;
/** How an expectation came out. `open`: not judged by anybody. */
export type Verdict = 'met' | 'late' | 'unmet' | 'open';
export interface Judged {
  readonly text: string;
  readonly verdict: Verdict;
  readonly evidence: string;
  /** Exercise time that it came true, where it did. */
  readonly at?: number;
}

/** What the rules refuse and a lead may override. */
export type Override =
  | ({ readonly what: 'require' | 'approval' | 'order' | 'check' } & InstanceRef)
  | { readonly what: 'gate'; readonly phase: string };

interface Bodies extends ActionBodies, OutboxBodies, ImprovementBodies, PageBodies {
  'run.opened': {
    readonly run: string;
    readonly kind: 'exercise' | 'incident';
    readonly tool: string;
    readonly timezone: string;
    /** Story time of T, ISO 8601 UTC. */
    readonly starts: string;
    readonly seed?: string;
    readonly playbook: Document;
    readonly scenario?: Document & { readonly clues: Readonly<Record<string, string>> };
    readonly inputs: Readonly<Record<string, Scalar | null>>;
    /** Story times, ISO 8601 UTC; null is unknown. */
    readonly anchors: Readonly<Record<Anchor, string | null>>;
    /** The clocks of the library that the playbook uses, by name, as they were written. */
    readonly clocks?: Readonly<Record<string, WrittenClock>>;
    /** Of an exercise: how long what would be run takes, milliseconds by `effect type`. */
    readonly takes?: Readonly<Record<string, number>>;
    /** Of an incident: what can be done by itself, with its text; where requests go; what is allowed. */
    readonly catalogues?: readonly Document[];
    readonly endpoints?: Readonly<Record<string, string>>;
    readonly selfApproval?: 'allowed' | 'refused';
    /** Where it is told of beside this screen. */
    readonly routes?: readonly Route[];
    /** Only what changes nothing is run; the rest is written down as what would be. */
    readonly rehearsal?: true;
    /** What people read, where it is not the playbook's. */
    readonly title?: string;
    /** What raised it. */
    readonly alert?: {
      readonly source: string;
      readonly links: readonly string[];
      readonly evidence?: Evidence;
    };
  };
  /** An incident was cut off and is gone on with. `waits`: what would go on by itself waits until somebody says go. */
  'run.recovered': { readonly lost: number; readonly waits: boolean };
  'run.gone-on': Record<never, never>;
  /** The clock: exercise time `exercise` was wall time `wall`, and goes on at `speed` if `running`. */
  'time.anchored': {
    readonly wall: string;
    readonly exercise: number;
    readonly speed: number;
    readonly running: boolean;
    readonly why: 'opened' | 'paused' | 'resumed' | 'speed' | 'jumped' | 'left' | 'recovered';
  };
  'anchor.revised': {
    readonly anchor: Anchor;
    readonly value: string | null;
    readonly source: string;
    readonly reason: string;
  };
  'input.revised': { readonly input: string; readonly value: Scalar | null; readonly reason: string };
  /** `beside`: of a role that several may hold, and somebody holds already. */
  'role.taken': { readonly role: string; readonly person: string; readonly beside?: true };
  'role.handed-over': { readonly role: string; readonly from: string; readonly to: string; readonly note: string };

  'phase.opened': { readonly phase: string };
  'phase.closed': { readonly phase: string };
  'phase.reopened': { readonly phase: string; readonly because: string };
  'phase.skipped': { readonly phase: string; readonly reason: string };
  'milestone.reached': { readonly milestone: string };
  'milestone.withdrawn': { readonly milestone: string; readonly because: string };

  /** A `null` where a condition needed a value: the instance opens, and asks. */
  'step.opened': InstanceRef & { readonly kind?: Kind; readonly asks?: readonly string[] };
  /** What an open instance asked about is known now. */
  'step.resolved': InstanceRef;
  'step.not-needed': InstanceRef & { readonly kind?: Kind; readonly because: string };
  'step.taken': InstanceRef;
  'step.released': InstanceRef & { readonly reason?: string };
  'step.answered': InstanceRef & { readonly choice?: string; readonly answer?: string; readonly rationale?: string };
  'step.done': InstanceRef & {
    readonly evidence?: readonly Evidence[];
    readonly outputs?: Readonly<Record<string, Scalar | null>>;
    readonly otherwise?: string;
  };
  'step.failed': InstanceRef & { readonly reason: string; readonly outputs?: Readonly<Record<string, Scalar | null>> };
  'step.retried': InstanceRef;
  'step.skipped': InstanceRef & { readonly reason: string };
  'step.reopened': InstanceRef & { readonly reason: string };
  'step.retracted': InstanceRef & { readonly reason: string };
  'step.overdue': InstanceRef;
  /** It runs by itself until `until`: an action, a wait, or the time to a repeat's next turn. */
  'step.started': InstanceRef & {
    readonly what: 'action' | 'wait' | 'repeat';
    readonly until: number;
    readonly evidence?: readonly Evidence[];
  };
  /** One turn of a repeat is done. */
  'step.turn': InstanceRef & { readonly turn: number };
  /** The next turn of a repeat is for a person to do. */
  'step.turn-due': InstanceRef;
  /** It was running when the process died: nobody knows how it came out. */
  'step.lost': InstanceRef;
  /** Something may have happened or not. */
  'step.unknown': InstanceRef & { readonly because: string };
  /** What ran beside has ended; the step is as open as before. */
  'step.returned': InstanceRef;
  'step.added': AddedStep & { readonly reason: string };
  'step.flagged': { readonly step: string; readonly flag: Flag; readonly text: string };
  /** What the world showed in answer to a step. */
  'response.due': InstanceRef & { readonly until: number };
  'response.shown': InstanceRef & { readonly text: string };
  'approval.requested': {
    readonly instances: readonly InstanceRef[];
    readonly role: string;
    readonly shown: readonly string[];
    /** Of what is shown for each, in that order. */
    readonly hashes: readonly string[];
  };
  /** One of several that are needed. */
  'approval.given': {
    readonly instances: readonly InstanceRef[];
    readonly hashes: readonly string[];
    readonly self: boolean;
  };
  'approval.granted': {
    readonly instances: readonly InstanceRef[];
    readonly hashes: readonly string[];
    readonly self: boolean;
  };
  'approval.refused': { readonly instances: readonly InstanceRef[]; readonly reason: string };
  /** `plan`: of a live run, the hash of what may be run without approval; empty where nothing was to be run. */
  'glass.broken': {
    readonly over: Override;
    readonly refused: string;
    readonly reason: string;
    readonly plan?: string;
  };

  'item.added': {
    readonly item: string;
    readonly kind: Kind;
    readonly itemType: string;
    readonly name: string;
    readonly fields: Readonly<Record<string, Scalar | null>>;
    readonly how: 'known' | 'found' | 'revealed' | 'unplanned';
    readonly foundBy?: InstanceRef;
  };
  'item.field-set': {
    readonly item: string;
    readonly field: string;
    readonly value: Scalar | null;
    readonly reason: string;
  };
  'item.ruled-out': { readonly item: string; readonly reason: string };
  'item.ruled-in': { readonly item: string; readonly reason: string };
  'item.not-possible': { readonly item: string; readonly reached: Reached; readonly reason: string };
  /** `leaves`: what of the item stays alive or open all the same, in words. */
  'effect.reached': {
    readonly item: string;
    readonly reached: Reached;
    readonly step: string;
    readonly leaves?: string;
  };
  'effect.withdrawn': { readonly item: string; readonly reached: Reached; readonly step: string };

  'message.posted': InstanceRef & { readonly to: string; readonly text: string };
  'clock.started': {
    readonly clock: string;
    readonly due: number | null;
    readonly since?: number;
    readonly latestSince?: number;
    /** The fact or the determination that started it, who stands for it, and their rationale. */
    readonly determined?: { readonly how: string; readonly by?: By; readonly why?: string };
  };
  'clock.stopped': { readonly clock: string; readonly because: string };
  'clock.met': { readonly clock: string };
  'clock.missed': { readonly clock: string };
  /** A person says that it does not apply to them, or that it does after all. */
  'clock.ruled-out': { readonly clock: string; readonly reason: string };
  'clock.ruled-in': { readonly clock: string; readonly reason: string };

  'inject.delivered': {
    readonly inject: string;
    readonly from: string;
    readonly via: string;
    readonly to: readonly string[];
    readonly text: string;
    readonly question?: string;
    readonly improvised?: true;
  };
  'inject.held': { readonly inject: string };
  'inject.dropped': { readonly inject: string; readonly reason: string };
  'inject.answered': { readonly inject: string; readonly answer: string };

  /** `sort`: what kind of a lesson it is; `objective`: of a drill, to which objective it belongs. */
  'note.added': {
    readonly text: string;
    readonly ref?: InstanceRef;
    readonly sort?: NoteSort;
    readonly objective?: string;
  };
  'entry.corrected': { readonly corrects: number; readonly text: string };
  'task.observed': { readonly objective: string; readonly task: number; readonly met: boolean; readonly note?: string };
  'objective.rated': { readonly objective: string; readonly rating: Rating; readonly reason: string };

  /** Truth, hidden until the hot wash. */
  'world.moved': { readonly move: string };
  'world.blocked': { readonly move: string; readonly blockedBy: readonly Blocked[]; readonly retryAt?: number };
  'world.changed': { readonly changes: readonly Change[] };
  'world.matched': { readonly item: string; readonly thing: string };

  'play.ended': { readonly outcome: string; readonly reason?: string };
  'hot-wash.opened': { readonly facts: Facts };
  'inject.judged': { readonly inject: string; readonly objective?: string; readonly judged: Judged };
  'objective.suggested': {
    readonly objective: string;
    readonly rating: Rating | null;
    readonly because: string;
    readonly evidence: readonly Judged[];
  };
  'run.closed': Record<never, never>;
}

export type EntryType = keyof Bodies;
/** What an entry of one type says, without its stamp. */
export type Body<T extends EntryType = EntryType> = { readonly [K in T]: { readonly type: K } & Bodies[K] }[T];
/** One line of a run's journal, without the journal's envelope. */
export type Entry<T extends EntryType = EntryType> = Stamp & Body<T>;
