import { evenCharacters } from './even.ts';

/** A grapheme of a text, and where it begins, as Intl.Segmenter has it. */
export interface Grapheme {
  readonly segment: string;
  /** In UTF-16 code units. */
  readonly index: number;
}

/**
 * Characters that are graphemes of their own whatever stands beside them, with what steers a terminal: that stands in what is
 * measured, too. A carriage return is none of them: it joins with the line feed after it.
 */
const single = new RegExp(`^[\\x00-\\x0c\\x0e-\\x1f${evenCharacters}]*$`);

let real: Intl.Segmenter | undefined;

/**
 * Intl.Segmenter for graphemes, but made only when a text needs it: to make one takes a sixth of what Node itself takes to start, and
 * hardly a text needs it. The bundle puts it in its place in the libraries that draw the screen, too.
 */
export class Graphemes {
  segment(text: string): Iterable<Grapheme> & { containing(index?: number): Grapheme | undefined } {
    if (!single.test(text)) {
      real ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
      return real.segment(text);
    }
    const at = (index: number): Grapheme => ({ segment: text.charAt(index), index });
    return {
      *[Symbol.iterator]() {
        for (let index = 0; index < text.length; index += 1) yield at(index);
      },
      containing: (index = 0) => (index >= 0 && index < text.length ? at(Math.trunc(index)) : undefined),
    };
  }
}
