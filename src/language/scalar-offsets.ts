import type { Range } from './source.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** One character of what is written: its text once read, and where it stands. Text that reads as nothing is not listed. */
interface Written {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where characters start..end of a text's value stand in what is written in the file (offsets into `raw`). Folding and
 * indentation change white space only, so the other characters are matched one by one in order, and white space is found
 * between them. Null where the two do not fit together.
 */
export function offsetsInside(
  raw: string,
  style: ScalarStyle,
  value: string,
  start: number,
  end: number,
): Range | null {
  const places = align(written(raw, style), value);
  if (!places) return null;
  const content = contentOf(raw, style);
  const first = places[start];
  const from = first ? first.start : (places[start - 1]?.end ?? content.end);
  const last = places[end - 1];
  const to = end > start && last ? last.end : from;
  return { start: from, end: Math.max(from, to) };
}

/** For every UTF-16 code unit of the value, where it stands. */
function align(marks: readonly Written[], value: string): Range[] | null {
  const solid = marks.filter((mark) => !isSpace(mark.text));
  const places: Range[] = [];
  let next = 0;
  let end = marks[0]?.start ?? 0;
  for (let at = 0; at < value.length; ) {
    if (isSpace(value[at] ?? '')) {
      // White space stands right after what is before it, unless the next character is nearer.
      const start = Math.min(end, solid[next]?.start ?? end);
      end = Math.min(start + 1, solid[next]?.start ?? start + 1);
      places.push({ start, end });
      at += 1;
      continue;
    }
    const mark = solid[next];
    if (!mark || !value.startsWith(mark.text, at)) return null;
    for (let unit = 0; unit < mark.text.length; unit++) places.push({ start: mark.start, end: mark.end });
    at += mark.text.length;
    end = mark.end;
    next += 1;
  }
  return places;
}

function written(raw: string, style: ScalarStyle): Written[] {
  const marks: Written[] = [];
  const { start, end } = contentOf(raw, style);
  for (let at = start; at < end; ) {
    const mark = style === 'double' ? escaped(raw, at) : style === 'single' ? doubled(raw, at) : null;
    const taken = mark ?? { text: raw[at] ?? '', start: at, end: at + 1 };
    if (taken.text !== '') marks.push(taken);
    at = taken.end;
  }
  return marks;
}

/** Without the quotes; for a block text, without its header. */
function contentOf(raw: string, style: ScalarStyle): Range {
  if (style === 'plain') return { start: 0, end: raw.length };
  if (style === 'block') return { start: raw.indexOf('\n') + 1 || raw.length, end: raw.length };
  return { start: 1, end: Math.max(1, raw.length - 1) };
}

function doubled(raw: string, at: number): Written | null {
  return raw.startsWith("''", at) ? { text: "'", start: at, end: at + 2 } : null;
}

const named: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const hexLength: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escaped(raw: string, at: number): Written | null {
  if (raw[at] !== '\\') return null;
  const letter = raw[at + 1] ?? '';
  const digits = hexLength[letter];
  if (digits !== undefined) {
    const end = at + 2 + digits;
    const code = Number.parseInt(raw.slice(at + 2, end), 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', start: at, end };
  }
  // A backslash at the end of a line takes the line break away.
  return { text: named[letter] ?? '', start: at, end: at + 2 };
}

function isSpace(text: string): boolean {
  return /^\s+$/.test(text);
}
