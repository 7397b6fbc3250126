import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filledFolder, flipByte, largestIn, ran, resticRepository } from '../../helpers/backups.ts';
import { type Item, LiveAction, type Ran, runAction, type Setting } from './live-action.ts';
import { withOwnProgram } from './own-program.ts';

const environment = withOwnProgram();
const secrets = { RESTIC_PASSWORD: 'correct horse battery' };

/** Made once: a repository with two snapshots of one folder. Each test works on a copy of it. */
const made = { folder: '', first: { id: '', short_id: '', tree: '', time: '' }, second: { id: '', tree: '' } };
let folder = '';
const at = (...names: string[]) => join(folder, ...names);
/** The live folder, which the snapshots are of. A test may do with it what it likes. */
const live = () => join(made.folder, 'srv', 'data');

beforeAll(() => {
  made.folder = mkdtempSync(join(tmpdir(), 'breakglass-restic-'));
  const restic = resticRepository(join(made.folder, 'repository'));
  filledFolder(live());
  made.first = restic.backup(live());
  writeFileSync(join(live(), 'bin', 'serve'), 'something else\n');
  made.second = restic.backup(live());
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
  type: 'restic',
  name: made.first.short_id,
  fields: {
    taken: made.first.time,
    digest: made.first.tree,
    snapshot: made.first.id,
    repository: at('repository'),
    folder: live(),
    ...fields,
  },
});
const setting = (action: string, more: Partial<Setting> = {}): Setting => ({
  action: `restic/${action}`,
  item: item(),
  secrets,
  environment: environment({ RESTIC_CACHE_DIR: at('cache') }),
  ...more,
});
const into = () => ({ into: at('clean'), keep: 'test' });
/** How each call ended, by its name. */
const calls = ({ entries }: Ran) =>
  entries.flatMap((entry) => (entry.type === 'action.finished' ? [`${entry.call} ${entry.verdict}`] : []));
const files = (of: string) => readdirSync(of, { recursive: true, encoding: 'utf8' }).sort();
const pack = () => {
  const largest = largestIn(at('repository', 'data'));
  chmodSync(largest, 0o600);
  return largest;
};

describe('restic, a real repository', { timeout: 120_000 }, () => {
  it('when its snapshots are listed, each is proposed with its time, its tree, and where it is from', async () => {
    const listed = { action: 'restic/list-snapshots', inputs: { repository: at('repository') }, secrets };
    const { status, proposed } = await runAction({ ...listed, environment: environment() });
    expect(status).toBe('active');
    expect(proposed.map(({ kind, itemType, name, fields }) => ({ kind, itemType, name, ...fields }))).toEqual(
      [made.first, made.second].map((snapshot) => ({
        kind: 'backup',
        itemType: 'restic',
        name: snapshot.id.slice(0, 8),
        snapshot: snapshot.id,
        digest: snapshot.tree,
        taken: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        repository: at('repository'),
        host: expect.any(String),
        folder: live(),
        paths: live(),
      })),
    );
  });

  it('given a wrong password, lists nothing, and the password is nowhere in what is written down', async () => {
    const wrong = { RESTIC_PASSWORD: 'a-password-that-is-wrong' };
    const listed = await runAction({
      action: 'restic/list-snapshots',
      inputs: { repository: at('repository') },
      secrets: wrong,
      environment: environment(),
    });
    expect(listed.proposed).toEqual([]);
    expect(listed.answers[0]).toMatchObject({ exit: 1, errors: expect.stringContaining('wrong password') });
    expect(JSON.stringify(listed)).not.toContain(wrong.RESTIC_PASSWORD);
  });

  it('when it is verified, all of it is read back, and nothing of it changed', async () => {
    const before = files(at('repository'));
    const verified = await runAction(setting('verify'));
    expect(calls(verified)).toEqual(['tree ok', 'check ok']);
    expect(verified).toMatchObject({ status: 'done', reached: ['verified'], outputs: { digest: made.first.tree } });
    expect(files(at('repository'))).toEqual(before);
  });

  it('given a pack in which one bit was flipped, is not verified', async () => {
    flipByte(pack());
    const verified = await runAction(setting('verify'));
    expect(calls(verified)).toEqual(['tree ok', 'check failed']);
    expect(verified).toMatchObject({ status: 'failed', reached: [] });
  });

  it.each([
    ['a snapshot that is not there', { snapshot: 'ab'.repeat(32) }],
    ['a snapshot of another tree than was listed', { digest: 'ab'.repeat(32) }],
    ['a snapshot of which no tree was listed', { digest: '' }],
  ])('given %s, is not verified', async (_, fields) => {
    const verified = await runAction(setting('verify', { item: item(fields) }));
    expect(calls(verified)).toEqual(['tree failed']);
    expect(verified).toMatchObject({ status: 'failed', reached: [] });
  });
});

describe('a verified restore with restic', { timeout: 120_000 }, () => {
  it('restores into a new folder, compares, and puts it in place; what was there is kept', async () => {
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored)).toEqual(['place ok', 'restore ok', 'compare ok', 'tree ok', 'durable ok', 'swap ok']);
    expect(restored).toMatchObject({
      status: 'done',
      reached: ['restored'],
      outputs: { digest: made.first.tree, files: '3', bytes: '300031', live: live(), before: `${live()}.before-test` },
    });
    expect(readFileSync(join(live(), 'bin', 'serve'), 'utf8')).toBe('#!/bin/sh\necho served\n');
    expect(files(live())).not.toContain('tampered');
    expect(files(`${live()}.before-test`)).toEqual(['tampered']);
  });

  it('given a folder that is there, even an empty one, restores nothing into it', async () => {
    mkdirSync(at('clean'));
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored)).toEqual(['place failed']);
    expect(restored).toMatchObject({ status: 'failed', reached: [], outputs: {} });
    expect(files(at('clean'))).toEqual([]);
    expect(files(live())).toEqual(['tampered']);
  });

  it('given a pack in which one bit was flipped, puts nothing in place', async () => {
    flipByte(pack());
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored)).toEqual(['place ok', 'restore failed']);
    expect(restored).toMatchObject({ status: 'failed', reached: [], outputs: {} });
    expect(files(live())).toEqual(['tampered']);
  });

  it('given a file that changed after it was restored, puts nothing in place, and says no digest', async () => {
    // A restic that does what it should, and something else that writes into the new folder after it.
    const meddling = `#!/bin/sh\n/usr/bin/env -S PATH=${process.env.PATH} restic "$@" || exit\n[ "$1" != restore ] || echo x >> '${at('clean', live())}/bin/serve'\n`;
    mkdirSync(at('bin'));
    writeFileSync(at('bin', 'restic'), meddling, { mode: 0o755 });
    const around = environment({ RESTIC_CACHE_DIR: at('cache') });
    const restored = await runAction(
      setting('restore', { inputs: into(), environment: { ...around, PATH: `${at('bin')}:${around.PATH}` } }),
    );
    expect(calls(restored)).toEqual(['place ok', 'restore ok', 'compare failed']);
    expect(restored).toMatchObject({ status: 'failed', reached: [], outputs: {} });
    expect(JSON.parse(restored.answers.at(-1)?.text ?? '')).toMatchObject({
      same: false,
      differences: [{ path: join(live(), 'bin', 'serve').slice(1), what: 'content' }],
    });
    expect(files(live())).toEqual(['tampered']);
  });

  it('given a tree that is not the one that was listed, puts nothing in place', async () => {
    const restored = await runAction(setting('restore', { item: item({ digest: made.second.tree }), inputs: into() }));
    expect(calls(restored)).toEqual(['place ok', 'restore ok', 'compare ok', 'tree failed']);
    expect(restored).toMatchObject({ status: 'failed', reached: [] });
    expect(restored.outputs).not.toHaveProperty('digest');
    expect(files(live())).toEqual(['tampered']);
  });

  it('given that what was kept before has that name, puts nothing in place', async () => {
    mkdirSync(`${live()}.before-test`);
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored).at(-1)).toBe('swap failed');
    expect(restored).toMatchObject({ status: 'failed', reached: [] });
    expect(files(live())).toEqual(['tampered']);
  });

  it('given that the folder is gone, is put there by its own action alone', async () => {
    rmSync(live(), { recursive: true });
    const restored = await runAction(setting('restore', { inputs: into() }));
    expect(calls(restored).at(-1)).toBe('swap failed');
    const gone = await runAction(setting('restore-what-is-gone', { inputs: { into: at('again') } }));
    expect(gone).toMatchObject({ status: 'done', reached: ['restored'], outputs: { digest: made.first.tree } });
    expect(files(live())).toContain('bin/serve');
  });

  it('can be left beside what is live', async () => {
    const restored = await runAction(setting('restore-beside', { inputs: { into: at('clean') } }));
    expect(restored).toMatchObject({ status: 'done', reached: ['restored'], outputs: { digest: made.first.tree } });
    expect(existsSync(at('clean', live(), 'bin', 'serve'))).toBe(true);
    expect(files(live())).toEqual(['tampered']);
  });

  it('shows every command to the last character, and the password by its name', () => {
    const { shown, problems, asks } = new LiveAction(setting('restore', { inputs: { into: '/srv/clean' } })).plan;
    expect({ problems, asks }).toEqual({ problems: [], asks: [] });
    const env = `RESTIC_REPOSITORY=${at('repository')} RESTIC_PASSWORD='[RESTIC_PASSWORD]'`;
    expect(shown.slice(0, 3)).toEqual([
      'mkdir -m 700 -- /srv/clean',
      `${env} restic restore ${made.first.id} --target /srv/clean --verify`,
      `${env} breakglass compare /srv/clean --json --no-input -- restic dump --no-lock --archive tar ${made.first.id} /`,
    ]);
    expect(shown.at(-1)).toMatch(/^breakglass swap \/srv\/clean\/\S+\/srv\/data \S+\/srv\/data --keep=\S+ --json$/);
  });

  it.each([
    ['into', 'clean', 'a folder from here'],
    ['into', '/', 'the root'],
    ['snapshot', '--target=/', 'an option'],
    ['snapshot', 'latest', 'a word for whichever is the newest'],
    ['keep', '../x', 'a way out'],
    ['folder', '/srv/data/', 'a folder with a slash behind it'],
  ])('given for %s %j, %s, asks again', (input, value) => {
    const { asks } = new LiveAction(setting('restore', { inputs: { ...into(), [input]: value } })).plan;
    expect(asks).toEqual([expect.objectContaining({ input, problem: expect.stringContaining('is not of the form') })]);
  });
});
