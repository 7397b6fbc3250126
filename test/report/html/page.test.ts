import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/report/document/plain.ts';
import { lineOf } from '../../../src/report/document/rich.ts';
import { documentOf } from '../../../src/report/document.ts';
import { toHtml } from '../../../src/report/html.ts';
import { fc } from '../../helpers/properties.ts';
import { badNight } from '../live/leaked-token.ts';
import { played } from '../played.ts';
import { hostile, poisoned, poisonedLive } from '../poisoned.ts';

const drill = () => toHtml(played('poisoned-release', 'by-the-book'));

/** What a page is made of: its elements with the names of their attributes, in order. Whether a cell is short is no part of it. */
function shapeOf(html: string): string[] {
  return [
    ...html
      .replace(/<td class="(?:short|long)">/g, '<td>')
      .matchAll(/<\/?([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g),
  ].map(
    ([, name, attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([a-zA-Z-]+)="[^"]*"/g)].map(([, at]) => at).join(' ')}`,
  );
}

describe('the report as HTML', () => {
  it('given a report, when it is made twice, then it is the same to the byte', async () => {
    expect(await drill()).toBe(await drill());
  });

  it('given its policy, then nothing may be fetched or run, and its one style sheet is the one with that hash', async () => {
    const html = await drill();
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#x27;', "'");
    const [style, ...others] = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text ?? '');
    expect(others).toEqual([]);
    const hash = createHash('sha256')
      .update(style ?? '')
      .digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/<script|<link|<iframe|<object|<embed|\sstyle=|\son[a-z]+=/i);
  });

  it.each(['by-the-book', 'newest-backup', 'missed-one'])(
    'given the play %s, then every heading of the document is a heading of the page, in its order and marked',
    async (play) => {
      const report = played('poisoned-release', play);
      const html = await toHtml(report);
      const titles = documentOf(report).sections.map(({ title }) => lineText(lineOf(title)));
      const headings = [...html.matchAll(/<h2[^>]*><span class="mark">DRILL<\/span>(.*?)<\/h2>/g)].map(
        ([, text]) => text,
      );
      expect(headings.filter((heading) => heading !== 'Contents')).toEqual(titles);
    },
  );

  it('given a day, then no line ends inside it', async () => {
    const html = await toHtml(badNight().report);
    const [, page = ''] = html.split('</head>');
    expect(html).toContain('time { white-space: nowrap; }');
    const others = page.replace(/<(time|code|pre|title|desc)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
    expect(page).toContain('<time>2026-03-02</time> 08:12 UTC');
    expect(others).not.toMatch(/\b2026-\d\d-\d\d\b/);
  });

  it('given a usual drill, then it is smaller than 400 KB', async () => {
    expect(Buffer.byteLength(await drill())).toBeLessThan(400_000);
  });

  it('given a list of contents, then each line leads to a part of the page, and no name is there twice', async () => {
    for (const html of [await drill(), await toHtml(badNight().report)]) {
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, to] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(to);
    }
  });

  it('given hostile texts everywhere, then the page is made of what it is made of with plain ones', async () => {
    for (const make of [poisoned, poisonedLive]) {
      const clean = shapeOf(await toHtml(make('x plain').report)).filter((one) => !one.startsWith('code'));
      await fc.assert(
        fc.asyncProperty(hostile, async (text) => {
          const html = await toHtml(make(text).report);
          expect(shapeOf(html).filter((one) => !one.startsWith('code'))).toEqual(clean);
          expect(html).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('given a name that would end the style sheet or a string in it, then it stands in it as letters', async () => {
    const { report } = poisoned('"}</style><script>alert(1)</script>\\');
    const html = await toHtml(report);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toContain('<script');
  });
});
