import type { Path } from '../../playbook/model.ts';
import { type Named, reportDuplicates } from '../../playbook/rules/duplicate-names.ts';
import { FALSE_LEADS } from '../normalise.ts';
import type { ScenarioView, StagedView } from './rule.ts';

/** Things have their own names across kinds; so have moves, injects, objectives and plays among themselves. */
export function scenarioDuplicates({ scenario, ground, findings }: ScenarioView): void {
  const things = ground.all.map(({ id, path }) => ({ name: id, sort: 'thing', path, isKey: true }));
  reportDuplicates(things, findings);
  const named = (sort: string, parts: readonly { readonly id: string; readonly path: Path }[]): Named[] =>
    parts.map(({ id, path }) => ({ name: id, sort, path: [...path, sort] }));
  reportDuplicates(named('move', scenario.adversary.moves), findings);
  reportDuplicates(named('inject', scenario.injects), findings);
  reportDuplicates(named('play', scenario.plays), findings);
  const objectives = scenario.objectives.map(({ id }, index) => ({ id, path: ['objectives', index] }));
  reportDuplicates(named('objective', objectives), findings);
}

/** A play answers steps and injects by name, and roles of both documents are taken by name. */
export function clashesWithPlaybook({ scenario, outline, findings }: StagedView): void {
  const clash = (range: ReturnType<typeof findings.at>, message: string) =>
    findings.add('error', 'name-duplicate', range, { message, hint: 'Give it another name here.' });
  for (const { id, path } of scenario.injects) {
    if (outline.steps.has(id))
      clash(findings.at([...path, 'inject']), `a step of the playbook is already called \`${id}\``);
  }
  for (const role of Object.keys(scenario.cast)) {
    if (!Object.hasOwn(outline.playbook.roles, role)) continue;
    clash(findings.keyAt(['cast', role]), `a role of the playbook is already called \`${role}\``);
  }
}

/** Words that mean something else wherever a thing or a move may be named. */
export function scenarioReserved({ ground, findings }: ScenarioView): void {
  const reserved: Readonly<Record<string, string>> = {
    none: '`none` stands for an empty list',
    [FALSE_LEADS]: `\`${FALSE_LEADS}\` stands for words that find nothing`,
  };
  const check = (name: string, range: ReturnType<typeof findings.at>) => {
    const message = Object.hasOwn(reserved, name) ? reserved[name] : undefined;
    if (message !== undefined)
      findings.add('error', 'name-reserved', range, { message, hint: 'Give it another name.' });
  };
  for (const { id, path } of ground.all) check(id, findings.keyAt(path));
  for (const { id, path } of ground.moves.values()) check(id, findings.at([...path, 'move']));
}
