import type { EverywhereFlags } from './settings.ts';

/** What `join` is told. */
export interface JoinFlags extends EverywhereFlags {
  /** Role to the person who speaks here. */
  readonly as?: Readonly<Record<string, string>>;
  readonly observer?: boolean;
}
