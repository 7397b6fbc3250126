import type { Change, Mark, Thing } from './model.ts';

/** The change that gives a thing these marks; none where it has them already. Marks that it has are left out. */
export function setMarks(thing: Thing, marks: Partial<Record<Mark, boolean>>, because: string): Change[] {
  const differing = (Object.entries(marks) as [Mark, boolean][]).filter(([mark, value]) => thing[mark] !== value);
  return differing.length === 0 ? [] : [{ item: thing.id, set: Object.fromEntries(differing), because }];
}
