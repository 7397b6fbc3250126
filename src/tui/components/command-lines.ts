import { wrap } from '../../language/fit.ts';
import type { Canvas } from '../frame.ts';
import { type Line, line, lineWidth, paragraph, span } from '../lines.ts';
import { exact } from '../plain.ts';

const harmless = '(changes nothing)';
const exactLines = new WeakSet<Line>();

/** How many of some lines come before the end of the last exact command in them: so many are to be seen before a yes. */
export function untilLastCommand(lines: readonly Line[]): number {
  return lines.findLastIndex((one) => exactLines.has(one)) + 1;
}

/** A call as it is run, to the last character, on as many lines as it takes; and whether it only reads. */
export function callLines(shown: string, readOnly: boolean, canvas: Canvas, indent: number): Line[] {
  const rows = wrap(exact(shown), canvas.columns - indent - 1);
  const lines = rows.map((row): Line => [span(' '.repeat(indent)), span(row, 'strong')]);
  const whole = readOnly ? markedHarmless(lines, canvas, indent) : lines;
  for (const one of whole) exactLines.add(one);
  return whole;
}

function markedHarmless(lines: readonly Line[], canvas: Canvas, indent: number): Line[] {
  const last = lines.at(-1) ?? [];
  const fits = lineWidth(last) + harmless.length + 2 < canvas.columns;
  if (fits) return [...lines.slice(0, -1), [...last, span(`  ${harmless}`, 'dim')]];
  return [...lines, line(`${' '.repeat(indent)}${harmless}`, 'dim')];
}

/** What there is to say of it, under a word: `Leaves: sessions that it opened.` */
export function saidLines(word: string, text: string | undefined, canvas: Canvas, indent: number): Line[] {
  return text === undefined || text === '' ? [] : paragraph(`${word}: ${text}`, canvas.columns - 1, indent, 'dim');
}
