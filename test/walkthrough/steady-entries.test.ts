import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/engine/definition.ts';
import type { Told } from '../../src/report/source.ts';
import { steadyEntries } from './steady-entries.ts';

/** A machine on which the same call was run, with what is its own. */
interface Machine {
  readonly dir: string;
  readonly port: number;
  readonly snapshot: string;
  readonly printed: string;
  readonly portions: readonly (readonly string[])[];
  readonly exit: number;
}

const call = { step: 'verify', item: 'nightly', number: 1 };

/** What it has in its journal, as it would stand in any report. */
function steadyOf({ dir, port, snapshot, printed, portions, exit }: Machine): readonly Told[] {
  const github = `http://127.0.0.1:${port}`;
  const evidence = { sha256: sha256(printed), bytes: printed.length, excerpt: printed.slice(0, 60) };
  const bodies = [
    { type: 'action.requested', ...call, at: 0, shown: `GET ${github}/${snapshot} > ${dir}/srv`, plan: sha256(dir) },
    ...portions.map((lines) => ({ type: 'action.output', ...call, at: 4000, lines })),
    { type: 'action.finished', ...call, at: 4000, exit, said: `Exit code ${exit}.`, evidence, milliseconds: port },
    {
      type: 'step.answered',
      step: 'choose',
      at: 5000,
      choice: /^\d/.test(snapshot) ? `item-${snapshot.slice(0, 8)}` : snapshot.slice(0, 8),
    },
  ];
  const entries = bodies.map(
    (body, index) =>
      ({
        ...body,
        seq: index + 1,
        hash: sha256(`${dir}${index}`),
        prev: sha256(`${dir}${index - 1}`),
      }) as unknown as Told,
  );
  return steadyEntries({ dir, github, run: 'verify-1', entries }, () => printed);
}

const [digits, letters] = ['12345678', 'abcdef12'].map((short) => short.padEnd(64, '0'));
const snapshotsOf = (id: string, dir: string, more: object) =>
  JSON.stringify([
    { time: '2026-02-27T06:00:00Z', tree: sha256(id), paths: [`${dir}/srv`], ...more, id, short_id: id.slice(0, 8) },
  ]);

const here: Machine = {
  dir: '/tmp/breakglass-live-a',
  port: 40_001,
  snapshot: digits ?? '',
  printed: snapshotsOf(digits ?? '', '/tmp/breakglass-live-a', {}),
  portions: [['load indexes', 'no errors were found']],
  exit: 255,
};
const there: Machine = {
  dir: '/var/folders/z9/breakglass-live-long',
  port: 65_535,
  snapshot: letters ?? '',
  printed: snapshotsOf(letters ?? '', '/var/folders/z9/breakglass-live-long', {
    program_version: 'restic 0.18.0',
    summary: { files_new: 2 },
  }),
  portions: [['load indexes'], ['no errors were found']],
  exit: 254,
};

describe('the entries of a run, standing still', () => {
  it('given the same run on two machines, then they are the same', () => {
    expect(steadyOf(there)).toEqual(steadyOf(here));
    expect(JSON.stringify(steadyOf(here))).not.toMatch(/breakglass-live|127\.0\.0\.1|12345678/);
  });

  it('given what ran, then it took as long as the clock says', () => {
    expect(steadyOf(here)[2]).toMatchObject({ type: 'action.finished', milliseconds: 4000, seq: 3 });
  });

  it('given another thing printed, then they differ', () => {
    expect(steadyOf({ ...here, printed: 'no errors were found\n' })).not.toEqual(steadyOf(here));
  });
});
