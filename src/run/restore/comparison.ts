import { type Difference, differencesOf } from './differences.ts';
import { digestOf } from './manifest.ts';
import { sizeOf, type Tree } from './tree.ts';

/** How many differences are told one by one. */
const MOST_TOLD = 100;

/** What came of comparing a folder with what it should be. */
export interface Comparison {
  readonly same: boolean;
  /** Of the folder: how many files were read, and the bytes in them. */
  readonly files: number;
  readonly bytes: number;
  /** Of the folder's manifest. */
  readonly digest: string;
  /** Of the manifest of what it should be; left out where that says nothing of links, folders and executable bits. */
  readonly expected?: string;
  /** The first, by path. */
  readonly differences: readonly Difference[];
  /** How many more there are. */
  readonly more: number;
}

/** Compares what was found with what is expected, file by file. */
export function comparison(expected: Tree, found: Tree): Comparison {
  const differences = differencesOf(expected, found);
  return {
    same: differences.length === 0,
    ...sizeOf(found),
    digest: digestOf(found),
    ...(!expected.contentOnly && { expected: digestOf(expected) }),
    differences: differences.slice(0, MOST_TOLD),
    more: Math.max(0, differences.length - MOST_TOLD),
  };
}
