import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { requestProblem } from '../../src/actions/request-problem.ts';
import { start } from '../../src/actions/start.ts';
import { around, request } from './calls.ts';
import { certificateFor } from './certificates.ts';
import { deadPort, httpServer, httpsServer, tcpServer } from './loopback.ts';

const loopback = certificateFor('IP:127.0.0.1');
const elsewhere = certificateFor('DNS:elsewhere.example');
const get = { method: 'GET', readOnly: true } as const;

function sent(url: string, environment: NodeJS.ProcessEnv = {}, authorities?: string) {
  return start(request(url, get), around({}, { environment, ...(authorities && { authorities }) })).done;
}

describe('a server of a private authority', () => {
  const server = () => httpsServer(loopback, (_, response) => void response.end('hello'));

  it('is not trusted, and is sent nothing', async () => {
    const { url, asked } = await server();
    const answer = await sent(url);
    expect(answer).toMatchObject({
      how: 'not-started',
      why: expect.stringContaining('is from nobody that is trusted here'),
    });
    expect(answer.why).toContain('SSL_CERT_FILE');
    expect(asked).toEqual([]);
  });

  it('is trusted if SSL_CERT_FILE or the configuration names its certificate', async () => {
    const { url } = await server();
    expect(await sent(url, { SSL_CERT_FILE: loopback.authority })).toMatchObject({ status: 200, text: 'hello' });
    expect(await sent(url, {}, loopback.authority)).toMatchObject({ status: 200, text: 'hello' });
  });

  it('of another one is trusted beside it', async () => {
    const { url } = await server();
    const environment = { SSL_CERT_FILE: elsewhere.authority, NODE_EXTRA_CA_CERTS: loopback.authority };
    expect(await sent(url, environment)).toMatchObject({ status: 200 });
  });

  it('is not trusted under another name', async () => {
    const { url, asked } = await httpsServer(elsewhere, (_, response) => void response.end());
    const answer = await sent(url, { SSL_CERT_FILE: elsewhere.authority });
    expect(answer).toMatchObject({
      how: 'not-started',
      why: expect.stringContaining('its certificate is for another name'),
    });
    expect(asked).toEqual([]);
  });

  it.each([['/no/such/file'], ['/dev/null']])(
    'whose certificate is said to be in %s, is not reached, and that is said',
    async (path) => {
      const answer = await sent('https://127.0.0.1:1/', { SSL_CERT_FILE: path });
      expect(answer).toMatchObject({
        how: 'not-started',
        why: `SSL_CERT_FILE names ${path}, which is no readable file of certificates (PEM).`,
      });
    },
  );

  it('that speaks no TLS, is sent nothing', async () => {
    const plain = await httpServer((_, response) => void response.end());
    expect(await sent(plain.url.replace('http:', 'https:'))).toMatchObject({ how: 'not-started' });
    expect(plain.asked).toEqual([]);
  });
});

describe('a proxy', () => {
  /** A proxy as they are: it passes on what is asked in clear, and makes tunnels. */
  async function proxy() {
    const tunnels: string[] = [];
    const server = await httpServer(
      ({ url, headers }, response) => void response.end(`${url} as ${headers['proxy-authorization']}`),
    );
    server.onConnect((target, socket) => {
      tunnels.push(target);
      const [host, port] = target.split(':');
      const through = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      through.on('error', () => socket.destroy());
    });
    return { ...server, tunnels };
  }

  it('of HTTP_PROXY passes on a request in clear', async () => {
    const { url, asked } = await proxy();
    const answer = await sent('http://api.example/repos?a=1', { HTTP_PROXY: url.replace('//', '//me:secret@') });
    expect(answer).toMatchObject({ status: 200, text: 'http://api.example/repos?a=1 as Basic bWU6c2VjcmV0' });
    expect(asked).toEqual(['GET http://api.example/repos?a=1']);
  });

  it('of HTTPS_PROXY makes a tunnel, through which the server is trusted as it is without', async () => {
    const { url, asked, tunnels } = await proxy();
    const server = await httpsServer(loopback, (_, response) => void response.end('hello'));
    const environment = { https_proxy: url, HTTP_PROXY: 'http://127.0.0.1:1' };
    expect(await sent(server.url, { ...environment, SSL_CERT_FILE: loopback.authority })).toMatchObject({
      status: 200,
      text: 'hello',
    });
    expect(await sent(server.url, environment)).toMatchObject({
      how: 'not-started',
      why: expect.stringContaining('is from nobody that is trusted here'),
    });
    expect(tunnels).toEqual([`127.0.0.1:${server.port}`, `127.0.0.1:${server.port}`]);
    expect(asked).toEqual([]);
  });

  it('is not asked for what NO_PROXY names', async () => {
    const { url, asked } = await proxy();
    const server = await httpServer((_, response) => void response.end('directly'));
    expect(await sent(server.url, { HTTP_PROXY: url, NO_PROXY: 'example.com,127.0.0.1' })).toMatchObject({
      text: 'directly',
    });
    expect(asked).toEqual([]);
  });

  it('may be named without http', async () => {
    const { port } = await proxy();
    expect(await sent('http://api.example/', { http_proxy: `127.0.0.1:${port}` })).toMatchObject({ status: 200 });
  });

  it('that refuses is told apart from the server', async () => {
    const server = await tcpServer((socket: Socket) => {
      void once(socket, 'data').then(() =>
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
      );
    });
    const environment = { HTTPS_PROXY: server.url, HTTP_PROXY: server.url };
    const tunnel = await sent('https://api.example/', environment);
    expect(tunnel).toMatchObject({
      how: 'not-started',
      why: 'The proxy answered 407 and did not pass it on to api.example.',
    });
    const clear = await sent('http://api.example/', environment);
    expect(clear).toMatchObject({ how: 'not-started', why: tunnel.why });
  });

  it('that is not there is told apart from the server', async () => {
    const port = await deadPort();
    const answer = await sent('https://api.example/', { HTTPS_PROXY: `http://me:secret@127.0.0.1:${port}` });
    expect(answer).toMatchObject({
      how: 'not-started',
      why: `api.example, asked for at 127.0.0.1:${port}: nothing listens there, or it refuses (ECONNREFUSED).`,
    });
  });

  it.each(['http://', 'socks5://127.0.0.1:1080', 'not an address'])(
    'whose address is %j is refused, and said',
    async (address) => {
      const answer = await sent('https://api.example/', { HTTPS_PROXY: address });
      expect(answer).toMatchObject({
        how: 'not-started',
        why: 'HTTPS_PROXY is not the address of a proxy. It looks like http://proxy.example:3128.',
      });
    },
  );
});

describe('what kept a request from its server', () => {
  it.each([
    ['ENOTFOUND', 'its name is not known to DNS (ENOTFOUND).'],
    ['EAI_AGAIN', 'its name cannot be looked up: DNS does not answer (EAI_AGAIN).'],
    ['EHOSTUNREACH', 'there is no way to it from here (EHOSTUNREACH).'],
    ['UND_ERR_CONNECT_TIMEOUT', 'it does not answer (UND_ERR_CONNECT_TIMEOUT).'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired.'],
  ])('%s is said in words', (code, words) => {
    expect(requestProblem(Object.assign(new Error('x'), { code }), 'api.example')).toContain(`api.example: ${words}`);
  });

  it('of another sort is said as it was said', () => {
    expect(requestProblem(new Error('something else'), 'api.example')).toBe('api.example: something else.');
    expect(requestProblem(new Error(''), 'api.example')).toBe('api.example: the connection failed.');
  });
});
