import type { Pattern } from './mask-patterns.ts';
import type { Place, Writing } from './mask-writings.ts';

/** Three characters are looked up at once; more would be rarer to meet, and there are more of them. */
const LOOK = 3;
const SHIFT = 5;
const SIZE = 1 << (LOOK * SHIFT);

/** What stands at one place of a text. */
interface Met {
  /** Where the longest secret that begins there ends; -1: none does. */
  readonly end: number;
  readonly name: string;
  /** The text ends before it could be told: the secret that it may be the beginning of. */
  readonly open: string | null;
}

/** A part of a text that a secret stands in, and what is put there: nothing, where it overlaps with one that was named. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Where a text is to be looked at from, and what is known of it. */
export interface From {
  /** What stands before is only looked back at. */
  readonly from: number;
  /** Up to here it is masked already: secrets may overlap. */
  readonly covered: number;
  /** The name that it is masked by. */
  readonly last: string;
}

/** What was found in a text. Another text that begins with what is held goes on from here. */
export interface Found extends From {
  readonly spans: readonly Span[];
  /** What is held may be the beginning of this. */
  readonly open: string | null;
}

export interface Matcher {
  /** Finds the secrets in a text, the longer first. Unless it is `final`, what may be the beginning of a secret is held. */
  find(text: string, final: boolean, since?: From): Found;
}

/** How many characters are looked back at. */
export const LOOK_BACK = 16;

/**
 * A matcher of all patterns at once. A table of what the first three characters of any pattern can be tells, at one look
 * a character, where none begins; only where one may is it followed place by place. So the time grows with the text,
 * and hardly with the number of patterns.
 */
export function createMatcher(patterns: readonly Pattern[]): Matcher {
  const starts = tableOf(patterns);
  return {
    find(text, final, since = { from: 0, covered: 0, last: '' }) {
      const spans: Span[] = [];
      let { covered, last } = since;
      let open: string | null = null;
      let at = nextStart(starts, text, since.from, final);
      for (; at < text.length; at = nextStart(starts, text, at + 1, final)) {
        const met = meet(starts.at(text, at), text, at);
        if (met.open !== null && !final) {
          open = met.open;
          break;
        }
        if (met.end <= covered) continue;
        const label = at < covered && met.name === last ? '' : `[${met.name}]`;
        spans.push({ start: Math.max(at, covered), end: met.end, label });
        last = met.name;
        covered = met.end;
      }
      return { spans, from: Math.min(at, text.length), covered, last, open };
    },
  };
}

/** A text from `from` to `to` with its spans replaced. */
export function replaced(text: string, spans: readonly Span[], from: number, to: number): string {
  if (spans.length === 0) return text.slice(from, to);
  const out: string[] = [];
  let copied = from;
  for (const { start, end, label } of spans) {
    out.push(text.slice(copied, start), label);
    copied = end;
  }
  return out.join('') + text.slice(copied, Math.max(copied, to));
}

interface Starts {
  /** Whether a pattern may begin with three characters that have this hash. */
  readonly may: Uint8Array;
  /** The patterns that may begin at a place of a text. */
  at(text: string, at: number): readonly Pattern[];
}

function tableOf(patterns: readonly Pattern[]): Starts {
  const may = new Uint8Array(SIZE);
  const by = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    for (const beginning of beginnings(pattern.places)) {
      may[hashOf(beginning)] = 1;
      const there = by.get(beginning);
      if (there) there.push(pattern);
      else by.set(beginning, [pattern]);
    }
  }
  return {
    may,
    // Near the end there are no three characters: any pattern may begin there.
    at: (text, at) => (at + LOOK > text.length ? patterns : (by.get(text.slice(at, at + LOOK)) ?? none)),
  };
}

const none: readonly Pattern[] = [];

/** All that the first three characters of the places can be. */
function beginnings(places: readonly Place[]): Set<string> {
  const whole = new Set<string>();
  let shorter = new Set(['']);
  for (const place of places) {
    const next = new Set<string>();
    for (const { text, anyCase } of place) {
      for (const one of anyCase ? cases(text.slice(0, LOOK)) : [text]) {
        for (const before of shorter) {
          const beginning = (before + one).slice(0, LOOK);
          (beginning.length === LOOK ? whole : next).add(beginning);
        }
      }
    }
    if (next.size === 0) break;
    shorter = next;
  }
  return whole;
}

function cases(text: string): string[] {
  return [...text].reduce<string[]>(
    (all, letter) => all.flatMap((one) => [...new Set([letter, letter.toUpperCase()])].map((two) => one + two)),
    [''],
  );
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < LOOK; at += 1) hash = ((hash << SHIFT) ^ text.charCodeAt(at)) & (SIZE - 1);
  return hash;
}

/** The next place where a pattern may begin; the text's length if there is none. */
function nextStart({ may }: Starts, text: string, from: number, final: boolean): number {
  const { length } = text;
  // A hash forgets what is more than three characters back, so that it rolls along.
  let hash = 0;
  for (let i = from; i < length; i += 1) {
    hash = ((hash << SHIFT) ^ text.charCodeAt(i)) & (SIZE - 1);
    if (may[hash] === 1 && i >= from + LOOK - 1) return i - LOOK + 1;
  }
  return final ? length : Math.max(from, length - LOOK + 1);
}

function meet(patterns: readonly Pattern[], text: string, at: number): Met {
  let end = -1;
  let name = '';
  let open: string | null = null;
  for (const pattern of patterns) {
    const met = follow(pattern.places, text, at);
    if (met.open) open ??= pattern.name;
    if (met.end > end) {
      end = met.end;
      name = pattern.name;
    }
  }
  return { end, name, open };
}

/** Follows a pattern from a place on. A character that can be written in several ways may leave several ways open. */
function follow(places: readonly Place[], text: string, at: number): { end: number; open: boolean } {
  let heads = [at];
  let open = false;
  for (const place of places) {
    const next: number[] = [];
    for (const head of heads) {
      for (const writing of place) {
        if (writing.wraps && !endsLongLine(text, head)) continue;
        const reach = reached(writing, text, head);
        if (reach > text.length) open = true;
        else if (reach >= 0 && !next.includes(reach)) next.push(reach);
      }
    }
    if (next.length === 0) return { end: -1, open };
    heads = next;
  }
  return { end: Math.max(...heads), open };
}

/** Whether a line of digits ends here that is long enough to have been wrapped. A word at the end of a line is not. */
function endsLongLine(text: string, end: number): boolean {
  if (end < LOOK_BACK) return false;
  for (let at = end - LOOK_BACK; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Of base64, in both its alphabets. */
function isDigit(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 97 && letter <= 122) || (code >= 47 && code <= 57) || code === 43 || code === 45 || code === 95;
}

/** Where a writing that begins at `at` ends: -1 if it is not there; beyond the text if the text ends within it. */
function reached({ text, anyCase }: Writing, inText: string, at: number): number {
  const end = at + text.length;
  if (end <= inText.length && !anyCase) return inText.startsWith(text, at) ? end : -1;
  const there = inText.slice(at, end);
  return text.startsWith(anyCase ? there.toLowerCase() : there) ? end : -1;
}
