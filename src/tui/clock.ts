import { storyTime } from '../engine/context.ts';
import type { State } from '../engine/state.ts';

const SECOND = 1000;
const two = (value: number) => String(value).padStart(2, '0');

/** A length of time as `mm:ss`, and `hh:mm:ss` from an hour on. What is below a second is dropped. */
export function length(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND);
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

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The value of a field for people: a moment as `2026-03-02 03:12Z`, everything else as it is. */
export function fieldText(value: unknown): string {
  const text = value === null ? 'unknown' : String(value);
  return instant.test(text) ? `${text.slice(0, 16).replace('T', ' ')}Z` : text;
}
