/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. A member that is undefined is left out, as JSON does. */
export type JsonObject = { readonly [name: string]: Json | undefined };

/** What a caller puts into an entry: any JSON object without the envelope's own names (see RESERVED). */
export type Payload = JsonObject;

/** The names at the top of an entry that belong to the envelope. */
export const RESERVED = ['v', 'seq', 'more', 'prev', 'hash'] as const;

/** Nested deeper than this is refused: readers elsewhere may be recursive. */
const MAX_DEPTH = 200;

/**
 * The payload cannot be an entry. Nothing was written. `at` is the path to the offending value, such as
 * `items[2].when`.
 */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
  readonly at: string;

  constructor(at: string, why: string) {
    super(`This cannot be journaled: ${at === '' ? 'the payload' : at} ${why}.`);
    this.at = at;
  }
}

/**
 * The payload as JSON text. What a reader would get back must equal what was given, so anything that JSON changes
 * silently (a Date, NaN, a Map, a hole in a list) is refused rather than altered.
 * @throws PayloadError
 */
export function payloadText(payload: Payload): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new PayloadError('', 'is not an object');
  }
  refuseUnlessPlainObject(payload, '', 0);
  for (const name of RESERVED) {
    if (Object.hasOwn(payload, name)) throw new PayloadError(name, 'is a name that belongs to the envelope');
  }
  return JSON.stringify(payload);
}

function refuseUnlessPlain(value: unknown, at: string, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new PayloadError(at, `is ${value}, which JSON has no word for`);
    return;
  }
  if (typeof value !== 'object') throw new PayloadError(at, `is ${describe(value)}, which JSON cannot hold`);
  if (depth > MAX_DEPTH) throw new PayloadError(at.slice(0, 60), `is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) refuseUnlessPlainList(value, at, depth);
  else refuseUnlessPlainObject(value, at, depth);
}

function refuseUnlessPlainList(list: readonly unknown[], at: string, depth: number): void {
  for (let index = 0; index < list.length; index++) refuseUnlessPlain(list[index], `${at}[${index}]`, depth + 1);
}

function refuseUnlessPlainObject(value: object, at: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm has another Object.prototype, known by having no prototype itself.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new PayloadError(at, 'is an instance of a class, not plain data');
  }
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) refuseUnlessPlain(member, at === '' ? name : `${at}.${name}`, depth + 1);
  }
}

function describe(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}
