import type { Effect, Kind, Reached, Scalar } from '../playbook/model.ts';
import type {
  Anchor,
  Body,
  By,
  Document,
  Evidence,
  Flag,
  InstanceRef,
  NoteSort,
  Outcome,
  Override,
  Rating,
} from './entries.ts';
import type { ImprovementBodies } from './improving.ts';
import type { PageTurn } from './page-entries.ts';
import type { Telling } from './telling.ts';

/** Who, where and when a command is given; the engine itself has no clock. */
export interface Given {
  /** Wall time, epoch milliseconds. */
  readonly now: number;
  readonly by?: By;
  readonly typedBy?: string;
  /** ISO 8601 UTC, when it happened earlier than it is told. */
  readonly happened?: string;
}

/** Messages of one channel, by their ids. */
interface DeliveryRef {
  readonly via: string;
  readonly messages: readonly string[];
}

interface Asked {
  open: {
    readonly run: string;
    readonly kind: 'exercise' | 'incident';
    readonly tool: string;
    readonly playbook: Document;
    readonly scenario?: Document & { readonly clues: Readonly<Record<string, string>> };
    readonly seed?: string;
    readonly speed?: number;
    /** The clock stands until somebody resumes it: a briefing first. */
    readonly paused?: boolean;
    /** Of an incident; an exercise has its scenario's. */
    readonly timezone?: string;
    /** Roles held from the start. */
    readonly roles: Readonly<Record<string, string>>;
    /** Over the scenario's own. */
    readonly inputs?: Readonly<Record<string, Scalar | null>>;
    /** Of an incident, ISO 8601 UTC; `known` is now without it. */
    readonly anchors?: Readonly<Partial<Record<Anchor, string | null>>>;
  } & Pick<
    Body<'run.opened'>,
    'takes' | 'catalogues' | 'endpoints' | 'routes' | 'selfApproval' | 'rehearsal' | 'title' | 'alert'
  >;
  /** Nothing but the time: fires what is due. */
  wake: Record<never, never>;
  pause: Record<never, never>;
  resume: Record<never, never>;
  'set-speed': { readonly speed: number };
  /** To `to` (milliseconds from T), or to the next thing that concerns people. */
  jump: { readonly to?: number };
  /** The process is about to end: an exercise's clock stands from here on, until it is recovered. */
  leave: Record<never, never>;
  /** After a stopped process: an exercise's clock goes on from where it stood. */
  recover: Record<never, never>;

  /** After an incident was cut off: what goes on by itself may. */
  'go-on': Record<never, never>;

  'take-role': { readonly role: string; readonly person: string };
  'hand-over': { readonly role: string; readonly to: string; readonly note: string };
  'revise-anchor': {
    readonly anchor: Anchor;
    readonly value: string | null;
    readonly source: string;
    readonly reason: string;
  };
  'revise-input': { readonly input: string; readonly value: Scalar | null; readonly reason: string };

  take: InstanceRef;
  /** Gives it back. */
  release: InstanceRef & { readonly reason?: string };
  'request-approval': { readonly instances: readonly InstanceRef[] };
  /** `hash` is of what was shown; another one is refused. */
  approve: { readonly instances: readonly InstanceRef[]; readonly hash: string };
  'refuse-approval': { readonly instances: readonly InstanceRef[]; readonly reason: string };
  /** Takes it up if nobody has, and finishes it. */
  finish: InstanceRef & {
    readonly choice?: string;
    readonly answer?: string;
    readonly rationale?: string;
    readonly evidence?: readonly Evidence[];
    readonly outputs?: Readonly<Record<string, Scalar | null>>;
  };
  /** What is to be run, and with what; what is not given stays as it is. */
  'plan-action': InstanceRef & {
    readonly action?: string;
    readonly with?: Readonly<Record<string, string>>;
    /** References: `env:NAME`, `file:/path`, `hand`. */
    readonly subjects?: Readonly<Record<string, string>>;
  };
  /** `hash` is of the plan that was shown; another one is refused. */
  'run-action': InstanceRef & { readonly hash: string; readonly rationale?: string };
  'cancel-action': InstanceRef;
  /** Of an unknown outcome: runs the action's own check, which changes nothing. */
  look: InstanceRef;
  /** Of an unknown outcome: a person looked, and says. */
  conclude: InstanceRef & {
    readonly did: boolean;
    readonly how: string;
    readonly evidence?: readonly Evidence[];
  };
  /** What runs printed so far. */
  'action-said': InstanceRef & { readonly number: number; readonly lines: readonly string[] };
  /** What ran has ended. `raw` is what expressions of the catalogue read as `outputs`. */
  'action-ended': InstanceRef & { readonly number: number; readonly outcome: Outcome; readonly raw: object };
  'do-otherwise': InstanceRef & { readonly how: string; readonly evidence?: readonly Evidence[] };
  fail: InstanceRef & { readonly reason: string };
  retry: InstanceRef;
  skip: InstanceRef & { readonly reason: string };
  reopen: InstanceRef & { readonly reason: string };
  retract: InstanceRef & { readonly reason: string };
  'skip-phase': { readonly phase: string; readonly reason: string };
  'break-glass': { readonly over: Override; readonly reason: string };
  'add-step': {
    readonly phase: string;
    readonly title: string;
    readonly role?: string;
    readonly effect?: Effect;
    readonly item?: string;
    readonly reason: string;
  };
  flag: { readonly step: string; readonly flag: Flag; readonly text: string };

  'add-item': {
    readonly kind: Kind;
    readonly name: string;
    readonly itemType?: string;
    readonly fields?: Readonly<Record<string, Scalar | null>>;
    readonly foundBy?: InstanceRef;
    /** Known from the start: what raised an incident named it. */
    readonly known?: true;
  };
  'set-field': {
    readonly item: string;
    readonly field: string;
    readonly value: Scalar | null;
    readonly reason: string;
  };
  'rule-out': { readonly item: string; readonly reason: string };
  'rule-in': { readonly item: string; readonly reason: string };
  'not-possible': { readonly item: string; readonly reached: Reached; readonly reason: string };

  /** A clock does not apply, or does after all. Also of a run that is closed. */
  'rule-out-clock': { readonly clock: string; readonly reason: string };
  'rule-in-clock': { readonly clock: string; readonly reason: string };

  /** Calls people one after another until somebody answers. The chain is the contacts' at this moment. */
  page: { readonly who: string; readonly text: string; readonly chain: readonly PageTurn[] };
  /** Somebody has answered: whoever is called now, or somebody else who heard of it. */
  'answer-page': { readonly page: string; readonly person: string };
  /** Whoever is called now will not answer: the next, without waiting. */
  'next-page': { readonly page: string };
  'call-off-page': { readonly page: string; readonly reason: string };

  'answer-inject': { readonly inject: string; readonly answer: string };
  'release-inject': { readonly inject: string };
  'hold-inject': { readonly inject: string };
  'drop-inject': { readonly inject: string; readonly reason: string };
  'improvise-inject': {
    readonly from: string;
    readonly via: string;
    readonly to: readonly string[];
    readonly text: string;
  };

  /** Says something by a channel that no entry says by itself: the head, the report. */
  tell: Telling;
  /** Messages are about to be sent; written down first. */
  'begin-delivery': DeliveryRef;
  /** How that came out. */
  'end-delivery': DeliveryRef & {
    readonly outcome: 'sent' | 'put-off' | 'unknown' | 'refused';
    readonly receipt?: Readonly<Record<string, string>>;
    readonly found?: true;
    readonly why?: string;
    readonly mend?: string;
    readonly stops?: true;
  };
  /** Tries again what nobody knows the end of, or what was refused; without messages, all of that channel. */
  'retry-delivery': { readonly via: string; readonly messages?: readonly string[] };
  'drop-delivery': DeliveryRef & { readonly reason: string };
  /** Keeps details from a channel that whoever broke in may read, or lets them go out again. */
  withhold: { readonly via: string; readonly withheld: boolean; readonly reason: string };

  note: {
    readonly text: string;
    readonly ref?: InstanceRef;
    readonly sort?: NoteSort;
    readonly objective?: string;
  };
  correct: { readonly corrects: number; readonly text: string };
  /** Ends play; the hot wash follows. */
  stop: { readonly reason: string };
  observe: { readonly objective: string; readonly task: number; readonly met: boolean; readonly note?: string };
  rate: { readonly objective: string; readonly rating: Rating; readonly reason: string };
  'add-improvement': Omit<ImprovementBodies['improvement.added'], 'improvement'>;
  'drop-improvement': { readonly improvement: string; readonly reason: string };
  /** How one stands in a tracker now. Also of a run that is closed. */
  'track-improvement': ImprovementBodies['improvement.tracked'];
  /** Ends the hot wash. What comes after is an amendment. */
  close: Record<never, never>;
}

export type CommandType = keyof Asked;
export type Ask<T extends CommandType = CommandType> = { readonly [K in T]: { readonly type: K } & Asked[K] }[T];
export type Command<T extends CommandType = CommandType> = Given & Ask<T>;

/** Why a command was not done. Nothing of it is in the journal. */
export interface Refusal {
  /** `not-allowed`: role, approval or rule; `not-now`: the state does not fit; `invalid`: what was given does not. */
  readonly code: 'not-allowed' | 'not-now' | 'invalid';
  readonly message: string;
  readonly hint?: string;
  /** What breaking the glass would override, where the lead may. */
  readonly glass?: Override;
}
