import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

async function summaryOf(...args: string[]) {
  const { code, stdout, stderr } = await breakglass(place, ['drill', 'poisoned-release', ...args, '--json']);
  const lines = jsonLines(stdout);
  return { code, stderr, entries: lines.slice(0, -1), summary: lines.at(-1) as Record<string, unknown> };
}

describe('drill poisoned-release --auto --json', () => {
  it('by-the-book: reaches every milestone in time and leaves nothing behind', async () => {
    const { code, summary } = await summaryOf('--auto', 'by-the-book');
    expect(code).toBe(0);
    expect(Object.keys(summary)).toEqual([
      'type',
      'run',
      'kind',
      'outcome',
      'reached',
      'world',
      'objectives',
      'head',
      'journal',
    ]);
    expect(summary).toMatchObject({ type: 'summary', kind: 'exercise', outcome: 'closed' });
    expect(Object.keys(summary.reached as object)).toEqual(
      expect.arrayContaining(['acknowledged', 'isolated', 'contained', 'recovered']),
    );
    const reached = summary.reached as Record<string, { known: number; intruded: number }>;
    expect(reached.acknowledged).toEqual({ known: 60, intruded: 5 * 3600 + 60 });
    expect(reached.recovered?.known).toBeLessThanOrEqual(55 * 60);
    expect(summary.world).toMatchObject({
      prevented: expect.arrayContaining(['mint-backdoor', 'publish-again']),
      compromised: [],
      alive: [],
      served: [],
      reinfected: [],
      missed: [],
    });
    for (const objective of summary.objectives as object[])
      expect(objective).toEqual({ objective: expect.any(String), rating: expect.stringMatching(/^[PSMU]$/) });
  });

  it('newest-backup: restores the intruder too', async () => {
    const { code, summary, entries } = await summaryOf('--auto', 'newest-backup');
    expect(code).toBe(0);
    expect(summary.world).toMatchObject({ reinfected: ['artefact-store'] });
    expect(entries.filter(({ type }) => type === 'glass.broken')).toHaveLength(1);
  });

  it('nobody-home: the attacker does all of it', async () => {
    const { code, summary } = await summaryOf('--auto', 'nobody-home');
    expect(code).toBe(0);
    expect(summary).toMatchObject({
      outcome: 'time-up',
      reached: {},
      world: { happened: expect.arrayContaining(['mint-backdoor', 'publish-again']) },
    });
  });

  it('without a name plays the first play', async () => {
    const { entries } = await summaryOf('--auto');
    expect(entries[0]).toMatchObject({ typedBy: 'play:by-the-book' });
  });

  it('prints the journal, entry by entry', async () => {
    const { entries, summary } = await summaryOf('--auto', 'nobody-home');
    const journal = readFileSync(String(summary.journal), 'utf8');
    expect(entries).toEqual(jsonLines(journal));
    expect(entries.at(-1)?.hash).toBe(summary.head);
  });
});

describe('two headless runs with the same BREAKGLASS_NOW and seed', () => {
  const env = { BREAKGLASS_NOW: '2026-03-02T08:12:00Z' };
  const args = ['drill', '--auto', '--seed', 'seven', '--json'];

  it('give the same entries and the same head, and the second file gets -2', async () => {
    const first = await breakglass(place, args, { env });
    const second = await breakglass(place, args, {
      env: { ...env, TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', USER: 'someone' },
    });
    const [one, two] = [first, second].map(({ stdout }) => jsonLines(stdout));
    expect(two?.slice(0, -1)).toEqual(one?.slice(0, -1));
    expect(two?.at(-1)?.head).toBe(one?.at(-1)?.head);
    expect(one?.at(-1)?.run).toMatch(/^poisoned-release-20260302-[0-9a-f]{4}$/);
    expect(two?.at(-1)?.run).toBe(`${one?.at(-1)?.run}-2`);
  });

  it('have wall times of BREAKGLASS_NOW plus exercise time', async () => {
    const entries = jsonLines((await breakglass(place, args, { env })).stdout).slice(0, -1);
    const start = Date.parse(env.BREAKGLASS_NOW);
    const inPlay = entries.filter(({ at, type }) => Number(at) >= 0 && !String(type).startsWith('world.'));
    for (const { at, recorded } of inPlay) expect(Date.parse(String(recorded))).toBe(start + Number(at));
  });

  it('with another seed, give another run', async () => {
    const first = jsonLines((await breakglass(place, args, { env })).stdout).at(-1);
    const second = jsonLines((await breakglass(place, [...args.slice(0, 3), 'eight', '--json'], { env })).stdout).at(
      -1,
    );
    expect(second?.run).not.toBe(first?.run);
  });
});

describe('drill, not on a terminal', () => {
  it('plays the first play, told in plain lines, and says where everything is', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['drill']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const lines = stdout.split('\n');
    const entries = lines.slice(0, lines.indexOf(''));
    expect(entries.shift()).toBe(
      'A scripted team plays this drill (by-the-book). On a terminal, without --auto, you do.',
    );
    expect(entries.length).toBeGreaterThan(50);
    for (const line of entries) expect(line).toMatch(/^T[+-](?:\d+:)?\d\d:\d\d +\S/);
    expect(stdout).toContain('DRILL  poisoned-release');
    const report = /report +(\S+\.md)/.exec(stdout)?.[1] ?? '';
    expect(report.startsWith(join(place.store, 'reports'))).toBe(true);
    expect(readFileSync(report, 'utf8')).toMatch(/^# DRILL/);
    expect(stdout).toMatch(/head +[0-9a-f]{64}/);
  });

  it('sums up in names that the report has too, on lines of 80 columns', async () => {
    const { stdout } = await breakglass(place, ['drill', '--auto', 'nobody-home']);
    const summary = stdout.slice(stdout.indexOf('\nDRILL  '), stdout.indexOf('\n  run  '));
    for (const line of summary.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(summary.replace(/\s+/g, ' ')).toContain(
      'still compromised: release.yml; artefact-store stolen and still alive: CI_TOKEN; NPM_TOKEN',
    );
    expect(summary).not.toMatch(/publish-poisoned|ci-token/);
  });

  it('does not tell the truth before the hot wash', async () => {
    const { stdout } = await breakglass(place, ['drill', '--auto', 'nobody-home']);
    const [before = '', after = ''] = stdout.split('The hot wash began');
    expect(before).not.toMatch(/attacker|In truth/i);
    expect(after).toMatch(/The attacker: /);
  });

  it('takes names for roles', async () => {
    const { stdout } = await breakglass(place, ['drill', '--as', 'lead=Mara', '--as', 'operator=Jon Snow']);
    expect(stdout).toContain('Mara took the role lead');
    expect(stdout).toContain('Jon Snow took up');
  });

  it('strips control sequences of what came from outside', async () => {
    const { stdout } = await breakglass(place, ['drill', '--as', 'lead=Ma\u001b]52;c;AAAA\u0007ra']);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u0007');
  });

  it('goes on to its end where its reader leaves early', async () => {
    const { code, stdout } = await breakglass(place, ['drill'], {
      under: ['sh', '-c', '("$@"; echo "exit $?" >&3) 3>&1 | head -1; wait', 'sh'],
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^A scripted team plays this drill.*\n$/);
    const runs = JSON.parse((await breakglass(place, ['runs', '--json'])).stdout);
    expect(runs).toMatchObject([{ stage: 'closed' }]);
  });
});

describe('a play whose expectation is not met', () => {
  it('exits 5 and says what came instead', async () => {
    const { root } = await import('../helpers/cli.ts');
    const { cpSync, writeFileSync } = await import('node:fs');
    cpSync(join(root, 'scenarios', 'clues'), join(place.folder, 'clues'), { recursive: true });
    const text = readFileSync(join(root, 'scenarios', 'poisoned-release.yaml'), 'utf8');
    const wrong = text.replace('expect: { reached: none, happened', 'expect: { reached: { isolated: 15m }, happened');
    expect(wrong).not.toBe(text);
    writeFileSync(join(place.folder, 'wrong.yaml'), wrong);
    const drill = await breakglass(place, ['drill', 'wrong.yaml', '--auto', 'nobody-home']);
    expect(drill.code).toBe(5);
    expect(drill.stderr).toContain('isolated reached by T+15:00: not reached');
    const test = await breakglass(place, ['test', 'wrong.yaml', '--json', '--junit', 'junit.xml']);
    expect(test.code).toBe(5);
    const results = JSON.parse(test.stdout);
    expect(results.filter(({ passed }: { passed: boolean }) => !passed)).toEqual([
      {
        scenario: 'poisoned-release',
        play: 'nobody-home',
        passed: false,
        failures: [{ expect: 'isolated reached by T+15:00', actual: 'not reached', at: null }],
      },
    ]);
    expect(readFileSync(join(place.folder, 'junit.xml'), 'utf8')).toMatch(
      /failures="1"[\s\S]*<testcase classname="poisoned-release" name="nobody-home">\s*<failure message="expected isolated reached by T\+15:00">not reached</,
    );
  });
});

describe('test', () => {
  it('plays every play of every shipped scenario as expected', async () => {
    const { code, stdout } = await breakglass(place, ['test']);
    expect(stdout).not.toContain('FAILED');
    expect(stdout).toMatch(/^ok {6}poisoned-release {2}by-the-book$/m);
    expect(code).toBe(0);
  });
});
