import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * An empty folder on the disk that the working folder is on, gone when this process ends. Not in the system's own folder
 * for such: that one may be in memory, where a flush costs nothing.
 */
export function freshFolder(): string {
  const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? '.', 'store-'));
  made.push(folder);
  return folder;
}
