import { join } from 'node:path';
import type { Definition } from '../../../src/engine/definition.ts';
import type { Entry } from '../../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../../src/engine/evolve.ts';
import { readJournal } from '../../../src/journal/read.ts';
import { LargeDrill, unflushed } from '../drill.ts';
import { tell } from '../figure.ts';
import { LARGE } from '../large.ts';
import { inTurn, median, timed } from '../measure.ts';
import { freshFolder } from '../store.ts';

// How fast a state is built from a journal, and whether ten times the entries cost ten times the time.

const WARM_UP = 5;
const RUNS = 15;
const ROUNDS = { warmUp: 2, counted: 11 };
/**
 * The smaller run is replayed so many times in a row against the larger one once: as many entries on both sides, so that
 * neither lies nearer to the processor, and each bears its share of the collector's work.
 */
const IN_A_ROW = 10;

interface Played {
  readonly definition: Definition;
  readonly path: string;
  readonly length: number;
}

/** Plays a pair to its end. */
function played(items: number, path: string): Played {
  const drill = new LargeDrill({ ...LARGE, items }, path, unflushed);
  drill.playTo(Number.POSITIVE_INFINITY);
  const { state, entries } = drill.session;
  return { definition: state.definition, path, length: entries.length };
}

const entriesOf = ({ path }: Played) => readJournal(path).entries as unknown as readonly Entry[];

/** How long it takes to replay a run so many times in a row, milliseconds. */
type Measure = (run: Played, times: number) => number;

/** From entries to the state. They are read anew each time, as they are when a run is gone on with. */
const replay: Measure = (run, times) => {
  const copies = Array.from({ length: times }, () => entriesOf(run));
  return timed(() => {
    for (const entries of copies) evolveAll(initialState(run.definition), entries);
  });
};

/** The same from the file on: every byte read, every hash checked, every line parsed. */
const readAndReplay: Measure = (run, times) =>
  timed(() => {
    for (let count = 0; count < times; count += 1) evolveAll(initialState(run.definition), entriesOf(run));
  });

function rateOf(run: Played, measure: Measure): number {
  const times = Array.from({ length: WARM_UP + RUNS }, () => measure(run, 1)).slice(WARM_UP);
  return (run.length / median(times)) * 1000;
}

async function growth(small: Played, great: Played, measure: Measure, what: string): Promise<void> {
  const severalSmall = () => measure(small, IN_A_ROW);
  const { subject, base, ratio } = await inTurn(ROUNDS, severalSmall, () => measure(great, 1));
  const sizes = `${great.length} entries of ${small.length}`;
  const times = `${subject.toFixed(0)} ms of ${(base / IN_A_ROW).toFixed(1)} ms`;
  tell({
    what: `${what} of ${(great.length / small.length).toFixed(1)} times the entries, in times the time`,
    value: ratio * IN_A_ROW,
    unit: 'x',
    target: { at: 'most', value: 12 },
    how: `${times}, ${sizes}; ${ROUNDS.counted} pairs, after ${ROUNDS.warmUp}`,
  });
}

const folder = freshFolder();
const large = played(LARGE.items, join(folder, 'large.jsonl'));
const size = `${large.length} entries of ${LARGE.phases} phases x ${LARGE.steps} steps x ${LARGE.items} items`;
tell({
  what: 'replay, entries a second',
  value: rateOf(large, replay),
  unit: '/s',
  target: { at: 'least', value: 30_000 },
  how: `${size}; ${RUNS} runs, after ${WARM_UP}`,
  bare: true,
});
tell({
  what: 'replay from the file on, every hash checked, entries a second',
  value: rateOf(large, readAndReplay),
  unit: '/s',
  how: 'the same',
  bare: true,
});

const tenfold = played(LARGE.items * 10, join(folder, 'tenfold.jsonl'));
await growth(large, tenfold, replay, 'replay');
await growth(large, tenfold, readAndReplay, 'replay from the file on');
