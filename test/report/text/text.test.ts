import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { blocksOf, type Section } from '../../../src/report/document/blocks.ts';
import { lineOf } from '../../../src/report/document/rich.ts';
import { documentOf } from '../../../src/report/document.ts';
import type { Report } from '../../../src/report/model.ts';
import { titleOf } from '../../../src/report/pictures/picture.ts';
import { plainLine } from '../../../src/report/text/lines.ts';
import { toText } from '../../../src/report/text.ts';
import { visible } from '../../../src/report/visible.ts';
import { fc } from '../../helpers/properties.ts';
import { badNight } from '../live/leaked-token.ts';
import { played } from '../played.ts';
import { hostile, poisoned, poisonedLive } from '../poisoned.ts';

/** Every text of a document, as it is to be read. */
function textsOf(report: Report): string[] {
  const { opening, sections } = documentOf(report);
  const ofSection = (section: Section): string[] => [
    plainLine(lineOf(section.title)),
    ...blocksOf(section).flatMap((block): string[] => {
      if ('pieces' in block) return [plainLine(block)];
      if ('items' in block) return block.items.flatMap(({ line, code }) => [plainLine(line), visible(code ?? '')]);
      if ('rows' in block) return [...block.headers, ...block.rows.flat().map((cell) => (cell ? plainLine(cell) : ''))];
      if ('picture' in block) return [titleOf(block.picture), block.picture.alt];
      return 'quoted' in block ? [visible(block.quoted)] : ofSection(block);
    }),
  ];
  const facts = opening.facts.rows.flat().map((cell) => (cell ? plainLine(cell) : ''));
  return [plainLine(opening.title), ...opening.notes.map(plainLine), ...facts, ...sections.flatMap(ofSection)];
}

function lettersOf(text: string): Map<string, number> {
  const letters = new Map<string, number>();
  for (const letter of text.replace(/\s/g, '')) letters.set(letter, (letters.get(letter) ?? 0) + 1);
  return letters;
}

function check(report: Report, columns: number): void {
  const text = toText(report, columns);
  expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u);
  for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
  const there = lettersOf(text);
  const lost = [...lettersOf(textsOf(report).join(''))].filter(([letter, count]) => (there.get(letter) ?? 0) < count);
  expect(lost).toEqual([]);
}

describe('the report as text', () => {
  it('given a drill and a bad night, when they are reported, then the pages are the ones that people have read', async () => {
    await expect(toText(played('poisoned-release', 'missed-one'))).toMatchFileSnapshot(
      '../../golden/reports/missed-one.txt',
    );
    await expect(toText(badNight().report)).toMatchFileSnapshot('../../golden/reports/leaked-token.txt');
  });

  it.each([40, 41, 60, 80, 100, 120])(
    'given %i columns, then no line is wider, and no letter of the report is lost',
    (columns) => {
      check(badNight().report, columns);
      check(played('poisoned-release', 'by-the-book'), columns);
    },
  );

  it('given hostile texts, then no line is wider, nothing acts, and no letter of the report is lost', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 40, max: 100 }), (text, columns) => {
        check(poisoned(text).report, columns);
        check(poisonedLive(text).report, columns);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('given texts in scripts whose letters take two columns, then no line is wider', () => {
    check(poisoned('発行されたトークンを失効させる '.repeat(15)).report, 40);
  });

  it('given fewer columns than can be read, then it is laid out in forty', () => {
    expect(toText(badNight().report, 3)).toBe(toText(badNight().report, 40));
  });
});
