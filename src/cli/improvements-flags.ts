import type { EverywhereFlags } from './settings.ts';

/** What `breakglass improvements` is told. */
export interface ImprovementsFlags extends EverywhereFlags {
  readonly to?: string;
  readonly refresh?: true;
  readonly policy?: 'rego' | 'checkov';
  readonly out?: string;
  readonly branch?: string;
  readonly repo?: string;
  readonly finding?: readonly string[];
}
