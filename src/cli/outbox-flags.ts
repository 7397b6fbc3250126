import type { EverywhereFlags } from './settings.ts';

/** What `breakglass outbox` is told. */
export interface OutboxFlags extends EverywhereFlags {
  readonly run?: string;
  /** Of this channel alone. */
  readonly via?: string;
  readonly reason?: string;
}
