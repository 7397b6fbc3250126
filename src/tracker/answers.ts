import { cameOf, type WebAnswer, type WebRequest } from '../notify/web.ts';
import type { Trouble } from './tracker.ts';

/** How a tracker is asked. */
export interface Ways {
  readonly web: (request: WebRequest) => Promise<WebAnswer>;
  readonly now: () => number;
}

/** What a status that is no success means at one tracker, and what mends it. */
export interface Mends {
  readonly called: string;
  readonly secrets: readonly string[];
  readonly mend: (status: number, text: string) => string;
}

/** Statuses that would be the same for everything else that is sent there. */
const forAll: readonly number[] = [401, 403, 404, 410];
/** How often one is asked whether it may be asked again is nothing of ours: a day is as good as for ever. */
const LONGEST = 24 * 60 * 60_000;

/** The answer as data where it is a success, else what went wrong. */
export function readAnswer(
  answer: WebAnswer,
  now: number,
  { called, secrets, mend }: Mends,
): { data: unknown } | Trouble {
  const limit = rateLimit(answer, now);
  if (limit) return { trouble: 'later', why: `${called} answered ${answer.status}: too many requests`, ...limit };
  const came = cameOf(answer, { called, limit: called, secrets });
  if (came === 'accepted')
    return dataOf(answer.text) ?? { trouble: 'unknown', why: `${called} answered something else than JSON` };
  const status = answer.status ?? 0;
  if (came === 'refused') {
    const stops = forAll.includes(status) ? { stops: true as const } : {};
    return { trouble: 'refused', why: whyOf(answer, called, secrets), mend: mend(status, answer.text), ...stops };
  }
  if (came.outcome === 'refused')
    return { trouble: 'refused', why: came.why, ...(came.mend !== undefined && { mend: came.mend }), stops: true };
  // Busy servers say 503 also of what they have done already.
  const trouble = answer.status === 503 ? 'unknown' : came.outcome;
  const after = 'after' in came && came.after !== undefined ? { after: came.after } : {};
  return { trouble, why: came.why, ...after };
}

/** Limits that GitHub tells with a 403, and all with a 429: how long to wait, as far as it is said. */
function rateLimit({ status, text, headers = {}, after }: WebAnswer, now: number): { after?: number } | null {
  const isSpent = headers['x-ratelimit-remaining'] === '0' || headers['ratelimit-remaining'] === '0';
  const isLimit = status === 429 || (status === 403 && (isSpent || after !== undefined || /rate limit/i.test(text)));
  if (!isLimit) return null;
  if (after !== undefined) return { after };
  const reset = Number(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset']);
  if (!isSpent || !Number.isFinite(reset) || reset <= 0) return {};
  return { after: Math.min(Math.max(0, reset * 1000 - now), LONGEST) };
}

function whyOf(answer: WebAnswer, called: string, secrets: readonly string[]): string {
  const said = saidIn(dataOf(answer.text)?.data);
  const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), said);
  return `${called} answered ${answer.status}${hidden === '' ? '' : `: ${hidden.slice(0, 200)}`}`;
}

/** What a tracker says in words: `message`, `error`, `errorMessages`, `errors`. */
function saidIn(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  const { message, error, errorMessages, errors } = data as Record<string, unknown>;
  const parts = [message, error, errorMessages, errors].flatMap((part) => {
    if (part === undefined || part === null) return [];
    if (typeof part === 'string') return part === '' ? [] : [part];
    if (Array.isArray(part) && part.length === 0) return [];
    const text = JSON.stringify(part);
    return text === '{}' ? [] : [text];
  });
  return parts.join('; ').replace(/[\p{Cc}\s]+/gu, ' ');
}

function dataOf(text: string): { data: unknown } | null {
  try {
    return { data: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** A field of an object that came from outside; undefined where it is none. */
export function at(data: unknown, ...path: readonly (string | number)[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** An address that came from outside, if it is one of http or https. */
export function addressIn(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 2_000 || !/^https?:\/\/[^\s"'<>`\\|]+$/.test(value)) return null;
  return URL.canParse(value) ? value : null;
}

/** What a tracker says that cannot be understood. It may have done what it was asked. */
export function odd(called: string): Trouble {
  return { trouble: 'unknown', why: `${called} answered what is no issue` };
}
