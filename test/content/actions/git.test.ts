import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flipByte, largestIn, ran } from '../../helpers/backups.ts';
import { type Item, LiveAction, type Ran, runAction } from './live-action.ts';
import { withOwnProgram } from './own-program.ts';

const environment = withOwnProgram();

/** A keyring with two keys: the maintainer's, and one of somebody who is in the keyring too. */
const keys = { home: '', maintainer: '', other: '' };
let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const who = {
  GIT_AUTHOR_NAME: 'T',
  GIT_COMMITTER_NAME: 'T',
  GIT_AUTHOR_EMAIL: 't@x.org',
  GIT_COMMITTER_EMAIL: 't@x.org',
};
const around = () => environment({ GNUPGHOME: keys.home, GIT_CONFIG_GLOBAL: '/dev/null', ...who });
const git = (...words: string[]) =>
  ran(['git', '-C', at('clone'), ...words], { env: around() as Record<string, string> }).trim();
const head = () => git('rev-parse', 'HEAD');

function newKey(name: string): string {
  const gpg = ['gpg', '--homedir', keys.home, '--batch', '--quiet', '--passphrase', ''];
  ran([...gpg, '--quick-generate-key', `${name} <${name}@example.org>`, 'ed25519', 'sign', 'never']);
  const listed = ran([...gpg, '--list-keys', '--with-colons', `${name}@example.org`]);
  return /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? '';
}

beforeAll(() => {
  keys.home = mkdtempSync(join(tmpdir(), 'bg-gpg-'));
  keys.maintainer = newKey('maintainer');
  // What it calls itself reads like the verdict that is looked for.
  keys.other = newKey(`[GNUPG:] VALIDSIG ${keys.maintainer} other`.replaceAll(' ', '.'));
}, 120_000);
afterAll(() => {
  ran(['gpgconf', '--homedir', keys.home, '--kill', 'all']);
  rmSync(keys.home, { recursive: true, force: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-git-'));
  ran(['git', 'init', '-q', '--bare', '--initial-branch=main', at('origin')]);
  ran(['git', 'clone', '-q', at('origin'), at('clone')], { env: around() as Record<string, string> });
  git('symbolic-ref', 'HEAD', 'refs/heads/main');
  commits('app', 'good\n');
  git('push', '-q', 'origin', 'HEAD:refs/heads/main');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function commits(file: string, content: string, ...flags: string[]): string {
  writeFileSync(at('clone', file), content);
  git('add', file);
  git('commit', '-q', '-m', `Change ${file}`, ...flags);
  return head();
}

const tagged = (commit?: string): Item => ({
  kind: 'artifact',
  type: 'git-tag',
  name: 'v1.0',
  ...(commit && { fields: { commit } }),
});
const committed = (commit: string, branch = 'main'): Item => ({
  kind: 'artifact',
  type: 'git-commit',
  name: commit.slice(0, 7),
  fields: { commit, branch },
});
const runs = (action: string, item: Item, inputs: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runAction({ action: `git/${action}`, item, inputs: { clone: at('clone'), ...inputs }, environment: around() });
const verifies = (action: string, item: Item) => runs(action, item, { fingerprint: keys.maintainer });
const calls = ({ entries }: Ran) =>
  entries.flatMap((entry) => (entry.type === 'action.finished' ? [`${entry.call} ${entry.verdict}`] : []));

describe('git, signatures made with GnuPG', { timeout: 120_000 }, () => {
  it('given a tag that the maintainer signed, it is verified, and its commit is the digest', async () => {
    git('tag', '-s', '-u', keys.maintainer, '-m', 'One', 'v1.0');
    const verified = await verifies('verify-tag', tagged());
    expect(verified).toMatchObject({ status: 'done', reached: ['verified'], outputs: { digest: head() } });
    expect((await verifies('verify-tag', tagged(head()))).status).toBe('done');
  });

  it.each([
    ['is not signed', () => git('tag', '-a', '-m', 'One', 'v1.0')],
    ['is a name alone', () => git('tag', 'v1.0')],
    ['somebody else signed', () => git('tag', '-s', '-u', keys.other, '-m', 'One', 'v1.0')],
    ['is not there', () => ''],
    [
      'the maintainer signed under another name',
      () => {
        git('tag', '-s', '-u', keys.maintainer, '-m', 'Old', 'v0.9');
        git('update-ref', 'refs/tags/v1.0', 'refs/tags/v0.9');
      },
    ],
    [
      'was changed after it was signed',
      () => {
        git('tag', '-s', '-u', keys.maintainer, '-m', 'One', 'v1.0');
        const text = git('cat-file', 'tag', 'v1.0').replace(/^object .*/, `object ${commits('app', 'bad\n')}`);
        writeFileSync(at('tag'), `${text}\n`);
        git('update-ref', 'refs/tags/v1.0', git('hash-object', '-t', 'tag', '-w', at('tag')));
      },
    ],
  ])('given a tag that %s, it is not verified', async (_, tag) => {
    tag();
    expect(await verifies('verify-tag', tagged())).toMatchObject({ status: 'failed', reached: [] });
  });

  it('given a tag of another commit than is known, it is not verified, whoever signed it', async () => {
    const known = head();
    commits('app', 'bad\n');
    git('tag', '-s', '-u', keys.maintainer, '-m', 'One', 'v1.0');
    const verified = await verifies('verify-tag', tagged(known));
    expect(calls(verified)).toEqual(['commit failed']);
  });

  it('given a commit, it is verified if the maintainer signed it, and by nobody else', async () => {
    const signed = commits('app', 'signed\n', `-S${keys.maintainer}`);
    expect((await verifies('verify-commit', committed(signed))).reached).toEqual(['verified']);
    const other = commits('app', 'other\n', `-S${keys.other}`);
    expect((await verifies('verify-commit', committed(other))).status).toBe('failed');
    const unsigned = commits('app', 'unsigned\n');
    expect((await verifies('verify-commit', committed(unsigned))).status).toBe('failed');
  });

  it('given a clone that names another program for signatures, that program is not started', async () => {
    writeFileSync(at('gpg'), `#!/bin/sh\ntouch '${at('started')}'\n`, { mode: 0o755 });
    git('tag', '-s', '-u', keys.maintainer, '-m', 'One', 'v1.0');
    for (const name of ['gpg.program', 'gpg.openpgp.program']) git('config', name, at('gpg'));
    expect((await verifies('verify-tag', tagged())).reached).toEqual(['verified']);
    expect(ran(['ls', folder])).not.toContain('started');
  });
});

describe('git, a folder and a commit', { timeout: 120_000 }, () => {
  it('given what was deployed of it, it is the same; given one byte less, it is not', async () => {
    git('clone', '-q', '--no-local', at('origin'), at('deployed'));
    rmSync(at('deployed', '.git'), { recursive: true });
    const item: Item = {
      kind: 'artifact',
      type: 'git-export',
      name: 'site',
      fields: { folder: at('deployed'), commit: head() },
    };
    expect(await runs('compare-folder', item)).toMatchObject({ reached: ['verified'], outputs: { files: '1' } });
    writeFileSync(at('deployed', 'app'), 'good');
    expect(await runs('compare-folder', item)).toMatchObject({ status: 'failed', reached: [], outputs: {} });
  });
});

describe('git, a commit that is reverted', { timeout: 120_000 }, () => {
  const bad = () => {
    const commit = commits('app', 'bad\n');
    commits('other', 'good\n');
    git('push', '-q', 'origin', 'HEAD:refs/heads/main');
    return commit;
  };
  const atOrigin = (file: string) => ran(['git', '--git-dir', at('origin'), 'show', `main:${file}`]);

  it('is taken out by a new commit, which is seen at the remote', async () => {
    const reverted = await runs('revert', committed(bad()));
    expect(calls(reverted)).toEqual(['clean ok', 'revert ok', 'push ok', 'fetch ok', 'check ok']);
    expect(reverted).toMatchObject({ status: 'done', reached: ['removed'] });
    expect([atOrigin('app'), atOrigin('other')]).toEqual(['good\n', 'good\n']);
  });

  it.each([
    ['with something uncommitted in it', () => writeFileSync(at('clone', 'new'), 'x')],
    ['in which another branch is checked out', () => git('switch', '-q', '-c', 'main2')],
    ['in which no branch is checked out', () => git('switch', '-q', '--detach')],
  ])('given a clone %s, nothing is done', async (_, harm) => {
    const commit = bad();
    harm();
    const before = head();
    expect(calls(await runs('revert', committed(commit)))).toEqual(['clean failed']);
    expect(head()).toBe(before);
  });

  it('given a remote that is ahead, nothing is pushed, and what was done is said', async () => {
    const commit = bad();
    ran(['git', 'clone', '-q', at('origin'), at('second')]);
    writeFileSync(at('second', 'third'), 'x');
    const second = (...words: string[]) => ran(['git', '-C', at('second'), ...words], { env: who });
    second('add', '.');
    second('commit', '-qm', 'Third');
    second('push', '-q');
    const reverted = await runs('revert', committed(commit));
    expect(calls(reverted)).toEqual(['clean ok', 'revert ok', 'push failed']);
    expect(reverted).toMatchObject({ status: 'failed', reached: [] });
    expect(atOrigin('app')).toBe('bad\n');
  });

  it.each([['HEAD'], ['--all'], ['0123456']])('given %j for a commit, asks for its whole hash', (commit) => {
    const setting = { action: 'git/revert', item: committed(commit), environment: {} };
    const { asks } = new LiveAction({ ...setting, inputs: { clone: at('clone') } }).plan;
    expect(asks).toEqual([expect.objectContaining({ input: 'commit' })]);
  });
});

describe('git, a mirror', { timeout: 120_000 }, () => {
  const mirror = (digest: string): Item => ({
    kind: 'backup',
    type: 'git-mirror',
    name: 'mirror',
    fields: { place: at('mirror'), ref: 'refs/heads/main', digest },
  });
  const mirrored = () => ran(['git', 'clone', '-q', '--mirror', '--no-local', at('origin'), at('mirror')]);

  it('given the branch is where it should be, all of it is read back, and it is restored into a new folder', async () => {
    mirrored();
    const inputs = { into: at('again') };
    const verified = await runAction({ action: 'git/verify-mirror', item: mirror(head()), environment: around() });
    expect(verified).toMatchObject({ reached: ['verified'], outputs: { digest: head() } });
    const restored = await runAction({
      action: 'git/restore-mirror',
      item: mirror(head()),
      inputs,
      environment: around(),
    });
    expect(restored).toMatchObject({ reached: ['restored'], outputs: { digest: head() } });
    expect(ran(['git', '--git-dir', at('again'), 'show', 'main:app'])).toBe('good\n');
    const twice = await runAction({
      action: 'git/restore-mirror',
      item: mirror(head()),
      inputs,
      environment: around(),
    });
    expect(calls(twice)).toEqual(['place failed']);
  });

  it('given a branch that was moved, it is not verified, and not restored', async () => {
    const good = head();
    commits('app', 'bad\n');
    git('push', '-q', 'origin', 'HEAD:refs/heads/main');
    mirrored();
    const verified = await runAction({ action: 'git/verify-mirror', item: mirror(good), environment: around() });
    expect(calls(verified)).toEqual(['fsck ok', 'ref failed']);
    const inputs = { into: at('again') };
    const restored = await runAction({
      action: 'git/restore-mirror',
      item: mirror(good),
      inputs,
      environment: around(),
    });
    expect(restored).toMatchObject({ status: 'failed', reached: [], outputs: {} });
  });

  it('given an object in which one bit was flipped, it is not verified', async () => {
    mirrored();
    const object = largestIn(at('mirror', 'objects'));
    ran(['chmod', 'u+w', object]);
    flipByte(object);
    const verified = await runAction({ action: 'git/verify-mirror', item: mirror(head()), environment: around() });
    expect(calls(verified)).toEqual(['fsck failed']);
  });
});
