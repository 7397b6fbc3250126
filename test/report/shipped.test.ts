import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
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

describe('the examples of docs/examples/', () => {
  it('are the reports of a drill that went badly, and of an incident', async () => {
    const drill = await toHtml(played('poisoned-release', 'missed-one'));
    await expect(drill).toMatchFileSnapshot('../../docs/examples/drill.html');
    await expect(await toHtml(badNight().report)).toMatchFileSnapshot('../../docs/examples/incident.html');
  });
});
