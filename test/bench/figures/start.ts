import { tell } from '../figure.ts';
import { inTurn } from '../measure.ts';
import { isPainted, program, Screen } from '../screen.ts';
import { freshFolder } from '../store.ts';

// From the start of the process to the home screen's first frame, and to the end of `--version`.

const ROUNDS = { warmUp: 3, counted: 21 };
const store = freshFolder();

async function toTheEnd(args: readonly string[]): Promise<number> {
  const from = performance.now();
  await new Screen(args, store).ended();
  return performance.now() - from;
}

async function toTheFirstFrame(): Promise<number> {
  const from = performance.now();
  const screen = new Screen([program], store);
  await screen.until('The first frame of the home screen', isPainted);
  const took = performance.now() - from;
  await screen.kill();
  return took;
}

const node = () => toTheEnd(['-e', '0']);
const rounds = `${ROUNDS.counted} pairs in a pseudo-terminal, after ${ROUNDS.warmUp}`;

const frame = await inTurn(ROUNDS, node, toTheFirstFrame);
tell({
  what: 'start to the first frame of the home screen, of `node -e 0`',
  value: frame.ratio,
  unit: 'x',
  target: { at: 'most', value: 2 },
  how: `${frame.subject.toFixed(0)} ms of ${frame.base.toFixed(0)} ms; ${rounds}`,
});

const version = await inTurn(ROUNDS, node, () => toTheEnd([program, '--version']));
tell({
  what: '`--version`, of `node -e 0`',
  value: version.ratio,
  unit: 'x',
  target: { at: 'most', value: 1.4 },
  how: `${version.subject.toFixed(0)} ms of ${version.base.toFixed(0)} ms; ${rounds}`,
});
