import type { Data } from './api.ts';
import type { Desk, Had, Self } from './parts.ts';

/** Most objects that are asked for at once. Apps that are sold outside of Slack's Marketplace get 15, and a cursor for the rest. */
const PAGE = 100;
/** A list that is longer than this is given up: nobody waits so long for what comes of it. */
const MOST_PAGES = 200;

/** A list that comes in pages. */
export interface Listed {
  readonly method: string;
  readonly args: Data;
  /** Where its objects stand in an answer. */
  readonly key: 'messages' | 'channels';
}

/**
 * The first object of a list for which `wanted` tells something; null where there is none. Where a limit breaks it off, the same
 * look goes on from there the next time: at one page a minute it would never come to its end otherwise.
 * https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps
 */
export async function firstOf<T>(
  desk: Desk,
  { method, args, key }: Listed,
  wanted: (object: Data) => T | null,
  signal: AbortSignal,
  look = '',
): Promise<Had<T | null>> {
  const { cursors } = desk.known;
  const mark = JSON.stringify([method, args.channel, args.ts, look]);
  let cursor = cursors.get(mark) ?? '';
  cursors.delete(mark);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const called = await desk.api(method, { ...args, limit: PAGE, ...(cursor !== '' && { cursor }) }, signal);
    if (!called.ok) {
      if (called.trouble.outcome === 'later' && cursor !== '') cursors.set(mark, cursor);
      return { trouble: called.trouble };
    }
    for (const object of objectsIn(called.data[key])) {
      const found = wanted(object);
      if (found !== null) return { had: found };
    }
    cursor = textIn(objectIn(called.data.response_metadata), 'next_cursor');
    if (cursor === '') return { had: null };
  }
  return { trouble: { outcome: 'unknown', why: `${method} tells of more than ${MOST_PAGES} pages` } };
}

/** Who this is: asked once. */
export async function selfOf(desk: Desk, signal: AbortSignal): Promise<Had<Self>> {
  if (desk.known.self) return { had: desk.known.self };
  const called = await desk.api('auth.test', {}, signal);
  if (!called.ok) return { trouble: called.trouble };
  const bot = textIn(called.data, 'bot_id');
  const self = {
    user: textIn(called.data, 'user_id'),
    name: textIn(called.data, 'user'),
    ...(bot !== '' && { bot }),
  };
  desk.known.self = self;
  return { had: self };
}

/** A text in an answer; empty where there is none. */
export function textIn(data: Data, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}

/** An object in an answer; an empty one where there is none. */
export function objectIn(value: unknown): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {};
}

/** The objects of a list in an answer. */
export function objectsIn(value: unknown): Data[] {
  return Array.isArray(value) ? value.map(objectIn) : [];
}
