import { describe, expect, it } from 'vitest';
import { bullets, type Section, table } from '../../../src/report/document/blocks.ts';
import { oneLine } from '../../../src/report/document/plain.ts';
import { limited } from '../../../src/report/docx/limit.ts';
import { bounded } from '../../../src/report/docx/xml.ts';
import { toDocx } from '../../../src/report/docx.ts';
import type { Report } from '../../../src/report/model.ts';
import { fc } from '../../helpers/properties.ts';
import { Run } from '../build.ts';
import { badNight } from '../live/leaked-token.ts';
import { played } from '../played.ts';
import { hostile, poisoned, poisonedLive } from '../poisoned.ts';
import { jon } from '../small-drill.ts';
import { faultIn, partsOf, textOf } from './file.ts';

/** A document a try, on a machine that does other things too. */
const BUSY = 120_000;

const drill = () => played('poisoned-release', 'by-the-book');
const bodyOf = async ({ report }: { report: Report }) => partsOf(await toDocx(report)).get('word/document.xml') ?? '';

/** How many of each element that makes the form of a page there are. */
function shapeOf(xml: string): Record<string, number> {
  const names = ['w:p', 'w:tbl', 'w:tr', 'w:tc', 'w:hyperlink', 'w:bookmarkStart', 'w:fldChar', 'w:fldSimple'];
  return Object.fromEntries(names.map((name) => [name, xml.split(new RegExp(`<${name}[ />]`)).length - 1]));
}

describe('the Word document', () => {
  it('given a report, when it is made twice, then it is the same to the byte', async () => {
    const [first, second] = [await toDocx(drill()), await toDocx(drill())];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('given a report, then each part of it is XML, and all that a part is related to is there', async () => {
    const parts = partsOf(await toDocx(badNight().report));
    expect([...parts].filter(([, xml]) => faultIn(xml) !== null)).toEqual([]);
    const targets = [
      ...(parts.get('word/_rels/document.xml.rels') ?? '').matchAll(/Id="(\w+)"[^>]* Target="([^"]+)"/g),
    ];
    expect(targets.map(([, , target]) => `word/${target}`).filter((target) => !parts.has(target))).toEqual([]);
    const ids = targets.map(([, id]) => id);
    const named = [...(parts.get('word/document.xml') ?? '').matchAll(/ r:id="(\w+)"/g)].map(([, id]) => id);
    expect(named).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining(named));
  });

  it('given a report, then every style that is used is defined', async () => {
    const parts = partsOf(await toDocx(drill()));
    const used = [...(parts.get('word/document.xml') ?? '').matchAll(/<w:(?:p|r|tbl)Style w:val="(\w+)"/g)];
    const defined = [...(parts.get('word/styles.xml') ?? '').matchAll(/w:styleId="(\w+)"/g)].map(([, id]) => id);
    expect(defined).toEqual(expect.arrayContaining([...new Set(used.map(([, id]) => id))]));
  });

  it('given a report, then its properties are those of the run: title, times, language, and not when it was made', async () => {
    const report = drill();
    const parts = partsOf(await toDocx(report));
    const core = parts.get('docProps/core.xml') ?? '';
    expect(core).toContain(
      '<dc:title>DRILL: The release nobody cut, after-action report and improvement plan</dc:title>',
    );
    expect(core).toContain(`>${report.overview.opened.slice(0, 19)}Z</dcterms:created>`);
    expect(core).toContain('<dc:language>en-GB</dc:language>');
    expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="en-GB"/>');
    expect(parts.get('word/settings.xml')).not.toContain('updateFields');
  });

  it('given a table with a head, then the head is marked as one, is repeated, and the columns fill the page', async () => {
    const xml = await bodyOf(badNight());
    for (const [one] of xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)) {
      expect(one.includes('<w:tblHeader/>')).toBe(one.includes('w:firstRow="1"'));
      expect(one).toMatch(/<w:tblCaption w:val="[^"]+"\/>/);
      const widths = [...one.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(9638);
      expect(Math.min(...widths)).toBeGreaterThan(300);
    }
  });

  it.each([
    ['a drill', poisoned],
    ['a live run', poisonedLive],
  ])(
    'given %s full of hostile texts, then it is XML, has the form that it has without them, and shows them',
    async (_, make) => {
      const clean = shapeOf(await bodyOf(make('plain')));
      await fc.assert(
        fc.asyncProperty(hostile, async (text) => {
          const parts = partsOf(await toDocx(make(text).report));
          for (const [name, xml] of parts) expect(faultIn(xml), name).toBeNull();
          const xml = parts.get('word/document.xml') ?? '';
          expect(shapeOf(xml)).toEqual(clean);
          expect(textOf(xml)).toContain(oneLine(text, ' / ').replaceAll('\ufffe', '⟨U+FFFE⟩'));
        }),
        { numRuns: 15 },
      );
    },
    BUSY,
  );

  it('given a placeholder of the library in what was typed, then it stays what was typed', async () => {
    const text = '{default-bullet-numbering-0} {\ue000list-0}';
    const parts = partsOf(await toDocx(poisoned(text).report));
    const shown = '{default-bullet-numbering-0} {list-0}';
    expect(textOf(parts.get('word/document.xml') ?? '')).toContain(shown);
    expect(textOf(parts.get('word/header1.xml') ?? '')).toContain(shown);
  });
});

describe('what a word processor cannot lay out', () => {
  it('given ten thousand entries, then the timeline ends with how many there are and where all of them are', async () => {
    const run = new Run().at(1, jon);
    const stamp = { at: 60_000, recorded: '2026-05-10T14:01:00.000Z', by: jon };
    const note = { ...stamp, type: 'note.added', text: 'Looked at another log.' } as const;
    run.tell(...Array.from({ length: 10_000 }, () => note));
    const text = textOf(await bodyOf(run));
    const rows = text.match(/Jon noted: Looked at another log\./g)?.length ?? 0;
    expect(rows).toBeGreaterThan(4900);
    expect(rows).toBeLessThanOrEqual(5000);
    expect(text).toMatch(/Not all of it is in this file: .* first \d+ of \d+ rows, .* Markdown, HTML and JSON\./);
    expect(text).toContain('Integrity');
  });

  it('given a section, then what is beyond the limit is left out, and that is said once', () => {
    const rows = table(['a'], [['1'], ['2'], ['3']]);
    const section: Section = { title: 'S', blocks: ['One.', { title: 'T', blocks: [rows, 'Two.'] }, 'Three.'] };
    expect(limited(section, 100)).toEqual({
      title: 'S',
      blocks: [expect.anything(), { title: 'T', blocks: [rows, expect.anything()] }, expect.anything()],
    });
    const few = JSON.stringify(limited(section, 4));
    expect(few).toContain('first 2 of 3 rows');
    expect(few).not.toContain('Three.');
    expect(few.match(/Not all of it/g)).toHaveLength(1);
    expect(JSON.stringify(limited({ title: 'S', blocks: [bullets(['a', 'b']), bullets(['c'])] }, 2))).toContain(
      'What follows in this section is not here',
    );
  });

  it('given a text of a million characters, then its beginning is there, and how much more there is', () => {
    expect(bounded('short')).toBe('short');
    const long = bounded('y'.repeat(1_000_000));
    expect(long.length).toBeLessThan(10_200);
    expect(long).toMatch(/…? \[\d+ more characters, in the report as Markdown, HTML and JSON\]$/);
  });
});
