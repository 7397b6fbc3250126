import type { State } from '../../engine/state.ts';
import { pad } from '../../language/fit.ts';
import { momentText } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { leftOpen } from '../left-open.ts';
import { cutLine, type Line, line, paragraph, type Span, span } from '../lines.ts';
import { plainLine } from '../plain.ts';

/** What is left when the response has ended. */
export function leftOpenLines(state: State, canvas: Canvas): Line[] {
  const parts = leftOpen(state);
  if (parts.length === 0) return [line('  Nothing is left open.', 'good')];
  return parts.flatMap(({ title, rows }) => [
    line(` ${title}`, 'warn'),
    ...rows.flatMap((row) => paragraph(plainLine(row), canvas.columns - 1, 3)),
    [],
  ]);
}

/** One moment of an incident, with the time of day. */
export function timelineRow(at: number, text: string, mark: Span, c: Context, canvas: Canvas): Line {
  const when = pad(momentText(c.state, at, c.now), 8);
  return cutLine([mark, span(when, 'dim'), span(text)], canvas.columns, canvas.theme.symbols.more);
}
