import type { Dispatcher } from 'undici';
import { type ReadyRequest, withSecrets } from '../playbook/catalogue/ready.ts';
import { addressProblem } from './address.ts';
import { answerHeaders } from './answer-headers.ts';
import { type Around, type Attempt, notStarted } from './around.ts';
import { bodyText } from './body-text.ts';
import { connectionFor } from './connection.ts';
import { type Exchange, exchange, type Request } from './exchange.ts';
import { haltOf } from './halt.ts';
import { createOutput, HEAD } from './output.ts';
import { redirectOf } from './redirect.ts';
import { isRefusedByProxy, mayBeReachedLater, requestProblem } from './request-problem.ts';
import { retryAfter } from './retry-after.ts';
import { realTiming } from './timing.ts';

/** Most redirects that are followed. */
const MOST_REDIRECTS = 5;
const ASK_TO_WAIT = [429, 503];

/** Sends a request once, and follows its redirects where that is safe. */
export async function tryRequest(
  call: ReadyRequest,
  around: Around,
  secrets: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Attempt> {
  const problem = addressProblem(call.url);
  if (problem !== null) return notStarted(problem);
  const url = new URL(call.url);
  const halt = haltOf(call.timeout, around.timing, signal);
  let dispatcher: Dispatcher | undefined;
  try {
    dispatcher = await connectionFor({
      environment: around.environment,
      timeout: call.timeout,
      ...(around.authorities !== undefined && { authorities: around.authorities }),
    });
    return await follow(dispatcher, requestOf(call, url, secrets), call, around, halt.signal);
  } catch (error) {
    return notStarted(around.mask.text(error instanceof Error ? error.message : String(error)));
  } finally {
    halt.end();
    void dispatcher?.destroy();
  }
}

function requestOf(call: ReadyRequest, url: URL, secrets: ReadonlyMap<string, string>): Request {
  const secretOf = (name: string) => secrets.get(name) ?? '';
  const named = Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), withSecrets(value, secretOf)]);
  const basic = call.basic && `Basic ${Buffer.from(withSecrets(call.basic, secretOf)).toString('base64')}`;
  const headers = {
    'user-agent': 'breakglass',
    'accept-encoding': 'identity',
    ...Object.fromEntries(named),
    ...(basic && { authorization: basic }),
  };
  return { method: call.method, url, headers, ...(call.body && { body: withSecrets(call.body, secretOf) }) };
}

async function follow(
  dispatcher: Dispatcher,
  first: Request,
  call: ReadyRequest,
  around: Around,
  signal: AbortSignal,
): Promise<Attempt> {
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    const happened = await exchange(dispatcher, request, signal);
    const { host } = request.url;
    const neverCame = !happened.sent || isRefusedByProxy(happened.failure);
    if (neverCame && redirects === 0) return unsent(happened.failure, host, call, around);
    const redirect = redirectOf(request, happened);
    if (redirect.to && redirects < MOST_REDIRECTS) {
      request = { ...request, url: redirect.to };
      continue;
    }
    return await read(happened, call, host, around, redirect.to ? 'It is sent on again and again.' : redirect.why);
  }
}

function unsent(failure: unknown, host: string, { timeout }: ReadyRequest, around: Around): Attempt {
  if (failure === 'cancelled') return notStarted('It was cancelled before it was sent.');
  if (failure === 'timed-out') return notStarted(`${host} could not be reached within ${timeout / 1000} s.`, true);
  return notStarted(around.mask.text(requestProblem(failure, host)), mayBeReachedLater(failure));
}

async function read(
  happened: Exchange,
  { timeout }: ReadyRequest,
  host: string,
  { mask, timing = realTiming }: Around,
  redirect: string | undefined,
): Promise<Attempt> {
  const { status, headers, failure } = happened;
  const { bytes, cut } = await bodyText(happened);
  const output = createOutput(mask, HEAD);
  output.write(bytes);
  const { text } = output.end();
  const how = howOf(failure);
  const why = {
    answered: redirect,
    'timed-out': `It was sent, and there was no whole answer within ${timeout / 1000} s.`,
    cancelled: 'It was cancelled when it had been sent.',
    'broken-off': `It was sent, and no whole answer came. ${requestProblem(failure, host)}`,
  }[how];
  const wait =
    status !== undefined && ASK_TO_WAIT.includes(status) ? retryAfter(headers['retry-after'], timing.now()) : undefined;
  return {
    answer: {
      how,
      ...(status !== undefined && { status, headers: answerHeaders(headers, mask) }),
      text,
      errors: '',
      bytes: happened.body.byteLength,
      cut,
      ...(why !== undefined && { why: mask.text(why) }),
    },
    ...(how === 'answered' && wait !== undefined && { wait }),
  };
}

function howOf(failure: unknown): 'answered' | 'timed-out' | 'cancelled' | 'broken-off' {
  if (failure === undefined) return 'answered';
  return failure === 'timed-out' || failure === 'cancelled' ? failure : 'broken-off';
}
