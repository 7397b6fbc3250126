import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toTrendsHtml } from '../../../src/report/trends/html.tsx';
import { accessibilityProblems, openBrowser, overflow, showing } from '../../helpers/browser.ts';
import { trends } from './given.ts';
import { HOSTILE, many } from './many.ts';

// A browser on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const page = toTrendsHtml(many());

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

  it('without runs, says that none counts yet', () => {
    const html = toTrendsHtml(trends([]));
    expect(html).toContain('No drill counts yet.');
    expect(html).toContain('People and teams are not compared.');
  });
});

describe('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const looks = [false, true].flatMap((dark) => [1280, 390].map((width) => ({ dark, width })));

  it.each(looks)('dark $dark, $width wide: nothing is broken for anybody, and nothing runs out of the page', (look) =>
    showing(browser, page, look, async (view, asked, said) => {
      expect(await overflow(view)).toBe(0);
      await view.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await overflow(view)).toBe(0);
      expect(await accessibilityProblems(view)).toEqual([]);
      expect([asked, said]).toEqual([[], []]);
    }),
  );

  it('printed, it is black on white whatever the reader prefers, with those tables that were opened', () =>
    showing(browser, page, { width: 1280, dark: true }, async (view) => {
      await view.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await view.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await view.locator('details:visible').count()).toBe(0);
      await view.evaluate("document.querySelector('details').open = true");
      expect(await view.locator('details table:visible').count()).toBe(1);
      expect(await overflow(view)).toBe(0);
    }));

  it('on a sheet of A4, no table runs out of it, and no heading stands alone at its foot', () =>
    showing(browser, page, { width: 672 }, async (view) => {
      await view.emulateMedia({ media: 'print' });
      expect(await overflow(view)).toBe(0);
      const breaks = "[...document.querySelectorAll('h4, h4 + p')].map((one) => getComputedStyle(one).breakAfter)";
      expect(new Set(await view.evaluate<string[]>(breaks))).toEqual(new Set(['avoid']));
    }));
});
