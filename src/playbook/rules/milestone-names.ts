import type { Path } from '../model.ts';
import type { PlaybookView } from './rule.ts';

/** A target is for a milestone that something reaches, and counts from one, or from an anchor. */
export function milestoneNames({ outline, findings }: PlaybookView): void {
  const { playbook, milestones } = outline;
  const moments = new Set(['known', 'intruded', ...milestones]);
  const hint = 'A milestone is named by `reaches` on a step or a phase.';
  const from = (path: Path, name: string) => {
    if (!moments.has(name)) findings.unknown({ path, name, sort: 'moment', among: moments, hint });
  };
  for (const [name, target] of Object.entries(playbook.targets)) {
    const path = ['targets', name];
    if (!milestones.has(name)) {
      findings.unknown({ path, name, sort: 'milestone', among: milestones, range: findings.keyAt(path), hint });
    }
    from([...path, 'from'], target.from);
  }
}
