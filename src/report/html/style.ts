import { darkPictures } from '../pictures/svg/palette.ts';

/** Every colour is there twice, for light and for dark paper; each pair has a contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3). */
const LIGHT = `
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --tint: #f3f5f7; --link: #0a58a8;
  --drill-ink: #ffffff; --drill-paper: #6b2fa0; --live-ink: #ffffff; --live-paper: #a3201d; --draft: #8a4b00;`;
const DARK = `
  --paper: #14171a; --ink: #e6e9ec; --soft: #a3abb3; --line: #3a4148; --tint: #1e2328; --link: #7db8f5;
  --drill-ink: #ffffff; --drill-paper: #7a3bb3; --live-ink: #ffffff; --live-paper: #b3261e; --draft: #f0b35a;`;

/** The style sheet of a report. `running` stands above every printed page, `foot` below it. */
export function styleSheet(running: string, foot: string): string {
  return `:root { color-scheme: light dark;${LIGHT} }
@media (prefers-color-scheme: dark) { :root {${DARK} } }
@media screen and (prefers-color-scheme: dark) {
${darkPictures('figure')}
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 4rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto,
  "Noto Sans", "DejaVu Sans", "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 2; background: var(--paper); padding: .25rem .75rem; }
.banner { max-width: none; position: sticky; top: 0; z-index: 1; margin: 0; padding: .4rem 1rem; font-weight: 700; letter-spacing: .02em;
  color: var(--drill-ink); background: var(--drill-paper); border-bottom: 3px double var(--drill-ink); }
.banner.live { color: var(--live-ink); background: var(--live-paper); border-bottom-style: solid; }
.banner small { font-size: .875rem; font-weight: 400; }
main, .front { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; break-after: avoid; }
h1 { font-size: 1.9rem; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.4rem; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.12rem; margin: 1.75rem 0 .5rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
.mark { display: inline-block; margin-right: .5em; padding: 0 .4em; border: 1.5px solid currentColor; border-radius: .2em;
  font-size: .62em; font-weight: 700; letter-spacing: .04em; vertical-align: .18em; color: var(--soft); }
h4 .mark, h5 .mark, h6 .mark { font-size: .75em; }
p, ul, blockquote, .table { margin: 0 0 .9rem; max-width: 48rem; }
.notes { border-left: 5px solid var(--drill-paper); padding: .1rem 0 .1rem 1rem; }
.notes.live { border-color: var(--live-paper); }
.notes p { margin: .5rem 0; }
ul { padding-left: 1.3rem; }
li { margin: .2rem 0; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
  font-size: .9em; }
time { white-space: nowrap; }
pre { white-space: pre-wrap; background: var(--tint); border: 1px solid var(--line); padding: .5rem .75rem; margin: .4rem 0; }
blockquote { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem; }
blockquote p { white-space: pre-wrap; margin: .25rem 0; }
.table { max-width: 100%; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
td { min-width: 4.2em; overflow-wrap: normal; }
td.short { white-space: nowrap; } td.long { overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid var(--soft); white-space: nowrap; overflow-wrap: normal; }
tbody th { font-weight: 600; width: 11rem; }
tbody tr:nth-child(even) { background: var(--tint); }
.facts tbody tr { background: none; }
.columns-3 table { min-width: 24rem; } .columns-4 table { min-width: 32rem; } .columns-5 table { min-width: 42rem; }
.columns-6 table { min-width: 50rem; } .columns-7 table { min-width: 54rem; } .columns-8 table { min-width: 60rem; }
figure { margin: 1.25rem 0; max-width: 100%; }
figure svg { display: block; max-width: 100%; height: auto; }
.narrow-drawing { display: none; }
figcaption { color: var(--soft); font-size: .93rem; max-width: 48rem; }
details { margin: .4rem 0; }
summary { cursor: pointer; color: var(--link); }
.contents ol { columns: 18rem 3; column-gap: 2rem; padding-left: 2.2rem; margin: 0; }
.contents h2 { margin-top: 1.75rem; }
.contents li { break-inside: avoid; }
footer { max-width: 66rem; margin: 3rem auto 2rem; padding: 1rem; border-top: 2px solid var(--line); color: var(--soft);
  font-size: .9rem; }
@media screen and (max-width: 48rem) { .wide-drawing { display: none; } .narrow-drawing { display: block; } }
@media (max-width: 34rem) {
  h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; }
  tbody th { width: 7.5rem; }
}
@page { size: A4; margin: 20mm 16mm 18mm;
  @top-left { content: ${cssText(running)}; font: 700 9pt "Liberation Sans", Arial, sans-serif; color: #1b1f24; }
  @bottom-left { content: ${cssText(foot)}; font: 8pt "Liberation Sans", Arial, sans-serif; color: #57606a; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "Liberation Sans", Arial, sans-serif; color: #57606a; } }
@media print {
  :root { color-scheme: light;${LIGHT} }
  html { font-size: 10pt; }
  .skip, .banner { display: none; }
  main, .front, footer { max-width: none; padding: 0; }
  p, ul, blockquote, figcaption { max-width: none; }
  .wide { overflow: visible; }
  .wide table { min-width: 0; font-size: .82rem; }
  th, td { padding: .25rem .4rem; }
  thead { display: table-header-group; }
  thead th { white-space: normal; }
  tr, figure, .notes, blockquote { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  .contents { break-before: page; }
  h2 { break-after: avoid-page; }
  p:has(+ ul), p:has(+ .table), p:has(+ blockquote), p:has(+ figure) { break-after: avoid; }
  details { display: none; }
  a { color: inherit; text-decoration: none; }
}
`;
}

/** A text as a string of CSS: whatever is in it ends neither the string nor the style sheet. */
function cssText(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} .,:()+-]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;
}
