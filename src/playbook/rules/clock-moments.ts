import type { Findings } from '../findings.ts';
import type { Clock, Path } from '../model.ts';
import type { PlaybookView } from './rule.ts';

/** A clock counts from an anchor, a milestone, the end of a step, or what meets another clock; and not from itself. */
export function clockMoments({ outline, findings }: PlaybookView): void {
  const { playbook, milestones, steps } = outline;
  const clocks = new Map(playbook.clocks.map((clock) => [clock.id, clock]));
  const moments = [
    ...['known', 'intruded', ...milestones],
    ...[...steps.keys()].map((id) => `steps.${id}`),
    ...[...clocks.keys()].map((id) => `clocks.${id}`),
  ];
  const known = new Set(moments);
  const hint =
    'It is known, intruded, a milestone, `steps.` with a step (when that was finished), or `clocks.` with a clock (when what meets that was done).';
  const from = (path: Path, name: string) => {
    if (!known.has(name)) findings.unknown({ path, name, sort: 'moment', among: moments, hint });
  };
  for (const clock of playbook.clocks) {
    from(written([...clock.path, 'from'], clock, findings), clock.from);
    if (clock.atLatest) from(written([...clock.path, 'at-latest', 'from'], clock, findings), clock.atLatest.from);
    if (countsFromItself(clock, clocks)) {
      findings.add('error', 'after-cycle', findings.at(written([...clock.path, 'from'], clock, findings)), {
        message: `the clock \`${clock.id}\` counts from itself, by way of \`${clock.from}\``,
        hint: 'Count one of them from an anchor, a milestone or a step.',
      });
    }
  }
}

/** Where it stands; what the library says stands at the name by which it is used. */
function written(path: Path, clock: Clock, findings: Findings): Path {
  if (findings.has(path)) return path;
  const uses = [...clock.path, 'uses'];
  return findings.has(uses) ? uses : [...clock.path, 'clock'];
}

function countsFromItself(clock: Clock, clocks: ReadonlyMap<string, Clock>): boolean {
  const seen = new Set<string>();
  let next: Clock | undefined = clock;
  while (next && !seen.has(next.id)) {
    seen.add(next.id);
    next = next.from.startsWith('clocks.') ? clocks.get(next.from.slice('clocks.'.length)) : undefined;
  }
  return next?.id === clock.id;
}
