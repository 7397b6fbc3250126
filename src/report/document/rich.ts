import { alarms } from '../open-question.ts';

/** A piece of a line. What came from outside is kept as it came: whoever renders it makes it harmless in their own way. */
export type Piece =
  /** Our own words. */
  | { readonly own: string }
  /** A text from outside. */
  | { readonly text: string }
  /** A text from outside to the letter: a hash, an id, a command. */
  | { readonly code: string }
  | { readonly strong: readonly Piece[] }
  | { readonly emphasis: readonly Piece[] }
  /** An address of ours, or one that was looked at. */
  | { readonly link: string; readonly pieces: readonly Piece[] }
  | { readonly lineBreak: true };

/** A line of text with its emphasis. Built by `rich` and `join` alone. */
export interface Rich {
  readonly pieces: readonly Piece[];
}

/** A text as it came, or one that is built. */
export type Inline = string | number | Rich;

const marks = /(\*\*|\*)/;
const parsed = new WeakMap<TemplateStringsArray, readonly (readonly string[])[]>();

/**
 * Our own words with values in them; `**` and `*` in the words themselves mark what is strong and what is stressed. A value that is
 * a text counts as one from outside: there is no other way to put one in.
 */
export function rich(literals: TemplateStringsArray, ...values: readonly Inline[]): Rich {
  let split = parsed.get(literals);
  if (!split) {
    split = literals.map((literal) => literal.split(marks));
    parsed.set(literals, split);
  }
  return built(split, values);
}

/** A sentence that is ours alone, with its marks. */
export function own(sentence: string): Rich {
  return built([sentence.split(marks)], []);
}

interface Open {
  readonly mark: string;
  readonly pieces: Piece[];
}

function built(split: readonly (readonly string[])[], values: readonly Inline[]): Rich {
  const open: Open[] = [{ mark: '', pieces: [] }];
  const put = (...pieces: readonly Piece[]) => open.at(-1)?.pieces.push(...pieces);
  for (const [index, parts] of split.entries()) {
    const value = values[index - 1];
    if (value !== undefined) put(...piecesOf(value));
    for (const part of parts)
      if (part !== '**' && part !== '*') {
        if (part !== '') put({ own: part });
      } else if (open.at(-1)?.mark === part) {
        const { pieces } = open.pop() ?? { pieces: [] };
        put(part === '*' ? { emphasis: pieces } : { strong: pieces });
      } else open.push({ mark: part, pieces: [] });
  }
  if (open.length !== 1) throw new TypeError(`a mark is not closed: ${JSON.stringify(split)}`);
  return { pieces: open[0]?.pieces ?? [] };
}

function piecesOf(value: Inline): readonly Piece[] {
  return typeof value === 'object' ? value.pieces : [{ text: String(value) }];
}

/** A value as a line. */
export function lineOf(value: Inline): Rich {
  return typeof value === 'object' ? value : { pieces: piecesOf(value) };
}

/** A text to the letter. */
export function code(text: string): Rich {
  return { pieces: [{ code: text }] };
}

/** Several pieces side by side, those that are null or empty left out. */
export function join(parts: readonly (Inline | null)[], separator: string): Rich {
  const shown = parts.flatMap((part) => (part === null || isEmpty(lineOf(part)) ? [] : [lineOf(part)]));
  return {
    pieces: shown.flatMap(({ pieces }, index) => (index === 0 ? pieces : [{ own: separator }, ...pieces])),
  };
}

/** A line that begins with an alarm has it in bold. */
export function loud(line: string): Rich {
  const alarm = Object.values(alarms).find((words) => line.startsWith(`${words}: `));
  return alarm === undefined ? rich`${line}` : rich`**${alarm}:** ${line.slice(alarm.length + 2)}`;
}

/** The pieces within one that marks them. */
export function insideOf(
  piece: Extract<Piece, { strong: unknown } | { emphasis: unknown } | { link: unknown }>,
): readonly Piece[] {
  if ('strong' in piece) return piece.strong;
  return 'emphasis' in piece ? piece.emphasis : piece.pieces;
}

/** A line break inside a line. */
export const lineBreak: Rich = { pieces: [{ lineBreak: true }] };

/** Words that lead to an address, which must be ours or one that was looked at. */
export function link(address: string, words: Inline = address): Rich {
  return { pieces: [{ link: address, pieces: piecesOf(words) }] };
}

/** Whether there is nothing to read in it. */
export function isEmpty({ pieces }: Rich): boolean {
  return pieces.every((piece) => {
    if ('own' in piece) return piece.own === '';
    if ('text' in piece) return piece.text.trim() === '';
    if ('code' in piece) return piece.code.trim() === '';
    if ('lineBreak' in piece) return true;
    return isEmpty({ pieces: insideOf(piece) });
  });
}
