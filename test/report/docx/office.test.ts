import { describe, expect, it } from 'vitest';
import { blocksOf, type Section } from '../../../src/report/document/blocks.ts';
import { lineText } from '../../../src/report/document/plain.ts';
import { lineOf } from '../../../src/report/document/rich.ts';
import { documentOf } from '../../../src/report/document.ts';
import { toDocx } from '../../../src/report/docx.ts';
import type { Report } from '../../../src/report/model.ts';
import { pagesInOffice } from '../../helpers/office.ts';
import { Run } from '../build.ts';
import { badNight } from '../live/leaked-token.ts';
import { played } from '../played.ts';
import { poisoned } from '../poisoned.ts';

const OPENING = 240_000;

/** The words without what a line's end does to them. */
const closeUp = (text: string) => text.replace(/\s+/g, '');

function headingsOf(section: Section): string[] {
  const below = blocksOf(section).flatMap((block) => ('blocks' in block ? headingsOf(block) : []));
  return [lineText(lineOf(section.title)), ...below];
}

async function read(report: Report) {
  const { mark, sections } = documentOf(report);
  const pages = pagesInOffice(await toDocx(report));
  // The head and the foot of a page would stand in the middle of what goes over it.
  const body = pages.map((page) => page.trimEnd().split('\n').slice(1, -1).join('\n')).join('\n');
  return { mark, sections, pages, body: closeUp(body) };
}

describe('the report in LibreOffice', () => {
  it.each([
    ['a drill', () => played('poisoned-release', 'by-the-book'), 'DRILL'],
    ['an incident', () => badNight().report, 'LIVE'],
    ['a draft', () => new Run().at(1).do({ type: 'note', text: 'Hello.' }).report, 'DRILL DRAFT'],
  ])(
    'given %s, when it is opened, then every heading is there in order, the contents too, and each page says what it is',
    async (_, make, words) => {
      const report = make();
      const { mark, sections, pages, body } = await read(report);
      for (const [index, page] of pages.entries()) {
        expect(page.trimStart().replace(/\s+/g, ' ')).toMatch(new RegExp(`^${words} `));
        expect(page).toContain(`Run ${report.overview.run}, head ${report.integrity.head.slice(0, 16)}`);
        expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      }
      const titles = sections.map(({ title }) => `${mark}${lineText(lineOf(title))}`);
      expect(body).toContain(closeUp(`Contents ${titles.join(' ')}`));
      let from = 0;
      for (const heading of sections.flatMap(headingsOf)) {
        const at = body.indexOf(closeUp(`${mark}${heading}`), from);
        expect(at, heading).toBeGreaterThanOrEqual(from);
        from = at + 1;
      }
    },
    OPENING,
  );

  it(
    'given tables, when it is opened, then what stands in their cells can be read, and a head is repeated on the next page',
    async () => {
      const report = badNight().report;
      const { pages, body } = await read(report);
      for (const { text } of report.timeline.slice(0, 20)) expect(body).toContain(closeUp(text).slice(0, 20));
      const heads = pages.filter((page) => /Entry +T +UTC +Sort +What/.test(page));
      expect(heads.length).toBeGreaterThan(1);
    },
    OPENING,
  );

  it(
    'given hostile texts and one of a million characters, when it is opened, then it opens, and they are text',
    async () => {
      const text = 'x</w:t><w:p/>&amp;\u0000\u202e\ud800\ufffe{default-bullet-numbering-0}';
      const run = poisoned(text).do({ type: 'note', text: 'y'.repeat(1_000_000) });
      const { body } = await read(run.report);
      expect(body).toContain('x</w:t><w:p/>&amp;⟨U+0000⟩⟨U+202E⟩⟨U+D800⟩⟨U+FFFE⟩{default-bullet-numbering-0}');
    },
    OPENING,
  );
});
