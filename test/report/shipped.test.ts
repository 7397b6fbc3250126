import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { readable } from '../content/shelved.ts';
import { openBrowser } from '../helpers/browser.ts';
import { expectFits, expectPrintsWell } from '../helpers/report-page.ts';
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

  it('then as a page it fits wide and narrow screens, and is of use to everybody', () => expectFits(browser, report()));
});

describe.each([
  ...readable.map(([scenario, content]) => ({
    what: scenario,
    report: () => played(scenario, content.scenario.plays[0]?.id ?? ''),
  })),
  { what: 'an incident', report: () => badNight().report },
])('given the report of $what, printed', ({ report }) => {
  it('then every page says of what kind it is, and no heading stands alone at its foot', () =>
    expectPrintsWell(report()));
});

describe('the example of a drill in docs/examples/', () => {
  it('is the report of one that went badly', async () => {
    const drill = await toHtml(played('poisoned-release', 'missed-one'));
    await expect(drill).toMatchFileSnapshot('../../docs/examples/drill.html');
  });
});
