// @ts-check
// What the machine itself does in the same run: figures without a base of their own are read beside these.

import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const STARTS = 9;
const FLUSHES = 200;

/** @param {number[]} values */
function middle(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** @param {() => void} work milliseconds that it takes */
function timed(work) {
  const from = performance.now();
  work();
  return performance.now() - from;
}

/**
 * Milliseconds that `node -e 0` takes, and a write with its flush of a line's length.
 * @param {string} folder where the flushes go to
 */
export function bareTimes(folder) {
  const starts = Array.from({ length: STARTS }, () => timed(() => spawnSync(process.execPath, ['-e', '0'])));
  const file = join(folder, 'bare');
  const fd = openSync(file, 'w');
  const line = Buffer.alloc(400, 'x');
  const flushes = Array.from({ length: FLUSHES }, () =>
    timed(() => {
      writeSync(fd, line);
      fdatasyncSync(fd);
    }),
  );
  closeSync(fd);
  rmSync(file);
  return { node: middle(starts), flush: middle(flushes) };
}
