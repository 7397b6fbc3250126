// A responder in a process of its own, who may be killed at any moment: opens a run and does the action of its one item, which
// counts its own runs unless the third argument says what it is. Says the run's name; `running` with the most memory that it
// had until then, in kilobytes; and how the action ended, with that memory and how many bytes of its answer are kept.
import { writeSync } from 'node:fs';
import { instanceOf } from '../../../src/engine/state.ts';
import { isolate, openResponse, ref } from './responding.ts';

const [dir = '', counter = '', call] = process.argv.slice(2);
const session = await openResponse(dir, counter, call);
writeSync(1, `${session.run}\n`);
isolate(session);
const mostMemory = () => process.resourceUsage().maxRSS;
writeSync(1, `running ${mostMemory()}\n`);
await session.quiet();
const ended = instanceOf(session.state, ref);
const kept = ended?.acted?.at(-1)?.outcome?.evidence?.bytes ?? 0;
writeSync(1, `${ended?.status} ${mostMemory()} ${kept}\n`);
// It stays as it is until it is killed.
setInterval(() => {}, 1000);
