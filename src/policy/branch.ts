import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../actions/program.ts';
import { realTiming } from '../actions/timing.ts';
import { Problem } from '../run/problem.ts';
import type { PolicyFile } from './bundle.ts';

export interface BranchParts {
  /** A folder in the repository. */
  readonly repository: string;
  readonly branch: string;
  readonly files: readonly PolicyFile[];
  readonly message: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Where policies lie in a repository. */
const PLACE = 'policy/breakglass';
const TIMEOUT = 60_000;
/** What a repository could have run by its own settings is off. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0'];

/**
 * Makes one commit with the policies on a new branch that begins at HEAD, by git's plumbing: neither the files of whoever works there nor their
 * index are touched, no hook and no filter runs. Returns the commit.
 * @throws Problem where there is no such repository, the branch is there, something is not committed, or git refuses
 */
export async function commitOnBranch(parts: BranchParts): Promise<string> {
  const { repository, branch, files, message } = parts;
  const git = gitIn(parts);
  await refuseUnfit(git, repository, branch);
  const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head.code !== 0)
    throw new Problem('usage', `${repository} has no commit yet.`, 'Make a first commit there, then run this again.');
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-index-'));
  try {
    const own = gitIn(parts, { GIT_INDEX_FILE: join(folder, 'index') });
    await done(own, ['read-tree', head.out]);
    for (const { path, text } of files) {
      const blob = await done(own, ['hash-object', '-w', '--no-filters', '--stdin'], text);
      await done(own, ['update-index', '--add', '--cacheinfo', `100644,${blob},${PLACE}/${path}`]);
    }
    const tree = await done(own, ['write-tree']);
    const commit = await done(own, ['commit-tree', tree, '-p', head.out, '-F', '-'], message);
    // The zeros say that the branch must not be there: not even one that came a moment ago is moved.
    await done(own, ['update-ref', `refs/heads/${branch}`, commit, '0'.repeat(commit.length)]);
    return commit;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refuseUnfit(git: Git, repository: string, branch: string): Promise<void> {
  const inside = await git(['rev-parse', '--is-inside-work-tree']);
  const isBare = (await git(['rev-parse', '--is-bare-repository'])).out === 'true';
  if (inside.code !== 0 || (inside.out !== 'true' && !isBare))
    throw new Problem('usage', `${repository} is in no git repository. ${inside.why}`.trim(), 'Name one with --repo.');
  if (branch.startsWith('-') || (await git(['check-ref-format', `refs/heads/${branch}`])).code !== 0)
    throw new Problem(
      'usage',
      `'${branch.slice(0, 100)}' is no name of a branch.`,
      'It looks like policies-of-the-drill.',
    );
  if ((await git(['show-ref', '--verify', '--quiet', `refs/heads/${branch}`])).code === 0)
    throw new Problem(
      'usage',
      `The branch ${branch} is there already, and stays as it is.`,
      'Name another with --branch.',
    );
  if (isBare) return;
  const status = await git(['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=all']);
  if (status.code !== 0) throw failed('git status', status.why);
  if (status.out !== '')
    throw new Problem(
      'usage',
      `In ${repository} something is changed and not committed: the branch would begin without it.`,
      'Commit it or stash it, then run this again. Nothing was changed.',
    );
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly why: string;
}

type Git = (args: readonly string[], stdin?: string) => Promise<Ran>;

/** Git in the repository. Which repository it is, the folder says, and no variable of whoever called this. */
function gitIn({ repository, environment }: BranchParts, more: NodeJS.ProcessEnv = {}): Git {
  const kept = Object.entries(environment).filter(([name]) => !/^GIT_(?!AUTHOR_|COMMITTER_|CONFIG_)/.test(name));
  const env = { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...more };
  return async (args, stdin) => {
    const out: Uint8Array[] = [];
    const errors: Uint8Array[] = [];
    const program = {
      argv: ['git', '-C', repository, ...SAFE, ...args],
      environment: env,
      ...(stdin !== undefined && { stdin }),
      timeout: TIMEOUT,
      timing: realTiming,
      onOutput: (chunk: Uint8Array) => out.push(chunk),
      onErrors: (chunk: Uint8Array) => errors.push(chunk),
    };
    const ending = await runProgram(program, new AbortController().signal);
    if ('why' in ending) throw failed('git', ending.why);
    const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString('utf8').trim();
    return { code: ending.exit ?? 1, out: text(out), why: text(errors).split('\n')[0] ?? '' };
  };
}

async function done(git: Git, args: readonly string[], stdin?: string): Promise<string> {
  const { code, out, why } = await git(args, stdin);
  if (code !== 0) throw failed(`git ${args[0]}`, why);
  return out;
}

function failed(what: string, why: string): Problem {
  const mend = /identity|who you are|user\.email|empty ident/i.test(why)
    ? 'Say who commits: git config user.name and user.email.'
    : 'No branch was made, and no file was changed.';
  return new Problem('failed', `${what} did not do it: ${why || 'it says nothing'}`, mend);
}
