import type { Path } from '../model.ts';
import { ownOutcomes } from '../outline.ts';
import type { PlaybookView } from './rule.ts';

const anchors = ['known', 'intruded'];

/** Some words have a meaning of their own wherever a milestone or an outcome may stand. */
export function reservedNames({ raw, outline, findings }: PlaybookView): void {
  const refuse = (path: Path, name: string, why: string) =>
    findings.add('error', 'name-reserved', findings.at(path), {
      message: why,
      hint: `Call it something other than \`${name}\`.`,
    });
  const milestones = (part: { readonly path: Path; readonly reaches: readonly string[] }) => {
    part.reaches.forEach((name, index) => {
      const path = findings.element([...part.path, 'reaches'], index);
      if (anchors.includes(name))
        refuse(
          path,
          name,
          `\`${name}\` is the moment that figures are measured from, so no milestone can be called that`,
        );
      if (name === 'none') refuse(path, name, '`none` stands for no milestone at all');
    });
  };
  for (const phase of outline.playbook.phases) milestones(phase);
  for (const step of outline.allSteps) milestones(step);
  raw.phases.forEach((phase, p) => {
    phase.steps.forEach((step, s) => {
      for (const [id, option] of Object.entries(step.options ?? {})) {
        if (option.ends === undefined || !(ownOutcomes as readonly string[]).includes(option.ends)) continue;
        refuse(
          ['phases', p, 'steps', s, 'options', id, 'ends'],
          option.ends,
          `\`${option.ends}\` is how a run ends by itself`,
        );
      }
    });
  });
}
