import { describe, expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../../src/run/doctor/finding.ts';
import { examine } from '../../../src/run/doctor.ts';
import type { ToldBy } from '../../../src/run/outbox/told-by.ts';
import { deadPort, httpServer } from '../../actions/loopback.ts';
import { answer, startMailServer } from '../../helpers/notify/mail-server.ts';
import { examined, mends, told, usingMachine } from './given.ts';

const machine = usingMachine();

const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const looking = (tell: Record<string, ToldBy>, environment: Record<string, string> = {}) =>
  examine(examined(machine, { tell, environment }));
const channels = (findings: readonly Finding[]) => told(findings, 'channel');

async function mailServer(options = {}) {
  const server = await startMailServer(options);
  onTestFinished(() => server.close());
  return server;
}
const email = (port: number) => ({ host: '127.0.0.1', port, tls: 'none' as const, from: 'ir@example.org' });

describe('a channel by e-mail', () => {
  it('whose server is there is fine, and is sent nothing', async () => {
    const { port, received } = await mailServer();
    const findings = await looking({ board: { email: email(port), to: ['board@example.org'] } });
    expect(channels(findings)).toEqual(['ok board: 127.0.0.1 is there']);
    expect(received).toEqual([]);
  });

  it('whose server is not there, or takes nobody, is missing with the mend', async () => {
    const busy = await mailServer({
      onConnect: (_: unknown, done: (error: Error) => void) => done(answer(421, 'busy')),
    });
    const to = ['board@example.org'];
    const findings = await looking({
      board: { email: email(await deadPort()), to },
      team: { email: email(busy.port), to },
    });
    expect(channels(findings)).toEqual([
      expect.stringMatching(/^missing board: .*127\.0\.0\.1/),
      expect.stringMatching(/^missing team: .*busy/),
    ]);
    expect(mends(findings, 'channel')[0]).toContain('See host, port and tls');
  });

  it('with nobody to go to is to be looked at', async () => {
    const { port } = await mailServer();
    expect(channels(await looking({ board: { email: email(port) } }))).toContain(
      'warn board: has no address of its own',
    );
  });
});

describe('a channel with secrets', () => {
  const chat = { chat: { teams: { 'url-secret': 'TEAMS_URL' } } };

  it('one of which is missing is said with that secret, and who it is for', async () => {
    const findings = await looking(chat);
    expect(told(findings, 'secret')).toEqual([
      'missing TEAMS_URL: The environment variable TEAMS_URL is not set. It is for the channel chat.',
    ]);
    expect(channels(findings)).toEqual([]);
  });

  it('is asked for nothing but its server: the address itself is not called', async () => {
    const seen: string[] = [];
    const { url } = await httpServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end();
    });
    const findings = await looking(chat, { TEAMS_URL: `${url}/hooks/canary-0123456789` });
    expect(channels(findings)).toEqual([`ok chat: ${url} is there`]);
    expect(seen).toEqual(['HEAD /']);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it.each([
    ['http://hooks.example/canary-0123456789', 'its address is an address of http'],
    ['canary-0123456789', 'its address is no address of http or https'],
  ])('given %s for an address, is missing, and the address is not shown', async (address, why) => {
    const findings = await looking(chat, { TEAMS_URL: address });
    expect(channels(findings)).toEqual([expect.stringContaining(`missing chat: ${why}`)]);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('that signs with what is no key is missing, and the key is not shown', async () => {
    const { url } = await httpServer((_, response) => void response.end());
    const tell = { bridge: { webhook: { url, secret: 'KEY' } } };
    expect(channels(await looking(tell, { KEY: key }))).toEqual([`ok bridge: ${new URL(url).origin} is there`]);
    const findings = await looking(tell, { KEY: 'canary-0123456789' });
    expect(channels(findings)).toEqual([expect.stringContaining('is not whsec_ with 24 to 64 bytes')]);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('of text messages, whose server is not there, is missing', async () => {
    const sms = { account: 'AC1', from: 'MG1', token: 'TOKEN', 'api-url': `http://127.0.0.1:${await deadPort()}/` };
    const findings = await looking({ pager: { sms, to: ['+4915112345678'] } }, { TOKEN: 'canary-0123456789' });
    expect(channels(findings)).toEqual([expect.stringMatching(/^missing pager: http:\/\/127\.0\.0\.1:\d+: /)]);
  });
});
