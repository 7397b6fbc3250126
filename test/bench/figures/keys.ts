import { setTimeout as pause } from 'node:timers/promises';
import { tell } from '../figure.ts';
import { median } from '../measure.ts';
import { ENTRIES, resumedScreen } from '../resumed.ts';
import { framesOf, type Screen } from '../screen.ts';

// From a key to the last byte of the frame that it leads to, in a run with a long timeline.

const WARM_UP = 30;
const KEYS = 200;
/** Between two keys, milliseconds: nobody types faster, and what a frame leaves to be done is done by then. */
const REST = 40;
const up = '\u001b[A';
const down = '\u001b[B';
const pageUp = '\u001b[5~';
const pageDown = '\u001b[6~';

interface Pressed {
  readonly took: number;
  readonly output: string;
}

async function press(screen: Screen, key: string): Promise<Pressed> {
  screen.forget();
  const from = performance.now();
  screen.press(key);
  await screen.until(`A frame after the key ${JSON.stringify(key)}`, (output) => framesOf(output).length > 0);
  const took = performance.now() - from;
  await pause(REST);
  return { took, output: screen.output };
}

async function pressAll(screen: Screen, keys: readonly string[]): Promise<readonly Pressed[]> {
  const pressed: Pressed[] = [];
  for (let count = 0; count < WARM_UP + KEYS; count += 1)
    pressed.push(await press(screen, keys[count % keys.length] ?? up));
  return pressed.slice(WARM_UP);
}

const screen = await resumedScreen();
const first = { took: 0, output: screen.output };
const onRun = await pressAll(screen, [down, up]);
const toTimeline = await press(screen, 't');
const onTimeline = await pressAll(screen, [pageUp, up, up, pageUp, down, pageDown]);
await screen.kill();

const all = [first, ...onRun, toTimeline, ...onTimeline];
const how = `${KEYS} keys, after ${WARM_UP}, in a pseudo-terminal of 80 x 24; ${ENTRIES.toLocaleString('en-US')} entries`;
const frames = all.flatMap(({ output }) => framesOf(output));
const bytes = frames.map((frame) => Buffer.byteLength(frame));
tell({
  what: 'key to frame on the timeline, pages and lines',
  value: median(onTimeline.map(({ took }) => took)),
  unit: 'ms',
  target: { at: 'most', value: 16 },
  how,
  bare: true,
});
tell({
  what: 'key to frame on the screen of the run',
  value: median(onRun.map(({ took }) => took)),
  unit: 'ms',
  target: { at: 'most', value: 16 },
  how,
  bare: true,
});
tell({
  what: 'the largest frame of all of these, the first one and another screen included',
  value: Math.max(...bytes) / 1000,
  unit: 'KB',
  target: { at: 'most', value: 4 },
  how: `${frames.length} frames; the median is ${(median(bytes) / 1000).toFixed(2)} KB`,
});
tell({
  what: 'frames that clear what was scrolled away',
  value: frames.filter((frame) => frame.includes('\u001b[3J')).length,
  unit: 'frames',
  target: { at: 'most', value: 0 },
  how: 'the control sequence \\x1b[3J in what was written',
});
