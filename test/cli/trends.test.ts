import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trendsSchema } from '../../src/report/trends/schema.ts';
import { breakglass, usingProgram } from '../helpers/cli.ts';
import { expectCommitted } from '../helpers/examples.ts';

const place = usingProgram();
const golden = join(import.meta.dirname, '..', 'golden');
const now = { env: { BREAKGLASS_NOW: '2026-06-01T00:00:00Z' } };

/** Played by scripts, a month apart. */
const plays = [
  ['poisoned-release', 'by-the-book', '2026-01-05'],
  ['poisoned-release', 'missed-one', '2026-02-05'],
  ['poisoned-release', 'newest-backup', '2026-03-05'],
  ['moved-tags', 'nobody-home', '2026-03-06'],
  ['poisoned-release', 'by-the-book', '2026-05-05'],
] as const;

async function played(): Promise<void> {
  for (const [scenario, play, day] of plays)
    await breakglass(place, ['drill', scenario, '--auto', play, '--seed', day], {
      env: { BREAKGLASS_NOW: `${day}T10:00:00Z` },
    });
}

/** Puts a golden journal into the store, as the run that it is here. */
function put(journal: string, run: string): void {
  mkdirSync(join(place.store, 'runs'), { recursive: true, mode: 0o700 });
  copyFileSync(join(golden, journal), join(place.store, 'runs', `${run}.jsonl`));
}

/** An incident, drills that people played, one that is open, and journals that cannot be read. */
function putAll(): void {
  put('runs/v1-live.jsonl', 'live');
  put('runs/v1-by-hand.jsonl', 'by-hand');
  put('runs/v1-clocks.jsonl', 'clocks');
  put('runs/v1-destruction.jsonl', 'destruction');
  put('runs/v1-told.jsonl', 'told');
  put('journals/damaged-flipped-byte.jsonl', 'flipped');
  put('journals/damaged-newer-version.jsonl', 'newer');
}

describe('trends of a store', () => {
  it('given plays, drills by people and an incident, then the text and the JSON are as they were, byte for byte', async () => {
    await played();
    putAll();
    const words = ['trends', '--with-scripted', '--format'];
    const text = await breakglass(place, [...words, 'text'], now);
    expectCommitted('test/golden/trends/store.txt', text.stdout, 'test/cli/trends.test.ts');
    const json = await breakglass(place, [...words, 'json'], now);
    expectCommitted('test/golden/trends/store.json', json.stdout, 'test/cli/trends.test.ts');
    expect(trendsSchema.safeParse(JSON.parse(json.stdout)).error).toBeUndefined();
    expect(text.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    // Who played is in every journal, and here stands only who owns an improvement.
    const lines = `${text.stdout}${json.stdout}`.split('\n').filter((line) => /Mara|Jon|Priya/.test(line));
    expect(lines.map((line) => line.trim())).toEqual([
      'owner Jon, due 2026-04-01, OVERDUE; compromised-pipeline,',
      '"owner": "Jon",',
    ]);
  });

  it('given no flag, then what a script played is left out and said, and damage is named and no failure', async () => {
    put('runs/v1-by-the-book.jsonl', 'by-script');
    putAll();
    const { code, stdout, stderr } = await breakglass(place, ['trends', '--json'], now);
    expect(code).toBe(0);
    const told = trendsSchema.parse(JSON.parse(stdout));
    expect(told.drills.runs.map(({ run }) => run).sort()).toEqual(['by-hand', 'clocks', 'destruction']);
    expect(told.incidents.runs.map(({ run }) => run)).toEqual(['live']);
    expect(told.leftOut.filter(({ why }) => why === 'scripted').map(({ run }) => run)).toEqual(['by-script']);
    expect(told.leftOut.filter(({ why }) => why !== 'scripted').map(({ run, why }) => [run, why])).toEqual([
      ['flipped', 'damaged'],
      ['newer', 'other-version'],
      ['told', 'open'],
    ]);
    expect(stderr).toContain('Left out: 1 that a script played; --with-scripted counts them.');
    expect(stderr).toMatch(/^Left out: flipped: /m);
    expect(stderr).toMatch(/^Left out: told: it is not closed yet$/m);
  });

  it.each([
    ['2026-03-20', ['clocks']],
    ['70d', ['clocks']],
    ['2026-03-02T00:00:00Z', ['by-hand', 'clocks', 'destruction']],
  ])('given --since %s, then what was opened before is left out, and counted', async (since, runs) => {
    putAll();
    const { stdout } = await breakglass(place, ['trends', '--since', since, '--json'], now);
    const told = trendsSchema.parse(JSON.parse(stdout));
    expect(told.drills.runs.map(({ run }) => run).sort()).toEqual(runs);
    expect(told.earlier).toBe(told.since === '2026-03-02T00:00:00.000Z' ? 0 : 4);
  });

  it('given several formats, then files are written, in the store for their owner alone', async () => {
    putAll();
    const out = await breakglass(place, ['trends', '--format', 'html,json,text', '--out', 'there'], now);
    expect(out.stdout).toBe('there/trends.html\nthere/trends.json\nthere/trends.txt\n');
    expect(readFileSync(join(place.folder, 'there', 'trends.html'), 'utf8')).toMatch(/^<!doctype html>/);
    const kept = await breakglass(place, ['trends', '--format', 'html,text'], now);
    const path = join(place.store, 'reports', 'trends.html');
    expect(kept.stdout).toContain(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(readFileSync(join(place.folder, 'there', 'trends.html'), 'utf8'));
  });

  it('given an empty store, then how to begin is said, nothing is made, and it is no failure', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['trends']);
    expect(code).toBe(0);
    expect(stdout).toContain('TRENDS');
    expect(stdout).toContain('No drill counts yet.');
    expect(stderr).toContain('counts yet. Begin one, and close it: ');
    expect(existsSync(place.store)).toBe(false);
    const json = await breakglass(place, ['trends', '--json']);
    expect(trendsSchema.parse(JSON.parse(json.stdout)).drills.runs).toEqual([]);
  });

  it.each(['trends', 'trends --json', 'runs'])(
    'given --store names no folder, then %s says so, and does not show an empty store',
    async (line) => {
      const { code, stdout, stderr } = await breakglass(place, [...line.split(' '), '--store', 'stroe']);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('There is no store');
      expect(stderr).toContain('stroe');
      expect(existsSync(join(place.folder, 'stroe'))).toBe(false);
    },
  );

  it.each([
    ['--since', 'lately', 'a day such as 2026-01-01'],
    ['--since', '2026-02-30', 'a day such as 2026-01-01'],
    ['--format', 'htm', 'html'],
  ])('given %s %s, exits 2 and says what it takes', async (flag, value, said) => {
    const { code, stderr } = await breakglass(place, ['trends', flag, value]);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
