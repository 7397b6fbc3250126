import { Command } from 'commander';
import type { RunInfo } from '../run/runs.ts';
import { commandLine } from './command-line.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
Of a closed run only the beginning and the end are looked at. Whether a journal was changed, verify tells:
  breakglass verify poisoned-release-20260302-7f3a`;

/** `breakglass runs`: what is in the store. */
export function runsCommand(): Command {
  return new Command('runs')
    .summary('list the runs in the store')
    .description('Lists every run in the store, the newest first, with what it waits for.')
    .addHelpText('after', help)
    .action(async (_flags: unknown, command: Command) => list(command.optsWithGlobals()));
}

async function list(flags: EverywhereFlags): Promise<void> {
  const { listRuns, wordOf } = await import('../run/runs.ts');
  const { store } = await readSettings(flags);
  const { requireStore } = await import('../run/store.ts');
  requireStore(store);
  const runs = await listRuns(store.value);
  if (flags.json) return print(JSON.stringify(runs));
  if (runs.length === 0)
    return say(plain(`There are no runs in ${store.value}. Begin one: ${commandLine(['drill'], store)}`));
  const width = Math.max(...runs.map(({ run }) => run.length));
  const words = runs.map((run) => wordOf(run) ?? '?');
  const wide = Math.max(...words.map((word) => word.length));
  for (const [at, run] of runs.entries()) print(rowOf(run, (words[at] ?? '').padEnd(wide), width));
  for (const { run, stage } of runs)
    if (stage === 'damaged') say(plain(`Where it is damaged: ${commandLine(['verify', run], store)}`));
}

function rowOf(info: RunInfo, word: string, width: number): string {
  return plain(
    `${word}  ${info.run.padEnd(width)}  ${(info.opened ?? '').slice(0, 16).replace('T', ' ').padEnd(16)}  ${info.status}`,
  );
}
