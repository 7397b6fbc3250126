import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/journal/envelope.ts';
import { sumsText } from '../../../src/run/bundle/manifest.ts';
import { verifyBundle } from '../../../src/run/bundle/verify.ts';
import {
  archive,
  bundleOf,
  drill,
  emptyFolder,
  entriesOf,
  flipped,
  problemOf,
  runVerifier,
  sumsAreGood,
  unpack,
} from './given.ts';

/** A key of somebody's, and a file that says whose it is. */
function keyOf(person: string, passphrase = ''): { key: string; signers: string } {
  const key = join(emptyFolder(), 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', person, '-f', key]);
  const signers = `${key}.signers`;
  writeFileSync(signers, `${person} ${readFileSync(`${key}.pub`, 'utf8')}`);
  return { key, signers };
}

describe('a bundle that is signed', () => {
  it('says by whom, where the key is among the allowed signers', async () => {
    const { key, signers } = keyOf('ir@example.org');
    const { path } = await bundleOf(drill(), { key });
    const { signed } = await verifyBundle(path, { signer: signers });
    expect(signed).toMatchObject({
      state: 'good',
      by: 'ir@example.org',
      said: expect.stringContaining('Good "breakglass-bundle@v1" signature'),
    });
  });

  it('says by which key, where nobody vouches for it', async () => {
    const { path } = await bundleOf(drill(), { key: keyOf('ir@example.org').key });
    expect((await verifyBundle(path, {})).signed).toMatchObject({
      state: 'unvouched',
      said: expect.stringContaining('ED25519 key SHA256:'),
    });
  });

  it('verifies with node and sha256sum alone as one without a signature does', async () => {
    const folder = unpack((await bundleOf(drill(), { key: keyOf('ir@example.org').key })).path);
    expect(runVerifier(folder)).toMatchObject({ code: 0, said: expect.stringContaining('It is signed') });
    expect(sumsAreGood(folder)).toBe(true);
  });

  it('is verified by ssh-keygen alone as README.txt says', async () => {
    const { key, signers } = keyOf('ir@example.org');
    const folder = unpack((await bundleOf(drill(), { key })).path);
    const options = ['-f', signers, '-I', 'ir@example.org', '-n', 'breakglass-bundle@v1', '-s', 'manifest.json.sig'];
    const input = readFileSync(join(folder, 'manifest.json'));
    expect(
      execFileSync('ssh-keygen', ['-Y', 'verify', ...options], { cwd: folder, input, encoding: 'utf8' }),
    ).toContain('Good');
  });

  it('by another key than those that may is refused', async () => {
    const { path } = await bundleOf(drill(), { key: keyOf('ir@example.org').key });
    const other = keyOf('ir@example.org');
    expect(await problemOf(path, { signer: other.signers })).toContain('The signature of manifest.json is not good');
  });

  it('for another purpose is refused', async () => {
    const { key, signers } = keyOf('ir@example.org');
    const other = await resigned((await bundleOf(drill(), { key })).path, key, 'file');
    expect(await problemOf(other, { signer: signers })).toContain('is not good');
    expect(await problemOf(other)).toContain('is not good');
  });

  it('whose signature was changed is refused, also where the sums were made anew', async () => {
    const { key } = keyOf('ir@example.org');
    const entries = entriesOf((await bundleOf(drill(), { key })).path);
    const [name = '', content = Buffer.alloc(0)] = entries[1] ?? [];
    expect(name).toMatch(/manifest\.json\.sig$/);
    const text = Buffer.from(content).toString();
    const at = text.indexOf('\n') + 120;
    const changed = Buffer.from(`${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`);
    expect(await problemOf(await archive(entries.with(1, [name, flipped(content, 200)])))).toContain(
      'SHA256SUMS is not what it must be',
    );
    expect(await problemOf(await archive(withSignature(entries, changed)))).toContain(
      'The signature of manifest.json is not good',
    );
  });

  it('and lost its signature is refused where one is asked for', async () => {
    const { signers } = keyOf('ir@example.org');
    const { path } = await bundleOf(drill());
    expect(await problemOf(path, { signer: signers })).toBe('It is not signed, and --signer asks for a signature.');
  });
});

describe('a key', () => {
  it('with a passphrase, and no terminal to ask for it, is a clear error', async () => {
    const { key } = keyOf('ir@example.org', 'correct horse');
    await expect(bundleOf(drill(), { key })).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('ssh-keygen could not sign with'),
      hint: expect.stringContaining('The key has a passphrase, and nobody can be asked for it here.'),
    });
  });

  it('that an agent holds signs by its public half', async () => {
    const { key, signers } = keyOf('ir@example.org');
    const agent = execFileSync('ssh-agent', ['-s'], { encoding: 'utf8' });
    const [, socket = ''] = /SSH_AUTH_SOCK=([^;]+)/.exec(agent) ?? [];
    const [, pid = ''] = /SSH_AGENT_PID=(\d+)/.exec(agent) ?? [];
    const before = process.env.SSH_AUTH_SOCK;
    try {
      process.env.SSH_AUTH_SOCK = socket;
      execFileSync('ssh-add', ['-q', key], { stdio: 'ignore' });
      writeFileSync(key, 'gone');
      const { path } = await bundleOf(drill(), { key: `${key}.pub` });
      expect((await verifyBundle(path, { signer: signers })).signed.state).toBe('good');
    } finally {
      if (before === undefined) delete process.env.SSH_AUTH_SOCK;
      else process.env.SSH_AUTH_SOCK = before;
      process.kill(Number(pid));
    }
  });

  it.each([
    ['that is not there', () => join(emptyFolder(), 'none'), 'There is no key'],
    ['that is no key', () => noKey(), 'ssh-keygen could not sign with'],
  ])('%s is a clear error', async (_, key, told) => {
    await expect(bundleOf(drill(), { key: key() })).rejects.toThrow(told);
  });
});

function noKey(): string {
  const file = join(emptyFolder(), 'key');
  writeFileSync(file, 'no key at all\n', { mode: 0o600 });
  return file;
}

/** The same bundle with another signature, and the sums that go with it. */
function withSignature(entries: ReturnType<typeof entriesOf>, signature: Uint8Array): ReturnType<typeof entriesOf> {
  const named = (name: string) => name.slice(name.indexOf('/') + 1);
  const anew = entries.with(1, [entries[1]?.[0] ?? '', signature]);
  const listed = anew
    .filter((_, index) => index !== 2)
    .map(([name, content]) => ({ path: named(name), sha256: sha256(content) }));
  return anew.with(2, [entries[2]?.[0] ?? '', Buffer.from(sumsText(listed))]);
}

async function resigned(path: string, key: string, purpose: string): Promise<string> {
  const entries = entriesOf(path);
  const manifest = join(emptyFolder(), 'manifest.json');
  writeFileSync(manifest, entries[0]?.[1] ?? '');
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key, '-n', purpose, manifest], { stdio: 'ignore' });
  return await archive(withSignature(entries, readFileSync(`${manifest}.sig`)));
}
