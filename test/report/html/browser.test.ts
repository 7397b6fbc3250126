import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toHtml } from '../../../src/report/html.ts';
import type { Report } from '../../../src/report/model.ts';
import {
  accessibilityProblems,
  brokenWords,
  emptyHeadings,
  openBrowser,
  overflow,
  showing,
} from '../../helpers/browser.ts';
import { badNight, Incident } from '../live/leaked-token.ts';
import { played } from '../played.ts';
import { poisoned, poisonedLive } from '../poisoned.ts';

// A browser on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const reports: Readonly<Record<string, () => Report>> = {
  'a drill as it should be': () => played('poisoned-release', 'by-the-book'),
  'a drill that went badly': () => played('poisoned-release', 'missed-one'),
  'an incident': () => badNight().report,
  'a draft': () => new Incident().report,
};

/** A4 without its margins, in pixels. */
const PAPER = 672;
const names = Object.keys(reports);
const pageOf = (name: string) => toHtml((reports[name] as () => Report)());

describe('the page in a browser', () => {
  it.each(names)(
    'given %s, then on a wide and on a narrow screen, light and dark, nothing is wider than the window and axe finds nothing',
    async (name) => {
      const html = await pageOf(name);
      for (const width of [1280, 390])
        for (const dark of [false, true])
          await showing(browser, html, { width, dark }, async (page) => {
            expect(await overflow(page)).toBe(0);
            expect(await accessibilityProblems(page)).toEqual([]);
          });
    },
  );

  it.each(names)(
    'given %s, then nothing is asked of anybody, and the browser has nothing to complain of',
    async (name) => {
      await showing(browser, await pageOf(name), { width: 1280 }, async (page, asked, said) => {
        await page.emulateMedia({ media: 'print' });
        expect(asked).toEqual([]);
        expect(said).toEqual([]);
      });
    },
  );

  it.each(names)('given %s, then no heading stands with nothing below it', async (name) => {
    const empty = await showing(browser, await pageOf(name), { width: 1280 }, emptyHeadings);
    expect(empty).toEqual([]);
  });

  it.each(names)('given %s, then on paper no word of a table is broken that is not a long one', async (name) => {
    const broken = await showing(browser, await pageOf(name), { width: PAPER }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await overflow(page)).toBe(0);
      return brokenWords(page);
    });
    expect(broken).toEqual([]);
  });

  it('given no scripts at all, then every word is there', async () => {
    const words = async (scripts: boolean) =>
      showing(browser, await pageOf('an incident'), { width: 1280, scripts }, (page) =>
        page.locator('body').innerText(),
      );
    expect(await words(false)).toBe(await words(true));
  });

  it.each([
    '<script>document.title = "OWNED"</script>',
    '<img src=x onerror="document.title = \'OWNED\'">',
    '"><svg onload="document.title=\'OWNED\'">',
    'javascript:document.title="OWNED"',
    '</style><style>* { display: none }</style>',
    '</title><script>document.title = "OWNED"</script>',
    '<iframe src="https://evil.example"></iframe>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "=cmd|'/c calc'!A1",
    '\u202eevil\u2066',
    'x'.repeat(290),
    '\ud800\udfff\udfff',
  ])(
    'given %j wherever a text can be, then no script runs, nothing is fetched, and it stands there as text',
    async (text) => {
      for (const { report } of [poisoned(text), poisonedLive(text)])
        await showing(browser, await toHtml(report), { width: 390 }, async (page, asked, said) => {
          expect(asked).toEqual([]);
          expect(said).toEqual([]);
          expect(await page.locator('script, iframe, img, link, base').count()).toBe(0);
          expect(await page.title()).not.toBe('OWNED');
          expect(await page.isVisible('h1')).toBe(true);
          expect(await overflow(page)).toBe(0);
        });
    },
  );
});
