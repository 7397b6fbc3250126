import type { Entry } from '../../engine/entries.ts';
import { type FileSort, plainName } from './manifest.ts';

/** A text that a run was opened with, and where it stands in a bundle. */
export interface BundledText {
  readonly path: string;
  readonly what: FileSort;
  /** What it was called where it came from. */
  readonly name?: string;
  readonly text: string;
}

/** The texts in the entry that opened a run: playbook, scenario with its clues, catalogues, clocks. */
export function documentsOf(opened: Entry<'run.opened'>): BundledText[] {
  const { playbook, scenario, catalogues = [], clocks } = opened;
  return [
    { path: 'documents/playbook.yaml', what: 'playbook', name: playbook.id, text: playbook.text },
    ...(scenario
      ? [{ path: 'documents/scenario.yaml', what: 'scenario' as const, name: scenario.id, text: scenario.text }]
      : []),
    ...Object.entries(scenario?.clues ?? {}).map(
      ([name, text], index): BundledText => ({
        path: `documents/clues/${numbered(index, name)}`,
        what: 'clue',
        name,
        text,
      }),
    ),
    ...catalogues.map(
      ({ id, text }, index): BundledText => ({
        path: `documents/catalogues/${numbered(index, id)}.yaml`,
        what: 'catalogue',
        name: id,
        text,
      }),
    ),
    ...(clocks
      ? [{ path: 'documents/clocks.json', what: 'clocks' as const, text: `${JSON.stringify(clocks, null, 2)}\n` }]
      : []),
  ];
}

/** Two names may be the same once they are plain: the number tells them apart. */
function numbered(index: number, name: string): string {
  return `${String(index + 1).padStart(2, '0')}-${plainName(name.split('/').at(-1) ?? name, 24)}`;
}
