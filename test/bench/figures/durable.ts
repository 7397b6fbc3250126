import { closeSync, constants, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LargeDrill } from '../drill.ts';
import { tell } from '../figure.ts';
import { LARGE } from '../large.ts';
import { inTurn, timed } from '../measure.ts';
import { freshFolder } from '../store.ts';

// Durable commands a second, through all that a command goes through: decide, append with its flush, evolve.

const COMMANDS = 200;
const ROUNDS = { warmUp: 6, counted: 30 };

const folder = freshFolder();
const path = join(folder, 'run.jsonl');
const drill = new LargeDrill(LARGE, path);
/** How many entries each command of the last round led to. */
let counts: number[] = [];

function commands(): number {
  counts = [];
  return timed(() => {
    while (counts.length < COMMANDS) counts.push(drill.command());
  });
}

/** The same bytes in the same portions, written and flushed by the two calls alone. */
function bare(): number {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  let at = lines.length - counts.reduce((sum, count) => sum + count, 0);
  const portions = counts.map((count) => {
    at += count;
    return Buffer.from(`${lines.slice(at - count, at).join('\n')}\n`);
  });
  const fd = openSync(join(folder, 'bare.jsonl'), constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
  try {
    return timed(() => {
      for (const portion of portions) {
        writeSync(fd, portion);
        fdatasyncSync(fd);
      }
    });
  } finally {
    closeSync(fd);
  }
}

commands();
const { subject, base, ratio } = await inTurn(ROUNDS, bare, commands);
const rate = (ms: number) => Math.round((COMMANDS / ms) * 1000);
tell({
  what: 'durable commands a second, of bare writes and flushes of the same bytes',
  value: 1 / ratio,
  unit: 'x',
  target: { at: 'least', value: 0.6 },
  how: `${rate(subject)}/s of ${rate(base)}/s; ${ROUNDS.counted} pairs of ${COMMANDS}, after ${ROUNDS.warmUp}`,
});
tell({
  what: 'what a durable command costs beyond its bare write and flush',
  value: (subject - base) / COMMANDS,
  unit: 'ms',
  how: 'the same; the quicker the disk, the more it weighs',
  bare: true,
});
