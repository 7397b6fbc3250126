import { basename, join, resolve } from 'node:path';
import type { Report } from '../report/model.ts';
import { writeWhole } from '../run/write.ts';
import { print } from './output.ts';
import { isKept, type ReportFlags, wantedBy } from './report-flags.ts';
import { type ReportFormat, reportFormats } from './report-formats.ts';

/** A line that is longer is not read well, however wide the terminal is. */
const WIDEST = 120;

/** A report in one of its forms. */
export interface Rendered {
  readonly format: ReportFormat;
  readonly content: string | Uint8Array;
}

/** A form of the report that lies in a file. */
export interface Written {
  readonly path: string;
  readonly format: ReportFormat;
}

/** The report in every form that is asked for. Nothing is written before all of them are there. */
export async function rendered(model: Report, flags: ReportFlags): Promise<Rendered[]> {
  const wanted = wantedBy(flags);
  const { isTTY, columns } = process.stdout;
  const isShown = isTTY && wanted.length === 1 && !isKept(flags);
  const width = isShown ? Math.min(columns, WIDEST) || undefined : undefined;
  const all: Rendered[] = [];
  for (const one of wanted) {
    const format: ReportFormat = reportFormats[one];
    all.push({ format, content: await format.render(model, width) });
  }
  return all;
}

/** The only form, where it goes to stdout; null: it goes into files. */
export function forStdout([only, ...others]: readonly Rendered[], flags: ReportFlags): Rendered | null {
  if (!only || others.length > 0 || isKept(flags)) return null;
  return only.format.binary && process.stdout.isTTY ? null : only;
}

/** Writes each form into a file, and prints where. Returns the files by their whole paths. @throws StoreError */
export function writeFiles(journal: string, store: string, all: readonly Rendered[], flags: ReportFlags): Written[] {
  const folder = flags.out ?? join(store, 'reports');
  const who = flags.for ? `.${flags.for}` : '';
  return all.map(({ format, content }) => {
    const path = join(folder, `${basename(journal, '.jsonl')}${who}.${format.extension}`);
    // In the store everything is its owner's alone.
    writeWhole(path, content, flags.out === undefined ? 0o600 : undefined);
    print(path);
    return { path: resolve(path), format };
  });
}
