// Takes part in a run in a process of its own, as approver. Says `joined`; answers `approve` with what became of it as JSON;
// with `wait` it goes on until it is killed.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { joinRun, takeRoles } from '../../../src/run/join/join.ts';
import { isolating } from './house.ts';

const [dir = '', run = '', person = ''] = process.argv.slice(2);
const say = (text: string) => writeSync(1, `${text}\n`);
const session = await joinRun(dir, run, { typedBy: `${person}@there`, observes: false });
takeRoles(session, { approver: person });
say('joined');
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'approve') continue;
  const { hash } = approvalFor(session.state, [isolating]);
  say(
    JSON.stringify(session.dispatch({ type: 'approve', instances: [isolating], hash }, { person, role: 'approver' })),
  );
}
