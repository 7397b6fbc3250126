import type { TrackerSettings } from '../tracker/open.ts';
import type { NamedSettings } from './settings-environment.ts';

const kinds = ['github', 'gitlab', 'jira'] as const;

/** How one tracker is reached. */
export type TrackerSetting = NonNullable<TrackerSettings[(typeof kinds)[number]]>;

/** The trackers of all files, each as the earlier file has it, as a whole: an address and a token belong together. */
export function trackerSettings(
  files: readonly { readonly path: string; readonly said: { readonly trackers?: TrackerSettings | undefined } }[],
): NamedSettings<TrackerSetting> {
  const value: Record<string, TrackerSetting> = {};
  const from: Record<string, string> = {};
  for (const { path, said } of files.toReversed())
    for (const kind of kinds) {
      const one = said.trackers?.[kind];
      if (one === undefined) continue;
      value[kind] = one;
      from[kind] = path;
    }
  return { value, from };
}

/** A tracker in few words; a secret by its name alone. */
export function trackerWords(one: TrackerSetting): string {
  return Object.entries(one)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}
