import type { AssessedObjective, Finding } from '../aar.ts';
import { ratingDefinitions } from '../hseep.ts';
import type { ImprovementReport } from '../improvements.ts';
import type { Report } from '../model.ts';
import { clause, sentence } from '../words.ts';
import { bullets, led, type Section, table } from './blocks.ts';
import { type Inline, join, own, rich } from './rich.ts';

/** The after-action report in the form of HSEEP's template; nothing in an incident. */
export function hseepSection({ assessment, improvements, people }: Report): Section | null {
  if (!assessment) return null;
  const loose = { strengths: assessment.strengths, areas: assessment.areas };
  return {
    title: 'After-action report in HSEEP’s form',
    blocks: [
      table(
        ['Exercise overview', 'What it was'],
        assessment.overview.map(({ label, value }) => [rich`**${label}**`, value ?? 'not said']),
      ),
      table(
        ['Objective', 'Capability', 'Rating', 'Strengths', 'Areas for improvement'],
        assessment.objectives.map(({ title, capability, rating, strengths, areas }) => [
          title,
          capability,
          rating === null ? 'not rated' : `${rating}, ${ratingDefinitions[rating].name}`,
          strengths.length,
          areas.length,
        ]),
      ),
      ...assessment.objectives.map(objectiveSection),
      loose.strengths.length + loose.areas.length > 0
        ? { title: 'Belonging to no objective', blocks: findings(loose) }
        : '',
      planSection(improvements),
      {
        title: 'Participants',
        blocks: [
          bullets(
            people.participants
              .filter(({ roles }) => roles.length > 0)
              .map(({ person, roles }) => rich`${person}: ${[...new Set(roles.map(({ title }) => title))].join(', ')}`),
          ),
        ],
      },
    ],
  };
}

function objectiveSection(objective: AssessedObjective): Section {
  const { title, capability, unjudged } = objective;
  return {
    title: rich`Findings: ${title} (${capability})`,
    blocks: [...findings(objective), ...led('Not judged:', bullets(unjudged))],
  };
}

function findings({ strengths, areas }: Pick<AssessedObjective, 'strengths' | 'areas'>): Section['blocks'] {
  return [...listed('Strengths', strengths), ...listed('Areas for improvement', areas)];
}

function listed(label: string, all: readonly Finding[]): Section['blocks'] {
  return all.length > 0 ? [rich`**${own(label)}**`, bullets(all.map(finding))] : [rich`**${own(label)}.** None.`];
}

function finding({ text, by, analysis }: Finding): Inline {
  return join([rich`${clause(text)}.`, analysis, by === 'rule' ? rich`*(derived)*` : null], ' ');
}

/** By what of a capability each changes, in HSEEP's order. */
function planSection(improvements: readonly ImprovementReport[]): Section {
  const agreed = improvements.filter(({ dropped }) => dropped === null);
  const order = ['planning', 'organization', 'equipment', 'training', 'exercises', null] as const;
  const rows = order.flatMap((element) =>
    agreed
      .filter((one) => one.element === element)
      .map(({ text, capability, elementSaid, owner, due, doneWhen, unverifiable }) => [
        element === null ? 'not said' : `${sentence(element)}${elementSaid ? '' : ' (derived)'}`,
        capability,
        text,
        owner ?? 'nobody yet',
        due ?? 'no date',
        doneWhen ?? rich`**${unverifiable ?? ''}**`,
      ]),
  );
  return {
    title: 'Improvement plan by capability element',
    blocks: [
      rows.length > 0
        ? table(['Element', 'Capability', 'What is to be done', 'Owner', 'Due', 'Done when'], rows)
        : 'No improvement was agreed.',
    ],
  };
}
