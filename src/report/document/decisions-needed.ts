import type { Report } from '../model.ts';
import { utcMinute } from '../words.ts';
import { type Section, table } from './blocks.ts';

/** All that is to be decided; page one has the first of it. Nothing where page one has all. */
export function decisionsNeededSection({ decisionsNeeded, summary }: Report): Section | null {
  if (decisionsNeeded.length <= summary.decisions.length) return null;
  const rows = decisionsNeeded.map(({ text, owner, due }) => [text, owner, due === null ? null : utcMinute(due)]);
  return { title: 'Decisions needed', blocks: [table(['Decision', 'Whose', 'By'], rows)] };
}
