import type { EChartsCoreOption } from 'echarts/core';
import { cut } from '../../../language/fit.ts';
import { widthOf } from '../../../language/width.ts';
import { wrap } from '../columns.ts';
import type { Axis, Fill, KeyEntry, Shape } from '../picture.ts';
import { type Colour, light } from './palette.ts';
import { cornersAt, isShape } from './shapes.ts';

/** What the chart library is given, and how high it gets. */
export interface Sheet {
  readonly height: number;
  readonly option: EChartsCoreOption;
}

/** One thing in a list of the library's options. */
export type Option = Record<string, unknown>;

export const FONT = 12;
export const LINE = 20;
export const MARGIN = 12;
const NOTE = 16;
/** A column of a terminal in pixels, in the widest of the usual fonts: nobody knows which one a reader has. */
const COLUMN = 7.2;

/** How wide a text gets at most, in pixels. */
export function wide(text: string): number {
  return Math.ceil(widthOf(text) * COLUMN);
}

/** A text in so many pixels. */
export function room(text: string, pixels: number): string {
  return cut(text, Math.floor(pixels / COLUMN), '…');
}

/** What is to be said of an axis, on as many lines as it needs, from this height on; and where it ends. */
export function noteOf(
  { note }: Axis,
  width: number,
  top: number,
): { readonly elements: Option[]; readonly bottom: number } {
  const lines = note === null ? [] : wrap(note, Math.floor((width - 2 * MARGIN) / COLUMN), '…');
  return {
    elements: lines.map((text, index) => written(text, MARGIN, top + (index + 0.5) * NOTE, { colour: 'soft' })),
    bottom: top + lines.length * NOTE,
  };
}

interface Writing {
  readonly colour?: Colour;
  readonly align?: 'left' | 'right' | 'center';
  readonly bold?: boolean;
}

/** A text whose middle is at that height. */
export function written(
  text: string,
  x: number,
  y: number,
  { colour = 'ink', align = 'left', bold }: Writing = {},
): Option {
  return {
    type: 'text',
    silent: true,
    x,
    y,
    style: {
      text,
      fill: light[colour],
      fontSize: FONT,
      fontFamily: 'sans-serif',
      ...(bold ? { fontWeight: 'bold' } : {}),
      align,
      verticalAlign: 'middle',
    },
  };
}

/** The sign of an entry of a key, its middle there. */
export function sign({ look, tone }: Pick<KeyEntry, 'look' | 'tone'>, x: number, y: number): Option {
  if (!isShape(look))
    return {
      type: 'rect',
      silent: true,
      shape: { x: x - 9, y: y - 5, width: 18, height: 10 },
      style: filled(look, tone),
    };
  if (look === 'circle')
    return { type: 'circle', silent: true, shape: { cx: x, cy: y, r: 5 }, style: { fill: light[tone] } };
  if (look === 'open-circle')
    return {
      type: 'circle',
      silent: true,
      shape: { cx: x, cy: y, r: 4.5 },
      style: { fill: light.paper, stroke: light[tone], lineWidth: 2 },
    };
  return { type: 'polygon', silent: true, shape: { points: cornersAt(look, x, y) }, style: { fill: light[tone] } };
}

/** How a bar is filled. In grey it is told from the others by its pattern. */
export function filled(fill: Fill | Shape, tone: Colour): Option {
  if (fill === 'hollow') return { fill: light.paper, stroke: light[tone], lineWidth: 1, lineDash: [3, 2] };
  if (fill !== 'striped') return { fill: light[tone] };
  const decal = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: Math.PI / 4, color: light.paper };
  return { fill: light[tone], decal };
}

/** A key on as many lines as it needs, from this height on; and where it ends. */
export function keyOf(
  entries: readonly { readonly words: string; readonly sign: (x: number, y: number) => Option[] }[],
  width: number,
  top: number,
): { readonly elements: Option[]; readonly bottom: number } {
  const elements: Option[] = [];
  let x = MARGIN;
  let y = top + LINE / 2;
  for (const entry of entries) {
    const words = room(entry.words, width - 2 * MARGIN - 34);
    const length = 34 + wide(words);
    if (x > MARGIN && x + length > width - MARGIN) {
      x = MARGIN;
      y += LINE;
    }
    elements.push(...entry.sign(x + 11, y), written(words, x + 30, y));
    x += length + 14;
  }
  return { elements, bottom: entries.length === 0 ? top : y + LINE / 2 };
}

/** The library's axis from 0 to 1, with the times that stand on it. */
export function timeAxis({ ticks }: Axis, gridIndex: number, width: number): Option {
  const shown = roomy(ticks, width);
  const labels = new Map(shown.map(({ place, label }) => [place, label]));
  const places = shown.map(({ place }) => place);
  return {
    gridIndex,
    type: 'value',
    min: 0,
    max: 1,
    position: 'bottom',
    axisLine: { show: true, onZero: false, lineStyle: { color: light.soft } },
    axisTick: { show: true, customValues: places, lineStyle: { color: light.soft } },
    axisLabel: {
      customValues: places,
      color: light.soft,
      fontSize: FONT,
      fontFamily: 'sans-serif',
      hideOverlap: false,
      ...(isLast(places.at(-1) ?? 0) ? { alignMaxLabel: 'right' } : {}),
      formatter: (place: number) => labels.get(place) ?? '',
    },
    splitLine: { show: false },
  };
}

/** The ticks whose labels have room beside each other, from the left. One at the end ends where the axis does. */
function roomy(ticks: Axis['ticks'], width: number): Axis['ticks'] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ place, label }) => {
    const start = isLast(place) ? width - wide(label) : place * width - wide(label) / 2;
    if (start < end + 6) return false;
    end = start + wide(label);
    return true;
  });
}

const isLast = (place: number) => place > 0.97;

/** Lines down a plot where one scale ends and another begins. */
export function bendsOf({ bends }: Axis, left: number, width: number, top: number, bottom: number): Option[] {
  return bends.map((bend) => {
    const x = Math.round(left + bend * width) + 0.5;
    return {
      type: 'line',
      silent: true,
      shape: { x1: x, y1: top, x2: x, y2: bottom },
      style: { stroke: light.soft, lineWidth: 1, lineDash: [2, 3] },
    };
  });
}
