import type { RunMark } from '../engine/queries.ts';
import type { ShelfEntry } from '../scenario/shelf-entry.ts';
import { plainLine } from './plain.ts';

/** What the home screen is given. */
export interface HomeProps {
  readonly drills: readonly ShelfEntry[];
  readonly playbooks: readonly { readonly id: string; readonly title: string; readonly summary: string }[];
  /** `waitsFor`: what an open run waits for, in a few words. */
  readonly runs: readonly {
    readonly run: string;
    readonly kind: RunMark;
    readonly waitsFor: string;
  }[];
  readonly reports: readonly { readonly path: string; readonly title: string }[];
}

/** What a person chose at home. */
export type HomeChoice =
  | { readonly does: 'drill'; readonly id: string }
  | { readonly does: 'playbook'; readonly id: string }
  | { readonly does: 'resume'; readonly run: string }
  | { readonly does: 'report'; readonly path: string }
  | { readonly does: 'quit' };

/** Something that can be chosen, under the title of its section. */
export interface HomeRow {
  readonly section: string;
  readonly name: string;
  /** Beside the name, on one line. */
  readonly words: string;
  /** What it is called where there is room for all of it. */
  readonly heading: string;
  /** What there is to say of it beside that, a line each. */
  readonly details: readonly string[];
  readonly choice: HomeChoice;
}

/** Open runs first: somebody may be waiting; then drills, playbooks, reports. */
export function homeRows({ drills, playbooks, runs, reports }: HomeProps): HomeRow[] {
  return [
    ...runs.map(
      ({ run, kind, waitsFor }): HomeRow => ({
        section: 'OPEN RUNS',
        name: run,
        words: `${kind}  ${plainLine(waitsFor)}`,
        heading: run,
        details: [`${kind}, open: ${waitsFor}`],
        choice: { does: 'resume', run },
      }),
    ),
    ...drills.map(drillRow),
    ...playbooks.map(
      ({ id, title, summary }): HomeRow => ({
        section: 'PLAYBOOKS',
        name: id,
        words: plainLine(title),
        heading: `${id}: ${title}`,
        details: [summary, drilledBy(id, drills), `In an incident: breakglass respond ${id}`].filter(
          (text) => text !== '',
        ),
        choice: { does: 'playbook', id },
      }),
    ),
    ...reports.map(
      ({ path, title }): HomeRow => ({
        section: 'REPORTS',
        name: title,
        words: plainLine(path),
        heading: title,
        details: [path],
        choice: { does: 'report', path },
      }),
    ),
  ];
}

function drillRow(drill: ShelfEntry): HomeRow {
  const { id, title, minutes, basedOn, teaches, people, practises, playbook } = drill;
  const { level } = drill.difficulty;
  // What is practised everywhere comes last: where there is no room for all, it is the first to go.
  const practised = [practises.owasp.join(', '), practises.effects.join(', ')].filter((text) => text !== '');
  return {
    section: 'DRILLS',
    name: id,
    words: `${`${minutes} min`.padStart(7)}  ${level.padEnd(6)}  ${plainLine(title)}`,
    heading: `${id}: ${title}`,
    details: [
      [`${minutes} min${storyOf(drill)}`, `${people} ${people === 1 ? 'person' : 'people'}`, level, playbook]
        .filter(Boolean)
        .join(' | '),
      ...(teaches === '' ? [] : [`Teaches: ${teaches}`]),
      `Based on: ${basedOn}`,
      ...(practised.length === 0 ? [] : [`Practises: ${practised.join('; ')}`]),
    ],
    choice: { does: 'drill', id },
  };
}

/** Where the story is longer than people sit at it. */
function storyOf({ minutes, story }: ShelfEntry): string {
  if (story <= minutes) return '';
  const hours = Math.round(story / 60);
  return hours < 72 ? ` for a story of ${hours} h` : ` for a story of ${Math.round(hours / 24)} days`;
}

function drilledBy(playbook: string, drills: readonly ShelfEntry[]): string {
  const names = drills.filter((drill) => drill.playbook === playbook).map(({ id }) => id);
  return names.length === 0 ? '' : `Drilled by ${names.join(', ')}`;
}

/** The rows that have every word of a filter in them, whatever its case. */
export function passing(rows: readonly HomeRow[], filter: string): readonly HomeRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ section, name, words: shown, details }) => {
    const text = [section, name, shown, ...details].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The first drill, for the key that starts it. */
export function firstDrill(rows: readonly HomeRow[]): HomeRow | undefined {
  return rows.find(({ choice }) => choice.does === 'drill');
}
