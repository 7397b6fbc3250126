import { type Child, type Ending, follow } from './process-group.ts';
import { spawnProblem } from './spawn-problem.ts';
import type { Timing } from './timing.ts';

/** A program to run: without a shell, in a session and a process group of its own, so without a terminal. */
export interface Program {
  readonly argv: readonly string[];
  /** All that it finds in its environment. */
  readonly environment: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Without it there is nothing for the program to read. */
  readonly stdin?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly timing: Timing;
  onOutput(chunk: Uint8Array): void;
  onErrors(chunk: Uint8Array): void;
}

/**
 * Runs a program to its end. When the signal comes, or its time is over, its whole group is told to end within the same
 * tick, and killed after a grace. It never rejects; `why` says why it did not start.
 */
export async function runProgram(program: Program, signal: AbortSignal): Promise<Ending | { readonly why: string }> {
  try {
    const child = await spawn(program, signal);
    return child ? await follow(child, program, signal) : { why: 'It was cancelled before it started.' };
  } catch (error) {
    return { why: await spawnProblem(program, error) };
  }
}

async function spawn(program: Program, signal: AbortSignal): Promise<Child | null> {
  const [file = '', ...args] = program.argv;
  const { execa } = await import('execa');
  if (signal.aborted) return null;
  const child = execa(file, args, {
    ...(program.folder !== undefined && { cwd: program.folder }),
    ...(program.stdin === undefined ? { stdin: 'ignore' } : { input: program.stdin }),
    env: program.environment,
    extendEnv: false,
    detached: true,
    encoding: 'buffer',
    buffer: false,
    reject: false,
    // Otherwise NODE_DEBUG=execa would print what it runs over the screen.
    verbose: 'none',
  });
  const { pid, stdout, stderr } = child;
  if (pid === undefined || !stdout || !stderr) {
    const { cause } = await child;
    throw cause;
  }
  // What execa returns is a promise of the end too, and would be awaited.
  return { pid, stdin: child.stdin, stdout, stderr, once: child.once.bind(child) };
}
