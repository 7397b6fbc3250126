// @ts-check
// Makes docs/drill.svg: a picture of the drill screen, taken from a real run in a real pseudo-terminal. No browser, no
// drawing: what the terminal shows is what is in the picture. `node scripts/picture.mjs`, after a build.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

const root = fileURLToPath(new URL('..', import.meta.url));
const columns = 100;
const rows = 30;
const cell = { width: 8.4, height: 18 };

const palette = ['#1b1f24', '#cf4a4a', '#4f9d5d', '#c29a3a', '#4a83c4', '#a35fb5', '#3a9a9a', '#c9d1d9'];
const bright = ['#6b7280', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'];
const ink = '#e6edf3';
const paper = '#0d1117';

/** Keys to press, each once the screen shows the text before it. */
const script = [
  { when: 'and begin', press: '\r' },
  { when: '↵ take it up', press: '\r' },
  { when: '↵ it is done', press: '\r' },
  { when: '▶ confirm', press: '\r' },
  { when: 'ANSWER', press: '\r' },
  { when: '▶ 1 Yes', press: '\r' },
  { when: 'Why? The report', press: 'No tag, no run of ours, and nobody was at work.\r' },
  { when: '▶ personal-data', press: '\r' },
  { when: '▶ 1 Yes', press: '2' },
  { when: '▶ 2 No', press: '\r' },
  { when: 'Why? The report', press: 'The pipeline reaches no customer data.\r' },
  { when: "ask the lead's approval", press: '\r' },
  { when: 'APPROVE', press: 'm' },
  { when: '↵ go on', press: '\r' },
  { when: 'APPROVE', press: ' ' },
  { when: 'PAUSED', press: null },
];

const { NO_COLOR: _, CI: __, ...surroundings } = process.env;
const store = mkdtempSync(join(tmpdir(), 'breakglass-picture-'));
const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
const child = pty.spawn(process.execPath, [join(root, 'dist/breakglass.js'), 'drill'], {
  cols: columns,
  rows,
  cwd: root,
  env: {
    ...surroundings,
    BREAKGLASS_STORE: store,
    BREAKGLASS_PERSON: 'Mara',
    TERM: 'xterm-256color',
    FORCE_COLOR: '2',
    CI: 'false',
    LANG: 'C.UTF-8',
  },
});

let step = 0;
child.onData((data) => terminal.write(data, advance));

function advance() {
  const next = script[step];
  if (next === undefined || !textOf().includes(next.when)) return;
  step += 1;
  if (next.press !== null) child.write(next.press);
  else finish();
}

function textOf() {
  return Array.from({ length: rows }, (_, row) => terminal.buffer.active.getLine(row)?.translateToString() ?? '').join(
    '\n',
  );
}

function finish() {
  writeFileSync(join(root, 'docs/drill.svg'), svg());
  child.kill();
  rmSync(store, { recursive: true, force: true });
  process.exit(0);
}

setTimeout(() => {
  console.error(`The screen never showed "${script[step]?.when}". It shows:\n${textOf()}`);
  child.kill();
  process.exit(1);
}, 30_000).unref();

/** @param {number} mode @param {number} value @param {string} plain */
function colour(mode, value, plain) {
  if (mode === 0) return plain;
  if (value > 0xff) return `#${value.toString(16).padStart(6, '0')}`;
  return (value < 8 ? palette[value] : bright[value - 8]) ?? plain;
}

function svg() {
  const width = Math.ceil(columns * cell.width + 24);
  const height = rows * cell.height + 24;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    '<title>The drill screen of Breakglass, from a real run</title>',
    `<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>`,
  ];
  for (let row = 0; row < rows; row++) parts.push(...line(row));
  parts.push('</svg>');
  return `${parts.join('\n')}\n`;
}

/** @param {number} row */
function line(row) {
  const content = terminal.buffer.active.getLine(row);
  if (!content) return [];
  /** @type {{ text: string, from: number, fg: string, bg: string, bold: boolean, dim: boolean }[]} */
  const runs = [];
  for (let column = 0; column < columns; column++) {
    const at = content.getCell(column);
    if (!at || at.getWidth() === 0) continue;
    const fg = colour(at.getFgColorMode(), at.getFgColor(), ink);
    const bg = colour(at.getBgColorMode(), at.getBgColor(), paper);
    const style = at.isInverse() ? { fg: bg, bg: fg } : { fg, bg };
    const last = runs.at(-1);
    const bold = Boolean(at.isBold());
    const dim = Boolean(at.isDim());
    const text = at.getChars() || ' ';
    const same = last && last.fg === style.fg && last.bg === style.bg && last.bold === bold && last.dim === dim;
    if (same) last.text += text;
    else runs.push({ ...style, text, from: column, bold, dim });
  }
  const top = 12 + row * cell.height;
  return runs.flatMap(({ text, from, fg, bg, bold, dim }) => {
    const left = 12 + from * cell.width;
    const long = text.length * cell.width;
    const box =
      bg === paper ? [] : [`<rect x="${left}" y="${top}" width="${long}" height="${cell.height}" fill="${bg}"/>`];
    if (text.trim() === '') return box;
    const weight = bold ? ' font-weight="bold"' : '';
    const faint = dim ? ' opacity="0.65"' : '';
    return [
      ...box,
      `<text x="${left}" y="${top + 13.5}" textLength="${long}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${fg}"${weight}${faint}>${escaped(text)}</text>`,
    ];
  });
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
}
