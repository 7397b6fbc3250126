import type { AssessedObjective, Finding } from '../aar.ts';
import { ratingDefinitions } from '../hseep.ts';
import type { ImprovementReport } from '../improvements.ts';
import type { Report } from '../model.ts';
import { clause, sentence } from '../words.ts';
import { bullets, type Inline, join, md, type Section, table } from './blocks.ts';

/** The after-action report in the form of HSEEP's template; nothing in an incident. */
export function hseepSection({ assessment, improvements, people }: Report): Section | null {
  if (!assessment) return null;
  const loose = { strengths: assessment.strengths, areas: assessment.areas };
  return {
    title: 'After-action report in HSEEP’s form',
    blocks: [
      table(
        ['Exercise overview', ''],
        assessment.overview.map(({ label, value }) => [md`**${label}**`, value ?? 'not said']),
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
              .map(({ person, roles }) => md`${person}: ${[...new Set(roles.map(({ title }) => title))].join(', ')}`),
          ),
        ],
      },
    ],
  };
}

function objectiveSection(objective: AssessedObjective): Section {
  const { title, capability, unjudged } = objective;
  return {
    title: md`Findings: ${title} (${capability})`,
    blocks: [...findings(objective), unjudged.length > 0 ? `Not judged:\n\n${bullets(unjudged)}` : ''],
  };
}

function findings({ strengths, areas }: Pick<AssessedObjective, 'strengths' | 'areas'>): string[] {
  return [listed('Strengths', strengths), listed('Areas for improvement', areas)];
}

function listed(label: string, all: readonly Finding[]): string {
  return all.length > 0 ? `**${label}**\n\n${bullets(all.map(finding))}` : `**${label}.** None.`;
}

function finding({ text, by, analysis }: Finding): Inline {
  return join([md`${clause(text)}.`, analysis, by === 'rule' ? md`*(derived)*` : null], ' ');
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
        doneWhen ?? md`**${unverifiable ?? ''}**`,
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
