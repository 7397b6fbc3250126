import { idPattern, toId } from './ids.ts';
import { durationPattern, instantPattern, momentPattern, storyTimePattern } from './time.ts';

/** What a version of a document looks like: `1.0.0`, `2.1.0-draft.3`. */
export const versionPattern = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

/** What is longer was no slip, and looking at it would only cost time. */
const LONGEST_SLIP = 60;

const units: Readonly<Record<string, string>> = {
  ...named('s', ['s', 'sec', 'secs', 'second', 'seconds']),
  ...named('m', ['m', 'min', 'mins', 'minute', 'minutes']),
  ...named('h', ['h', 'hr', 'hrs', 'hour', 'hours']),
  ...named('d', ['d', 'day', 'days']),
};

function named(letter: string, words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, letter]));
}

/** By the form that a text should have had: the hint that mends it, or null where nobody can tell what was meant. */
const mends: ReadonlyMap<string, (written: string) => string | null> = new Map([
  [String(durationPattern), (written: string) => write(durationMeant(written)) ?? withoutUnit(written)],
  [String(momentPattern), (written: string) => write(momentMeant(written)) ?? withoutUnit(written)],
  [String(storyTimePattern), (written: string) => write(storyTimeMeant(written)) ?? instantHint(written)],
  [String(instantPattern), instantHint],
  [String(versionPattern), (written: string) => write(versionMeant(written))],
  [String(idPattern), (written: string) => write(idMeant(written)) ?? 'Let it start with a letter.'],
]);

/** What to write instead of a text that does not have its form (a pattern as zod names it); null where that is open. */
export function mendOf(form: string, written: string): string | null {
  return written.length > LONGEST_SLIP ? null : (mends.get(form)?.(written.trim()) ?? null);
}

function write(meant: string | null): string | null {
  return meant === null ? null : `Write \`${meant}\`.`;
}

/** `5 min`, `1 hour 30 minutes`, `1h and 30m`. */
function durationMeant(written: string): string | null {
  const text = written.toLowerCase().replace(/\band\b|[\s,]/g, '');
  const parts = [...text.matchAll(/(\d+)([a-z]+)/g)];
  if (parts.map(([part]) => part).join('') !== text) return null;
  const meant = parts.map(([, count = '', word = '']) => count + (units[word] ?? '?')).join('');
  return durationPattern.test(meant) ? meant : null;
}

function withoutUnit(written: string): string | null {
  return /^\d+$/.test(written) ? `Add its unit: \`${written}s\`, \`${written}m\` or \`${written}h\`.` : null;
}

function momentMeant(written: string): string | null {
  const duration = durationMeant(written.replace(/^T?\s*\+\s*/i, ''));
  return duration !== null && /^T/i.test(written) ? `T+${duration}` : duration;
}

/** `T + 18 min`, `t-3h`, `+18m`; what has no sign comes after T. */
function storyTimeMeant(written: string): string | null {
  if (/^t$/i.test(written)) return 'T';
  const [, sign = '+', rest = ''] = /^T?\s*([+-])?\s*(.*)$/i.exec(written) ?? [];
  const duration = durationMeant(rest);
  return duration === null ? null : `T${sign}${duration}`;
}

/** A date alone, or a time that does not say in which zone. */
function instantHint(written: string): string | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:[T\s]+(\d{2}:\d{2}(?::\d{2})?))?$/i.exec(written) ?? [];
  if (date === undefined) return null;
  const missing = time === undefined ? 'the time of day and the zone' : 'the zone';
  return `Add ${missing}: \`${date}T${time ?? '08:00'}Z\` in UTC, or with an offset such as +01:00.`;
}

/** `1`, `1.0`, `v1.2.3`. */
function versionMeant(written: string): string | null {
  const parts = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/i.exec(written);
  return parts === null ? null : `${parts[1]}.${parts[2] ?? 0}.${parts[3] ?? 0}`;
}

function idMeant(written: string): string | null {
  return /[a-z]/i.test(written) ? toId(written) : null;
}
