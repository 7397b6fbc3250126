import type { EverywhereFlags } from './settings.ts';

/** What `drill` is told. */
export interface DrillFlags extends EverywhereFlags {
  readonly auto?: string | true;
  readonly speed?: number;
  readonly seed?: string;
  readonly as?: Readonly<Record<string, string>>;
}
