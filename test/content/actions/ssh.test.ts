import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shownCall } from '../../../src/playbook/catalogue/ready.ts';
import { perform, prove } from './perform.ts';
import { render } from './render.ts';
import { newKey, type SshServer, startSshServer } from './ssh-server.ts';

const id = 'ssh/prove-key-dead';
const old = newKey();

let server: SshServer;
beforeAll(async () => {
  server = await startSshServer();
});
beforeEach(() => server.authorize([old.publicKey]));
afterAll(() => server.stop());

const at = (inputs: Readonly<Record<string, string>> = {}) => ({
  item: { type: 'ssh-key', name: 'DEPLOY_KEY' },
  inputs: {
    host: '127.0.0.1',
    port: String(server.port),
    user: server.user,
    'known-hosts': server.knownHosts,
    ...inputs,
  },
});
const proof = (key: string, inputs: Readonly<Record<string, string>> = {}) =>
  prove(id, at(inputs), { secrets: { old: key } });

describe('an old SSH key, at a real server', () => {
  it('given the server lets it in, then it is alive; given the server knows it no more, then it is dead', async () => {
    expect(await proof(old.privateKey)).toBe('alive');

    server.authorize([newKey().publicKey]);
    expect(await proof(old.privateKey)).toBe('dead');
  });

  it('given its reference lost the last line break, then it is read all the same', async () => {
    expect(await proof(old.privateKey.trimEnd())).toBe('alive');
  });

  it('given the server is another than was known, then nothing is proven', async () => {
    server.authorize([]);
    expect(await proof(old.privateKey, { 'known-hosts': server.otherHosts })).toBe('none');
  });

  it('given nobody knows the server, then nothing is proven', async () => {
    server.authorize([]);
    expect(await proof(old.privateKey, { 'known-hosts': '/dev/null' })).toBe('none');
  });

  it('given nothing listens there, then nothing is proven', async () => {
    server.authorize([]);
    expect(await proof(old.privateKey, { port: '1' })).toBe('none');
  });

  it('given what was referred to is no key, then nothing is proven', async () => {
    server.authorize([]);
    expect(await proof('this is no private key at all')).toBe('none');
  });

  it('given the key has a passphrase, then nothing is proven, and nobody is asked for it', async () => {
    server.authorize([]);
    expect(await proof(newKey('a passphrase').privateKey)).toBe('none');
  });

  it('given the server takes the key and asks for another one beside it, then it is not dead', async () => {
    const strict = await startSshServer('AuthenticationMethods publickey,publickey');
    try {
      strict.authorize([old.publicKey]);
      const there = { port: String(strict.port), 'known-hosts': strict.knownHosts };
      expect(await proof(old.privateKey, there)).toBe('none');
      const [done] = await perform(id, at(there), { secrets: { old: old.privateKey } });
      expect(done?.answer).toMatchObject({
        exit: 255,
        errors: expect.stringContaining('Permission denied (publickey'),
      });
    } finally {
      await strict.stop();
    }
  });

  it('offers that key alone, and keeps it out of arguments and out of what is printed', async () => {
    const shown = render(id, at()).map(shownCall).join('\n');
    const [done] = await perform(id, at(), { secrets: { old: old.privateKey } });

    expect(shown).toContain('[old]');
    expect(done?.answer.errors.match(/Offering public key/g)).toHaveLength(1);
    const body = old.privateKey.split('\n')[2] ?? '';
    expect(`${shown}${done?.answer.text}${done?.answer.errors}`).not.toContain(body);
  });
});
