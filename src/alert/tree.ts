/** JSON whose texts are clean and whose objects have no prototype: a key is there or it is not. */
export type Tree = string | number | boolean | null | readonly Tree[] | TreeRecord;
export interface TreeRecord {
  readonly [key: string]: Tree;
}

export function isRecord(tree: Tree | undefined): tree is TreeRecord {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

/** The part that the keys lead to, through objects and lists. */
export function at(tree: Tree | undefined, ...path: readonly (string | number)[]): Tree | undefined {
  let here = tree;
  for (const key of path) {
    if (typeof key === 'number') here = Array.isArray(here) ? here[key] : undefined;
    else here = isRecord(here) ? here[key] : undefined;
  }
  return here;
}

/** The text there, or a number as one; undefined for what is empty and for anything else. */
export function textAt(tree: Tree | undefined, ...path: readonly (string | number)[]): string | undefined {
  const value = at(tree, ...path);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value.trim();
}

/** The list there; empty for anything else. */
export function listAt(tree: Tree | undefined, ...path: readonly (string | number)[]): readonly Tree[] {
  const value = at(tree, ...path);
  return Array.isArray(value) ? value : [];
}

/** The number there, or a text that is one. */
export function numberAt(tree: Tree | undefined, ...path: readonly (string | number)[]): number | undefined {
  const text = textAt(tree, ...path);
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) ? number : undefined;
}

/** The texts in a list, or the one text that stands in place of a list. */
export function textsAt(tree: Tree | undefined, ...path: readonly (string | number)[]): string[] {
  const value = at(tree, ...path);
  const all = Array.isArray(value) ? value : [value];
  return all.map((one) => textAt(one)).filter((text) => text !== undefined);
}
