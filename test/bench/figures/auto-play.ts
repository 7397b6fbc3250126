import { spawnSync } from 'node:child_process';
import { PlayClock } from '../../../src/run/clock.ts';
import { loadScenario } from '../../../src/run/content.ts';
import { everyRole, openInMemory, playOf } from '../../../src/run/open.ts';
import { performAtOnce } from '../../../src/run/perform.ts';
import { tell } from '../figure.ts';
import { median, timed } from '../measure.ts';
import { program } from '../screen.ts';
import { freshFolder } from '../store.ts';
import { T } from '../team.ts';

// One play of the scenario that a drill without a name takes: files read and checked, then played to its end.

const SCENARIO = 'poisoned-release';
const WARM_UP = 10;
const RUNS = 41;
const COLD_RUNS = 11;

function playInMemory(): number {
  let entries = 0;
  const took = timed(() => {
    const content = loadScenario(SCENARIO);
    const play = playOf(content);
    const clock = new PlayClock(T);
    const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: `play:${play.id}` });
    const failures = performAtOnce(session, clock, play);
    if (failures.length > 0) throw new Error(`the play ${play.id} did not end as it expects`);
    entries = session.entries.length;
  });
  played = entries;
  return took;
}

function playCold(store: string): number {
  const args = [program, 'drill', SCENARIO, '--auto', '--json', '--store', store];
  return timed(() => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the drill ended with ${status}: ${stderr}`);
  });
}

let played = 0;
const times = Array.from({ length: WARM_UP + RUNS }, playInMemory).slice(WARM_UP);
tell({
  what: 'one play of the first scenario, files read, journal in memory',
  value: median(times),
  unit: 'ms',
  target: { at: 'most', value: 60 },
  how: `${played} entries; ${RUNS} runs in one process, after ${WARM_UP}`,
  bare: true,
});

const store = freshFolder();
const cold = Array.from({ length: COLD_RUNS }, () => playCold(store));
tell({
  what: 'the same as a program: its start, its journal on disk, its report',
  value: median(cold),
  unit: 'ms',
  how: `\`drill --auto --json\`; ${COLD_RUNS} runs`,
  bare: true,
});
