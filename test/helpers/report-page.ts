import { execFileSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { lineText } from '../../src/report/document/plain.ts';
import { lineOf } from '../../src/report/document/rich.ts';
import { documentOf } from '../../src/report/document.ts';
import { toHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/model.ts';
import { printPdf } from '../../src/run/pdf.ts';
import { accessibilityProblems, emptyHeadings, overflow, showing } from './browser.ts';

/** As a page, a report fits wide and narrow screens, is of use to everybody, has no empty section and fetches nothing. */
export async function expectFits(browser: Browser, report: Report): Promise<void> {
  const html = await toHtml(report);
  for (const width of [1280, 390])
    await showing(browser, html, { width }, async (page, asked) => {
      expect(await overflow(page)).toBe(0);
      if (width === 1280) expect(await accessibilityProblems(page)).toEqual([]);
      expect(await emptyHeadings(page)).toEqual([]);
      expect(asked).toEqual([]);
    });
}

/** On paper, every page of a report says of what kind it is, and no heading stands alone at its foot. */
export async function expectPrintsWell(report: Report): Promise<void> {
  const { mark } = report.overview;
  const pages = pagesOf(await printPdf(await toHtml(report), process.env));
  const headings = documentOf(report).sections.map(({ title }) => `${mark} ${lineText(lineOf(title))}`);
  expect(pages).not.toEqual([]);
  for (const [index, page] of pages.entries()) {
    expect(page).toMatch(new RegExp(`^\\s*${mark}`));
    const lines = page.split('\n').map((line) => line.trim());
    const body = lines.filter((line) => line !== '').slice(1, -1);
    expect(body.length, `page ${index + 1} is empty`).toBeGreaterThan(0);
    expect(headings).not.toContain(body.at(-1));
  }
}

/** The words of a print, a page each, as another program reads them. */
function pagesOf(pdf: Uint8Array): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}
