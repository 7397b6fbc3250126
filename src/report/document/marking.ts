import { marksOf } from '../marking.ts';
import type { Report } from '../model.ts';
import { join, own, type Rich, rich } from './rich.ts';

/** What stands before every heading: a page torn out must not pass for more, or for another, than it is. */
export function headingMark(report: Report): string {
  const words = marksOf(report);
  return words.length === 0 ? '' : `${words.join(', ')}: `;
}

/** First of what is said loudest: who may read it, and for whom it is; nothing where nobody has set that. */
export function markingNote({ marking: { tlp, privilege, audience } }: Report): Rich[] {
  const parts = [
    tlp === null ? null : rich`**TLP:${own(tlp)}**`,
    privilege === null ? null : rich`**${privilege}**`,
    audience === null
      ? null
      : rich`For ${own(audience === 'public' ? 'the public' : audience)}; what they are not to see is left out`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? [] : [join(parts, ' · ')];
}
