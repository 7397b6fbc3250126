import { Readable } from 'node:stream';
import type { SMTPConnectionEnvelope, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

/** The server that mail is handed to, as it is reached for one session. */
export interface Server {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` before anything else is said, `none` never. */
  readonly tls: 'starttls' | 'tls' | 'none';
  readonly login?: { readonly user: string; readonly password: string };
  /** Certificate authorities, PEM, instead of those that Node.js knows. */
  readonly authorities?: readonly string[];
  /** Longest time for everything together, milliseconds. */
  readonly timeout: number;
}

/** What is handed over, and to whom. */
export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
  /** Whether it goes to those who are taken even where others are to be tried later. */
  readonly evenToSome: boolean;
}

/** Somebody to whom the server does not pass it on: for good from 500 on, for now below. */
export interface Turned {
  readonly address: string;
  readonly code: number;
  readonly said: string;
}

/** How far a session came. From `data` on the server may have all of the mail. */
type Stage = 'connecting' | 'login' | 'envelope' | 'data' | 'done';

/** What became of a session. */
export interface Session {
  readonly stage: Stage;
  /** Why it did not come to its end; none if it did. */
  readonly failure?: SessionFailure;
  /** Who was turned away. */
  readonly turned: readonly Turned[];
}

/** What a server or the network said, in the terms of nodemailer's errors. */
export interface SessionFailure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
}

/** Nothing was said yet of what the mail holds, and somebody is to be tried later: then nobody gets it now, and nobody twice. */
class SomeLater extends Error {
  readonly code = 'SOMELATER';
}

/**
 * One session with a mail server: hands a letter over, or, without one, looks whether the server is there and takes the
 * login. Ends in time, and never throws.
 */
export async function transmit(server: Server, letter: Letter | null, signal: AbortSignal): Promise<Session> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection = new Connection(optionsOf(server));
  const envelope = letter && { from: letter.from, to: [...letter.to], size: letter.bytes.length };
  let stage: Stage = 'connecting';
  return await new Promise((resolve) => {
    const end = (failure?: SessionFailure): void => {
      halt.removeEventListener('abort', stop);
      // Closing tells of an end as well, which is none of the server's: what came first is what came of it.
      resolve({ stage, ...(failure && { failure }), turned: envelope ? turnedIn(envelope) : [] });
      connection.close();
    };
    const stop = (): void => end({ message: 'it does not answer', code: 'ETIMEDOUT' });
    const halt = AbortSignal.any([signal, AbortSignal.timeout(server.timeout)]);
    if (halt.aborted) return stop();
    halt.addEventListener('abort', stop);
    // A listener stays until the last: what is told late must not end the process.
    connection.on('error', end);
    connection.once('end', () => end({ message: 'it closed the connection', code: 'ECONNRESET' }));
    const handOver = (): void => {
      if (!letter || !envelope) {
        stage = 'done';
        end();
        return;
      }
      stage = 'envelope';
      const body = Readable.from(
        // Read when the server has answered DATA, and not before.
        (function* () {
          if (!letter.evenToSome && turnedIn(envelope).some(({ code }) => code < 500)) throw new SomeLater();
          stage = 'data';
          yield letter.bytes;
        })(),
        { objectMode: false },
      );
      connection.send(envelope, body, (failure) => {
        if (!failure) stage = 'done';
        end(failure ?? undefined);
      });
    };
    connection.connect((failure) => {
      if (failure) return end(failure);
      if (!server.login) return handOver();
      stage = 'login';
      if (!connection.allowsAuth) return end({ message: 'it takes no login', code: 'EAUTH' });
      const { user, password } = server.login;
      connection.login({ user, credentials: { user, pass: password } }, (wrong) => (wrong ? end(wrong) : handOver()));
    });
  });
}

function optionsOf({ host, port, tls, authorities, timeout }: Server): SMTPConnectionOptions {
  return {
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(authorities && { tls: { ca: [...authorities] } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: 1_000,
  };
}

/** nodemailer keeps who was turned away in the very envelope that it is given. */
function turnedIn(envelope: object): Turned[] {
  const { rejectedErrors = [] } = envelope as Partial<SMTPConnectionEnvelope>;
  return rejectedErrors.map(({ recipient = '', responseCode = 0, response = '' }) => ({
    address: recipient,
    code: responseCode,
    said: response,
  }));
}
