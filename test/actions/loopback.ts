import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';

const open = new Set<Server>();
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([...open].map((server) => new Promise((resolve) => server.close(resolve))));
  open.clear();
});

export interface Loopback {
  readonly port: number;
  readonly url: string;
  /** What was asked of it: method and path. */
  readonly asked: string[];
  close(): Promise<void>;
  /** What it does when it is asked for a tunnel. */
  onConnect(tunnel: (target: string, socket: Duplex) => void): void;
}

/** A request as a server sees it, its body read. */
export interface Asked extends IncomingMessage {
  readonly text: string;
}

type Answering = (asked: Asked, response: ServerResponse) => void;

/** An HTTP server on a port of its own, which is closed after the test. */
export async function httpServer(answer: Answering): Promise<Loopback> {
  const asked: string[] = [];
  return { ...(await listening(createHttp(reading(answer, asked)), 'http')), asked };
}

/** The same with TLS. */
export async function httpsServer(
  keys: { readonly key: string; readonly cert: string },
  answer: Answering,
): Promise<Loopback> {
  const asked: string[] = [];
  return { ...(await listening(createTls(keys, reading(answer, asked)), 'https')), asked };
}

/** A server that speaks whatever it is told to. */
export async function tcpServer(speak: (socket: Socket) => void): Promise<Loopback> {
  return { ...(await listening(createTcp(speak), 'http')), asked: [] };
}

/** A port where nothing listens. */
export async function deadPort(): Promise<number> {
  const { port, close } = await tcpServer(() => {});
  await close();
  return port;
}

function reading(answer: Answering, asked: string[]): RequestListener {
  return async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    answer(Object.assign(request, { text: Buffer.concat(chunks).toString() }), response);
  };
}

async function listening(server: Server, scheme: string): Promise<Omit<Loopback, 'asked'>> {
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.add(server);
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    open.delete(server);
    await new Promise((resolve) => server.close(resolve));
  };
  const onConnect: Loopback['onConnect'] = (tunnel) => {
    server.on('connect', ({ url }: IncomingMessage, socket: Duplex) =>
      tunnel(
        url ?? '',
        socket.on('error', () => {}),
      ),
    );
  };
  return { onConnect, port, url: `${scheme}://127.0.0.1:${port}`, close };
}
