// Starts a command, and ends by a fault of its own as soon as that runs: `throw`, or `exit`.
import { existsSync, readFileSync } from 'node:fs';
import { createMask } from '../../../src/actions/mask.ts';
import { start } from '../../../src/actions/start.ts';

const [how = '', pid = ''] = process.argv.slice(2);
start(
  {
    id: 'do',
    how: 'command',
    argv: ['sh', '-c', 'echo $$ > "$1.draft"; mv "$1.draft" "$1"; exec sleep 1000', 'sh', pid],
    env: {},
    exits: [0],
    readOnly: false,
    idempotent: false,
    timeout: 600_000,
  },
  { mask: createMask(), environment: process.env, secret: async () => '' },
);
setInterval(() => {
  if (!existsSync(pid) || readFileSync(pid, 'utf8') === '') return;
  if (how === 'exit') process.exit(1);
  throw new Error('a fault');
}, 5);
