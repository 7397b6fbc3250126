import { documentOf } from './document.ts';
import type { Report } from './model.ts';
import { headingText, sectionText } from './text/blocks.ts';
import { plainLine } from './text/lines.ts';
import { hanging, tableText } from './text/tables.ts';

/** What an e-mail is read with, and what a terminal has where it does not tell. */
const USUAL = 80;
/** On less than this no table can be read. */
export const LEAST = 40;

/**
 * The report as plain text, for a terminal and for the body of an e-mail: no line of it is wider than `columns`, and there is
 * no control sequence in it. Every word of the report is there; its emphasis is not.
 */
export function toText(report: Report, columns = USUAL): string {
  const width = Math.max(LEAST, Math.floor(columns));
  const { opening, mark, sections } = documentOf(report);
  const { title, notes, facts } = opening;
  const head = [
    headingText(plainLine(title), 0, width),
    ...notes.map((note) => hanging(plainLine(note), '| ', '| ', width)),
    tableText(facts, width),
  ];
  return `${[...head, ...sections.map((section) => sectionText(section, mark, width))].join('\n\n')}\n`;
}
