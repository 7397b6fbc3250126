import { isForbidden } from './names.ts';
import { formatInstant, parseInstant } from './time.ts';

/** How what is not known reads in a text for people. */
export const UNKNOWN_TEXT = '(unknown)';

/** What `scope.stage.*` gives: keys after it are read from every item. */
export class Every {
  readonly items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/** Times that were read lately: in a running drill the same few are compared again and again. */
const times = new Map<string, string | null>();
const MOST_TIMES = 500;

/**
 * A text as an expression sees it: one that is a strict ISO 8601 time from end to end (parseInstant accepts it) becomes
 * 24 characters of UTC, so that comparing texts compares times. Every other text stays as it is.
 */
export function normalTime(text: string): string {
  return timeOf(text) ?? text;
}

export function isTime(text: string): boolean {
  return timeOf(text) !== null;
}

function timeOf(text: string): string | null {
  // Cheap looks first: nearly no text that is read is a time.
  if (text.length < 17 || text.length > 35 || text.charCodeAt(4) !== 45 || text.charCodeAt(10) !== 84) return null;
  const known = times.get(text);
  if (known !== undefined) return known;
  const at = parseInstant(text);
  const time = at === null ? null : formatInstant(at);
  if (times.size >= MOST_TIMES) times.clear();
  times.set(text, time);
  return time;
}

/** A value as an expression sees it: null for what is missing and for what is no data. */
export function read(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return normalTime(value);
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      return value;
    default:
      return null;
  }
}

/** A part of a value; null where there is none. Only own properties count. */
export function partOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return /^\d+$/.test(name) ? (value[Number(name)] ?? null) : null;
  if (value instanceof Every) return new Every(value.items.flatMap((item) => partsOf(item, name)));
  if (!Object.hasOwn(value, name) || isForbidden(name)) return null;
  return (value as Record<string, unknown>)[name] ?? null;
}

/** Every part of a value: the items of a list, the values of an object, and of each item of an earlier `*`. */
export function everyPart(value: unknown): Every {
  if (value instanceof Every) return new Every(value.items.flatMap((item) => everyPart(item).items));
  if (typeof value !== 'object' || value === null) return new Every([]);
  return new Every(Array.isArray(value) ? value : Object.values(value));
}

// An item without the key is left out, as in GitHub Actions; an item whose key holds null is not.
function partsOf(item: unknown, name: string): unknown[] {
  if (typeof item !== 'object' || item === null) return [];
  const has = Array.isArray(item) ? /^\d+$/.test(name) && Number(name) < item.length : Object.hasOwn(item, name);
  return has && !isForbidden(name) ? [partOf(item, name)] : [];
}

/** A value in a text: lists joined by `, `, objects as JSON, what is missing as `(unknown)`. */
export function textOf(value: unknown): string {
  const seen = read(value);
  if (typeof seen === 'string') return seen;
  // Not more digits than a number has: 0.1 + 0.2 is nothing anyone wants to read.
  if (typeof seen === 'number') return Number.isFinite(seen) ? String(Number(seen.toPrecision(15))) : String(seen);
  if (typeof seen === 'boolean') return String(seen);
  if (seen === null) return UNKNOWN_TEXT;
  if (seen instanceof Every) return seen.items.map(inList).join(', ');
  return Array.isArray(seen) ? seen.map(inList).join(', ') : jsonOf(seen);
}

/** JSON of a value, on one line or indented. Never throws: what JSON cannot hold reads as unknown. */
export function jsonOf(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value instanceof Every ? value.items : value, null, indent) ?? 'null';
  } catch {
    return UNKNOWN_TEXT;
  }
}

function inList(item: unknown): string {
  return Array.isArray(item) ? jsonOf(item) : textOf(item);
}

/** Equal to the last character, whatever the order of keys; false where either is missing. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return read(a) === read(b);
  const [one, other] = [unwrap(a), unwrap(b)];
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

function unwrap(value: object): Record<string, unknown> {
  return (value instanceof Every ? value.items : value) as Record<string, unknown>;
}
