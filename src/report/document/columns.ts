/** What is no longer than this stays on one line: a word, or all of a short cell, such as a time. */
const SHORT = 12;
/** The rows that widths are read off: more of them change nothing that can be seen. */
const READ = 1000;

interface Column {
  /** What its longest cell takes. */
  readonly need: number;
  /** What its longest word takes. */
  readonly word: number;
  /** What a cell of it takes on average. */
  readonly mean: number;
}

/**
 * How wide the columns of a table are, in characters, so that together they take no more than `room`; null where words would have
 * to be broken to pieces. What is short stays on one line; what is long shares what is left, by how much stands in it.
 */
export function columnWidths(
  rows: readonly (readonly string[])[],
  room: number,
  widthOf: (text: string) => number,
): readonly number[] | null {
  const columns = measured(rows, widthOf);
  if (sum(columns.map(({ need }) => need)) <= room) return columns.map(({ need }) => need);
  const least = columns.map(({ word }) => Math.min(word, SHORT));
  const spare = room - sum(least);
  if (spare < 0) return null;
  return shared(columns, least, spare);
}

function measured(rows: readonly (readonly string[])[], widthOf: (text: string) => number): readonly Column[] {
  const read = rows.slice(0, READ);
  return (rows[0] ?? []).map((_, index) => {
    let [need, word, total] = [1, 1, 0];
    for (const row of read) {
      const cell = row[index] ?? '';
      const width = widthOf(cell);
      total += width;
      need = Math.max(need, width);
      // A cell that is far longer than any column is of no more use to its width.
      for (const one of width <= SHORT ? [cell] : cell.slice(0, READ).split(' ')) word = Math.max(word, widthOf(one));
    }
    return { need, word, mean: total / read.length };
  });
}

/** Gives away what is spare: to each what it still needs, and to those that need more than their share, that share. */
function shared(columns: readonly Column[], least: readonly number[], spare: number): readonly number[] {
  const widths = [...least];
  let open = columns.map((_, index) => index);
  let left = spare;
  while (open.length > 0) {
    const weight = (index: number) => Math.sqrt((columns[index]?.mean ?? 0) * (columns[index]?.need ?? 0)) + 1;
    const weights = sum(open.map(weight));
    const shareOf = (index: number) => (left * weight(index)) / weights;
    const wants = (index: number) => (columns[index]?.need ?? 0) - (least[index] ?? 0);
    const content = open.filter((index) => wants(index) <= shareOf(index));
    if (content.length === 0) {
      for (const index of open) widths[index] = (least[index] ?? 0) + Math.floor(shareOf(index));
      break;
    }
    for (const index of content) widths[index] = columns[index]?.need ?? 1;
    left -= sum(content.map(wants));
    open = open.filter((index) => !content.includes(index));
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
