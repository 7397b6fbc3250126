import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Json = Record<string, unknown>;

/** One connection of a client. */
export interface Line {
  /** Sends an envelope, and resolves once it was acknowledged. */
  deliver(type: 'interactive' | 'events_api', payload: Json): Promise<void>;
  /** Sends an envelope and loses the connection with its acknowledgement. */
  deliverUnheard(type: 'interactive' | 'events_api', payload: Json): Promise<void>;
  /** Sends a text as it is. */
  say(text: string): Promise<void>;
  /** Says that it will be closed, as Slack does every few hours some seconds before it does. */
  warn(reason: 'warning' | 'refresh_requested' | 'link_disabled'): Promise<void>;
  /** Resolves once it is closed, by whomever. */
  closed(): Promise<void>;
  /** Closes it as Slack does. */
  close(): Promise<void>;
  /** Cuts it off without a word. */
  drop(): Promise<void>;
  /** From now on nothing that a client says is read, no goodbye either. */
  stall(): void;
}

/** Slack's side of Socket Mode, as it is documented: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketMode extends Pick<Line, 'deliver' | 'deliverUnheard' | 'say' | 'drop'> {
  /** Where a client connects: what `apps.connections.open` answers. */
  readonly url: string;
  /** How many connections were made. */
  readonly made: number;
  /** From now on none is greeted. */
  holdGreetings(): void;
  /** Resolves once so many that were not greeted wait for it. */
  ungreeted(count: number): Promise<void>;
  /** Greets those that wait, and from now on every one. */
  greet(): void;
  /** The connection that was greeted last, once there is one. */
  line(): Promise<Line>;
  /** Resolves once there is a connection. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on loopback. */
export async function startSocketMode(): Promise<SocketMode> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const greeted: WebSocket[] = [];
  let held: WebSocket[] | null = null;
  let made = 0;
  let waiting: (() => void)[] = [];
  const changed = () => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  const greet = (socket: WebSocket) => {
    greeted.push(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
    changed();
  };
  sockets.on('connection', (socket) => {
    made += 1;
    socket.on('close', () => {
      if (greeted.includes(socket)) greeted.splice(greeted.indexOf(socket), 1);
      if (held?.includes(socket)) held.splice(held.indexOf(socket), 1);
    });
    if (!held) return greet(socket);
    held.push(socket);
    changed();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lineOf = linesBy();
  const line = async (): Promise<Line> => {
    const last = greeted.at(-1);
    if (last) return lineOf(last);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return line();
  };
  return {
    url: `ws://127.0.0.1:${port}/link`,
    get made() {
      return made;
    },
    holdGreetings() {
      held ??= [];
    },
    async ungreeted(count) {
      while ((held?.length ?? 0) < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    greet() {
      const all = held ?? [];
      held = null;
      for (const socket of all) greet(socket);
    },
    line,
    connected: async () => void (await line()),
    deliver: async (type, payload) => (await line()).deliver(type, payload),
    deliverUnheard: async (type, payload) => (await line()).deliverUnheard(type, payload),
    say: async (text) => (await line()).say(text),
    drop: async () => (await line()).drop(),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function linesBy(): (socket: WebSocket) => Line {
  let number = 0;
  return (socket) => {
    const say = (text: string) => new Promise<void>((resolve) => socket.send(text, () => resolve()));
    const closed = async () => {
      if (socket.readyState !== socket.CLOSED) await new Promise((resolve) => socket.once('close', resolve));
    };
    const drop = () => {
      socket.terminate();
      return closed();
    };
    const deliver = async (type: string, payload: Json) => {
      number += 1;
      const id = `envelope-${number}`;
      const done = new Promise<void>((resolve) => {
        const take = (data: unknown) => {
          if ((JSON.parse(String(data)) as { envelope_id?: string }).envelope_id !== id) return;
          socket.off('message', take);
          resolve();
        };
        socket.on('message', take);
      });
      await say(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: false }));
      await done;
    };
    return {
      deliver,
      async deliverUnheard(type, payload) {
        // Once it was heard there, whose acknowledgement counts for nothing here.
        await deliver(type, payload);
        await drop();
      },
      say,
      warn: (reason) => say(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'wss-111.slack.com' } })),
      closed,
      close() {
        socket.close(1000);
        return closed();
      },
      drop,
      stall: () => socket.pause(),
    };
  };
}
