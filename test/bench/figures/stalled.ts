import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { realClock } from '../../../src/run/clock.ts';
import { loadScenario } from '../../../src/run/content.ts';
import { openDrill } from '../../../src/run/open.ts';
import { tell } from '../figure.ts';
import { inTurn } from '../measure.ts';
import { framesOf, isPainted, program, Screen } from '../screen.ts';
import { freshFolder } from '../store.ts';

// From a key to its frame while Slack takes every connection and never answers, with a thousand messages that wait for it; beside
// the same run that is told nowhere.

const NOTES = 1000;
const KEYS = 100;
/** Between two keys, milliseconds: what a frame leaves to be done is done by then. */
const REST = 40;

/** A drill of so many entries, left by who opened it, and gone on with by the program in a pseudo-terminal. */
async function resumed(isTold: boolean): Promise<Screen> {
  const store = freshFolder();
  const content = loadScenario('poisoned-release');
  const roles = { lead: 'Ada' };
  const routes = isTold ? [{ via: 'slack', tells: 'run' as const }] : [];
  const session = await openDrill(store, { content, roles, routes, clock: realClock, typedBy: 'bench' });
  for (let note = 0; note < NOTES; note += 1)
    session.dispatch({ type: 'note', text: `Note ${note}` }, { person: 'Ada', role: 'lead' });
  session.dispatch({ type: 'leave' });
  session.leave();
  const screen = new Screen([program, 'resume', session.run], store);
  await screen.until('The first frame of the resumed run', isPainted);
  return screen;
}

async function press(screen: Screen, key: string): Promise<number> {
  screen.forget();
  const from = performance.now();
  screen.press(key);
  await screen.until(`A frame after the key ${JSON.stringify(key)}`, (output) => framesOf(output).length > 0);
  const took = performance.now() - from;
  await pause(REST);
  return took;
}

const silent = createServer(() => undefined);
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
const { port } = silent.address() as AddressInfo;
Object.assign(process.env, {
  SLACK_BOT_TOKEN: 'xoxb-of-the-bench',
  SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
  BREAKGLASS_SLACK_EXERCISE_CHANNEL: '#drills',
});
const [plain, told] = [await resumed(false), await resumed(true)];
let count = 0;
const keyOf = () => (count++ % 4 < 2 ? '\u001b[B' : '\u001b[A');
const { ratio, subject, base } = await inTurn(
  { warmUp: 20, counted: KEYS },
  () => press(plain, keyOf()),
  () => press(told, keyOf()),
);
await Promise.all([plain.kill(), told.kill()]);
silent.close();
tell({
  what: 'key to frame while Slack takes connections and never answers',
  value: ratio,
  unit: 'x',
  target: { at: 'most', value: 1.5 },
  how: `${KEYS} keys, after 20; ${NOTES.toLocaleString('en-US')} messages wait: ${subject.toFixed(1)} ms. Base: the same run told nowhere, ${base.toFixed(1)} ms`,
});
process.exit(0);
