import type { Lines, Picture, Series } from '../picture.ts';
import { thin } from '../thin.ts';
import { marked } from './mark.ts';
import { light } from './palette.ts';
import { sizeOf, symbolOf } from './shapes.ts';
import { bendsOf, FONT, keyOf, LINE, MARGIN, noteOf, type Option, type Sheet, sign, timeAxis } from './sheet.ts';

const PLOT = 220;
const LEFT = 46;
/** So many of a line's points have its mark: they tell it from the others, and more would hide it. */
const MARKS = 8;

const dashes: Readonly<Record<Series['dash'], 'solid' | number[]>> = {
  solid: 'solid',
  dashed: [8, 4],
  dotted: [2, 3],
  'dash-dotted': [8, 3, 2, 3],
};

/** Counts as lines in steps, and the key with the last of each. */
export function linesSheet({ axis, series }: Lines, mark: Picture['mark'], width: number): Sheet {
  const top = LINE + 4;
  const plot = width - LEFT - MARGIN - 20;
  const note = noteOf(axis, width, top + PLOT + LINE + 8);
  const key = keyOf(series.map(keyEntry), width, note.bottom + 2);
  return {
    height: key.bottom + 6,
    option: {
      graphic: [
        ...marked(mark, width),
        ...bendsOf(axis, LEFT, plot, top, top + PLOT),
        ...note.elements,
        ...key.elements,
      ],
      grid: { left: LEFT, top, width: plot, height: PLOT },
      xAxis: timeAxis(axis, 0, plot),
      yAxis: {
        type: 'value',
        min: 0,
        minInterval: 1,
        splitNumber: 4,
        axisLabel: { color: light.soft, fontSize: FONT, fontFamily: 'sans-serif' },
        splitLine: { lineStyle: { color: light.faint } },
      },
      series: series.flatMap(lineOf),
    },
  };
}

function lineOf({ tone, dash, shape, points }: Series, index: number): Option[] {
  const style = { silent: true, clip: false, emphasis: { disabled: true } };
  const data = points.map(({ place, value }) => [place, value]);
  const marks = thin(points, MARKS, ({ place }) => place, []).map(({ place, value }) => [place, value]);
  return [
    {
      ...style,
      type: 'line',
      step: 'end',
      z: 3 + index,
      showSymbol: false,
      lineStyle: { color: light[tone], width: 2, type: dashes[dash] },
      data,
    },
    {
      ...style,
      type: 'scatter',
      z: 10 + index,
      symbol: symbolOf(shape),
      symbolSize: sizeOf(shape).map((size) => size - 2),
      itemStyle: { color: light[tone], borderColor: light.paper, borderWidth: 1, opacity: 1 },
      data: marks,
    },
  ];
}

function keyEntry({ name, tone, dash, shape, points }: Series) {
  const last = points.at(-1);
  const stroke = { stroke: light[tone], lineWidth: 2, lineDash: dashes[dash] };
  return {
    words: `${name}: ${last === undefined ? 'unknown' : last.value}`,
    sign: (x: number, y: number): Option[] => [
      { type: 'line', silent: true, shape: { x1: x - 12, y1: y, x2: x + 12, y2: y }, style: stroke },
      sign({ look: shape, tone }, x, y),
    ],
  };
}
