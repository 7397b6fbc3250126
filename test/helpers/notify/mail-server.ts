import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server has it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server of the tests, on loopback. */
export interface MailServer {
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

/** What it does with a mail once it has all of it: takes it unless this says otherwise. */
export type AtEnd = (mail: Received, server: SMTPServer) => Error | null | 'hang-up';

/** An answer of a server that is no yes. */
export function answer(code: number, said: string): Error {
  return Object.assign(new Error(said), { responseCode: code });
}

/** Starts one. Without `options` it asks for no login and offers no TLS. */
export async function startMailServer(options: SMTPServerOptions = {}, atEnd: AtEnd = () => null): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const mail = { from, to: rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString('utf8') };
        const end = atEnd(mail, server);
        if (end === null || end === 'hang-up') received.push(mail);
        if (end === 'hang-up') for (const connection of server.connections) connection.close();
        else done(end);
      });
    },
  });
  // What a client breaks off is no failure of the tests.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
