import type { Expression } from '../../language/expression.ts';
import type { Template } from '../../language/template.ts';
import type { Effect, Kind, Path, Scalar } from '../model.ts';

/** A way to do an effect to an item of a type: an issuer's, a tool's. One file of playbooks/actions/. */
export interface Catalogue {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** Where its requests go unless it is set otherwise: `https://api.github.com`. */
  readonly base?: string;
  /** Headers of each of its requests. */
  readonly headers: Readonly<Record<string, Template>>;
  /** HTTP Basic of each of its requests that has no own: `user:password`, encoded when it is sent. */
  readonly basic?: Template;
  /** Programs that its commands need, with the argv that prints their version. */
  readonly tools: readonly Tool[];
  /** A read-only request that tells whether the secrets work, and what they may do. */
  readonly probe?: Call;
  readonly actions: readonly Action[];
}

export interface Tool {
  readonly tool: string;
  readonly version: readonly string[];
  /** The oldest version that is known to do, such as `0.14`. */
  readonly least?: string;
  /** Where it comes from, for a person. */
  readonly from: string;
}

/** A value that an action needs and a person is asked for where nothing gives it. */
export interface ActionInput {
  readonly ask: string;
  /** Reads `item`, `inputs` of the playbook, `run`. */
  readonly default?: Template;
  /** A regular expression that the value must match as a whole. */
  readonly pattern?: string;
}

export interface Action {
  /** `github/disable-workflow`. */
  readonly id: string;
  readonly title: string;
  readonly effect: Effect;
  /** Types of items that it is for; of a survey, the types that it finds. */
  readonly types: readonly string[];
  /** Whether its end is the end of the step. One that does not finish is run beside: the step stays open. */
  readonly finishes: boolean;
  readonly inputs: Readonly<Record<string, ActionInput>>;
  /** Secrets that are put to the proof, each with the question that asks for a reference to it. */
  readonly subjects: Readonly<Record<string, string>>;
  /** In order; each begins when the one before has done what was expected. */
  readonly calls: readonly Call[];
  /** What of the last call's outputs is proposed for the register. */
  readonly finds?: Finds;
  /** What the last call's answer says of a credential that is tried. */
  readonly proof?: Proof;
  /** What stays alive or open after it, in words. */
  readonly leaves?: string;
  /** How it is taken back, in words. */
  readonly undo?: string;
  readonly docs: string;
  /** Permissions that it needs, as its vendor names them. */
  readonly needs: readonly string[];
  /** In a drill: how long it takes, milliseconds. */
  readonly simulate?: { readonly takes: number };
  readonly path: Path;
}

/** One command, or one request. */
export interface Call {
  /** Unique in its action: `do`, `check`. */
  readonly id: string;
  readonly via: Via;
  readonly readOnly: boolean;
  /** Whether it may be sent twice with no other end than once. */
  readonly idempotent: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  /** After a failure that is certain: how often again, and how long after. */
  readonly retry?: { readonly times: number; readonly every: number };
  /** Names to what of the answer they keep; they read `outputs`. */
  readonly outputs: Readonly<Record<string, Template>>;
  /** What must hold of the answer: success is seen, not believed. It reads `outputs`, `inputs`, `item`. */
  readonly holds?: Expression;
  /** How long, and how often, it is asked again while the answer is not the expected one. Milliseconds. */
  readonly until?: { readonly within: number; readonly every: number };
}

export type Via =
  | {
      readonly how: 'command';
      /** Program and arguments; no shell reads them, and no secret stands in them. */
      readonly argv: readonly Template[];
      readonly env: Readonly<Record<string, Template>>;
      readonly stdin?: Template;
      /** Exit codes that mean that it worked. */
      readonly exits: readonly number[];
    }
  | {
      readonly how: 'http';
      readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      /** Instead of the catalogue's. */
      readonly base?: Template;
      /** Segments of the path, each encoded whole; one under `split` is cut at its slashes first. */
      readonly path: readonly PathPart[];
      readonly query: Readonly<Record<string, Template>>;
      readonly headers: Readonly<Record<string, Template>>;
      /** HTTP Basic: `user:password` as a person writes it, encoded when it is sent. It goes before any Authorization. */
      readonly basic?: Template;
      readonly body?: Body;
      /** Statuses that mean that it worked; empty: any of 200 to 299. */
      readonly accepts: readonly number[];
    };

export type PathPart = Template | { readonly split: Template };

export type Body =
  | { readonly as: 'json'; readonly value: BodyValue }
  | { readonly as: 'form'; readonly fields: Readonly<Record<string, Template>> }
  | { readonly as: 'text'; readonly text: Template };

/** JSON in which texts may be templates. A text that is one expression alone keeps the type of its value. */
export type BodyValue =
  | Scalar
  | null
  | Template
  | readonly BodyValue[]
  | { readonly fields: Readonly<Record<string, BodyValue>> };

/** How a list in the answer becomes items of the register; in it `item` is one of the list. */
export interface Finds {
  readonly kind: Kind;
  readonly type: string;
  /** Yields the list. */
  readonly each: Expression;
  readonly name: Template;
  readonly fields: Readonly<Record<string, Template>>;
}

/** What an answer must be to say one thing for certain: all of what is given here. */
export interface Match {
  readonly exits?: readonly number[];
  readonly statuses?: readonly number[];
  /** One of these stands in what was answered. */
  readonly says?: readonly string[];
}

/** Only `dead` proves death, and only `alive` says the contrary: all else is no proof. */
export interface Proof {
  readonly dead: readonly Match[];
  readonly alive: readonly Match[];
}
