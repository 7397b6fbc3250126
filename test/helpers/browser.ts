import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A real Chromium that reaches nothing: every request of a page beside the page itself is noted and refused. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.BREAKGLASS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

export interface Seen {
  readonly width: number;
  readonly dark?: boolean;
  /** Whether scripts of the page could run, if its policy let them. */
  readonly scripts?: boolean;
}

/** Shows a page as a file on disk, as whoever gets it by e-mail does. */
export async function showing<T>(
  browser: Browser,
  html: string,
  { width, dark = false, scripts = true }: Seen,
  look: (page: Page, asked: readonly string[], said: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: scripts,
  });
  try {
    const page = await context.newPage();
    const [asked, said]: [string[], string[]] = [[], []];
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      if (request.url() !== address) asked.push(request.url());
    });
    page.on('console', (message) => said.push(message.text()));
    page.on('dialog', (dialog) => said.push(`dialog ${dialog.message()}`));
    await page.goto(address);
    return await look(page, asked, said);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What axe-core finds to be wrong with a page for who cannot see it or uses no mouse: `rule: element`. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // The page's policy keeps scripts out, and axe is one: it runs in the world of the one who tests.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run;
    const { violations } = await run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** How far the page is wider than its window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Headings with nothing to read below them. */
export function emptyHeadings(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter((heading) => (heading.nextElementSibling?.textContent ?? '').trim() === '')
    .map((heading) => heading.textContent)`);
}

/** Words in cells of tables that go over two lines, long ones left out: those that a column may break. */
export function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('.wide td')].flatMap((cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const broken = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const { 0: word, index } of node.data.matchAll(/[^\\s-]+/g)) {
        if (word.length >= 14) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top));
        if (new Set(tops).size > 1) broken.push(word);
      }
    return broken;
  })`);
}
