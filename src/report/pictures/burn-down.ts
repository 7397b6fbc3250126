import type { Report } from '../model.ts';
import { count } from '../words.ts';
import { fromT } from './axis.ts';
import { counted, type Figure } from './counts.ts';
import type { Picture } from './picture.ts';
import { peakOf } from './thin.ts';

const unmet: Figure = {
  name: 'items with an unmet effect',
  tone: 'red',
  dash: 'solid',
  shape: 'circle',
  of: ({ team }) => team?.unmet ?? null,
};
const phases: Figure = {
  name: 'phases not closed',
  tone: 'blue',
  dash: 'dashed',
  shape: 'square',
  of: ({ team }) => team?.phases ?? null,
};

/** What was left to do by what gates ask of the register, and how many phases were still to be closed. */
export function burnDown({ overview, progress }: Pick<Report, 'overview' | 'progress'>): Picture | null {
  const all = progress.filter(({ team }) => team !== null);
  const [first, last] = [all[0]?.team, all.at(-1)?.team];
  if (!first || !last || !all.some((point) => (unmet.of(point) ?? 0) > 0)) return null;
  const peak = peakOf(all, unmet.of);
  const most = peak?.team ? `, ${peak.team.unmet} at most, at ${fromT(peak.at)}` : '';
  return {
    id: 'burn-down',
    mark: overview.mark,
    title: 'What gates still asked for, by time',
    alt: `${count(first.unmet, 'item')} with an unmet effect in the beginning${most}, and ${last.unmet} in the end. Phases not closed: ${first.phases} in the beginning, ${last.phases} in the end.`,
    ...counted(all, overview.played, [unmet, phases]),
  };
}
