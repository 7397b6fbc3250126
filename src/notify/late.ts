import type { Message } from './message.ts';

const LATE = 120_000;

/** Whether a message is sent so long after what it tells that it has to say so: more than two minutes. `now`: epoch milliseconds. */
export function isLate({ happened }: Message, now: number): boolean {
  return now - Date.parse(happened) > LATE;
}

/**
 * What is said of messages that come late: `delayed; happened 03:12Z`. With the date where that is not today's in UTC, and from
 * the first to the last where they are several. Null where none is late.
 */
export function lateWords(messages: readonly Message[], now: number): string | null {
  if (!messages.some((message) => isLate(message, now))) return null;
  const times = messages.map(({ happened }) => Date.parse(happened));
  const [first, last] = [Math.min(...times), Math.max(...times)].map((time) => timeOf(time, now));
  return `delayed; happened ${first === last ? first : `${first} to ${last}`}`;
}

function timeOf(time: number, now: number): string {
  const [day, clock] = [dayOf(time), new Date(time).toISOString().slice(11, 16)];
  return day === dayOf(now) ? `${clock}Z` : `${day} ${clock}Z`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
