import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { start } from '../../src/actions/start.ts';
import { around, request } from './calls.ts';
import { handTiming } from './hand-timing.ts';
import { deadPort, httpServer, tcpServer } from './loopback.ts';

const get = { method: 'GET', readOnly: true, idempotent: true } as const;

describe('a request', () => {
  it('is sent as it is shown, with its secrets in their places', async () => {
    const server = await httpServer(({ method, url, headers, text }, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ method, url, token: headers['x-token'], agent: headers['user-agent'], text }));
    });
    const call = request(`${server.url}/repos/a%20b?per_page=5#part`, {
      headers: { 'X-Token': ['Bearer ', { secret: 'TOKEN' }], Accept: ['application/json'] },
      body: ['{"key":"', { secret: 'KEY', as: 'json' }, '"}'],
    });
    const answer = await start(call, around({ TOKEN: 'ghp_0123456789', KEY: 'quo"ted-key' })).done;
    expect(answer).toEqual({
      how: 'answered',
      status: 201,
      headers: expect.objectContaining({ 'content-type': 'application/json' }),
      text: '{"method":"POST","url":"/repos/a%20b?per_page=5","token":"Bearer [TOKEN]","agent":"breakglass","text":"{\\"key\\":\\"[KEY]\\"}"}',
      errors: '',
      bytes: expect.any(Number),
      cut: false,
      milliseconds: expect.any(Number),
      tries: 1,
    });
  });

  it('tells the headers of its answer, masked, and none that sets a secret', async () => {
    const server = await httpServer((_, response) => {
      response.setHeader('X-OAuth-Scopes', 'repo, workflow');
      response.setHeader('X-Echo', ['a ghp_0123456789', 'b']);
      response.setHeader('Set-Cookie', 'session=abc');
      response.end();
    });
    const call = request(server.url, { headers: { 'X-Token': [{ secret: 'TOKEN' }] } });
    const { headers } = await start(call, around({ TOKEN: 'ghp_0123456789' })).done;
    expect(headers).toMatchObject({ 'x-oauth-scopes': 'repo, workflow', 'x-echo': 'a [TOKEN], b' });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('carries HTTP Basic, which is masked wherever it comes back', async () => {
    const server = await httpServer(({ headers }, response) => response.end(headers.authorization));
    const call = request(server.url, { basic: ['jenkins:', { secret: 'TOKEN' }] });
    const { text } = await start(call, around({ TOKEN: 'ghp_0123456789' })).done;
    expect(text).toMatch(/^Basic amVua2lucz\[TOKEN\]=*$/);
    expect(Buffer.from(text.slice('Basic '.length), 'base64').toString('latin1')).not.toContain('0123');
  });

  it('may be answered with nothing', async () => {
    const server = await httpServer((_, response) => void response.writeHead(204).end());
    expect(await start(request(server.url), around()).done).toMatchObject({
      how: 'answered',
      status: 204,
      text: '',
      bytes: 0,
    });
    expect(await start(request(server.url, { ...get, method: 'HEAD' }), around()).done).toMatchObject({ status: 204 });
  });

  it('waits for the answer behind those that only say that it will come', async () => {
    const server = await httpServer((_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end('at last');
    });
    expect(await start(request(server.url), around()).done).toMatchObject({ status: 200, text: 'at last' });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('reads %s, though it did not ask for it', async (encoding, compress) => {
    const server = await httpServer((_, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(compress('the token ghp_0123456789'));
    });
    const secrets = around({ TOKEN: 'ghp_0123456789' });
    const call = request(server.url, { headers: { 'x-token': [{ secret: 'TOKEN' }] } });
    expect((await start(call, secrets).done).text).toBe('the token [TOKEN]');
  });

  it('reads what is no UTF-8 by its name, and shows what has none', async () => {
    const server = await httpServer(({ url }, response) => {
      if (url === '/latin1') response.setHeader('content-type', 'text/plain; charset=iso-8859-1');
      response.end(Buffer.from([0x61, 0xe4, 0x62]));
    });
    expect((await start(request(`${server.url}/latin1`), around()).done).text).toBe('aäb');
    expect((await start(request(server.url), around()).done).text).toBe('a\ufffdb');
  });

  it('given an answer without end, reads its beginning and hangs up', async () => {
    let hungUp = Promise.resolve<unknown>(undefined);
    const server = await httpServer((_, response) => {
      hungUp = once(response, 'close');
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    const answer = await start(request(server.url), around()).done;
    expect(answer).toMatchObject({ how: 'answered', status: 200, cut: true, bytes: 4 * 1024 * 1024 });
    expect(answer.text.length).toBe(4 * 1024 * 1024);
    await hungUp;
  });

  it('given gigabytes in a few bytes, unpacks their beginning', async () => {
    const server = await httpServer((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x')));
    });
    const answer = await start(request(server.url), around()).done;
    expect(answer).toMatchObject({ how: 'answered', cut: true });
    expect(answer.text.length).toBe(4 * 1024 * 1024);
  });
});

describe('a request that cannot be sent', () => {
  it.each([
    ['no address', 'repos/a', 'Its address is none of http or https.'],
    ['an address of another sort', 'file:///etc/passwd', 'Its address is none of http or https.'],
    ['a part that leads elsewhere', 'http://127.0.0.1/repos/../admin', 'A part of its path is . or ..,'],
    ['an encoded part that leads elsewhere', 'http://127.0.0.1/repos/%2E%2e?x', 'A part of its path is . or ..,'],
    [
      'a line end in its address',
      'http://127.0.0.1/re\npos',
      'Its address holds spaces, control characters or backslashes',
    ],
    [
      'a backslash in its address',
      'http://127.0.0.1\\x',
      'Its address holds spaces, control characters or backslashes',
    ],
    ['a password in its address', 'https://user:ghp_0123456789@127.0.0.1/', 'Its address holds a user or a password.'],
  ])('given %s, says why', async (_, url, why) => {
    const answer = await start(request(url), around()).done;
    expect(answer).toMatchObject({ how: 'not-started', why: expect.stringContaining(why) });
    expect(answer.why).not.toContain('ghp_');
  });

  it('given a header that none can be, does not tell it', async () => {
    const server = await httpServer((_, response) => void response.end());
    const call = request(server.url, { headers: { authorization: ['Bearer ', { secret: 'KEY' }] } });
    const answer = await start(call, around({ KEY: 'two lines\nof a key' })).done;
    expect(answer).toMatchObject({ how: 'not-started', why: expect.stringContaining('invalid authorization header') });
    expect(answer.why).not.toContain('of a key');
    expect(server.asked).toEqual([]);
  });

  it('where nothing listens, says so', async () => {
    const port = await deadPort();
    expect(await start(request(`http://127.0.0.1:${port}/`), around()).done).toMatchObject({
      how: 'not-started',
      why: `127.0.0.1:${port}: nothing listens there, or it refuses (ECONNREFUSED).`,
      tries: 1,
    });
  });

  it('cancelled before, is not sent', async () => {
    const server = await httpServer((_, response) => void response.end());
    const running = start(request(server.url), around());
    running.cancel();
    expect(await running.done).toMatchObject({ how: 'not-started', why: 'It was cancelled before it started.' });
    expect(server.asked).toEqual([]);
  });
});

describe('a request whose answer does not come', () => {
  it('is timed out by its whole time, and says that it was sent', async () => {
    const timing = handTiming();
    const server = await httpServer(() => {});
    const running = start(request(server.url, { timeout: 30_000 }), around({}, { timing }));
    await vi.waitFor(() => expect(server.asked).toEqual(['POST /']), { interval: 2, timeout: 20_000 });
    timing.pass(30_000);
    expect(await running.done).toMatchObject({
      how: 'timed-out',
      milliseconds: 30_000,
      why: 'It was sent, and there was no whole answer within 30 s.',
    });
  });

  it('is timed out also if it began to come, and keeps what came', async () => {
    const timing = handTiming();
    let written = () => {};
    const arrived = new Promise<void>((resolve) => {
      written = resolve;
    });
    const server = await httpServer((_, response) => void response.write('the beginning', () => written()));
    const running = start(request(server.url, { timeout: 30_000 }), around({}, { timing }));
    await arrived;
    // It lies in this very process's socket now, and is read in one of its next turns.
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    timing.pass(30_000);
    expect(await running.done).toMatchObject({ how: 'timed-out', status: 200, text: 'the beginning' });
  });

  it('is broken off if the server hangs up', async () => {
    const server = await httpServer((_, response) => void response.destroy());
    const answer = await start(request(server.url, { idempotent: true, retry: { times: 3, every: 0 } }), around()).done;
    expect(answer).toMatchObject({ how: 'broken-off', tries: 1 });
    expect(answer.why).toMatch(/^It was sent, and no whole answer came\. 127\.0\.0\.1:\d+: it closed the connection/);
    expect(server.asked).toEqual(['POST /']);
  });

  it('is broken off if the server hangs up within its answer, and keeps what came', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half of', () => response.destroy());
    });
    expect(await start(request(server.url), around()).done).toMatchObject({
      how: 'broken-off',
      status: 200,
      text: 'half of',
    });
  });

  it('is broken off if what comes is no HTTP', async () => {
    const server = await tcpServer((socket) => void socket.on('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    const answer = await start(request(server.url), around()).done;
    expect(answer).toMatchObject({ how: 'broken-off', why: expect.stringContaining('what came back is no HTTP') });
  });

  it('cancelled when it was sent, hangs up at once and says that it was sent', async () => {
    let hungUp = Promise.resolve<unknown>(undefined);
    const server = await httpServer((_, response) => {
      hungUp = once(response, 'close');
    });
    const running = start(request(server.url), around());
    await vi.waitFor(() => expect(server.asked).toEqual(['POST /']), { interval: 2, timeout: 20_000 });
    running.cancel();
    expect(await running.done).toMatchObject({ how: 'cancelled', why: 'It was cancelled when it had been sent.' });
    await hungUp;
  });
});

describe('a redirect', () => {
  it('of GET within its origin is followed', async () => {
    const server = await httpServer(({ url, headers }, response) => {
      if (url === '/old') response.writeHead(301, { location: '/new?a=1' }).end();
      else response.end(headers['x-token']);
    });
    const call = request(`${server.url}/old`, { ...get, headers: { 'x-token': ['a token'] } });
    expect(await start(call, around()).done).toMatchObject({ status: 200, text: 'a token' });
    expect(server.asked).toEqual(['GET /old', 'GET /new?a=1']);
  });

  it('to another origin is not followed: its credentials are not for that', async () => {
    const other = await httpServer((_, response) => void response.end());
    const server = await httpServer(
      (_, response) => void response.writeHead(302, { location: `${other.url}/x?token=1` }).end(),
    );
    expect(await start(request(server.url, get), around()).done).toMatchObject({
      how: 'answered',
      status: 302,
      why: `It is sent on to ${other.url}, which is not followed: its credentials are for ${server.url}.`,
    });
    expect(other.asked).toEqual([]);
  });

  it('of what is not GET is not followed', async () => {
    const server = await httpServer((_, response) => void response.writeHead(307, { location: '/elsewhere' }).end());
    const answer = await start(request(`${server.url}/act`, { method: 'DELETE' }), around()).done;
    expect(answer).toMatchObject({
      status: 307,
      why: `It is sent on to ${server.url}/elsewhere, which is not followed: a DELETE goes where it was approved to go.`,
    });
    expect(server.asked).toEqual(['DELETE /act']);
  });

  it('in circles ends', async () => {
    const server = await httpServer((_, response) => void response.writeHead(302, { location: '/' }).end());
    const answer = await start(request(server.url, get), around()).done;
    expect(answer).toMatchObject({ status: 302, why: 'It is sent on again and again.' });
    expect(server.asked.length).toBe(6);
  });
});
