import type { Expression } from '../language/expression.ts';
import type { FactName } from '../language/names.ts';
import type { Template } from '../language/template.ts';
import type { Effect, Kind, Path, Scalar } from '../playbook/model.ts';
import type { WorldRule } from './world-rules.ts';

/** All times of a scenario are milliseconds from T, the moment at which play starts; before T they are negative. */
export interface Scenario {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly playbook: string;
  /** Milliseconds of play. */
  readonly duration: number;
  /** Milliseconds that people sit at it, where the story is longer than that. */
  readonly session?: number;
  readonly timezone: string;
  /** Story time of T, epoch milliseconds; null: the moment at which play opens. */
  readonly starts: number | null;
  readonly basedOn: BasedOn;
  /** One line that gives nothing away. */
  readonly teaches?: string;
  readonly lessons: readonly { readonly lesson: string; readonly rule: WorldRule }[];
  readonly mapsTo: Readonly<Record<string, readonly string[]>>;
  readonly briefing: string;
  readonly inputs: Readonly<Record<string, Scalar | null>>;
  readonly anchors: {
    readonly known: number;
    readonly intruded: number | null;
    /** The step at whose first finished instance players learn `intruded`; without it they know from the start. */
    readonly intrudedKnownBy?: string;
  };
  readonly cast: Readonly<Record<string, { readonly title: string; readonly plays: boolean }>>;
  readonly world: readonly WorldItem[];
  readonly adversary: Adversary;
  readonly responses: Readonly<Record<string, Response>>;
  readonly injects: readonly Inject[];
  readonly objectives: readonly Objective[];
  readonly plays: readonly Play[];
}

export interface BasedOn {
  /** `fictional`, or the name of a breach that happened. */
  readonly case: string;
  /** What happened, in words. It gives the scenario away. */
  readonly story?: string;
  readonly sources: readonly Reference[];
  /** Published times of the victim's own milestones, milliseconds from T. */
  readonly milestones: Readonly<Record<string, number>>;
  /** Milliseconds by which `as-it-happened` may miss a published time. */
  readonly tolerance: number;
  /** Everything that is published with a time. */
  readonly timeline: readonly PublishedRow[];
  /** Which source is followed where they contradict each other. */
  readonly follows: readonly string[];
  /** What is in no source. */
  readonly invented: readonly string[];
}

/** Where a fact is from. */
export interface Reference {
  readonly source?: string;
  readonly title: string;
  readonly url?: string;
  readonly path?: string;
}

/** One thing that is published with a time, and what became of it here. */
export interface PublishedRow {
  /** Milliseconds from T; missing where no hour is published: then `when` says it in words. */
  readonly at?: number;
  readonly when?: string;
  readonly what: string;
  /** Ids of sources. */
  readonly sources: readonly string[];
  readonly here: Here;
  readonly path: Path;
}

/** Where a published row is in the scenario. */
export type Here =
  | { readonly as: 'move' | 'inject' | 'step' | 'milestone'; readonly id: string }
  | { readonly as: 'enters' }
  | { readonly as: 'left-out'; readonly why: string };

/** A time in the story, milliseconds from T. */
export interface StoryTime {
  readonly t: number;
}

/** One thing of the ground truth. */
export interface WorldItem {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly name: string;
  /** In the register from the start. */
  readonly known: boolean;
  /** Credentials in it. */
  readonly holds: readonly string[];
  /** What a credential opens. */
  readonly opens: readonly string[];
  /** Artifacts that a stage builds. */
  readonly publishes: readonly string[];
  /** The item that a backup is of. */
  readonly of?: string;
  /** When a backup was taken, milliseconds from T. */
  readonly taken?: number;
  /** What is wrong with a backup that can be neither verified nor restored. */
  readonly broken?: string;
  /** What a matching register item copies where the playbook's `scope` names it (`taken` among them). */
  readonly fields: Readonly<Record<string, Scalar | StoryTime>>;
  readonly path: Path;
}

export interface Adversary {
  readonly enters: { readonly at: number; readonly with: readonly string[] } | null;
  readonly moves: readonly Move[];
}

/** One thing that the attacker does when its needs hold and its time has come. */
export interface Move {
  readonly id: string;
  readonly at: number;
  /** Milliseconds until it is tried again when blocked; without it, one attempt. */
  readonly retry?: number;
  /** All of these must be usable. */
  readonly needs: readonly string[];
  /** One of these must be usable, where there are any. */
  readonly needsAny: readonly string[];
  /** All of these must be running: neither isolated nor destroyed, whoever is in them. */
  readonly needsRunning: readonly string[];
  /** All of these credentials must have been revoked: what springs a trap. */
  readonly needsDead: readonly string[];
  readonly does: {
    readonly destroy: readonly string[];
    readonly compromise: readonly string[];
    readonly poison: readonly string[];
    readonly create: readonly WorldItem[];
  };
  /** What the attacker does, in words for the hot wash. */
  readonly title?: string;
  readonly path: Path;
}

/** What a step shows and does in a drill. */
export interface Response {
  readonly step: string;
  /** Shown as it is, never evaluated. */
  readonly show?: string;
  /** The clue file that `show` came from, for diagnostics. */
  readonly file?: string;
  /** World item id to the names that find it. */
  readonly finds: Readonly<Record<string, readonly string[]>>;
  readonly falseLeads: readonly string[];
  /** Milliseconds until the answer is there. */
  readonly takes: number;
  readonly outputs: Readonly<Record<string, Template | Scalar>>;
  readonly path: Path;
}

/** A fact list of the world's truth: ids that must be in it, or `none` for empty. */
export type FactList = readonly string[] | 'none';

/** What is expected. Every key that is present must hold; `within` and times are milliseconds. */
export interface Expect {
  /** Milestones, with the latest time from T (an inject's single one: from its delivery) or null for any time; `none`: no milestone at all. */
  readonly reached?: Readonly<Record<string, number | null>> | 'none';
  /** A step that must be finished (every instance), within `within`, and before `before` is begun. */
  readonly step?: string;
  readonly before?: string;
  /** An inject's ask was answered; with one of these options, where any are named. */
  readonly answered?: true | readonly string[];
  /** An effect done on a world item. */
  readonly effect?: Effect;
  readonly on?: string;
  readonly within?: number;
  readonly facts: Readonly<Partial<Record<FactName, FactList>>>;
  /** Thing to the most that may be lost of it: milliseconds between the backup that it was restored from and its destruction. */
  readonly loss?: Readonly<Record<string, number>>;
  readonly outcome?: string;
  readonly ratings?: Readonly<Record<string, 'P' | 'S' | 'M' | 'U'>>;
  readonly path: Path;
}

export interface Inject {
  readonly id: string;
  /** Milliseconds from T, for a timed one. */
  readonly at?: number;
  /** The facilitator releases it. */
  readonly hold: boolean;
  /** It comes when this holds. */
  readonly when?: Expression;
  readonly from: string;
  readonly via: string;
  readonly to: readonly string[];
  /** Shown as it is, never evaluated. */
  readonly text: string;
  readonly ask?:
    | { readonly question: string; readonly form: 'text' }
    | {
        readonly question: string;
        readonly form: 'options';
        readonly options: readonly { id: string; label: string }[];
      };
  /** World items that it puts into the register. */
  readonly reveals: readonly string[];
  readonly expect?: Expect;
  readonly objective?: string;
  /** For the facilitator. */
  readonly note?: string;
  readonly path: Path;
}

export interface Objective {
  readonly id: string;
  readonly title: string;
  readonly capability: string;
  readonly tasks: readonly Task[];
}

/** A critical task: judged by facts (`expect`) or by a person (`observe`). */
export interface Task {
  readonly title: string;
  readonly expect?: Expect;
  readonly observe?: string;
}

/** A scripted team. */
export interface Play {
  readonly id: string;
  readonly title?: string;
  /** Milliseconds between instances; null: nobody does anything. */
  readonly pace: number | null;
  readonly first: readonly string[];
  /** A step's own time, milliseconds from T. */
  readonly at: Readonly<Record<string, number>>;
  /** Step or inject to its answer. */
  readonly answers: Readonly<Record<string, string>>;
  /** Held inject to its release, milliseconds from T. */
  readonly releases: Readonly<Record<string, number>>;
  /** World items never typed in. */
  readonly misses: readonly string[];
  /** Step to the reason for breaking the glass there. */
  readonly breaksGlass: Readonly<Record<string, string>>;
  readonly expect: Expect;
  readonly path: Path;
}
