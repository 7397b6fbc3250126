const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As in playbooks: a 72-hour deadline is known by its 72 hours. */
const SHOWN_IN_DAYS = 4 * DAY;

const units: readonly (readonly [number, string])[] = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
];

/**
 * A length of time for a reader: `45 s`, `12 min`, `12 min 30 s`, `1 h`, `1 h 05 min`, `5 d 02 h`. Milliseconds in; what is too
 * small to show is dropped, never rounded up, so that no figure looks worse than it was. `beside`: the longest that it is
 * read beside; where that is in days, a day is.
 */
export function span(ms: number, beside = ms): string {
  const length = Math.abs(ms);
  const sign = ms < 0 && length >= SECOND ? '-' : '';
  const days = Math.abs(beside) >= SHOWN_IN_DAYS ? DAY : SHOWN_IN_DAYS;
  const first = units.findIndex(([size]) => length >= (size === DAY ? days : size));
  const [size, name] = units[first] ?? [SECOND, 's'];
  const [smaller, its] = units[first + 1] ?? [size, ''];
  const rest = first < 0 ? 0 : Math.floor((length % size) / smaller);
  const tail = rest > 0 ? ` ${String(rest).padStart(2, '0')} ${its}` : '';
  return `${sign}${Math.floor(length / size)} ${name}${tail}`;
}

/** A length with its sign, from a moment that the reader knows: `+12 min`, `-4 h 41 min`. `beside` as in `span`. */
export function offset(ms: number, beside = ms): string {
  if (Math.abs(ms) < SECOND) return '0';
  return ms < 0 ? span(ms, beside) : `+${span(ms, beside)}`;
}

/** A figure that may not be known: never 0 for what nobody knows. */
export function offsetOr(ms: number | null, otherwise: string, beside?: number): string {
  return ms === null ? otherwise : offset(ms, beside);
}

/** `a`, `a and b`, `a, b and c`; with more than `most`, the first of them and how many more. */
export function inWords(words: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : [...words];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** A time, ISO 8601 UTC, to the minute: `2026-03-02 08:12 UTC`. */
export function utcMinute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** `1 step`, `2 steps`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A text that ends a sentence, to stand inside one: its full stop goes. */
export function clause(text: string): string {
  const line = text.trim();
  return line.endsWith('.') && !line.endsWith('..') ? line.slice(0, -1) : line;
}

/** A sentence to stand inside another: without its full stop, and without the capital that it began with. */
export function within(text: string): string {
  const line = clause(text);
  return /^\p{Lu}\p{Ll}/u.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
}

/** From what a target counts: an anchor, or a milestone by its name. */
export function countedFrom(from: string): string {
  return from === 'known' ? 'knowing' : from === 'intruded' ? 'the intrusion' : `“${from}”`;
}

/** First letter as a capital, for a sentence that begins with a word of the data. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const clockTime = /\bT([+-])(?:(\d+):)?(\d\d):(\d\d)\b/g;

/** `by T+05:00`, as a screen's clock shows it, becomes `by T +5 min`: on a page it would pass for five hours. */
export function plainTimes(text: string): string {
  return text.replace(clockTime, (_, sign: string, hours: string | undefined, minutes: string, seconds: string) => {
    const length = Number(hours ?? 0) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
    return `T ${offset(sign === '-' ? -length : length)}`;
  });
}
