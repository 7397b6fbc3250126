import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request. `before` and `after`: whether it was delivered. */
export type Fault =
  | 'drop-before'
  | 'drop-after'
  | 'stall-before'
  | 'stall-after'
  | 'error-after'
  | 'malformed-after'
  | 'cut-after'
  /** 429, with so many seconds in Retry-After, or without. */
  | { readonly limit: number | null };

/** Every fault once, for tables. */
export const faults: readonly Fault[] = [
  'drop-before',
  'drop-after',
  'stall-before',
  'stall-after',
  'error-after',
  'malformed-after',
  'cut-after',
  { limit: 7 },
  { limit: null },
];

/** A request that came by. */
export interface Passing {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer, whole. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A server on loopback between a client and what answers it, which loses, delays and spoils as it is told. */
export interface FaultProxy {
  readonly url: string;
  /** Every request that came, also those that were not delivered. */
  readonly seen: Passing[];
  /** Asked for each request, in their order; null lets it by. */
  plan: (request: Passing, number: number) => Fault | null;
  /** Called when nobody will answer a request any more, and it was delivered if it was to be. */
  stalled: () => void;
  close(): Promise<void>;
}

/** Starts one. `answer`: what stands behind it. */
export async function startFaultProxy(answer: (request: Passing) => Promise<Answered>): Promise<FaultProxy> {
  const seen: Passing[] = [];
  const server = createServer((request, response) => {
    void pass(request, response, proxy, answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    seen,
    plan: () => null,
    stalled: () => undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  proxy: FaultProxy,
  answer: (request: Passing) => Promise<Answered>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const passing = { path: request.url ?? '/', headers: singly(request.headers), body: Buffer.concat(chunks) };
  proxy.seen.push(passing);
  const fault = proxy.plan(passing, proxy.seen.length - 1);
  if (typeof fault === 'object' && fault !== null) return limited(response, fault.limit);
  if (fault === 'drop-before') return void request.socket.destroy();
  if (fault === 'stall-before') return proxy.stalled();
  const { status, headers, body } = await answer(passing);
  if (fault === 'drop-after') return void request.socket.destroy();
  if (fault === 'stall-after') return proxy.stalled();
  if (fault === 'error-after') return void response.writeHead(500, { 'content-type': 'text/plain' }).end('oops');
  if (fault === 'malformed-after') return void response.writeHead(200, headers).end('{"ok":tru');
  response.writeHead(status, { ...headers, 'content-length': body.length });
  if (fault === 'cut-after') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    return;
  }
  response.end(body);
}

function limited(response: ServerResponse, after: number | null): void {
  response.writeHead(429, {
    'content-type': 'application/json',
    ...(after !== null && { 'retry-after': String(after) }),
  });
  response.end('{"ok":false,"error":"ratelimited"}');
}

function singly(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
