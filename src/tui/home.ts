/** A line of the home screen, as it is given. */
export interface HomeProps {
  readonly drills: readonly {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    readonly basedOn: string;
  }[];
  readonly playbooks: readonly { readonly id: string; readonly title: string }[];
  /** `waitsFor`: what an open run waits for, in a few words. */
  readonly runs: readonly { readonly run: string; readonly kind: 'DRILL' | 'LIVE'; readonly waitsFor: string }[];
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
  readonly words: string;
  readonly choice: HomeChoice;
}

/** Open runs first: somebody may be waiting; then drills, playbooks, reports. */
export function homeRows({ drills, playbooks, runs, reports }: HomeProps): HomeRow[] {
  return [
    ...runs.map(
      ({ run, kind, waitsFor }): HomeRow => ({
        section: 'OPEN RUNS',
        name: run,
        words: `${kind}  ${waitsFor}`,
        choice: { does: 'resume', run },
      }),
    ),
    ...drills.map(
      ({ id, title, minutes, basedOn }): HomeRow => ({
        section: 'DRILLS',
        name: id,
        words: `${title}  ${minutes} min, ${basedOn}`,
        choice: { does: 'drill', id },
      }),
    ),
    ...playbooks.map(
      ({ id, title }): HomeRow => ({ section: 'PLAYBOOKS', name: id, words: title, choice: { does: 'playbook', id } }),
    ),
    ...reports.map(
      ({ path, title }): HomeRow => ({
        section: 'REPORTS',
        name: title,
        words: path,
        choice: { does: 'report', path },
      }),
    ),
  ];
}

/** The first drill, for the key that starts it. */
export function firstDrill(rows: readonly HomeRow[]): HomeRow | undefined {
  return rows.find(({ choice }) => choice.does === 'drill');
}
