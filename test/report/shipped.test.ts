import { execFileSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lineText } from '../../src/report/document/plain.ts';
import { lineOf } from '../../src/report/document/rich.ts';
import { documentOf } from '../../src/report/document.ts';
import { toHtml } from '../../src/report/html.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { printPdf } from '../../src/run/pdf.ts';
import { readable } from '../content/shelved.ts';
import { accessibilityProblems, emptyHeadings, openBrowser, overflow, showing } from '../helpers/browser.ts';
import { badNight } from './live/leaked-token.ts';
import { played } from './played.ts';

// A browser on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plays = readable.flatMap(([scenario, content]) =>
  content.scenario.plays.map(({ id }) => ({ scenario, play: id })),
);

describe.each(plays)('given the play $play of $scenario', ({ scenario, play }) => {
  const report = () => played(scenario, play);

  it('then its report is the page that people have read', async () => {
    await expect(toMarkdown(report())).toMatchFileSnapshot(`../golden/reports/${scenario}/${play}.md`);
  });

  it('then as a page it fits wide and narrow screens, and is of use to everybody', async () => {
    const html = await toHtml(report());
    for (const width of [1280, 390])
      await showing(browser, html, { width }, async (page, asked) => {
        expect(await overflow(page)).toBe(0);
        if (width === 1280) expect(await accessibilityProblems(page)).toEqual([]);
        expect(await emptyHeadings(page)).toEqual([]);
        expect(asked).toEqual([]);
      });
  });
});

/** The words of a print, a page each, as another program reads them. */
function pagesOf(pdf: Uint8Array): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

describe.each([
  ...readable.map(([scenario, content]) => ({
    what: scenario,
    report: () => played(scenario, content.scenario.plays[0]?.id ?? ''),
  })),
  { what: 'an incident', report: () => badNight().report },
])('given the report of $what, printed', ({ report }) => {
  it('then every page says of what kind it is, and no heading stands alone at its foot', async () => {
    const model = report();
    const pages = pagesOf(await printPdf(await toHtml(model), process.env));
    const titles = documentOf(model).sections.map(({ title }) => lineText(lineOf(title)));
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(new RegExp(`^\\s*${model.overview.mark}`));
      const lines = page.split('\n').map((line) => line.trim());
      const body = lines.filter((line) => line !== '').slice(1, -1);
      expect(body.length, `page ${index + 1} is empty`).toBeGreaterThan(0);
      expect(titles.map((title) => `${model.overview.mark} ${title}`)).not.toContain(body.at(-1));
    }
  });
});

describe('the examples of docs/examples/', () => {
  it('are the reports of a drill that went badly, and of an incident', async () => {
    const drill = await toHtml(played('poisoned-release', 'missed-one'));
    await expect(drill).toMatchFileSnapshot('../../docs/examples/drill.html');
    await expect(await toHtml(badNight().report)).toMatchFileSnapshot('../../docs/examples/incident.html');
  });
});
