import * as z from 'zod';
import { ID_LENGTH, idPattern } from './ids.ts';
import {
  durationPattern,
  instantPattern,
  parseDuration,
  parseInstant,
  parseStoryTime,
  type StoryTime,
  storyTimePattern,
} from './time.ts';

/** An id: `compromised-pipeline`. */
export function id() {
  return z
    .string()
    .max(ID_LENGTH)
    .regex(idPattern, { error: 'expected an id: lower-case words of letters and digits, joined by dashes' });
}

/** A duration, written `90s`, `5m`, `1h30m`; milliseconds once read. */
export function duration() {
  return written(durationPattern, 'expected a duration such as 90s, 5m or 1h30m', parseDuration);
}

/** A time, written in ISO 8601; epoch milliseconds once read. */
export function instant() {
  return written(instantPattern, 'expected a time such as 2026-03-02T08:12:00Z', parseInstant);
}

/** A time in a scenario, written `T-3h` or in ISO 8601. */
export function storyTime() {
  return written<StoryTime>(
    storyTimePattern,
    'expected a time such as T, T+18m, T-3h or 2026-03-02T08:12:00Z',
    parseStoryTime,
  );
}

/** A text of a given form. The pattern is what editors know; the parser has the last word (no 30th of February). */
export function written<T>(pattern: RegExp, expected: string, parse: (text: string) => T | null) {
  return z
    .string()
    .regex(pattern, { error: expected })
    .transform((text, context): T => {
      const value = parse(text);
      if (value !== null) return value;
      context.issues.push({ code: 'custom', input: text, message: expected, params: { code: 'shape-format' } });
      return z.NEVER;
    });
}
