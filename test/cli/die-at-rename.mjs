// @ts-check
// Loaded before a program by `node --import`: the process is killed, as by `kill -9`, when it renames for the nth time, n
// being DIE_AT; that rename is not done.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const rename = fs.renameSync;
let left = Number(process.env.DIE_AT);

fs.renameSync = (from, to) => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  rename(from, to);
};
syncBuiltinESMExports();
