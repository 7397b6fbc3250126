import { type Document, documentOf } from './document.ts';
import { sectionXml } from './docx/blocks.ts';
import { contentsXml } from './docx/contents.ts';
import { limited } from './docx/limit.ts';
import { runs } from './docx/lines.ts';
import { propertiesXml } from './docx/properties.ts';
import { shellOf } from './docx/shell.ts';
import { tableStyle } from './docx/styles.ts';
import { tableXml } from './docx/tables.ts';
import { paragraph } from './docx/xml.ts';
import { zipped } from './docx/zip.ts';
import type { Report } from './model.ts';

/** What tells the sort of a file by its first bytes (mail gateways do) looks for this part in front. */
const FIRST = '[Content_Types].xml';

/**
 * The report as a file for Word and LibreOffice. The same report has the same bytes under the same zlib: nothing in it is drawn by
 * lot or read off a clock. What came from outside is text in it, and does nothing.
 */
export async function toDocx(report: Report): Promise<Uint8Array> {
  const document = documentOf(report);
  const files = new Map(await shellOf(report));
  const change = (name: string, mark: string, words: string) => {
    const text = Buffer.from(files.get(name) ?? []).toString();
    const at = text.indexOf(mark);
    if (at < 0) throw new TypeError(`the library's ${name} has no ${mark}`);
    files.set(name, Buffer.from(text.slice(0, at) + words + text.slice(at)));
  };
  change('word/document.xml', '<w:sectPr', bodyXml(document));
  change('word/styles.xml', '</w:styles>', tableStyle);
  files.set('docProps/core.xml', Buffer.from(propertiesXml(report, document.opening)));
  return zipped(new Map([FIRST, ...files.keys()].map((name) => [name, files.get(name) ?? new Uint8Array()])));
}

function bodyXml({ opening, mark, sections }: Document): string {
  const { title, notes, facts } = opening;
  const [summary, ...rest] = sections.map((section, index) => sectionXml(limited(section), mark, 1, index + 1));
  return [
    paragraph('Title', runs(title)),
    ...notes.map((note) => paragraph('Note', runs(note))),
    tableXml(facts, 'The run'),
    summary,
    contentsXml(sections, mark),
    ...rest,
  ].join('');
}
