import type { Tone } from '../picture.ts';

/** Colours of a picture: those of its tones, and those that it is written and ruled with. */
export type Colour = Tone | 'soft' | 'faint' | 'paper';

/**
 * On white. The tones are Okabe and Ito's, which people tell apart who see fewer colours than others; their purple is
 * darkened, so that each stands out from white by 3 to 1 and more.
 */
export const light: Readonly<Record<Colour, string>> = {
  ink: '#1a1a1a',
  soft: '#595959',
  faint: '#d4d4d4',
  paper: '#ffffff',
  blue: '#0072b2',
  red: '#d55e00',
  green: '#009e73',
  purple: '#a8558a',
};

/** On a dark page. */
const dark: Readonly<Record<Colour, string>> = {
  ink: '#f2f2f2',
  soft: '#b8b8b8',
  faint: '#4a4a4a',
  paper: '#1b1b1b',
  blue: '#56b4e9',
  red: '#f08a3c',
  green: '#2fc79a',
  purple: '#e49ac6',
};

/**
 * Rules that turn the pictures in what `selector` chooses into those of a dark page. A picture has the colours of a white
 * one by itself, in attributes that any rule goes over.
 */
export function darkPictures(selector: string): string {
  return Object.entries(dark)
    .flatMap(([name, value]) => [
      `${selector} .picture-fill-${name}{fill:${value}}`,
      `${selector} .picture-stroke-${name}{stroke:${value}}`,
    ])
    .join('\n');
}
