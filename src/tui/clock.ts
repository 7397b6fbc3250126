import { storyTime } from '../engine/context.ts';
import type { State } from '../engine/state.ts';

const SECOND = 1000;
const two = (value: number) => String(value).padStart(2, '0');

const DAY_SECONDS = 24 * 60 * 60;
/** Until then a deadline is known by its hours: 72 of them are 72. */
const SHOWN_IN_DAYS = 4 * DAY_SECONDS;

/** A length of time as `mm:ss`, `hh:mm:ss` from an hour on, and `5d 02:10` from four days on. What is smaller is dropped. */
export function length(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND);
  if (seconds >= SHOWN_IN_DAYS)
    return `${Math.floor(seconds / DAY_SECONDS)}d ${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}`;
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${two(hours)}:${rest}` : rest;
}

/** Exercise time: `T+12:04`, before T `T-05:00:00`. */
export function exerciseTime(ms: number): string {
  return `T${ms < 0 ? '-' : '+'}${length(ms)}`;
}

/** A length with its sign and its hours: `+00:12:04`, `-00:00:30`. */
function offset(ms: number): string {
  const text = length(ms);
  return `${ms < 0 ? '-' : '+'}${text.length === 5 ? `00:${text}` : text}`;
}

/** Story time since an anchor at an exercise time, as `+00:12:04`; null where the anchor is not known. */
export function since(state: State, anchor: 'known' | 'intruded', at: number): string | null {
  const moment = state.anchors[anchor];
  return moment === null ? null : offset(storyTime(state, at) - moment);
}

/** The time of day of a story time in UTC: `03:12Z`. */
export function timeOfDay(epoch: number): string {
  return `${new Date(epoch).toISOString().slice(11, 16)}Z`;
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The day and the time of a story time in UTC: `Thu, 19 Mar 18:22Z`. */
export function dayAndTime(epoch: number): string {
  return `${weekday.format(epoch)} ${timeOfDay(epoch)}`;
}

/** A day ago or more, and it is said which day it was. */
const NEAR = 20 * 60 * 60 * 1000;

/** When something happened, for people: exercise time in a drill; the time of day in UTC where it is real, with its day where that is not near. */
export function momentText(state: State, at: number, now: number = state.at): string {
  if (state.run?.kind !== 'incident') return exerciseTime(at);
  const epoch = storyTime(state, at);
  return Math.abs(now - at) < NEAR ? timeOfDay(epoch) : dayAndTime(epoch);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The value of a field for people: a moment as `2026-03-02 03:12Z`, everything else as it is. */
export function fieldText(value: unknown): string {
  const text = value === null ? 'unknown' : String(value);
  return instant.test(text) ? `${text.slice(0, 16).replace('T', ' ')}Z` : text;
}
