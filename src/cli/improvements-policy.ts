import { resolve } from 'node:path';
import { type FindingKind, findingKinds } from '../engine/improving.ts';
import { type Found, messageLineOf, policiesOf } from '../policy/bundle.ts';
import { Problem } from '../run/problem.ts';
import { readRun } from '../run/replay.ts';
import { journalFile } from '../run/store.ts';
import { exits } from './exit.ts';
import type { ImprovementsFlags } from './improvements-flags.ts';
import { type Listed, listedOf } from './improvements-list.ts';
import { plain, print, say } from './output.ts';
import type { Settings } from './settings.ts';

/** Makes policies of the findings of runs. Returns the exit code. */
export async function makePolicies(
  runs: readonly string[],
  flags: ImprovementsFlags,
  { store }: Settings,
): Promise<number> {
  const { policy: language = 'rego', out, branch, repo = '.' } = flags;
  const listed = runs.flatMap((run) => listedOf(readRun(journalFile(store.value, run))));
  const found = foundIn(listed, saidBy(flags.finding ?? [], listed));
  if (found.length === 0) refuseNone(listed);
  const files = policiesOf(found, language);
  if (out !== undefined) {
    const { writePolicies } = await import('../policy/folder.ts');
    const paths = writePolicies(out, files);
    if (flags.json) print(JSON.stringify({ files: paths }));
    else for (const path of paths) print(plain(path));
    return exits.done;
  }
  const { commitOnBranch } = await import('../policy/branch.ts');
  const message = `Policies of what was found\n\n${found.map(messageLineOf).join('\n')}\n`;
  const place = { repository: resolve(repo), branch: branch ?? '' };
  const commit = await commitOnBranch({ ...place, files, message, environment: process.env });
  if (flags.json) print(JSON.stringify({ ...place, commit, files: files.map(({ path }) => path) }));
  else print(plain(`${files.length} files on the new branch ${branch} of ${place.repository}, commit ${commit}`));
  say('Nothing was pushed, and no file of the working folder was touched.');
  return exits.done;
}

function foundIn(listed: readonly Listed[], said: ReadonlyMap<string, FindingKind>): Found[] {
  return listed.flatMap(({ run, mark, improvement, text, owner, due, finding: noted, dropped }): Found[] => {
    const finding = said.get(improvement) ?? noted;
    if (finding === null || finding === undefined || dropped !== null) return [];
    return [{ run, mark, improvement, text, owner, due, finding }];
  });
}

/** `improvement-2=public-bucket`, as it was said on the command line. */
function saidBy(flags: readonly string[], listed: readonly Listed[]): ReadonlyMap<string, FindingKind> {
  const kinds = Object.keys(findingKinds);
  return new Map(
    flags.map((flag) => {
      const [improvement = '', kind = ''] = flag.split('=');
      if (!kinds.includes(kind))
        throw new Problem('usage', `'${kind.slice(0, 60)}' is no finding.`, `It is one of: ${kinds.join(', ')}.`);
      const one = listed.find((each) => each.improvement === improvement && each.dropped === null);
      if (!one) throw new Problem('usage', `There is no improvement ${improvement.slice(0, 60)}.`, namesIn(listed));
      return [improvement, kind as FindingKind];
    }),
  );
}

function namesIn(listed: readonly Listed[]): string {
  const names = listed.filter(({ dropped }) => dropped === null).map(({ improvement }) => improvement);
  return names.length === 0 ? 'None was agreed.' : `There are: ${[...new Set(names)].join(', ')}.`;
}

function refuseNone(listed: readonly Listed[]): never {
  const proposed = listed.flatMap(({ improvement, proposedFinding: finding, dropped }) =>
    finding === null || dropped !== null ? [] : [`--finding ${improvement}=${finding}`],
  );
  throw new Problem(
    'usage',
    'No improvement has a finding that a policy can be made of.',
    proposed.length > 0
      ? `Rules propose: ${proposed.join(' ')}`
      : `Name one: --finding improvement-1=KIND, of ${Object.keys(findingKinds).join(', ')}. ${namesIn(listed)}`,
  );
}
