/** A file as it was read: its name as people know it, and its text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Offsets into a source's text in UTF-16 code units; the end is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Both count from 1; the column counts UTF-16 code units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<Source, readonly number[]>();

/** Where an offset is. An offset beyond the text is taken as its end. */
export function positionOf(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}

/** The range of a line (counted from 1) without its line break; null where there is no such line. */
export function lineRange(source: Source, line: number): Range | null {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return null;
  let end = starts[line] ?? source.text.length;
  if (end > start && source.text.charCodeAt(end - 1) === 10) end -= 1;
  if (end > start && source.text.charCodeAt(end - 1) === 13) end -= 1;
  return { start, end };
}

/** Where a text is without the white space around it. */
export function visiblePart(text: string): Range {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}

function lineStarts(source: Source): readonly number[] {
  const known = lineStartsOf.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStartsOf.set(source, starts);
  return starts;
}
