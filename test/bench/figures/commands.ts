import { execa } from 'execa';
import { instanceOf, runningOf } from '../../../src/engine/state.ts';
import { tell } from '../figure.ts';
import { openLive, runOne } from '../live.ts';
import { inTurn, median } from '../measure.ts';
import { freshFolder } from '../store.ts';

// Steps whose command is `true`, one after the other: decide, append with its flush, start, take what comes back, append, evolve.

const COMMANDS = 100;
const ROUNDS = { warmUp: 1, counted: 5 };

let rounds = 0;
async function steps(): Promise<number> {
  rounds += 1;
  const session = await openLive(`${freshFolder()}/${rounds}`, '["true"]', COMMANDS);
  const from = performance.now();
  for (let number = 1; number <= COMMANDS; number += 1) await runOne(session, number);
  const took = performance.now() - from;
  session.leave();
  return took;
}

async function alone(): Promise<number> {
  const from = performance.now();
  for (let number = 0; number < COMMANDS; number += 1) await execa('true', { stdin: 'ignore' });
  return performance.now() - from;
}

const { subject, base, ratio } = await inTurn(ROUNDS, alone, steps);
tell({
  what: 'journaled steps of the command `true`, of execa alone',
  value: ratio,
  unit: 'x',
  target: { at: 'most', value: 3.5 },
  how: `${(subject / COMMANDS).toFixed(1)} ms of ${(base / COMMANDS).toFixed(1)} ms each; ${ROUNDS.counted} pairs of ${COMMANDS}`,
});

/** From the key that stops something to the moment at which the command has heard of it. */
async function cancel(number: number): Promise<number> {
  const argv =
    "[node, -e, \"process.on('SIGTERM', () => { console.log(Date.now()); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000)\"]";
  const session = await openLive(`${freshFolder()}/cancel-${number}`, argv, 1);
  const ref = { step: 'isolate', item: 'stage-1' };
  const up = new Promise<void>((resolve) => {
    session.subscribe(() => {
      const instance = instanceOf(session.state, ref);
      if (instance && runningOf(instance)?.lines.includes('up')) resolve();
    });
  });
  const done = runOne(session, 1);
  await up;
  const from = Date.now();
  session.dispatch({ type: 'cancel-action', ...ref }, { person: 'Ada', role: 'operator' });
  await done;
  const lines = instanceOf(session.state, ref)?.acted?.[0]?.lines ?? [];
  session.leave();
  return Number(lines.at(-1)) - from;
}

const times: number[] = [];
for (let number = 0; number < 11; number += 1) times.push(await cancel(number));
tell({
  what: 'from the word to stop to the signal in the command',
  value: median(times),
  unit: 'ms',
  target: { at: 'most', value: 100 },
  how: `${times.length} commands; the slowest ${Math.max(...times)} ms`,
  bare: true,
});
