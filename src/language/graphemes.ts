/** A grapheme of a text, and where it begins, as Intl.Segmenter has it. */
export interface Grapheme {
  readonly segment: string;
  /** In UTF-16 code units. */
  readonly index: number;
}

/**
 * Characters that are graphemes of their own whatever stands beside them: ASCII, Latin letters, the signs of typography, arrows, and
 * what boxes and charts are drawn of. A carriage return is none: it joins with the line feed after it.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal stands in what is measured, too
const single = /^[\0-\f\x0e-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25ff]*$/;

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
