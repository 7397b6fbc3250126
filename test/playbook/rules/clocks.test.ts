import { describe, expect, it } from 'vitest';
import { diagnosePlaybook } from '../../helpers/documents.ts';
import { found, playbook } from './written.ts';

const phases = `phases:
        - phase: one
          title: One
          reaches: contained
          steps:
            - { step: look, do: Look. }
            - { step: tell, do: Tell. }`;
const withClocks = (...lines: readonly string[]) =>
  playbook(`
      clocks:
${lines.map((line) => `        - ${line}`).join('\n')}
      ${phases}`);
const always = 'starts: "${{ run.known }}", met-by: tell';

describe('clocks', () => {
  it('given one of the library, then nothing more is asked of it than what the playbook alone can say', () => {
    expect(
      found(
        withClocks(
          `{ clock: law, uses: gdpr-33, ${always} }`,
          `{ clock: early, uses: nis2-early-warning, ${always} }`,
          `{ clock: full, uses: nis2-notification, ${always} }`,
          '{ clock: last, uses: nis2-final-report, met-by: look }',
          `{ clock: sec, uses: sec-8k-105, from: steps.look, ${always} }`,
          `{ clock: contract, uses: contract-notice, due: 24h, source: "MSA, 9.2", ${always} }`,
        ),
      ),
    ).toEqual([]);
  });

  it('given a name that is not in the library, then the nearest one is told', () => {
    const text = withClocks(`{ clock: law, uses: gpdr-33, ${always} }`);
    expect(found(text)).toEqual(['name-unknown at `gpdr-33`: there is no clock `gpdr-33`']);
    expect(diagnosePlaybook(text)[0]?.hint).toBe('Did you mean `gdpr-33`?');
  });

  it('given what neither the playbook nor the library says, then it is asked for', () => {
    expect(
      found(
        withClocks(
          `{ clock: bare, met-by: tell }`,
          `{ clock: contract, uses: contract-notice, ${always} }`,
          `{ clock: sec, uses: sec-8k-105, ${always} }`,
        ),
      ),
    ).toEqual([
      'keys-incomplete at `bare`: the clock `bare` needs `due`',
      'keys-incomplete at `bare`: the clock `bare` needs `source`',
      'keys-incomplete at `bare`: the clock `bare` needs `starts`',
      'keys-incomplete at `bare`: the clock `bare` needs `title`',
      'keys-incomplete at `contract`: `contract-notice`, which `contract` uses, needs `due`',
      'keys-incomplete at `contract`: `contract-notice`, which `contract` uses, needs `source`',
      'keys-incomplete at `sec`: `sec-8k-105`, which `sec` uses, needs `from`',
    ]);
  });

  it('given moments that there are not, then they are told where they are written, or where the library is named', () => {
    expect(
      found(
        withClocks(
          `{ clock: a, uses: gdpr-33, from: steps.lok, ${always} }`,
          `{ clock: b, uses: gdpr-33, from: clocks.z, ${always} }`,
          `{ clock: c, uses: gdpr-33, at-latest: { due: 1h, from: contaned }, ${always} }`,
          '{ clock: d, uses: dora-final, met-by: tell }',
        ),
      ),
    ).toEqual([
      'name-unknown at `steps.lok`: there is no moment `steps.lok`',
      'name-unknown at `clocks.z`: there is no moment `clocks.z`',
      'name-unknown at `contaned`: there is no moment `contaned`',
      'name-unknown at `dora-final`: there is no moment `clocks.dora-intermediate`',
    ]);
  });

  it('given clocks that count from each other, then that is told of each', () => {
    expect(
      found(
        withClocks(
          `{ clock: a, uses: gdpr-33, from: clocks.b, ${always} }`,
          `{ clock: b, uses: gdpr-33, from: clocks.a, ${always} }`,
        ),
      ),
    ).toEqual([
      'after-cycle at `clocks.b`: the clock `a` counts from itself, by way of `clocks.b`',
      'after-cycle at `clocks.a`: the clock `b` counts from itself, by way of `clocks.a`',
    ]);
  });

  it('given a zone that is none, times of no day, and a time of day without days, then they are told', () => {
    expect(
      found(
        withClocks(
          `{ clock: a, uses: hipaa-individuals, timezone: Europe/Atlantis, ${always} }`,
          `{ clock: b, uses: gdpr-33, due: 72h, until: "17:00", ${always} }`,
        ),
      ),
    ).toEqual([
      'timezone-unknown at `Europe/Atlantis`: there is no time zone `Europe/Atlantis`',
      'keys-conflict at `until`: `until` says when the last day ends, and this deadline is not counted in days',
    ]);
    expect(
      found(
        withClocks(
          `{ clock: a, uses: hipaa-individuals, due: 3 fortnights, holidays: [2026-02-30], until: "25:00", ${always} }`,
        ),
      ).map((line) => line.split(':')[0]),
    ).toEqual(['shape-format at `3 fortnights`', 'shape-format at `2026-02-30`', 'shape-format at `"25']);
  });
});
