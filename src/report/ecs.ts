import type { EntryType } from '../engine/entries.ts';
import type { Report } from './model.ts';
import type { TimelineRow } from './timeline.ts';

/** The Elastic Common Schema that the lines are written in: https://www.elastic.co/guide/en/ecs/8.11/index.html */
export const ECS_VERSION = '8.11.0';

/**
 * The timeline as JSON lines in the Elastic Common Schema, one event a line. Datadog reads them too: `@timestamp` and
 * `message` are among what it looks for in JSON logs. A drill says so in its tags, its labels and its messages.
 */
export function toEcs(report: Report): string {
  return report.timeline.map((row) => `${JSON.stringify(eventOf(row, report))}\n`).join('');
}

function eventOf(row: TimelineRow, { overview, marking, kind }: Report): Record<string, unknown> {
  const { moment, who, type, sort, text, outcome, corrections } = row;
  const mark = overview.mark === 'LIVE' ? '' : `${overview.mark}: `;
  const { category, types } = kinds[type] ?? plain;
  const role = who?.roleTitle ?? who?.role;
  return {
    '@timestamp': timestamp(row, kind),
    ecs: { version: ECS_VERSION },
    message: `${mark}${text}`,
    event: {
      kind: 'event',
      ...(category && { category }),
      type: types,
      ...(outcome && { outcome }),
      action: type,
      module: 'breakglass',
      dataset: 'breakglass.timeline',
      id: `${overview.run}-${moment.entry}`,
      sequence: moment.entry,
      created: moment.recorded,
    },
    ...(who && { user: { name: who.person, ...(role !== undefined && { roles: [role] }) } }),
    labels: {
      run: overview.run,
      mark: overview.mark,
      sort,
      playbook: overview.playbook.id,
      ...(overview.scenario && { scenario: overview.scenario.id }),
      ...(marking.tlp !== null && { tlp: `TLP:${marking.tlp}` }),
      ...(corrections.length > 0 && { corrected_by: corrections.map(({ entry }) => entry).join(' ') }),
    },
    tags: [overview.mark],
  };
}

/** When it happened. In a drill it is the wall's time: the story's would put it among events that were. */
function timestamp({ moment, at }: TimelineRow, kind: Report['kind']): string {
  if (kind === 'exercise') return moment.recorded;
  return at === moment.at ? moment.time : (moment.happened ?? moment.time);
}

interface Categorised {
  readonly category?: readonly string[];
  readonly types: readonly string[];
}

const plain: Categorised = { types: ['info'] };
const change: Categorised = { category: ['configuration'], types: ['change'] };

/**
 * ECS has no category for the work of people: where none of its own fits, it asks to leave the field out. What is run changes
 * systems. Types say the rest.
 */
const kinds: Partial<Record<EntryType, Categorised>> = {
  'action.requested': change,
  'action.finished': change,
  'action.concluded': change,
  'run.opened': { types: ['start'] },
  'phase.opened': { types: ['start'] },
  'step.started': { types: ['start'] },
  'clock.started': { types: ['start'] },
  'play.ended': { types: ['end'] },
  'phase.closed': { types: ['end'] },
  'run.closed': { types: ['end'] },
  'step.done': { types: ['end'] },
  'step.failed': { types: ['error'] },
  'clock.missed': { types: ['error'] },
  'approval.given': { types: ['allowed'] },
  'approval.granted': { types: ['allowed'] },
  'approval.refused': { types: ['denied'] },
};
