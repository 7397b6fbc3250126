import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';
import { a } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A name, what it names, and where it is given. */
export interface Named {
  readonly name: string;
  readonly sort: string;
  readonly path: Path;
  /** It is a key of the document (`roles: { lead: … }`), not a value (`step: acknowledge`). */
  readonly isKey?: boolean;
}

/** Phases, steps, clocks, and whom a message can go to each have their own names. */
export function duplicateNames({ outline, findings }: PlaybookView): void {
  const { playbook, allSteps } = outline;
  const named = (sort: string, key: string) => (part: { id: string; path: Path }) => ({
    name: part.id,
    sort,
    path: [...part.path, key],
  });
  reportDuplicates(playbook.phases.map(named('phase', 'phase')), findings);
  reportDuplicates(allSteps.map(named('step', 'step')), findings);
  reportDuplicates(playbook.clocks.map(named('clock', 'clock')), findings);
  const roles = Object.keys(playbook.roles).map((name) => ({ name, sort: 'role', path: ['roles', name], isKey: true }));
  const audiences = playbook.audiences.map((name, index) => ({ name, sort: 'audience', path: ['audiences', index] }));
  reportDuplicates([...roles, ...audiences], findings);
}

/** Says of every name but the first of its like where it was given before. */
export function reportDuplicates(all: readonly Named[], findings: Findings): void {
  const first = new Map<string, Named>();
  for (const one of all) {
    const earlier = first.get(one.name);
    if (earlier === undefined) {
      first.set(one.name, one);
      continue;
    }
    const other = earlier.sort === one.sort ? `another ${one.sort}` : a(earlier.sort);
    findings.add('error', 'name-duplicate', placeOf(one, findings), {
      message: `${other} is already called \`${one.name}\``,
      hint: 'Give one of them another name.',
      related: [
        { source: findings.document.source, range: placeOf(earlier, findings), message: 'the first one is here' },
      ],
    });
  }
}

function placeOf({ path, isKey }: Named, findings: Findings) {
  return isKey ? findings.keyAt(path) : findings.at(path);
}
