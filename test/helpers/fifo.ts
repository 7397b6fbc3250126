import { execFileSync } from 'node:child_process';

const maker = 'mkfifo';

/** Makes a named pipe: what a reader would wait at for ever. */
export function makeFifo(path: string): void {
  execFileSync(maker, [path]);
}
