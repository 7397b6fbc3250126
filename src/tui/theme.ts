import type { Line, Tone } from './lines.ts';
import { plain } from './plain.ts';

/** How the screens look. The only place that knows a colour or a symbol. */
export interface Theme {
  readonly symbols: Symbols;
  /** What charts are made of; words: there are none, and what they show is said. */
  readonly drawings: 'blocks' | 'ascii' | 'words';
  /** A line as a terminal takes it, with its tones as SGR sequences. */
  readonly paint: (line: Line) => string;
}

export interface Look {
  /** False: no colour. Reverse video, bold and dim stay: they are not colours, and nothing rests on them alone. */
  readonly color: boolean;
  /** False: ASCII in place of symbols. */
  readonly unicode: boolean;
  /** Screen readers: words in place of symbols, no rules, no attributes. */
  readonly words?: boolean;
}

const unicodeSymbols = {
  done: '✓',
  open: '▶',
  waiting: '·',
  reopened: '↺',
  skipped: '–',
  ready: '○',
  active: '●',
  running: '◐',
  unknown: '?',
  approval: '!',
  failed: '✗',
  here: '▶',
  times: '×',
  enter: '↵',
  more: '…',
  rule: '-',
  liveRule: '=',
  newline: '⏎',
  upDown: '↑↓',
  bar: '│',
};
export type Symbols = Readonly<Record<keyof typeof unicodeSymbols, string>>;

const asciiSymbols: Symbols = {
  done: '+',
  open: '>',
  waiting: '.',
  reopened: '@',
  skipped: '-',
  ready: 'o',
  active: '*',
  running: '~',
  unknown: '?',
  approval: '!',
  failed: 'x',
  here: '>',
  times: 'x',
  enter: 'Enter',
  more: '...',
  rule: '-',
  liveRule: '=',
  newline: '\\n',
  upDown: 'up/down',
  bar: '|',
};

const wordSymbols: Symbols = {
  ...asciiSymbols,
  done: 'done ',
  open: 'open ',
  waiting: 'waiting ',
  reopened: 'reopened ',
  skipped: 'skipped ',
  ready: 'not begun,',
  active: 'in work,',
  running: 'running,',
  unknown: 'outcome unknown,',
  approval: 'approval asked,',
  failed: 'failed,',
  here: '',
  rule: '',
  liveRule: '',
  bar: ';',
};

type Sgr = readonly [open: string, close: string];
const bold: Sgr = ['1', '22'];
const dim: Sgr = ['2', '22'];
const underline: Sgr = ['4', '24'];
const reverse: Sgr = ['7', '27'];
const colour = (code: number): Sgr => [String(code), '39'];

const attributes: Readonly<Record<Tone, readonly Sgr[]>> = {
  drill: [bold, reverse],
  // Another look than a drill's, also where there is no colour.
  live: [bold, reverse, underline],
  rehearsal: [bold, reverse],
  strong: [bold],
  dim: [dim],
  key: [bold],
  good: [],
  bad: [bold],
  warn: [bold],
  selected: [reverse],
  // The terminal's own cursor stands on it.
  caret: [],
};
const colours: Readonly<Partial<Record<Tone, Sgr>>> = {
  drill: colour(36),
  live: colour(31),
  rehearsal: colour(33),
  good: colour(32),
  bad: colour(31),
  warn: colour(33),
  key: colour(36),
};

/** The theme for a terminal. */
export function themeOf(look: Look): Theme {
  const symbols = look.words ? wordSymbols : look.unicode ? unicodeSymbols : asciiSymbols;
  // Whatever was forgotten on the way here, nothing from outside reaches the terminal as it came.
  const paint = (line: Line) =>
    line.map(({ text, tone }) => (tone && !look.words ? toned(plain(text), tone, look.color) : plain(text))).join('');
  return { symbols, drawings: look.words ? 'words' : look.unicode ? 'blocks' : 'ascii', paint };
}

function toned(text: string, tone: Tone, color: boolean): string {
  // Blanks have no colour to show; only reverse video shows on them.
  if (text.trim() === '' && !attributes[tone].includes(reverse)) return text;
  const hue = color ? colours[tone] : undefined;
  const codes = hue ? [...attributes[tone], hue] : attributes[tone];
  const [open, close] = [codes.map(([on]) => on), codes.map(([, off]) => off).reverse()];
  return codes.length === 0 ? text : `\u001b[${open.join(';')}m${text}\u001b[${close.join(';')}m`;
}

/** Whether the surroundings speak UTF-8, as far as their variables tell. */
export function speaksUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale) return /utf-?8/i.test(locale);
  return env.TERM_PROGRAM !== undefined || env.WT_SESSION !== undefined;
}
