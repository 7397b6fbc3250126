import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toTrendsHtml } from '../../../src/report/trends/html.tsx';
import { trends } from './given.ts';
import { HOSTILE, many } from './many.ts';

const page = toTrendsHtml(many());
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the page', () => {
  it('has one style, the one whose hash its policy names, and nothing that could do anything', () => {
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)];
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256')
      .update(styles[0]?.[1] ?? '')
      .digest('base64');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:`);
    expect(page).not.toMatch(/<script|\sstyle=|\son\w+="|javascript:|<link|<iframe|<object|<form/i);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  });

  it('shows a hostile text as text, without what cannot be seen', () => {
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&lt;/style&gt;&lt;script&gt;');
    expect(page).toContain('⟨U+202E⟩');
    expect(page).not.toContain(HOSTILE);
    expect(page).not.toContain('\u202e');
    expect(page).not.toContain('\u001b');
  });

  it('names nobody but who owns an improvement', () => {
    const html = toTrendsHtml(trends([]));
    expect(html).toContain('No drill counts yet.');
    expect(html).toContain('People and teams are not compared.');
  });
});

describe('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(() => browser.close());

  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 390].map((width) => ({ colorScheme, width })),
  );

  it.each(looks)(
    '$colorScheme, $width wide: nothing is broken for anybody, and nothing runs out of the page',
    {
      timeout: 120_000,
    },
    async ({ colorScheme, width }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: false });
      const view = await context.newPage();
      const problems: string[] = [];
      view.on('console', (message) => problems.push(message.text()));
      view.on('pageerror', (error) => problems.push(error.message));
      view.on('request', (request) => problems.push(request.url()));
      await view.setContent(page);
      const wide = await view.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(width);
      expect(problems).toEqual([]);
      const shots = process.env.SCREENSHOTS;
      if (shots !== undefined)
        await view.screenshot({ path: `${shots}/trends-${colorScheme}-${width}.png`, fullPage: true });
      await view.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await view.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      // Past the page's own policy: evaluate is the debugger's, and no script of the page.
      const { violations } = (await view.evaluate(`${axe}; axe.run()`)) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await context.close();
    },
  );

  it('printed, it has everything, black on white', { timeout: 120_000 }, async () => {
    const view = await browser.newPage({ colorScheme: 'dark' });
    await view.setContent(page);
    await view.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await view.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const shown =
      "[...document.querySelectorAll('details table')].every((one) => one.checkVisibility({ contentVisibilityAuto: true }))";
    expect(await view.evaluate(shown)).toBe(true);
    await view.close();
  });
});
