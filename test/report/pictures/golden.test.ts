import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/model.ts';
import { picturesOf } from '../../../src/report/pictures/pictures.ts';
import { pictureSvg } from '../../../src/report/pictures/svg.ts';
import { pictureText } from '../../../src/report/pictures/text.ts';
import { badNight } from '../live/leaked-token.ts';
import { played } from './played.ts';

const folder = '../../golden/pictures';

const runs: readonly (readonly [name: string, report: () => Report])[] = [
  ['by-the-book', () => played('poisoned-release', 'by-the-book').report],
  ['missed-one', () => played('poisoned-release', 'missed-one').report],
  ['open-invitation', () => played('open-invitation', 'by-the-book').report],
  ['an-accident', () => played('four-ways-back', 'as-it-happened').report],
  ['leaked-token', () => badNight().report],
];

/** Title, words and figures, and the drawing as a terminal shows it. */
function page(report: Report, columns: number, ascii: boolean): string {
  return picturesOf(report)
    .map((picture) => {
      const { headers, rows } = picture.table;
      const table = [headers, ...rows].map((row) => `  ${row.join(' | ')}`);
      return [...pictureText(picture, columns, { ascii }), '', ...table, ''].join('\n');
    })
    .join('\n');
}

describe('the pictures of a run', () => {
  it.each(runs)(
    'given %s, when they are drawn on a terminal, then they are those that people have looked at',
    async (name, report) => {
      await expect(page(report(), 80, false)).toMatchFileSnapshot(`${folder}/${name}.txt`);
    },
  );

  it('given few columns and no more than ASCII, when they are drawn, then they are those that people have looked at', async () => {
    const { report } = played('open-invitation', 'by-the-book');
    await expect(page(report, 44, true)).toMatchFileSnapshot(`${folder}/open-invitation-44-ascii.txt`);
  });

  it.each([
    ['open-invitation', 760],
    ['open-invitation', 390],
    ['leaked-token', 760],
  ])(
    'given %s, when they are drawn as SVG of %i pixels, then they are those that people have looked at',
    async (name, width) => {
      const report = runs.find(([one]) => one === name)?.[1]();
      if (!report) throw new Error(name);
      for (const picture of picturesOf(report)) {
        const file = `${folder}/${name}-${picture.id}-${width}.svg`;
        await expect(`${await pictureSvg(picture, { width })}\n`).toMatchFileSnapshot(file);
      }
    },
  );
});
