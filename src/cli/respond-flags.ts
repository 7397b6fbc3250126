import type { EverywhereFlags } from './settings.ts';

/** What `respond` is told. */
export interface RespondFlags extends EverywhereFlags {
  /** Values of the playbook's inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly known?: string;
  readonly intruded?: string;
  readonly from?: string;
  readonly title?: string;
  readonly rehearse?: boolean;
  /** False: whoever attacks may read Slack. */
  readonly slack?: boolean;
  readonly as?: Readonly<Record<string, string>>;
  readonly seed?: string;
}
