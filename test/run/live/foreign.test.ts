import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/engine/definition.ts';
import { runningOf } from '../../../src/engine/state.ts';
import { createFileJournal } from '../../../src/journal/append.ts';
import { payloadOf } from '../../../src/journal/envelope.ts';
import type { Payload } from '../../../src/journal/payload.ts';
import { readJournal } from '../../../src/journal/read.ts';
import { verifyJournal } from '../../../src/journal/verify.ts';
import { toJson } from '../../../src/report/json.ts';
import { toMarkdown } from '../../../src/report/markdown.ts';
import { reportModel } from '../../../src/report/report.ts';
import { readRun } from '../../../src/run/replay.ts';
import { leftAlone, ran, takenAgain } from './again.ts';
import { ada, addThing, folder, isolatedBy, isolating, needed, openLive, ref, runToEnd } from './given.ts';

interface Left {
  readonly dir: string;
  readonly run: string;
  readonly journal: string;
  readonly counter: string;
}

/** A live run whose one action was done, and that was left. */
async function left(): Promise<Left> {
  const counter = `${folder()}/counter`;
  const session = await openLive({
    playbook: isolating,
    catalogue: isolatedBy(`run: [sh, -c, 'printf x >> ${counter}; echo done']\n    holds: "\${{ outputs.exit == 0 }}"`),
  });
  addThing(session);
  await runToEnd(session, ref);
  const { dir, run, journal } = session;
  session.leave();
  return { dir, run, journal, counter };
}

/** The journal as another program could have written it: other entries, and every hash as it must be. */
function rewrite({ journal }: Left, change: (payloads: readonly Payload[]) => readonly Payload[]): void {
  const payloads = change(readJournal(journal).entries.map(payloadOf));
  rmSync(journal);
  const writer = createFileJournal(journal);
  writer.append(0, payloads);
  writer.close();
}

const changed = (type: string, more: Payload) => (payloads: readonly Payload[]) =>
  payloads.map((payload) => (payload.type === type ? { ...payload, ...more } : payload));

/** Until the action was asked for: so a journal stands of which the program was cut off. */
const untilRequest = (payloads: readonly Payload[]) =>
  payloads.slice(0, payloads.findIndex(({ type }) => type === 'action.requested') + 1);

/** The report, as a person and as a program read it. */
function reported(journal: string): string {
  const { entries, definition } = readRun(journal);
  const model = reportModel(entries, definition);
  JSON.parse(toJson(model));
  return toMarkdown(model);
}

const integrity = (said: RegExp) =>
  expect.objectContaining({ kind: 'integrity', message: expect.stringMatching(said) });

describe('given a live journal of another version', () => {
  it.each([
    [
      'a verdict that is none here',
      changed('action.finished', { verdict: 'perhaps' }),
      /, entry \d+: .*verdict "perhaps"/,
    ],
    ['a proof that is none here', changed('action.finished', { proof: 'undead' }), /proof "undead"/],
    [
      'an entry of a type that is none here',
      changed('action.output', { type: 'action.paused' }),
      /unknown type "action.paused"/,
    ],
    [
      'the end of a call that was never asked for',
      changed('action.finished', { number: 7 }),
      /call 7 of isolate does not run/,
    ],
    [
      'an end, and no request before it',
      (all: readonly Payload[]) => all.filter(({ type }) => type !== 'action.requested'),
      /no call 1/,
    ],
  ])('with %s: its chain is intact, and who reads on is told where it does not fit', async (_, change, said) => {
    const run = await left();
    rewrite(run, change);
    expect(verifyJournal(run.journal)).toMatchObject({ ok: true });
    expect(() => readRun(run.journal)).toThrow(integrity(said));
    expect(() => readRun(run.journal)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('Another version') }),
    );
    await expect(takenAgain(run.dir, run.run)).rejects.toThrow(integrity(said));
    expect(ran(run.counter)).toBe(1);
  });

  it.each([
    ['of a later format', 'format: 1', 'format: 9'],
    ['with a key that is none here', 'title: Tests', 'title: Tests\nmagic: true'],
    ['that is no YAML', 'format: 1', '{{{'],
  ])(
    'with a catalogue %s: it is verified and reported; to go on with it is refused, and says which',
    async (_, from, to) => {
      const run = await left();
      rewrite(run, ([opened = {}, ...rest]) => {
        const [catalogue] = opened.catalogues as unknown as { id: string; version: string; text: string }[];
        const text = (catalogue?.text ?? '').replace(from, to);
        return [{ ...opened, catalogues: [{ id: 'test', version: '1.0.0', sha256: sha256(text), text }] }, ...rest];
      });
      expect(verifyJournal(run.journal)).toMatchObject({ ok: true });
      expect(reported(run.journal)).toContain('isolate');
      await expect(takenAgain(run.dir, run.run)).rejects.toThrow(integrity(/catalogue test \(in the journal\)/));
      expect(ran(run.counter)).toBe(1);
    },
  );

  it('with an action that its catalogues have no more: it is reported, and gone on with; what ran then is asked', async () => {
    const run = await left();
    rewrite(run, (all) => changed('action.requested', { action: 'gone/isolate' })(untilRequest(all)));
    expect(reported(run.journal)).toContain('gone/isolate');
    const session = await takenAgain(run.dir, run.run);
    await leftAlone(session);
    expect(needed(session, ref).status).toBe('outcome-unknown');
    expect(session.dispatch({ type: 'conclude', ...ref, did: true, how: 'I looked.' }, ada)).toBeNull();
    expect(needed(session, ref).status).toBe('done');
    expect(ran(run.counter)).toBe(1);
  });

  it('with fields that are none here: they are let be', async () => {
    const run = await left();
    rewrite(run, changed('action.finished', { cost: 3, signedBy: { key: 'x' } }));
    expect(reported(run.journal)).toContain('isolate');
    const session = await takenAgain(run.dir, run.run);
    expect(needed(session, ref).status).toBe('done');
  });
});

describe('given a live journal with ten thousand lines that a command printed', () => {
  const long = (all: readonly Payload[]): Payload[] => {
    const until = untilRequest(all);
    const { at, recorded } = until.at(-1) ?? {};
    const line = (number: number) => ({
      type: 'action.output',
      ...ref,
      number: 1,
      lines: [`line ${number}`],
      at,
      recorded,
    });
    return [...until, ...Array.from({ length: 10_000 }, (_, index) => line(index + 1))];
  };

  it('it is verified, reported and gone on with, and has its last lines', async () => {
    const run = await left();
    rewrite(run, long);
    expect(verifyJournal(run.journal)).toMatchObject({ ok: true });
    expect(reported(run.journal)).not.toContain('line 5000');
    const session = await takenAgain(run.dir, run.run);
    await leftAlone(session);
    const instance = needed(session, ref);
    expect(instance.status).toBe('outcome-unknown');
    expect(runningOf(instance)).toBeUndefined();
    expect(instance.acted?.[0]?.lines.at(-1)).toBe('line 10000');
    expect(ran(run.counter)).toBe(1);
  });
});
