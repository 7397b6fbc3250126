import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Json = Record<string, unknown>;

/** Slack's side of Socket Mode, as it is documented: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketMode {
  /** Where a client connects: what `apps.connections.open` answers. */
  readonly url: string;
  /** Sends an envelope, and resolves once it was acknowledged. */
  deliver(type: 'interactive' | 'events_api', payload: Json): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on loopback. */
export async function startSocketMode(): Promise<SocketMode> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const acknowledged = new Map<string, () => void>();
  let current: WebSocket | null = null;
  let number = 0;
  let waiting: (() => void)[] = [];
  sockets.on('connection', (socket) => {
    current = socket;
    socket.on('message', (data) => {
      const { envelope_id: id } = JSON.parse(String(data)) as { envelope_id?: string };
      acknowledged.get(id ?? '')?.();
    });
    socket.on('close', () => {
      if (current === socket) current = null;
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
    for (const resolve of waiting) resolve();
    waiting = [];
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connected = () => (current ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve)));
  return {
    url: `ws://127.0.0.1:${port}/link`,
    async deliver(type, payload) {
      await connected();
      number += 1;
      const id = `envelope-${number}`;
      const done = new Promise<void>((resolve) => acknowledged.set(id, resolve));
      current?.send(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: false }));
      await done;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
