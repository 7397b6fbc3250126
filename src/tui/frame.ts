import { widthOf } from '../language/width.ts';
import { cutLine, type Line, span } from './lines.ts';
import type { Caret } from './painter.ts';
import type { Size } from './terminal.ts';
import type { Theme } from './theme.ts';

/** What a screen is drawn on. */
export interface Canvas {
  readonly columns: number;
  /** Rows that a screen may fill: one less than the terminal has. */
  readonly rows: number;
  readonly theme: Theme;
  /** Too small for everything: what can be said elsewhere is left out. */
  readonly isSmall: boolean;
  /** It is real: its rules are drawn otherwise than a drill's, colour or not. */
  readonly isLive: boolean;
}

/** What is in sight of what scrolls: its first row, and how many. */
export interface InSight {
  readonly top: number;
  readonly height: number;
  /** How many rows that are to be seen before a yes are below. */
  readonly below?: number;
}

/** A screen as lines, exactly as many as the canvas has rows. */
export interface Frame {
  readonly lines: readonly Line[];
  readonly inSight: InSight;
}

/** Nothing scrolls, or nothing was drawn yet. */
export const unscrolled: InSight = { top: 0, height: 1 };

export const smallest: Size = { columns: 40, rows: 15 };

export function canvasFor(size: Size, theme: Theme, isLive = false): Canvas {
  return {
    columns: size.columns,
    rows: Math.max(1, size.rows - 1),
    theme,
    isSmall: size.columns < 72 || size.rows < 22,
    isLive,
  };
}

/** Fixed lines above and below, and between them as much of the body as there is room for. */
export function compose(
  canvas: Canvas,
  head: readonly Line[],
  body: readonly Line[],
  foot: readonly Line[],
  inSight = unscrolled,
): Frame {
  const { rows, columns, theme } = canvas;
  const below = foot.slice(0, Math.max(1, rows - 2));
  const above = head.slice(0, Math.max(1, rows - below.length - 1));
  const room = rows - above.length - below.length;
  const middle = [...body.slice(0, room), ...Array.from({ length: Math.max(0, room - body.length) }, (): Line => [])];
  const lines = [...above, ...middle, ...below].map((one) => cutLine(one, columns, theme.symbols.more));
  return { lines, inSight };
}

/** The rows between `head` and `foot`. */
export function roomFor(canvas: Canvas, head: readonly Line[], foot: readonly Line[]): number {
  return Math.max(1, canvas.rows - head.length - Math.min(foot.length, canvas.rows - 2));
}

export function rule({ columns, theme, isLive }: Canvas): Line {
  const mark = isLive ? theme.symbols.liveRule : theme.symbols.rule;
  return [span(mark.repeat(columns), 'dim')];
}

/** Where a line has its caret, if anywhere. */
export function caretIn(lines: readonly Line[]): Caret {
  for (const [row, spans] of lines.entries()) {
    const at = spans.findIndex(({ tone }) => tone === 'caret');
    if (at >= 0) return { row, column: spans.slice(0, at).reduce((sum, { text }) => sum + widthOf(text), 0) };
  }
  return null;
}
