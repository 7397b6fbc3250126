import type { Fill, Shape } from '../picture.ts';

type Corners = readonly (readonly [x: number, y: number])[];

/** Corners of marks, each in a square of ten by ten; those of circles are none. */
const corners: Readonly<Record<Shape, Corners>> = {
  circle: [],
  'open-circle': [],
  square: [
    [0.5, 0.5],
    [9.5, 0.5],
    [9.5, 9.5],
    [0.5, 9.5],
  ],
  diamond: [
    [5, -0.5],
    [10.5, 5],
    [5, 10.5],
    [-0.5, 5],
  ],
  triangle: [
    [5, 0],
    [10, 9.5],
    [0, 9.5],
  ],
  cross: [
    [2, 0],
    [5, 3],
    [8, 0],
    [10, 2],
    [7, 5],
    [10, 8],
    [8, 10],
    [5, 7],
    [2, 10],
    [0, 8],
    [3, 5],
    [0, 2],
  ],
  tick: [
    [3, -4],
    [7, -4],
    [7, 14],
    [3, 14],
  ],
};

/** Whether it is a mark, and not the filling of a bar. */
export function isShape(look: Shape | Fill): look is Shape {
  return Object.hasOwn(corners, look);
}

/** The corners of a mark whose middle is there. */
export function cornersAt(shape: Shape, x: number, y: number): [x: number, y: number][] {
  return corners[shape].map(([dx, dy]) => [x - 5 + dx, y - 5 + dy]);
}

/** The chart library's name for a mark. */
export function symbolOf(shape: Shape): string {
  if (shape === 'circle') return 'circle';
  if (shape === 'open-circle') return 'emptyCircle';
  return `path://M${corners[shape].map((corner) => corner.join(' ')).join('L')}Z`;
}

/** How wide and how high a mark is drawn, in pixels. */
export function sizeOf(shape: Shape): [width: number, height: number] {
  if (shape === 'tick') return [4, 18];
  // It goes around another that is at the same place.
  return shape === 'open-circle' ? [16, 16] : [11, 11];
}
