import { markOf } from '../engine/queries.ts';
import { Problem } from '../run/problem.ts';
import { readRun } from '../run/replay.ts';
import { journalFile } from '../run/store.ts';
import { exits } from './exit.ts';
import type { ImprovementsFlags } from './improvements-flags.ts';
import { listedOf, listText } from './improvements-list.ts';
import { plain, print } from './output.ts';
import { readSettings } from './settings.ts';

/** Does what `breakglass improvements` is told. Returns the exit code. */
export async function improvements(runs: readonly string[], flags: ImprovementsFlags): Promise<number> {
  refuseOdd(flags);
  const settings = await readSettings(flags);
  if (flags.policy !== undefined) {
    const { makePolicies } = await import('./improvements-policy.ts');
    return makePolicies(runs, flags, settings);
  }
  if (flags.to !== undefined) {
    const { sendTo } = await import('./improvements-send.ts');
    return sendTo(runs, flags.to, flags, settings);
  }
  let exit: number = exits.done;
  if (flags.refresh) {
    const { refresh } = await import('./improvements-send.ts');
    exit = await refresh(runs, settings);
  }
  const all = runs.map((run) => {
    const replayed = readRun(journalFile(settings.store.value, run));
    const { state } = replayed;
    return { run: state.run?.id ?? run, mark: markOf(state), listed: listedOf(replayed) };
  });
  if (flags.json) print(JSON.stringify(all.flatMap(({ listed }) => listed)));
  else for (const { run, mark, listed } of all) print(plain(listText(run, mark, listed)));
  return exit;
}

function refuseOdd({ to, refresh, policy, out, branch, repo, finding }: ImprovementsFlags): void {
  if (policy === undefined) {
    const alone =
      out !== undefined
        ? '--out'
        : branch !== undefined
          ? '--branch'
          : repo !== undefined
            ? '--repo'
            : finding
              ? '--finding'
              : null;
    if (alone)
      throw new Problem('usage', `${alone} is for policies.`, 'Say which: --policy rego, or --policy checkov.');
    if (to !== undefined && refresh)
      throw new Problem('usage', '--to and --refresh are two things.', 'Do one after the other.');
    return;
  }
  if (to !== undefined || refresh) throw new Problem('usage', '--policy goes with neither --to nor --refresh.');
  if ((out === undefined) === (branch === undefined))
    throw new Problem(
      'usage',
      'Policies go to one of a folder and a branch.',
      'Give --out DIR, or --branch NAME with --repo PATH.',
    );
  if (repo !== undefined && branch === undefined) throw new Problem('usage', '--repo is for --branch.');
}
