import { LockHeldError } from '../journal/lock.ts';
import { Problem } from '../run/problem.ts';
import { commandLine } from './command-line.ts';
import type { Settings } from './settings.ts';

/** Takes a run; where another process holds it, says how to take part. @throws Problem, and whatever `take` throws */
export async function orJoin<T>(run: string, { store }: Settings, take: () => Promise<T>): Promise<T> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof LockHeldError) || !error.certain) throw error;
    throw new Problem('not-allowed', error.message, `Or take part in it: ${commandLine(['join', run], store)}`);
  }
}
