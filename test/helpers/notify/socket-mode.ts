import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Json = Record<string, unknown>;

/** Slack's side of Socket Mode, as it is documented: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketMode {
  /** Where a client connects: what `apps.connections.open` answers. */
  readonly url: string;
  /** How many connections were made. */
  readonly made: number;
  /** Sends an envelope, and resolves once it was acknowledged. */
  deliver(type: 'interactive' | 'events_api', payload: Json): Promise<void>;
  /** Sends an envelope and loses the connection with its acknowledgement. */
  deliverUnheard(type: 'interactive' | 'events_api', payload: Json): Promise<void>;
  /** Sends a text as it is. */
  say(text: string): Promise<void>;
  /** Says that the connection ends, as Slack does every few hours; with `warning`, some seconds before. */
  endWith(reason: 'warning' | 'refresh_requested' | 'link_disabled'): Promise<void>;
  /** Cuts the connection off without a word. */
  drop(): Promise<void>;
  /** From now on nothing that a client says is read, no goodbye either. */
  stall(): Promise<void>;
  /** Resolves once there is a connection. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on loopback. */
export async function startSocketMode(): Promise<SocketMode> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const acknowledged = new Map<string, () => void>();
  let current: WebSocket | null = null;
  let [number, made] = [0, 0];
  let waiting: (() => void)[] = [];
  sockets.on('connection', (socket) => {
    current = socket;
    made += 1;
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
  const connected = async (): Promise<WebSocket> => {
    if (!current) await new Promise<void>((resolve) => waiting.push(resolve));
    return current ?? (await connected());
  };
  const say = async (text: string) => {
    const socket = await connected();
    await new Promise((resolve) => socket.send(text, resolve));
    return socket;
  };
  const enveloped = (type: string, payload: Json) => {
    number += 1;
    const id = `envelope-${number}`;
    return { id, text: JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: false }) };
  };
  const cut = async (socket: WebSocket) => {
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.terminate();
    await closed;
  };
  return {
    url: `ws://127.0.0.1:${port}/link`,
    get made() {
      return made;
    },
    async deliver(type, payload) {
      const { id, text } = enveloped(type, payload);
      const done = new Promise<void>((resolve) => acknowledged.set(id, resolve));
      await say(text);
      await done;
    },
    async deliverUnheard(type, payload) {
      const { id, text } = enveloped(type, payload);
      const done = new Promise<void>((resolve) => acknowledged.set(id, resolve));
      const socket = await say(text);
      // Once it was heard there, whose acknowledgement counts for nothing here.
      await done;
      await cut(socket);
    },
    say: async (text) => void (await say(text)),
    async endWith(reason) {
      const socket = await say(
        JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'wss-111.slack.com' } }),
      );
      if (socket.readyState !== socket.CLOSED) await new Promise((resolve) => socket.once('close', resolve));
    },
    drop: async () => cut(await connected()),
    async stall() {
      const socket = await connected();
      socket.pause();
    },
    connected: async () => void (await connected()),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
