import type { Source, Told } from '../source.ts';
import { inWords } from '../words.ts';

/** What in a run supports something: its entries by number, and a sentence without a full stop. */
export interface Fact {
  readonly says: string;
  readonly entries: readonly number[];
}

/** Looks for one thing in a run; null where it is not there. */
export type Rule = (source: Source) => Fact | null;

const SHOWN = 4;

/** The numbers of entries, in order, each once. */
export function numbers(...entries: readonly Told[]): number[] {
  return distinct(entries.map(({ seq }) => seq)).sort((a, b) => a - b);
}

/** Each once, in the order in which they came. */
export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** The first of several words, and how many more. */
export function some(words: readonly string[]): string {
  return inWords(distinct(words), SHOWN);
}
