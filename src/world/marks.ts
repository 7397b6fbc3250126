import type { Change, Mark, Thing } from './model.ts';

/** Whether a thing has a mark. What was never wiped says nothing of it. */
export function hasMark(thing: Thing, mark: Mark): boolean {
  return thing[mark] ?? false;
}

/** The change that gives a thing these marks; none where it has them already. Marks that it has are left out. */
export function setMarks(thing: Thing, marks: Partial<Record<Mark, boolean>>, because: string): Change[] {
  const differing = (Object.entries(marks) as [Mark, boolean][]).filter(
    ([mark, value]) => hasMark(thing, mark) !== value,
  );
  return differing.length === 0 ? [] : [{ item: thing.id, set: Object.fromEntries(differing), because }];
}
