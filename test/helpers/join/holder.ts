// Holds a live run in a process of its own, as a terminal does. Says the run's name; then answers each line it is told, which
// is a command of Olga's as JSON, with the refusal as JSON; or leaves.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { realClock } from '../../../src/run/clock.ts';
import { openDoor } from '../../../src/run/join/door.ts';
import { openHouse } from './house.ts';

const [dir = '', counter = ''] = process.argv.slice(2);
const say = (text: string) => writeSync(1, `${text}\n`);
const session = await openHouse(dir, counter);
const door = openDoor(session, realClock);
session.onLeave(door.close);
say(session.run);
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'leave') {
    door.shut();
    await session.quiet(true);
    session.dispatch({ type: 'leave' });
    session.leave();
    break;
  }
  if (line === 'shut') door.shut();
  const said = line === 'shut' ? null : session.dispatch(JSON.parse(line), { person: 'Olga', role: 'operator' });
  say(JSON.stringify(said));
}
process.exit(0);
