import { parseInstant } from '../../src/language/time.ts';
import type { PublishedRow, Scenario } from '../../src/scenario/model.ts';

/** A line of a fact sheet: a moment, or a day alone. */
export interface PublishedLine {
  readonly line: string;
  readonly time: string;
  /** Epoch milliseconds; null for a day alone. */
  readonly at: number | null;
  /** How exact it is: a line without seconds means the minute. */
  readonly within: number;
}

const form = /^- ~?(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(:\d{2})?Z)?) \S/;

/**
 * The lines of a fact sheet's timed rows: `- 2026-05-10T17:16Z words`, with seconds or without, with `~` before the time
 * where it is not exact, or with a day alone. What is no item of a list is prose.
 */
export function publishedLines(text: string): PublishedLine[] {
  const items = text.split('\n').filter((line) => line.startsWith('- '));
  return items.map((line) => {
    const [, time, seconds] = form.exec(line) ?? [];
    const at = time === undefined || !time.includes('T') ? null : parseInstant(time);
    if (time === undefined || (time.includes('T') && at === null)) throw new Error(`no time to begin with: ${line}`);
    return { line, time, at, within: seconds === undefined ? 60_000 : 1000 };
  });
}

/** The lines that have no row of their own in the timeline of a scenario. */
export function withoutRow(lines: readonly PublishedLine[], { starts, basedOn }: Scenario): string[] {
  const left = new Set(basedOn.timeline);
  // The exact ones choose first, so that none of them finds its row taken.
  const exactFirst = [...lines].sort((a, b) => a.within - b.within);
  return exactFirst.flatMap((line) => {
    const row = [...left].find((one) => isRowOf(line, one, starts));
    if (row === undefined) return [line.line];
    left.delete(row);
    return [];
  });
}

function isRowOf({ at, time, within }: PublishedLine, row: PublishedRow, starts: number | null): boolean {
  if (at === null) return row.when?.startsWith(time) === true;
  if (row.at === undefined || starts === null) return false;
  const published = starts + row.at;
  return published >= at && published < at + within;
}
