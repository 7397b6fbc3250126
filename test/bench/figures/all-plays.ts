import { spawnSync } from 'node:child_process';
import { PlayClock } from '../../../src/run/clock.ts';
import { loadScenario } from '../../../src/run/content.ts';
import { everyRole, openInMemory, playOf } from '../../../src/run/open.ts';
import { performAtOnce } from '../../../src/run/perform.ts';
import { shippedNames } from '../../../src/run/shipped.ts';
import { tell } from '../figure.ts';
import { median, timed } from '../measure.ts';
import { program } from '../screen.ts';
import { T } from '../team.ts';

// Everything that is shipped: `breakglass test` as people run it, and the slowest of the scenarios that take 90 minutes
// or more at the table.

const LONG = 90 * 60 * 1000;
const TESTS = 5;
const WARM_UP = 3;
const RUNS = 15;

function testAll(): number {
  return timed(() => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'test', '--json'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`the plays ended with ${status}: ${stderr}`);
    plays = (JSON.parse(stdout) as unknown[]).length;
  });
}

function playOnce(name: string): number {
  return timed(() => {
    const content = loadScenario(name);
    const play = playOf(content);
    const clock = new PlayClock(content.scenario.starts ?? T);
    const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: `play:${play.id}` });
    if (performAtOnce(session, clock, play).length > 0) throw new Error(`${name}, ${play.id}: not as it expects`);
  });
}

let plays = 0;
const whole = median(Array.from({ length: TESTS }, testAll));
tell({
  what: '`breakglass test` of all that is shipped, a play',
  value: whole / plays,
  unit: 'ms',
  target: { at: 'most', value: 100 },
  how: `${plays} plays of ${shippedNames('scenario').length} scenarios; the program from its start, ${TESTS} runs`,
  bare: true,
});

const long = shippedNames('scenario').filter((name) => {
  const { session, duration } = loadScenario(name).scenario;
  return (session ?? duration) >= LONG;
});
const slowest = long
  .map((name) => ({
    name,
    took: median(Array.from({ length: WARM_UP + RUNS }, () => playOnce(name)).slice(WARM_UP)),
  }))
  .sort((a, b) => b.took - a.took)[0];
if (slowest)
  tell({
    what: 'the slowest first play of a scenario of 90 minutes or more, files read, journal in memory',
    value: slowest.took,
    unit: 'ms',
    target: { at: 'most', value: 80 },
    how: `${slowest.name}, of ${long.length}; ${RUNS} runs in one process, after ${WARM_UP}`,
    bare: true,
  });
