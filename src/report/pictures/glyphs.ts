import type { Fill, Shape } from './picture.ts';

/** What a drawing is made of on a terminal. */
export interface Glyphs {
  readonly looks: Readonly<Record<Shape | Fill, string>>;
  /** From a little to a whole line. */
  readonly levels: readonly string[];
  /** A count of 0, which is known. */
  readonly zero: string;
  readonly line: string;
  readonly axis: string;
  readonly tick: string;
  readonly more: string;
  /** A text as it can be shown. */
  readonly shown: (text: string) => string;
}

export const blocks: Glyphs = {
  looks: {
    circle: '●',
    'open-circle': '○',
    square: '■',
    diamond: '◆',
    triangle: '▲',
    cross: '✗',
    tick: '┃',
    solid: '━',
    striped: '▒',
    hollow: '┄',
  },
  levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  zero: '_',
  line: '·',
  axis: '─',
  tick: '┬',
  more: '…',
  shown: (text) => text,
};

const asciiOnly = /[^\x20-\x7e]/gu;

/** The same on a terminal that has no more than ASCII. */
export const ascii: Glyphs = {
  looks: {
    circle: 'o',
    'open-circle': 'c',
    square: '#',
    diamond: '*',
    triangle: '^',
    cross: 'x',
    tick: '|',
    solid: '=',
    striped: '%',
    hollow: '-',
  },
  levels: ['#'],
  zero: '_',
  line: '.',
  axis: '-',
  tick: '+',
  more: '...',
  shown: (text) => text.replaceAll('…', '...').replace(asciiOnly, '?'),
};
