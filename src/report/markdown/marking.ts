import { marksOf } from '../marking.ts';
import type { Report } from '../model.ts';
import { md } from './blocks.ts';

/** What stands before every heading: a page torn out must not pass for more, or for another, than it is. */
export function headingMark(report: Report): string {
  const words = marksOf(report);
  return words.length === 0 ? '' : `${words.join(', ')}: `;
}

/** Above the title: for whom it is, who may read it; nothing where nobody has set that. */
export function markingBanner({ marking }: Report): string[] {
  const { tlp, privilege, audience } = marking;
  const parts = [
    ...(tlp === null ? [] : [md`**TLP:${tlp}**`.md]),
    ...(privilege === null ? [] : [md`**${privilege}**`.md]),
    ...(audience === null
      ? []
      : [md`For ${audience === 'public' ? 'the public' : audience}; what they are not to see is left out`.md]),
  ];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}
