import type { Context } from './context.ts';

const kept = new WeakMap<Context['entries'], { length: number; isEstimate: boolean }>();

/** Whether the moment of the intrusion is what a person said it was. Only what is new since the last time is looked at. */
export function isEstimate({ entries }: Context): boolean {
  const known = kept.get(entries) ?? { length: 0, isEstimate: false };
  for (; known.length < entries.length; known.length += 1) {
    const entry = entries[known.length];
    if (entry?.type === 'anchor.revised' && entry.anchor === 'intruded') known.isEstimate = entry.by !== undefined;
  }
  kept.set(entries, known);
  return known.isEstimate;
}
