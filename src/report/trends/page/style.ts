/** The page's only style. The policy of the page names its hash, so that nothing else can style it. */
export const style = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --dim: #545d68; --line: #c4cad2; --band: #dce6f2; --mark: #0b5cad; --bad: #a3271b; --fill: #f3f5f8; --drill: #6b2fa0; --live: #a3201d; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e8eaed; --dim: #a9b1bb; --line: #444c56; --band: #22374f; --mark: #7db4f0; --bad: #ff9a8a; --fill: #1f242a; --drill: #7a3bb3; --live: #b3261e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; padding: .25rem .75rem; background: var(--ink); color: var(--paper); }
h2.exercise { background: var(--drill); color: #ffffff; }
h2.incident { background: var(--live); color: #ffffff; }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
h5 { font-size: .95rem; margin: 0; }
p { margin: .25rem 0; max-width: 48rem; }
a { color: var(--mark); }
.dim { color: var(--dim); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 1rem; margin: .75rem 0; }
.multiple { border: 1px solid var(--line); padding: .75rem; break-inside: avoid; min-width: 0; }
.multiple:has(details[open]) { grid-column: 1 / -1; }
figure { margin: .5rem 0; break-inside: avoid; }
figcaption { font-size: .85rem; }
svg { display: block; width: 100%; max-width: 26rem; height: auto; }
svg text { font: 11px system-ui, sans-serif; fill: var(--dim); }
svg .letter { fill: var(--ink); font-weight: 600; }
svg.own-size { width: auto; max-width: 100%; }
.axis { stroke: var(--line); stroke-width: 1; }
.band { fill: var(--band); }
.median { stroke: var(--ink); stroke-width: 1.5; }
.target { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 3; }
.dot { fill: var(--mark); }
.missed { fill: var(--paper); stroke: var(--bad); stroke-width: 2; }
.none { stroke: var(--dim); stroke-width: 1.5; fill: none; }
.bar { fill: var(--fill); stroke: var(--dim); stroke-width: 1; }
.bar.P, .bar.S, .bar.M { fill: var(--band); }
.scroll { overflow-x: auto; margin: .5rem 0; }
.scroll:focus-visible { outline: 2px solid var(--mark); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; overflow-wrap: break-word; }
caption { text-align: left; font-size: .85rem; color: var(--dim); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); min-width: 4.5rem; }
thead th { border-bottom: 2px solid var(--line); }
tbody th { font-weight: 600; }
td, tbody th { max-width: 22rem; }
.long { min-width: 12rem; }
td.long, tbody th { overflow-wrap: anywhere; }
td.date, tbody th.date { white-space: nowrap; }
td.wide { font-family: ui-monospace, monospace; min-width: 10rem; }
summary { cursor: pointer; font-size: .875rem; color: var(--mark); }
dt { font-weight: 600; margin-top: .5rem; }
dd { margin: 0; max-width: 48rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  html { font-size: 10pt; }
  :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --dim: #333333; --line: #999999; --band: #dddddd; --mark: #000000; --bad: #000000; --fill: #ffffff; }
  body { max-width: none; padding: 0; }
  .grid { grid-template-columns: 1fr 1fr; }
  .multiple svg { max-width: 17rem; }
  h4 + p { break-after: avoid; }
  nav { display: none; }
  h2, h2.exercise, h2.incident { border: 2px solid #000000; background: #ffffff; color: #000000; }
  section + section > h2.incident { break-before: page; }
  h2, h3, h4, h5 { break-after: avoid; }
  details:not([open]) { display: none; }
  .scroll { overflow: visible; }
  table { font-size: .8rem; }
  th, td { min-width: 3rem; padding: .2rem .35rem; }
  .long, td.wide { min-width: 8rem; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;
