import type { Report } from './model.ts';
import { visible } from './visible.ts';
import { offset } from './words.ts';

const headers = [
  'entry',
  'milliseconds',
  't',
  'time',
  'recorded',
  'sort',
  'type',
  'person',
  'role',
  'text',
  'corrections',
  'mark',
  'tlp',
  'run',
] as const;

/**
 * The timeline as CSV (RFC 4180): a header, a row for each line, CRLF after each. Every field that a spreadsheet could take for a
 * formula has an apostrophe before it, which spreadsheets take for "this is text".
 */
export function toCsv({ timeline, overview, marking }: Report): string {
  const starts = Date.parse(overview.starts);
  const rows = timeline.map((row) => [
    row.moment.entry,
    row.at,
    `T ${offset(row.at)}`,
    new Date(starts + row.at).toISOString(),
    row.moment.recorded,
    row.sort,
    row.type,
    row.who?.person ?? '',
    row.who?.roleTitle ?? row.who?.role ?? '',
    row.text,
    row.corrections.map(({ entry, text }) => `corrected by entry ${entry}: ${text}`).join('\n'),
    overview.mark,
    marking.tlp === null ? '' : `TLP:${marking.tlp}`,
    overview.run,
  ]);
  return [headers, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** What begins a formula in one spreadsheet or another, also in full width, and behind what some of them pass over. */
const formula = /^[\s'"]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20|%]/u;

/** The same where a spreadsheet of another country, or a careless reader, would begin a field within one. */
const begun = /([;\n]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

function field(value: string | number): string {
  // A number is what it says: it may be negative, and a text never looks like one here.
  if (typeof value === 'number') return String(value);
  const isLed = formula.test(value);
  const text = visible(value).replace(begun, "$1'");
  const shown = isLed || formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""').replaceAll('\n', '\r\n')}"` : shown;
}
