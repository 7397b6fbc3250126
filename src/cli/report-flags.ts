import type { Audience, Tlp } from '../report/marking.ts';
import { type FormatName, formatNames } from './report-formats.ts';
import type { EverywhereFlags } from './settings.ts';

/** Beside the report's forms: one archive with all of them, the journal and its evidence. */
const bundle = 'bundle';

/** What `--format` takes. */
export const reportChoices = [...formatNames, bundle] as const;

/** The flags of `breakglass report`. */
export interface ReportFlags extends EverywhereFlags {
  readonly format: readonly (typeof reportChoices)[number][];
  readonly out?: string;
  readonly sign?: string;
  readonly for?: Audience;
  readonly tlp?: Tlp;
  readonly privileged?: string | true;
  readonly send?: readonly string[];
  readonly open?: boolean;
  /** Whether the forms were named, and are not the usual one. */
  readonly isChosen: boolean;
}

/** Whether the archive is asked for. */
export function isBundle({ format }: ReportFlags): boolean {
  return format.includes(bundle);
}

/** The forms that are asked for. What is sent or opened is the page, unless others were named. */
export function wantedBy({ json, format, isChosen, send, open }: ReportFlags): FormatName[] {
  if (json) return ['json'];
  const named = format.filter((one) => one !== bundle);
  if (!isChosen && (send || open)) return ['html'];
  return open && !named.includes('html') ? [...named, 'html'] : named;
}

/** Whether the report goes into files whatever its forms are. */
export function isKept({ out, send, open }: ReportFlags): boolean {
  return out !== undefined || send !== undefined || open === true;
}
