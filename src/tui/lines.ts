import { cut, pad, wrap } from '../language/fit.ts';
import { widthOf } from '../language/width.ts';

/** What a piece of text means; the theme says how that looks. Never the only bearer of the meaning. */
export type Tone =
  | 'drill'
  | 'live'
  | 'rehearsal'
  | 'strong'
  | 'dim'
  | 'key'
  | 'good'
  | 'bad'
  | 'warn'
  | 'selected'
  | 'caret';

export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

/** One line of a screen. */
export type Line = readonly Span[];

/** A span; without a tone it is plain text. */
export function span(text: string, tone?: Tone): Span {
  return tone ? { text, tone } : { text };
}

/** A line of one span. */
export function line(text: string, tone?: Tone): Line {
  return [span(text, tone)];
}

/** The text of a line, without its tones. */
export function textOfLine(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** A line cut to `columns`, with `end` in place of what is gone. */
export function cutLine(spans: Line, columns: number, end: string): Line {
  if (lineWidth(spans) <= columns) return spans;
  const out: Span[] = [];
  let left = columns;
  for (const one of spans) {
    const width = widthOf(one.text);
    if (width < left) {
      out.push(one);
      left -= width;
      continue;
    }
    // `end` is due here, even where this span alone would just fit.
    out.push({ ...one, text: cut(`${one.text}${end}`, left, end) });
    break;
  }
  return out;
}

/** Left and right on one line; the right one goes first where there is no room for both. */
export function ends(left: Line, right: Line, columns: number): Line {
  const gap = columns - lineWidth(left) - lineWidth(right);
  return gap < 2 ? left : [...left, span(' '.repeat(gap)), ...right];
}

/** Wrapped text, indented by `indent` columns. */
export function paragraph(text: string, columns: number, indent = 0, tone?: Tone): Line[] {
  return wrap(text, columns - indent).map((row) => line(`${' '.repeat(indent)}${row}`, tone));
}

/** Prose as it was meant: a line end within a paragraph is a space, so that the width of the file does not show. */
export function reflow(text: string): string {
  return text.trim().replace(/([^\n])\n(?=[^\s\-*$>\d])/g, '$1 ');
}

/** Segments side by side, `gap` columns apart, on as many lines as they need. A segment is never broken. */
export function flow(segments: readonly Line[], columns: number, gap = 3): Line[] {
  const out: Line[] = [];
  let current: Span[] = [span(' ')];
  for (const segment of segments) {
    const fits = current.length === 1 || lineWidth(current) + gap + lineWidth(segment) <= columns;
    if (!fits) {
      out.push(current);
      current = [span(' ')];
    }
    current = [...current, ...(current.length > 1 ? [span(' '.repeat(gap))] : []), ...segment];
  }
  return current.length > 1 ? [...out, current] : out;
}

/** Cells of fixed widths, side by side. A cell that is too long is cut. */
export function columnsOf(cells: readonly (readonly [text: string, width: number, tone?: Tone])[], end: string): Line {
  return cells.map(([text, width, tone]) => span(pad(cut(text, width, end), width), tone));
}
