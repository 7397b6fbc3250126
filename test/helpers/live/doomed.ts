// A responder in a process of its own, who is killed at a write to the journal that is chosen: opens a run and does its one action,
// or takes again the run that is named. Says how many writes there were, if it lives to say it.
import { writeSync } from 'node:fs';
import { realClock } from '../../../src/run/clock.ts';
import { createLive } from '../../../src/run/live.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import { type Doom, doom } from './doom.ts';
import { isolate, marking, openResponse } from './responding.ts';

const [dir = '', counter = '', nth = '', moment = '', run = ''] = process.argv.slice(2);
const { writes } = doom({ nth: Number(nth), moment: moment as Doom['moment'] }, () => {
  process.kill(process.pid, 'SIGKILL');
});

if (run === '') {
  const session = await openResponse(dir, counter, marking(counter));
  isolate(session);
  await session.quiet();
} else {
  const session = await resumeRun(dir, run, {
    clock: () => realClock,
    typedBy: () => 'test',
    live: async ({ playbook, actions }) => {
      const catalogues = [...actions.values()].map(({ catalogue }) => catalogue);
      return createLive({ sources: {}, environment: { PATH: process.env.PATH } }, playbook, catalogues);
    },
  });
  session.dispatch({ type: 'wake' });
  await session.quiet();
}
writeSync(1, `${writes()}\n`);
process.exit(0);
