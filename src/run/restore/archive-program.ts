import type { Readable } from 'node:stream';
import { spawnProblem } from '../../actions/spawn-problem.ts';
import { Problem } from '../problem.ts';
import { readTar } from './tar-tree.ts';
import type { Tree } from './tree.ts';

/** How much of what a program says on standard error is kept, from its end, in characters. */
const KEPT = 4000;

/** How long a program that was told to end may take, milliseconds. */
const GRACE = 5000;

/**
 * The tree that a program prints as a tar archive, such as `restic dump <snapshot> / --archive tar`. No shell reads its
 * arguments. It inherits the environment, and standard input where `asks`.
 * @throws Problem where the program is not there, fails, or does not print a whole archive: then nothing is told
 */
export async function treeFrom(argv: readonly string[], { asks }: { asks: boolean }): Promise<Tree> {
  const { child, stdout, stderr, program } = await started(argv, asks);
  const said = lastWords(stderr);
  const read = await readTar(stdout).then(
    (tree) => ({ tree }),
    (problem: unknown) => ({ problem }),
  );
  const stopped = 'problem' in read && !stdout.readableEnded;
  // It is asked to end, so that it can give back a lock that it holds; then it is ended.
  if (stopped) child.kill('SIGTERM');
  const { exitCode, signal } = await child;
  // A program that failed by itself is the reason for whatever is wrong with what it printed.
  if (!stopped && exitCode !== 0)
    throw failed(program, signal ? `was ended by ${signal}` : `ended with ${exitCode}`, said());
  if ('tree' in read) return read.tree;
  throw read.problem instanceof Problem ? ofProgram(program, read.problem) : read.problem;
}

async function started(argv: readonly string[], asks: boolean) {
  const [program = '', ...args] = argv;
  const refused = async (error: unknown) =>
    new Problem('usage', await spawnProblem({ argv, environment: process.env }, error));
  const { execa } = await import('execa');
  try {
    const child = execa(program, args, {
      stdin: asks ? 'inherit' : 'ignore',
      // What is printed goes by, however much it is.
      buffer: false,
      reject: false,
      forceKillAfterDelay: GRACE,
      // Otherwise NODE_DEBUG=execa would print what it runs over the screen.
      verbose: 'none',
    });
    const { stdout, stderr } = child;
    if (child.pid === undefined) throw (await child).cause;
    return { child, stdout, stderr, program };
  } catch (error) {
    throw await refused(error);
  }
}

/** What a program said last on standard error; a program that says much is not held up. */
function lastWords(stderr: Readable): () => string {
  let text = '';
  stderr.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-KEPT);
  });
  return () => text.trim();
}

function failed(program: string, how: string, said: string): Problem {
  return new Problem('failed', `${program} ${how}, so nothing was compared.`, said ? `It said: ${said}` : undefined);
}

function ofProgram(program: string, { kind, message, hint }: Problem): Problem {
  return new Problem(kind, `What ${program} printed cannot be compared. ${message}`, hint);
}
