import type { Kind } from '../playbook/model.ts';

/** What is true of one thing of the simulated pipeline. Hidden from players until the hot wash. */
export interface Thing {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly name: string;
  readonly holds: readonly string[];
  readonly opens: readonly string[];
  readonly publishes: readonly string[];
  /** The thing that a backup is of. */
  readonly of?: string;
  /** When a backup was taken, milliseconds from T. */
  readonly taken?: number;
  /** What people see who try a backup that can be neither verified nor restored. */
  readonly broken?: string;
  /** The credential that this one replaced. */
  readonly succeeds?: string;
  /** Made by the attacker. */
  readonly planted: boolean;
  /** Credentials: in the attacker's hands, for good. */
  readonly stolen: boolean;
  /** Credentials: not revoked. */
  readonly alive: boolean;
  /** Stages, systems, accounts: the attacker's hand is in it. */
  readonly compromised: boolean;
  readonly isolated: boolean;
  /** Artifacts: what is served under its name is the attacker's, unless it is quarantined. */
  readonly poisoned: boolean;
  readonly quarantined: boolean;
  /** Restored to a state in which it was compromised. */
  readonly reinfected: boolean;
  /** Places, artifacts, backups: wiped, and not brought back since. What was never wiped has neither this nor what follows. */
  readonly destroyed?: boolean;
  /** When it was last wiped, milliseconds from T; it stays when it is brought back. */
  readonly destroyedAt?: number;
  /** When it was brought back after that, milliseconds from T. */
  readonly backAt?: number;
  /** What was lost for good when it was restored: milliseconds from its backup to when it was wiped. */
  readonly loss?: number;
  /**
   * When `compromised` changed (of an artifact: `poisoned`), milliseconds from T, oldest first. What a backup holds
   * follows from it.
   */
  readonly history: readonly { readonly at: number; readonly compromised: boolean }[];
}

export interface World {
  /** By id, in document order; what is created later comes after. */
  readonly things: Readonly<Record<string, Thing>>;
  /** When each move happened, milliseconds from T. */
  readonly happened: Readonly<Record<string, number>>;
}

/** The state of a thing that a change can set. */
export type Mark =
  | 'stolen'
  | 'alive'
  | 'compromised'
  | 'isolated'
  | 'poisoned'
  | 'quarantined'
  | 'reinfected'
  | 'destroyed';

/** One primitive change of the truth, as it stands in the journal. `because` is a clause in words, without a full stop. */
export type Change =
  | {
      readonly item: string;
      readonly set: Partial<Record<Mark, boolean>>;
      /** What a restore lost of it, milliseconds. */
      readonly loss?: number;
      readonly because: string;
    }
  | { readonly create: Omit<Thing, 'history'>; readonly because: string }
  /** A credential gets into further places: a successor into those of what it replaces. */
  | { readonly place: string; readonly in: readonly string[]; readonly because: string };

/** A need that was not usable, and why, in words. */
export interface Blocked {
  readonly need: string;
  readonly why: string;
}
