import { cut } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';
import { filled, flow } from './columns.ts';
import type { Glyphs } from './glyphs.ts';
import type { Lane, Lanes, Panel } from './picture.ts';
import { axisText, columnOf } from './text-axis.ts';

/** With fewer columns a lane has its name on a line of its own. */
const BESIDE = 64;
const MOST_NAME = 22;
const MOST_NOTE = 32;

interface Widths {
  readonly name: number;
  readonly plot: number;
  readonly note: number;
}

/** Lanes as text, and what their signs mean. */
export function lanesText({ panels, key }: Lanes, columns: number, glyphs: Glyphs): string[] {
  const looks = key.map(({ look }) => glyphs.looks[look]);
  const meanings = key.map(({ look, words }) => `${glyphs.looks[look]} ${words}`);
  return [
    ...panels.flatMap((panel) => panelText(panel, looks, columns, glyphs)),
    ...flow(meanings, columns, glyphs.more),
  ];
}

function panelText(panel: Panel, looks: readonly string[], columns: number, glyphs: Glyphs): string[] {
  const title = panel.title === null ? [] : [cut(glyphs.shown(panel.title), columns, glyphs.more)];
  if (panel.lanes.length === 0) return title;
  const widths = widthsOf(panel, columns);
  const lanes = panel.lanes.flatMap((lane) => laneText(lane, looks, widths, columns, glyphs));
  return [...title, ...lanes, ...axisText(panel.axis, widths.name, widths.plot, glyphs)];
}

function widthsOf({ lanes }: Panel, columns: number): Widths {
  if (columns < BESIDE) return { name: 0, plot: columns, note: 0 };
  const widest = (texts: readonly string[], most: number) => Math.min(most, Math.max(...texts.map(widthOf)) + 1);
  const name =
    widest(
      lanes.map((lane) => lane.name),
      MOST_NAME,
    ) + 1;
  const note = widest(
    lanes.map((lane) => lane.note),
    MOST_NOTE,
  );
  return { name, note, plot: columns - name - note };
}

function laneText(lane: Lane, looks: readonly string[], widths: Widths, columns: number, glyphs: Glyphs): string[] {
  const [name, note] = [glyphs.shown(lane.name), glyphs.shown(lane.note)];
  const drawing = plotOf(lane, looks, widths.plot, glyphs);
  if (widths.name === 0) return [cut(`${name}: ${note}`, columns, glyphs.more), drawing];
  return [[filled(name, widths.name - 1, glyphs.more), drawing, cut(note, widths.note - 1, glyphs.more)].join(' ')];
}

/** What comes first in the key is drawn last, so that it is seen. */
function plotOf({ bars, marks }: Lane, looks: readonly string[], columns: number, glyphs: Glyphs): string {
  const cells = Array.from({ length: columns }, () => glyphs.line);
  const lookOf = (key: number) => looks[key] ?? '?';
  for (const { from, to, key } of bars.toSorted((a, b) => b.key - a.key))
    for (let column = columnOf(from, columns); column <= columnOf(to, columns); column += 1)
      cells[column] = lookOf(key);
  for (const { place, key } of marks.toSorted((a, b) => b.key - a.key)) cells[columnOf(place, columns)] = lookOf(key);
  return cells.join('');
}
