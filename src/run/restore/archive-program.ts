import { type ChildProcess, spawn } from 'node:child_process';
import { Problem } from '../problem.ts';
import { readTar } from './tar-tree.ts';
import type { Tree } from './tree.ts';

/** How much of what a program says on standard error is kept, from its end, in characters. */
const KEPT = 4000;

/** How long a program that was told to end may take, milliseconds. */
const GRACE = 5000;

type Printing = ChildProcess & { readonly stdout: NonNullable<ChildProcess['stdout']> };

/**
 * The tree that a program prints as a tar archive, such as `restic dump <snapshot> / --archive tar`. No shell reads its
 * arguments. It inherits the environment, and standard input where `asks`.
 * @throws Problem where the program is not there, fails, or does not print a whole archive: then nothing is told
 */
export async function treeFrom(argv: readonly string[], { asks }: { asks: boolean }): Promise<Tree> {
  const [program = '', ...args] = argv;
  const child = await started(program, args, asks);
  const said = lastWords(child);
  const ended = endOf(child);
  const read = await readTar(child.stdout).then(
    (tree) => ({ tree }),
    (problem: unknown) => ({ problem }),
  );
  const stopped = 'problem' in read && !child.stdout.readableEnded;
  if (stopped) stop(child);
  const { code, signal } = await ended;
  // A program that failed by itself is the reason for whatever is wrong with what it printed.
  if (!stopped && code !== 0) throw failed(program, signal ? `was ended by ${signal}` : `ended with ${code}`, said());
  if ('tree' in read) return read.tree;
  throw read.problem instanceof Problem ? ofProgram(program, read.problem) : read.problem;
}

function started(program: string, args: readonly string[], asks: boolean): Promise<Printing> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(notStarted(program, error));
    try {
      const child = spawn(program, args, { stdio: [asks ? 'inherit' : 'ignore', 'pipe', 'pipe'] });
      child.once('error', refuse);
      child.once('spawn', () => resolve(child));
    } catch (error) {
      refuse(error as NodeJS.ErrnoException);
    }
  });
}

function notStarted(program: string, error: NodeJS.ErrnoException): Problem {
  if (error.code === 'ENOENT') {
    return new Problem('usage', `There is no program ${program}.`, 'Install it, or name it with its whole path.');
  }
  return new Problem('usage', `${program} could not be started: ${error.message}.`);
}

function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
}

/** What a program said last on standard error; a program that says much is not held up. */
function lastWords(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-KEPT);
  });
  return () => text.trim();
}

/** It is asked to end, so that it can give back the lock that it holds; then it is ended. */
function stop(child: ChildProcess): void {
  child.kill('SIGTERM');
  const last = setTimeout(() => {
    child.kill('SIGKILL');
    // What it started itself may still hold the other end, and is not waited for.
    child.stderr?.destroy();
  }, GRACE);
  child.once('close', () => clearTimeout(last));
}

function failed(program: string, how: string, said: string): Problem {
  return new Problem('failed', `${program} ${how}, so nothing was compared.`, said ? `It said: ${said}` : undefined);
}

function ofProgram(program: string, { kind, message, hint }: Problem): Problem {
  return new Problem(kind, `What ${program} printed cannot be compared. ${message}`, hint);
}
