import type { Expression } from '../language/expression.ts';
import type { CalendarName } from '../language/holidays.ts';
import type { Period } from '../language/period.ts';
import type { Template } from '../language/template.ts';
import type { Day } from '../language/zone.ts';

/** Where in the document a part was written: the keys from the root, for diagnostics. */
export type Path = readonly (string | number)[];

export const kinds = ['stage', 'credential', 'artifact', 'system', 'backup', 'account', 'stakeholder'] as const;
/** What an item of the scope register can be. */
export type Kind = (typeof kinds)[number];

/** A defender's verb, and the past that an item has reached once it is done. */
export const effects = {
  survey: 'surveyed',
  preserve: 'preserved',
  isolate: 'isolated',
  revoke: 'revoked',
  replace: 'replaced',
  'prove-dead': 'proven-dead',
  quarantine: 'quarantined',
  remove: 'removed',
  rebuild: 'rebuilt',
  verify: 'verified',
  restore: 'restored',
  resume: 'resumed',
  notify: 'notified',
} as const;
export type Effect = keyof typeof effects;
export type Reached = (typeof effects)[Effect];

export type Scalar = string | number | boolean;

export interface Role {
  readonly title: string;
  readonly duty?: string;
  /** How many may hold it; absent: one. */
  readonly people?: number;
}

/** A value asked for at the opening; it may be unknown, and is revised with a reason. */
export interface Input {
  readonly type: 'string' | 'number' | 'boolean' | 'time';
  readonly pattern?: string;
  readonly ask: string;
  readonly default?: Scalar;
}

/** A field that items of a kind carry beside name and type. A default may be a template over `inputs`. */
export interface Field {
  readonly type: 'string' | 'number' | 'boolean' | 'time';
  readonly required: boolean;
  readonly default?: Scalar | Template;
}

/** How soon a milestone is to be reached, in milliseconds from an anchor or another milestone. */
export interface Target {
  readonly within: number;
  readonly from: string;
}

/** When a deadline ends, counted from a moment. */
export interface Term {
  /** Null: the law has no number, so there is nothing to count down. */
  readonly period: Period | null;
  /** Milliseconds from midnight at which the last day ends; absent: with the day. */
  readonly until?: number;
  /** What becomes of a deadline whose last day is free. */
  readonly onFreeDay: 'stays' | 'next-business-day' | 'next-business-day-noon';
  readonly calendar: CalendarName;
  /** Days that are free beside those of the calendar. */
  readonly holidays: readonly Day[];
  /** Absent: the run's. */
  readonly timezone?: string;
}

/** What is to be known of a deadline of the library, in words. */
export interface AboutClock {
  readonly appliesTo: string;
  readonly startsWhen: string;
  readonly countsFrom: string;
  readonly wording: string;
  readonly note?: string;
}

/** A clock of the library as it is written: plain data, which a journal can hold. */
export type WrittenClock = Readonly<Record<string, unknown>>;

/** A regulatory or contractual deadline, started by a fact. */
export interface Clock {
  readonly id: string;
  readonly title: string;
  /** What stands for it where there is little room. */
  readonly short: string;
  readonly starts: Expression;
  /** What the time counts from: `known`, `intruded`, a milestone, `steps.<step>` or `clocks.<clock>`. */
  readonly from: string;
  readonly term: Term;
  /** A second limit, from another moment. */
  readonly atLatest?: { readonly period: Period | null; readonly from: string };
  /** The step whose completion meets it. */
  readonly metBy: string;
  readonly owner?: string;
  readonly source: string;
  /** The name of the library's clock that it is, and what that says. */
  readonly uses?: string;
  readonly about?: AboutClock;
  /** The library's clock as it is written, for the journal. */
  readonly written?: WrittenClock;
  readonly path: Path;
}

export interface Option {
  readonly id: string;
  readonly label: string;
  /** Choosing it closes the run with this outcome. */
  readonly ends?: string;
}

export type Decide =
  | { readonly form: 'options'; readonly question: string; readonly options: readonly Option[] }
  | { readonly form: 'from'; readonly question: string; readonly kind: Kind }
  | { readonly form: 'text'; readonly question: string };

/** What a fan-out runs over: every item of a kind, or what an expression yields (an item or a list). */
export type ForEach =
  | { readonly over: 'kind'; readonly kind: Kind; readonly text: string }
  | { readonly over: 'expression'; readonly expression: Expression; readonly text: string };

export interface Step {
  readonly id: string;
  readonly phase: string;
  /** The step beside whose failed instance this one opens, for the steps of an `on-failure`. */
  readonly onFailureOf?: string;
  readonly role?: string;
  /** The instruction, with `${{ }}` still in it. */
  readonly do?: Template;
  readonly decide?: Decide;
  /** An audience or a role. */
  readonly notify?: string;
  readonly message?: Template;
  /** Milliseconds that the step only waits. */
  readonly wait?: number;
  /** The command that does it: program and arguments, no shell. */
  readonly run?: readonly Template[];
  /** After a failure of the command: how often again, and milliseconds in between. */
  readonly retry?: { readonly times: number; readonly every: number };
  /** The action of a catalogue that does it, `github/disable-workflow`, where it is named. */
  readonly uses?: string;
  /** Values for the inputs of the action. */
  readonly with?: Readonly<Record<string, Template>>;
  readonly effect?: Effect;
  /** The kind that a survey lists. */
  readonly of?: Kind;
  readonly forEach?: ForEach;
  readonly if?: Expression;
  /** Steps of the same phase; resolved: the step before where the document is silent. */
  readonly after: readonly string[];
  /** The role that must approve. */
  readonly approval?: string;
  /** How many different people of that role must; absent: one. */
  readonly approvals?: number;
  /** Milliseconds that an approval holds; absent: until the step is done. */
  readonly approvalExpires?: number;
  readonly require?: Expression;
  readonly check?: Expression;
  readonly repeat?: { readonly every: number; readonly until: Expression };
  /** Milliseconds from take-up until the instance is overdue. */
  readonly timeout?: number;
  readonly onFailure: readonly Step[];
  readonly evidence: boolean;
  readonly rationale: boolean;
  readonly reaches: readonly string[];
  readonly mapsTo: Readonly<Record<string, readonly string[]>>;
  readonly path: Path;
}

/** What must hold of a kind: every item (or, with `some`, one item) has reached all of `effects`. */
export interface GateRule {
  readonly kind: Kind;
  readonly effects: readonly Reached[];
  readonly some: boolean;
}

export interface Phase {
  readonly id: string;
  readonly title: string;
  /** Phases; resolved: the phase before where the document is silent. */
  readonly after: readonly string[];
  readonly steps: readonly Step[];
  readonly gate: readonly GateRule[];
  readonly reaches: readonly string[];
  readonly path: Path;
}

export interface Playbook {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly mapsTo: Readonly<Record<string, readonly string[]>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly secrets: readonly string[];
  readonly scope: Readonly<Partial<Record<Kind, Readonly<Record<string, Field>>>>>;
  readonly targets: Readonly<Record<string, Target>>;
  readonly audiences: readonly string[];
  readonly clocks: readonly Clock[];
  readonly phases: readonly Phase[];
}

/** The role that decides: `lead` where there is one, else the first that the playbook names. */
export function leadOf(playbook: Playbook): string {
  return 'lead' in playbook.roles ? 'lead' : (Object.keys(playbook.roles)[0] ?? 'lead');
}

/** Every step in document order, those of an `on-failure` right after the step that they belong to. */
export function allSteps(playbook: Playbook): Step[] {
  return playbook.phases.flatMap((phase) => phase.steps.flatMap((step) => [step, ...step.onFailure]));
}
