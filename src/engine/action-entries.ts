import type { Kind, Scalar } from '../playbook/model.ts';

/** A file or a text kept beside the journal under its hash. */
export interface Evidence {
  readonly sha256: string;
  readonly bytes: number;
  readonly name?: string;
  /** The first line of a text that says something, so that a report can quote it. */
  readonly excerpt?: string;
}

/** A step for one item; `item` is absent where the step has no fan-out. */
export interface InstanceRef {
  readonly step: string;
  readonly item?: string;
}

/** Something that an action found, for a person to confirm: nothing of it is in the register yet. */
export interface Proposal {
  readonly kind: Kind;
  readonly itemType: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, Scalar | null>>;
}

/** How one call of an action came out. */
export interface Outcome {
  /** `unknown`: it may have happened or not. */
  readonly verdict: 'ok' | 'failed' | 'unknown';
  /** In words: `exit 0`, `answered 404`, `it did not answer within 60 s`. */
  readonly said: string;
  readonly exit?: number;
  readonly status?: number;
  /** What the answer says of a credential that was tried: only `dead` is proof. */
  readonly proof?: 'dead' | 'alive' | 'none';
  /** The whole answer, masked. */
  readonly evidence?: Evidence;
  readonly milliseconds: number;
}

/** What the journal says of what is run. */
export interface ActionBodies {
  /** What is to be run, and with what. `subjects`: references to secrets, never the secrets. */
  'action.planned': InstanceRef & {
    readonly action: string;
    readonly with: Readonly<Record<string, string>>;
    readonly subjects: Readonly<Record<string, string>>;
  };
  /** Written down before it starts. `plan` is the hash of all that it is a part of. */
  'action.requested': InstanceRef & {
    readonly number: number;
    readonly action: string;
    readonly call: string;
    readonly shown: string;
    readonly plan: string;
    readonly readOnly: boolean;
  };
  'action.output': InstanceRef & { readonly number: number; readonly lines: readonly string[] };
  /** Somebody asked it to stop. */
  'action.cancelled': InstanceRef & { readonly number: number };
  'action.finished': InstanceRef &
    Outcome & {
      readonly number: number;
      readonly call: string;
      readonly outputs?: Readonly<Record<string, Scalar | null>>;
    };
  /** A person looked, and says whether it happened. */
  'action.concluded': InstanceRef & {
    readonly did: boolean;
    readonly how: string;
    readonly evidence?: readonly Evidence[];
  };
  /** In a rehearsal: what would have been run. */
  'action.rehearsed': InstanceRef & { readonly action: string; readonly shown: readonly string[] };
  'items.proposed': InstanceRef & { readonly items: readonly Proposal[] };
}
