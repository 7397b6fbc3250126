/** So many lines added and taken away are compared; whoever changed more wrote another text. */
const MOST_CHANGES = 1_000;

/** What changed between two texts, as lines of a unified diff; null where they have too little in common to tell. */
export async function changesBetween(before: string, after: string): Promise<string[] | null> {
  const { structuredPatch } = await import('diff');
  const patch = structuredPatch('', '', before, after, undefined, undefined, {
    context: 3,
    maxEditLength: MOST_CHANGES,
  });
  if (!patch) return null;
  return patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}
