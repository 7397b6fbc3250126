import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { borgRepository, filledFolder, flipByte, largestIn, ran } from '../../helpers/backups.ts';
import { type Item, LiveAction, type Ran, runAction, type Setting } from './live-action.ts';
import { withOwnProgram } from './own-program.ts';

const environment = withOwnProgram();
const secrets = { BORG_PASSPHRASE: 'correct horse battery' };

/** Made once: a repository with an archive. Each test works on a copy of it. */
const made = { folder: '', id: '', end: '' };
let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const live = () => join(made.folder, 'srv', 'data');

beforeAll(() => {
  made.folder = mkdtempSync(join(tmpdir(), 'breakglass-borg-'));
  const borg = borgRepository(join(made.folder, 'repository'));
  filledFolder(live());
  borg.create('monday', live());
  const [archive] = JSON.parse(ran(['borg', 'list', '--json', '--format={end}'], { env: borg.env })).archives;
  Object.assign(made, { id: archive.id, end: archive.end });
}, 120_000);
afterAll(() => rmSync(made.folder, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-restore-'));
  ran(['cp', '-a', join(made.folder, 'repository'), at('repository')]);
  rmSync(join(made.folder, 'srv'), { recursive: true, force: true });
  mkdirSync(live(), { recursive: true });
  writeFileSync(join(live(), 'tampered'), 'by somebody');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const item = (fields: Readonly<Record<string, string>> = {}): Item => ({
  kind: 'backup',
  type: 'borg',
  name: 'monday',
  fields: { taken: '2026-03-02T05:12:04Z', digest: made.id, repository: at('repository'), folder: live(), ...fields },
});
const around = () => environment({ BORG_BASE_DIR: at('base'), BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes' });
const setting = (action: string, more: Partial<Setting> = {}): Setting => ({
  action: `borg/${action}`,
  item: item(),
  secrets,
  environment: around(),
  ...more,
});
const into = () => ({ into: at('clean'), keep: 'test' });
const calls = ({ entries }: Ran) =>
  entries.flatMap((entry) => (entry.type === 'action.finished' ? [`${entry.call} ${entry.verdict}`] : []));
const files = (of: string) => readdirSync(of, { recursive: true, encoding: 'utf8' }).sort();

describe('Borg, a real repository', { timeout: 120_000 }, () => {
  it('when its archives are listed, each is proposed with its time in UTC, its id, and where it is from', async () => {
    const { proposed } = await runAction({
      action: 'borg/list-archives',
      inputs: { repository: at('repository') },
      secrets,
      environment: { ...around(), TZ: 'Asia/Tokyo' },
    });
    expect(proposed).toEqual([
      expect.objectContaining({
        kind: 'backup',
        itemType: 'borg',
        name: 'monday',
        fields: expect.objectContaining({ digest: made.id, archive: 'monday', repository: at('repository') }),
      }),
    ]);
    expect(proposed[0]?.fields.taken).toBe(`${made.end}Z`);
  });

  it('when it is verified, all of it is read back, and nothing of it changed', async () => {
    const before = files(at('repository'));
    const verified = await runAction(setting('verify'));
    expect(calls(verified)).toEqual(['archive ok', 'check ok']);
    expect(verified).toMatchObject({ status: 'done', reached: ['verified'], outputs: { digest: made.id } });
    expect(files(at('repository'))).toEqual(before);
  });

  it('given a segment in which one bit was flipped, is not verified', async () => {
    flipByte(largestIn(at('repository', 'data')));
    const verified = await runAction(setting('verify'));
    expect(calls(verified).at(-1)).toMatch(/ failed$/);
    expect(verified).toMatchObject({ status: 'failed', reached: [] });
  });

  it('given an archive that is not the one that was listed, is not verified', async () => {
    const verified = await runAction(setting('verify', { item: item({ digest: 'ab'.repeat(32) }) }));
    expect(calls(verified)).toEqual(['archive failed']);
  });
});

describe('a verified restore with Borg', { timeout: 120_000 }, () => {
  it('extracts into a new folder, compares, and puts it in place; what was there is kept', async () => {
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored)).toEqual(['place ok', 'restore ok', 'compare ok', 'archive ok', 'durable ok', 'swap ok']);
    expect(restored).toMatchObject({
      status: 'done',
      reached: ['restored'],
      outputs: { digest: made.id, files: '3', before: `${live()}.before-test` },
    });
    expect(readFileSync(join(live(), 'bin', 'serve'), 'utf8')).toBe('#!/bin/sh\necho served\n');
    expect(files(`${live()}.before-test`)).toEqual(['tampered']);
  });

  it('given a folder that is there, extracts nothing into it', async () => {
    mkdirSync(at('clean'));
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored)).toEqual(['place failed']);
    expect(files(at('clean'))).toEqual([]);
  });

  it('given a segment in which one bit was flipped, puts nothing in place', async () => {
    flipByte(largestIn(at('repository', 'data')));
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored)).toEqual(['place ok', 'restore failed']);
    expect(restored).toMatchObject({ status: 'failed', reached: [], outputs: {} });
    expect(files(live())).toEqual(['tampered']);
  });

  it('given that the folder is gone, is put there by its own action', async () => {
    rmSync(live(), { recursive: true });
    const gone = await runAction(setting('restore-what-is-gone', { inputs: { into: at('clean') } }));
    expect(gone).toMatchObject({ status: 'done', reached: ['restored'], outputs: { digest: made.id } });
    expect(files(live())).toContain('bin/serve');
  });

  it('can be left beside what is live', async () => {
    const restored = await runAction(setting('restore-beside', { inputs: { into: at('clean') } }));
    expect(restored).toMatchObject({ status: 'done', reached: ['restored'], outputs: { digest: made.id } });
    expect(files(at('clean', live()))).toContain('bin/serve');
    expect(files(live())).toEqual(['tampered']);
  });

  it.each([
    ['repository', 'repository', 'which is another one from another folder'],
    ['archive', '--repair', 'an option'],
    ['archive', 'mon*', 'which may be several'],
  ])('given for %s %j, %s, asks again', (input, value) => {
    const { asks } = new LiveAction(setting('restore', { inputs: { ...into(), [input]: value } })).plan;
    expect(asks).toEqual([expect.objectContaining({ input, problem: expect.stringContaining('is not of the form') })]);
  });
});
