import type { Axis, Bar, KeyEntry, Lane, Lanes, Mark, Panel, Picture, Shape } from '../picture.ts';
import { marked } from './mark.ts';
import { light } from './palette.ts';
import { isShape, sizeOf, symbolOf } from './shapes.ts';
import {
  bendsOf,
  filled,
  keyOf,
  LINE,
  MARGIN,
  noteOf,
  type Option,
  room,
  type Sheet,
  sign,
  timeAxis,
  wide,
  written,
} from './sheet.ts';

/** In fewer pixels a lane has its name and its figures above it. */
const BESIDE = 620;
const LANE = 30;
/** The same where names stand above. */
const TALL_LANE = 54;
/** Marks of a counted lane are not closer than this. */
const APART = 24;

interface Place {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** How high a lane is, and where its middle is in that. */
  readonly lane: number;
  readonly middle: number;
  /** Where names and notes begin; null: above each lane. */
  readonly note: number | null;
}

/** Lanes below each other, panel by panel, and the key below them. */
export function lanesSheet({ panels, key, isCounted }: Lanes, mark: Picture['mark'], width: number): Sheet {
  const parts: { readonly elements: Option[]; readonly axis: Axis; readonly panel: Panel; readonly place: Place }[] =
    [];
  let top = mark === 'LIVE' ? 4 : LINE + 4;
  const elements = marked(mark, width);
  const columns = columnsOf(
    panels.flatMap(({ lanes }) => lanes),
    width,
  );
  for (const panel of panels) {
    if (panel.title !== null) {
      elements.push(written(room(panel.title, width - 2 * MARGIN), MARGIN, top + LINE / 2, { bold: true }));
      top += LINE + 4;
    }
    if (panel.lanes.length === 0) continue;
    const place = { ...columns, top };
    parts.push({ elements: besideOf(panel, place, width), axis: panel.axis, panel, place });
    top += panel.lanes.length * place.lane + LINE + 12;
    const note = noteOf(panel.axis, width, top - 4);
    elements.push(...note.elements);
    top = note.bottom + 8;
  }
  const drawnKey = keyOf(
    key.map((entry) => ({ words: entry.words, sign: (x, y) => [sign(entry, x, y)] })),
    width,
    top,
  );
  return {
    height: drawnKey.bottom + 6,
    option: {
      graphic: [...elements, ...parts.flatMap((part) => part.elements), ...drawnKey.elements],
      grid: parts.map(({ panel, place }) => ({
        left: place.left,
        top: place.top,
        width: place.width,
        height: panel.lanes.length * place.lane,
      })),
      xAxis: parts.map(({ axis, place }, index) => timeAxis(axis, index, place.width)),
      yAxis: parts.map(({ panel, place }, gridIndex) => ({
        gridIndex,
        type: 'value',
        min: 0,
        max: panel.lanes.length * place.lane,
        inverse: true,
        show: false,
      })),
      series: parts.flatMap(({ panel, place }, index) => seriesOf(panel, key, place, index, isCounted)),
    },
  };
}

function columnsOf(lanes: readonly Lane[], width: number): Omit<Place, 'top'> {
  if (width < BESIDE)
    return { left: MARGIN + 8, width: width - 2 * MARGIN - 24, lane: TALL_LANE, middle: 40, note: null };
  const widest = (texts: readonly string[], most: number) => Math.min(most, Math.max(...texts.map(wide)));
  const name = widest(
    lanes.map((lane) => lane.name),
    width * 0.22,
  );
  const note = widest(
    lanes.map((lane) => lane.note),
    width * 0.3,
  );
  const left = MARGIN + name + 16;
  const plot = width - left - note - 16 - MARGIN;
  return { left, width: plot, lane: LANE, middle: LANE / 2 + 3, note: left + plot + 16 };
}

/** Names, figures and the line of each lane. */
function besideOf({ lanes, axis }: Panel, { left, width, top, lane, middle, note }: Place, whole: number): Option[] {
  const bottom = top + lanes.length * lane;
  return [
    ...bendsOf(axis, left, width, top, bottom),
    ...lanes.flatMap((one, index): Option[] => {
      const y = top + index * lane + middle;
      const line = {
        type: 'line',
        silent: true,
        shape: { x1: left, y1: y, x2: left + width, y2: y },
        style: { stroke: light.faint, lineWidth: 1 },
      };
      if (note !== null)
        return [
          line,
          written(room(one.name, left - 8 - MARGIN), MARGIN, y),
          written(room(one.note, whole - MARGIN - note), note, y),
        ];
      const above = top + index * lane + 10;
      const beside = whole - 2 * MARGIN - 12;
      const figures = room(one.note, Math.max(whole / 2, beside - wide(one.name)));
      const name = room(one.name, beside - wide(figures));
      return [
        line,
        written(name, MARGIN, above),
        written(figures, whole - MARGIN, above, { align: 'right', colour: 'soft' }),
      ];
    }),
  ];
}

function seriesOf(
  { lanes }: Panel,
  key: readonly KeyEntry[],
  place: Place,
  index: number,
  isCounted: boolean,
): Option[] {
  const height = (lane: number) => lane * place.lane + place.middle;
  const all = lanes.map((lane) => (isCounted ? { ...lane, marks: together(lane, APART / place.width) } : lane));
  // What comes first in the key is drawn last.
  return key
    .map((entry, at) => {
      const axes = { xAxisIndex: index, yAxisIndex: index, silent: true, z: 10 + key.length - at };
      const own = (list: readonly (Mark | Bar)[]) => list.filter((one) => one.key === at);
      if (!isShape(entry.look))
        return barSeries(
          entry,
          axes,
          all.flatMap((lane, row) => own(lane.bars).map((bar) => [bar as Bar, height(row)] as const)),
        );
      return markSeries(
        entry,
        axes,
        all.flatMap((lane, row) => own(lane.marks).map((mark) => [mark as Mark, height(row)] as const)),
      );
    })
    .filter(({ data }) => data.length > 0);
}

/** Marks of a lane so far apart that each can be read; where several are close by, the weightiest stands for them. */
function together({ marks }: Lane, apart: number): Mark[] {
  const kept: { place: number; key: number; count: number }[] = [];
  for (const { place, key, count } of marks) {
    const last = kept.at(-1);
    if (!last || place - last.place >= apart) kept.push({ place, key, count });
    else Object.assign(last, { key: Math.min(last.key, key), count: last.count + count });
  }
  return kept;
}

function markSeries({ look, tone }: KeyEntry, axes: Option, marks: readonly (readonly [Mark, number])[]) {
  const shape = look as Shape;
  return {
    ...axes,
    type: 'scatter',
    symbol: symbolOf(shape),
    symbolSize: sizeOf(shape),
    itemStyle: { color: light[tone], borderColor: light.paper, borderWidth: 1, opacity: 1 },
    emphasis: { disabled: true },
    clip: false,
    data: marks.map(([{ place, count }, y]) => ({
      value: [place, y],
      label: {
        show: count > 1,
        position: 'top',
        distance: 1,
        formatter: () => String(count),
        color: light.soft,
        fontSize: 10,
        fontFamily: 'sans-serif',
      },
    })),
  };
}

interface Where {
  value(dimension: number): number;
  coord(point: readonly number[]): number[];
}

function barSeries({ look, tone }: KeyEntry, axes: Option, bars: readonly (readonly [Bar, number])[]) {
  return {
    ...axes,
    type: 'custom',
    clip: false,
    renderItem: (_: unknown, api: Where) => {
      const [from = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
      const [to = 0] = api.coord([api.value(1), api.value(2)]);
      const shape = { x: from, y: y - 5, width: Math.max(1, to - from), height: 10 };
      return { type: 'rect', silent: true, shape, style: filled(look, tone) };
    },
    data: bars.map(([{ from, to }, y]) => [from, to, y]),
  };
}
