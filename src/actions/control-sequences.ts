/**
 * What a program prints may move a cursor, write the clipboard, or colour the letters of a secret one by one. What is
 * kept of it is text alone: line ends and tabs, and nothing else that a terminal would obey.
 */

const ESC = '\\u001b';
/** Longest payload of a sequence that runs to a terminator. What is longer, or has a line end in it, is text. */
const LONGEST = 4096;
const introducer = `(?:${ESC}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])`;
const payload = `[^\\u0007\\u001b\\u009c\\n]{0,${LONGEST}}`;
const csi = `(?:${ESC}\\[|\\u009b)[0-?]{0,${LONGEST}}[ -/]{0,16}`;

const sequence = [
  // OSC, DCS, SOS, PM and APC run to BEL or ST.
  `${introducer}${payload}(?:\\u0007|${ESC}\\\\|\\u009c)`,
  // CSI: parameters, intermediates, one final byte.
  `${csi}[@-~]`,
  // Without its end, the introducer alone goes.
  `${ESC}[\\[\\]PX^_]`,
  // Every other escape: intermediates and one byte.
  `${ESC}[ -/]{0,16}[0-~]`,
].join('|');
const otherControl = '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are looked for
const anyControl = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const invisible = new RegExp(`${sequence}|${otherControl}`, 'g');
const unwanted = new RegExp(`${sequence}|${otherControl}|\\r+\\n?`, 'g');
/** The end of a text that more text could make one sequence, or one line end. */
const unfinished = new RegExp(`(?:${introducer}${payload}${ESC}?|${csi}|${ESC}[ -/]{0,16}|\\r+)$`);

/** Text that comes in pieces, without its control sequences. */
export interface Stripper {
  /** What is sure to be text by now. */
  write(piece: string): string;
  /** What was held back. */
  end(): string;
}

/** Strips a text that comes in pieces: a sequence may begin in one and end in another. `\r` becomes a line end. */
export function createStripper(): Stripper {
  let held = '';
  return {
    write(piece) {
      const text = held + piece;
      held = '';
      if (!anyControl.test(text)) return text;
      const tail = Math.max(0, text.length - 2 * LONGEST);
      const open = unfinished.exec(text.slice(tail));
      const end = open ? tail + open.index : text.length;
      held = text.slice(end);
      return withoutControls(text.slice(0, end));
    },
    end() {
      const rest = withoutControls(held);
      held = '';
      return rest;
    },
  };
}

/** A whole text without control sequences, with `\n` as its only line end. */
export function withoutControls(text: string): string {
  if (!anyControl.test(text)) return text;
  return text.replace(unwanted, (found) => (found.startsWith('\r') ? '\n' : ''));
}

/** A text without what a terminal does not show, and where each piece of it stood: line ends stay as they are. */
export interface Shown {
  readonly text: string;
  /** Pairs: where a piece begins in `text`, and where in the text that was given. */
  readonly pieces: readonly (readonly [shown: number, given: number])[];
}

/** The visible text of a text that is to stay as it is; null where all of it is visible. */
export function visibleIn(text: string): Shown | null {
  if (!anyControl.test(text)) return null;
  const pieces: [number, number][] = [[0, 0]];
  let shown = '';
  let from = 0;
  for (const found of text.matchAll(invisible)) {
    shown += text.slice(from, found.index);
    from = found.index + found[0].length;
    pieces.push([shown.length, from]);
  }
  return pieces.length === 1 ? null : { text: shown + text.slice(from), pieces };
}
