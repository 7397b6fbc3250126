import { Fragment, createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { sha256 } from '../engine/definition.ts';
import type { Opening } from './document/opening.ts';
import { lineText } from './document/plain.ts';
import { documentOf } from './document.ts';
import { sectionNode, tableNode } from './html/blocks.ts';
import { lineNode } from './html/lines.ts';
import { type Placed, placed } from './html/placed.ts';
import { styleSheet } from './html/style.ts';
import { pageMarksOf } from './marking.ts';
import type { Report } from './model.ts';
import { visible } from './visible.ts';

/**
 * The report as one page of HTML that needs nothing else: no file beside it, no network, no script. Its policy forbids all of
 * that too (Content Security Policy Level 3), so that nothing that slipped in could be fetched or run.
 */
export function toHtml(report: Report): string {
  const { opening, mark, sections } = documentOf(report);
  const parts = placed(sections);
  const style = styleSheet(running(report), `${report.overview.run}, head ${report.integrity.head.slice(0, 16)}`);
  const heading = mark.replace(/: $/, '');
  // Each part by itself: what is rendered is let go before the next one is.
  const [first, ...rest] = parts.map((part) => renderToStaticMarkup(sectionNode(part, heading)));
  return [
    '<!doctype html>\n<html lang="en"><head>',
    renderToStaticMarkup(head(lineText(opening.title), style)),
    // A style sheet is no text to escape: what is in it from outside went through `cssText`.
    `<style>${style}</style></head>`,
    '<body>',
    renderToStaticMarkup(front(report, opening, parts)),
    '<main id="report">',
    first,
    renderToStaticMarkup(contents(parts, heading)),
    ...rest,
    '</main>',
    renderToStaticMarkup(foot(report)),
    '</body></html>\n',
  ].join('\n');
}

function head(title: string, style: string): ReactNode {
  const hash = Buffer.from(sha256(style), 'hex').toString('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return h(
    Fragment,
    null,
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: policy }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'robots', content: 'noindex' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('title', null, title),
  );
}

function front(
  { overview: { mark } }: Report,
  { title, notes, facts }: Opening,
  [first]: readonly Placed[],
): ReactNode {
  const sort = mark === 'LIVE' ? 'live' : 'drill';
  return h(
    'header',
    null,
    h('a', { className: 'skip', href: `#${first?.id ?? 'report'}` }, 'To the report'),
    h('p', { className: `banner ${sort}` }, mark, ' ', h('small', null, saidOfIt[mark])),
    h(
      'div',
      { className: 'front' },
      h('h1', null, lineNode(title)),
      h('div', { className: `notes ${sort}` }, ...notes.map((note) => h('p', null, lineNode(note)))),
      tableNode(facts, 'the run'),
    ),
  );
}

const saidOfIt: Readonly<Record<Report['overview']['mark'], string>> = {
  DRILL: 'An exercise: nothing here happened to a real system.',
  LIVE: 'A real incident.',
  REHEARSAL: 'Gone through, and not carried out.',
};

function contents(parts: readonly Placed[], mark: string): ReactNode {
  return h(
    'nav',
    { className: 'contents', 'aria-labelledby': 'contents' },
    h('h2', { id: 'contents' }, mark === '' ? null : h('span', { className: 'mark' }, mark), 'Contents'),
    h('ol', null, ...parts.map(({ id, title }) => h('li', null, h('a', { href: `#${id}` }, title)))),
  );
}

function foot({ integrity, overview: { run } }: Report): ReactNode {
  return h(
    'footer',
    null,
    'Made from the journal of run ',
    h('code', null, visible(run)),
    ' by ',
    visible(integrity.tool),
    '.',
  );
}

/** What stands above every printed page. */
function running(report: Report): string {
  return `${pageMarksOf(report).join(', ')}: ${visible(report.overview.title).replaceAll('\n', ' ')}`;
}
