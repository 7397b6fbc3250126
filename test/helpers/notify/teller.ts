// Goes on with a run in a process of its own, who may be killed at any moment, and delivers what it has to tell; on a clock on which
// nobody waits. Ends by itself when nothing is left.
import { readFileSync } from 'node:fs';
import { evidencePath } from '../../../src/journal/evidence.ts';
import { createSlack } from '../../../src/notify/slack/slack.ts';
import { realClock } from '../../../src/run/clock.ts';
import { Outbox } from '../../../src/run/outbox/outbox.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import { storeWith } from '../../../src/run/store.ts';
import { createWeb } from '../../../src/run/web.ts';

const [dir = '', run = '', apiUrl = '', token = ''] = process.argv.slice(2);
const session = await resumeRun(dir, run, { clock: () => realClock, typedBy: () => 'test' });
let now = Date.now();
const slack = createSlack({
  token: async () => token,
  web: createWeb({ environment: {} }),
  place: { mode: 'live', invite: [] },
  apiUrl,
});
const outbox = new Outbox(session, {
  // On such a clock everything is late soon, and would go together.
  channels: { slack: { ...slack, together: 1 } },
  addresses: () => [],
  file: async (sha256) => readFileSync(evidencePath(storeWith(dir, run), run, sha256)),
  clock: {
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
  },
});
await outbox.idle();
await outbox.stop();
session.leave();
