import { wrap } from '../../language/fit.ts';
import type { Choice } from '../forms/form.ts';
import type { Canvas } from '../frame.ts';
import { cutLine, type Line, span } from '../lines.ts';
import { windowAround } from '../list.ts';

/** Choices under each other, the marked one told by a sign; only those near it where there are many. */
export function choiceLines(
  choices: readonly Choice[],
  cursor: number,
  canvas: Canvas,
  height: number,
  isNumbered = true,
): Line[] {
  const { symbols } = canvas.theme;
  if (choices.length === 0) return [[span('   Nothing to choose from.', 'dim')]];
  const full = choices.flatMap((one, place) => choiceRows(one, place, cursor, canvas, true, isNumbered));
  if (full.length <= height) return full;
  const { from, to } = windowAround(choices.length, cursor, Math.max(1, height));
  const lines = choices
    .slice(from, to)
    .flatMap((one, index) => choiceRows(one, from + index, cursor, canvas, false, isNumbered));
  const below = choices.length - to;
  const isCovered = cursor === to - 1;
  return below > 0 && !isCovered
    ? [...lines.slice(0, -1), [span(`     ${symbols.more} ${below + 1} more`, 'dim')]]
    : lines;
}

function choiceRows(
  { label }: Choice,
  place: number,
  cursor: number,
  canvas: Canvas,
  isWrapped: boolean,
  isNumbered: boolean,
): Line[] {
  const { symbols } = canvas.theme;
  const here = place === cursor;
  const mark = ` ${here ? symbols.here : ' '} ${isNumbered && place < 9 ? place + 1 : ' '} `;
  const rows = isWrapped ? wrap(label, canvas.columns - 6) : [label];
  return rows.map((row, at) =>
    cutLine(
      [span(at === 0 ? mark : '     ', here ? 'key' : undefined), span(row, here ? 'strong' : undefined)],
      canvas.columns,
      symbols.more,
    ),
  );
}
