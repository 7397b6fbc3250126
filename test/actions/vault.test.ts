import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createMask } from '../../src/actions/mask.ts';
import { COMMAND_TIMEOUT } from '../../src/actions/secret-reading.ts';
import { createVault, parseReference, type SecretSource } from '../../src/actions/vault.ts';
import { script } from './calls.ts';
import { handTiming } from './hand-timing.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakglass-vault-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function vaultOf(sources: Readonly<Record<string, SecretSource>>, environment: NodeJS.ProcessEnv = {}) {
  const mask = createMask();
  return { mask, vault: createVault({ sources, environment: { PATH: process.env.PATH, ...environment }, mask }) };
}

describe('a secret of the environment', () => {
  it('is in the variable of its name, or of the one that is said', async () => {
    const { vault } = vaultOf(
      { NPM: { env: 'NPM_TOKEN' } },
      { NPM_TOKEN: 'npm_0123456789\n', OTHER: 'ghp_0123456789' },
    );
    expect(await vault.get('NPM')).toBe('npm_0123456789');
    expect(await vault.get('OTHER')).toBe('ghp_0123456789');
  });

  it('is masked from the start, before anybody asks for it', () => {
    const mask = createMask();
    const environment = { LISTED: 'npm_0123456789', NAMED: 'ghp_0123456789' };
    createVault({ sources: { A: { env: 'LISTED' } }, names: ['NAMED'], environment, mask });
    expect(mask.text('npm_0123456789 ghp_0123456789')).toBe('[A] [NAMED]');
  });

  it('that is not set is missed, with a mend', async () => {
    const { vault } = vaultOf({});
    await expect(vault.get('TOKEN')).rejects.toThrow(
      'The secret TOKEN is not there: the environment variable TOKEN is not set. Leave, set it and resume; or say in breakglass.yaml where else it is.',
    );
  });

  it('that is put to the proof and is not set is called by its own name, and can be given otherwise', async () => {
    const { vault } = vaultOf({ 'subject:prove/key-7/old': { env: 'OLD_KEY' } });
    await expect(vault.get('subject:prove/key-7/old')).rejects.toThrow(
      'The secret old is not there: the environment variable OLD_KEY is not set. Say another place, or give it by hand.',
    );
  });

  it('that is too short is refused, and said where it comes from', async () => {
    const { vault } = vaultOf({}, { TOKEN: 'hunter2' });
    await expect(vault.get('TOKEN')).rejects.toThrow(
      /^TOKEN has 7 characters.*It comes from the environment variable TOKEN\.$/,
    );
  });

  it('is not taken from what every object answers to', async () => {
    await expect(vaultOf({}).vault.get('constructor')).rejects.toThrow('The secret constructor is not there');
  });
});

describe('a secret of a file', () => {
  it('is all of it but the line end, and masked from when it was read', async () => {
    const { vault, mask } = vaultOf({ KEY: { file: file('key', 'the first line\nthe second\n') } });
    expect(await vault.get('KEY')).toBe('the first line\nthe second');
    expect(mask.text('the first line\nthe second')).toBe('[KEY]');
    expect(vault.warnings).toEqual([]);
  });

  it('that others may read is warned of', async () => {
    const path = file('open', 'ghp_0123456789', 0o644);
    const { vault } = vaultOf({ TOKEN: { file: path } });
    await vault.get('TOKEN');
    expect(vault.warnings).toEqual([`${path} may be read by others (mode 644): chmod 600 ${path}`]);
  });

  it('in the home folder is found by ~', async () => {
    file('token', 'ghp_0123456789');
    const { vault } = vaultOf({ TOKEN: { file: '~/token' } }, { HOME: folder });
    expect(await vault.get('TOKEN')).toBe('ghp_0123456789');
  });

  it.each([
    ['missing', () => join(folder, 'missing'), /^There is no file .*missing\.$/],
    ['a folder', () => folder, /is not a regular file\.$/],
    [
      'no text',
      () => file('binary', Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x42, 0x43, 0x44, 0x45])),
      /is not text in UTF-8\.$/,
    ],
    ['too large', () => file('large', 'x'.repeat(300_000)), /has 300000 bytes, too many for a secret\.$/],
    ['empty', () => file('empty', '\n'), /^TOKEN is empty\. It comes from the file/],
  ])('that is %s is refused', async (_, path, told) => {
    await expect(vaultOf({ TOKEN: { file: path() } }).vault.get('TOKEN')).rejects.toThrow(told);
  });
});

describe('a secret of a command', () => {
  it('is what it prints, and it runs once', async () => {
    const path = join(folder, 'runs');
    const code = `require("node:fs").appendFileSync(${JSON.stringify(path)}, "run\\n"); console.log("ghp_0123456789")`;
    const { vault, mask } = vaultOf({ TOKEN: { command: script(code) } });
    expect(await Promise.all([vault.get('TOKEN'), vault.get('TOKEN')])).toEqual(['ghp_0123456789', 'ghp_0123456789']);
    expect(mask.text('ghp_0123456789')).toBe('[TOKEN]');
    expect(await createVault({ sources: { LOG: { file: path } }, environment: {}, mask }).peek('LOG')).toMatchObject({
      why: expect.stringMatching(/^LOG has 3 characters/),
    });
  });

  it('that fails is told by its exit code, and nothing that it printed is', async () => {
    const command = script(
      'console.error("denied for ghp_0123456789"); console.log("ghp_0123456789"); process.exit(2)',
    );
    const failed = vaultOf({ TOKEN: { command } }).vault.get('TOKEN');
    await expect(failed).rejects.toThrow(/ended with exit code 2\. Run it by hand to see why\.$/);
    await expect(failed).rejects.not.toThrow(/ghp_|denied/);
  });

  it('that is missing is told', async () => {
    const { vault } = vaultOf({ TOKEN: { command: ['no-such-program', 'read', 'x'] } });
    await expect(vault.get('TOKEN')).rejects.toThrow('There is no program no-such-program on the PATH.');
  });

  it('that does not end is ended', async () => {
    const timing = handTiming();
    const sources = { TOKEN: { command: script('setInterval(() => {}, 1000)') } };
    const vault = createVault({ sources, environment: { PATH: process.env.PATH }, mask: createMask(), timing });
    const refused = expect(vault.get('TOKEN')).rejects.toThrow(/printed no secret within 30 s\.$/);
    await timing.waitedFor(COMMAND_TIMEOUT);
    timing.pass(COMMAND_TIMEOUT);
    await refused;
  });

  it('that prints too much is refused', async () => {
    const { vault } = vaultOf({ TOKEN: { command: script('console.log("x".repeat(300000))') } });
    await expect(vault.get('TOKEN')).rejects.toThrow('printed 300001 bytes, too many for a secret.');
  });
});

describe('a secret given by hand', () => {
  it('is used from then on, also where another was', async () => {
    const { vault, mask } = vaultOf({}, { TOKEN: 'ghp_0123456789' });
    expect(await vault.get('TOKEN')).toBe('ghp_0123456789');
    expect(vault.lend('TOKEN', 'ghp_by_hand_now\n')).toBe(null);
    expect(await vault.get('TOKEN')).toBe('ghp_by_hand_now');
    expect(mask.text('ghp_0123456789 ghp_by_hand_now')).toBe('[TOKEN] [TOKEN]');
  });

  it('mends what was missing', async () => {
    const { vault } = vaultOf({});
    await expect(vault.get('TOKEN')).rejects.toThrow();
    vault.lend('TOKEN', 'ghp_by_hand_now');
    expect(await vault.get('TOKEN')).toBe('ghp_by_hand_now');
  });

  it('that cannot be one is refused', async () => {
    const { vault } = vaultOf({});
    expect(vault.lend('TOKEN', 'short')).toMatch(/^TOKEN has 5 characters/);
    await expect(vault.get('TOKEN')).rejects.toThrow('is not there');
  });
});

describe('a look at a secret', () => {
  it('tells whether it is there, and nothing of it', async () => {
    const path = file('peeked', 'ghp_0123456789', 0o640);
    const { vault } = vaultOf(
      {
        FILE: { file: path },
        NONE: { file: '/no/such' },
        RUN: { command: ['sh', '-c', 'exit 1'] },
        GONE: { command: ['no-such-program'] },
      },
      { ENV: 'ghp_0123456789', SHORT: 'hunter2' },
    );
    expect(await vault.peek('ENV')).toEqual({ there: true, from: 'the environment variable ENV' });
    expect(await vault.peek('MISSING')).toMatchObject({
      there: false,
      why: expect.stringContaining('the environment variable MISSING is not set'),
    });
    expect(await vault.peek('SHORT')).toMatchObject({
      there: false,
      why: expect.stringContaining('SHORT has 7 characters'),
    });
    expect(await vault.peek('FILE')).toMatchObject({
      there: true,
      from: `the file ${path}`,
      why: expect.stringContaining('chmod 600'),
    });
    expect(await vault.peek('NONE')).toMatchObject({ there: false, why: 'There is no file /no/such.' });
    expect(await vault.peek('RUN')).toMatchObject({
      there: true,
      from: 'the command sh',
      why: 'It is not run before it is needed.',
    });
    expect(await vault.peek('GONE')).toMatchObject({ there: false, why: expect.stringContaining('no-such-program') });
    vault.lend('MISSING', 'ghp_by_hand_now');
    expect(await vault.peek('MISSING')).toEqual({ there: true, from: 'what was given or read in this run' });
  });
});

describe('a reference to a secret', () => {
  it.each([
    ['env:GITHUB_TOKEN', { env: 'GITHUB_TOKEN' }],
    [' env: OLD_KEY ', { env: 'OLD_KEY' }],
    ['file:/run/secrets/key', { file: '/run/secrets/key' }],
    ['file:C:\\key', { file: 'C:\\key' }],
    ['hand', { hand: true }],
  ])('%j says where it is', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each(['ghp_0123456789', 'env:', 'env:ghp-0123456789', 'file:', 'hand:ghp_0123456789', '', 'GITHUB_TOKEN'])(
    '%j does not, and is not repeated: it may be the secret itself',
    (text) => {
      const reference = parseReference(text);
      const problem = 'problem' in reference ? reference.problem : '';
      expect(problem).toContain('Say where the secret is, not what it is: env:NAME, file:/path, or hand.');
      if (text.includes('0123')) expect(problem).not.toContain('0123');
    },
  );
});
