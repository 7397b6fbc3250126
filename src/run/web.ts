import type { Dispatcher } from 'undici';
import { connectionFor } from '../actions/connection.ts';
import { type Exchange, exchange, type Headers } from '../actions/exchange.ts';
import { haltOf } from '../actions/halt.ts';
import { isRefusedByProxy, requestProblem } from '../actions/request-problem.ts';
import { retryAfter } from '../actions/retry-after.ts';
import { realTiming, type Timing } from '../actions/timing.ts';
import type { Web, WebAnswer } from '../notify/web.ts';

/** How channels reach servers here: as live requests do. */
export interface WebParts {
  /** Where the proxies and the certificate authorities of the system are named. */
  readonly environment: NodeJS.ProcessEnv;
  /** A file of certificate authorities (PEM) that are trusted beside the others. */
  readonly authorities?: string;
  /** How long a request may take to its whole answer, milliseconds. */
  readonly timeout?: number;
  /** The machine's clock unless given. */
  readonly timing?: Timing;
}

const TIMEOUT = 15_000;

/**
 * The way of channels to servers: through the proxies of the environment, trusting the authorities of the settings, over a
 * connection of its own for each request, without following redirects.
 */
export function createWeb({ environment, authorities, timeout = TIMEOUT, timing = realTiming }: WebParts): Web {
  return async ({ method, url, headers, body, called }, signal) => {
    const halt = haltOf(timeout, timing, signal);
    let dispatcher: Dispatcher | undefined;
    try {
      const target = new URL(url);
      dispatcher = await connectionFor({ environment, timeout, ...(authorities !== undefined && { authorities }) });
      const request = {
        method,
        url: target,
        headers: { 'user-agent': 'breakglass', 'accept-encoding': 'identity', ...lowered(headers) },
        ...(body !== undefined && { body }),
      };
      const seconds = timeout / 1000;
      return answerOf(await exchange(dispatcher, request, halt.signal), called, seconds, timing.now());
    } catch (error) {
      return { sent: false, text: '', problem: error instanceof Error ? error.message : String(error) };
    } finally {
      halt.end();
      void dispatcher?.destroy();
    }
  };
}

function answerOf(happened: Exchange, called: string, seconds: number, now: number): WebAnswer {
  const { status, headers, body, failure, cut } = happened;
  const sent = happened.sent && !isRefusedByProxy(failure);
  const problem = cut ? 'its answer is too long' : problemOf(failure, sent, called, seconds);
  if (problem !== undefined || status === undefined) return { sent, text: '', problem: problem ?? 'it did not answer' };
  const after = retryAfter(headers['retry-after'], now);
  return {
    sent,
    status,
    text: body.toString('utf8'),
    headers: singly(headers),
    ...(after !== undefined && { after }),
  };
}

function problemOf(failure: unknown, sent: boolean, called: string, seconds: number): string | undefined {
  if (failure === undefined) return undefined;
  if (failure === 'cancelled') return sent ? 'it was broken off here' : 'it was cancelled before it was sent';
  if (failure === 'timed-out') {
    return sent ? `no whole answer came within ${seconds} s` : `${called} could not be reached within ${seconds} s`;
  }
  return requestProblem(failure, called);
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function singly(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}
