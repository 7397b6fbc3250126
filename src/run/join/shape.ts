/** Whether a value that came over a socket has the form that it must have. */
export type Check = (value: unknown) => boolean;

export const text: Check = (value) => typeof value === 'string';
export const number: Check = (value) => Number.isFinite(value);
export const flag: Check = (value) => typeof value === 'boolean';

/** A number from 0 up that counts something. */
export const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** A text with something in it. */
export const filled: Check = (value) => typeof value === 'string' && value.trim() !== '';

/** A short line without control characters. */
export const label: Check = (value) =>
  filled(value) && String(value).length <= 300 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(String(value));

/** What a playbook calls a scalar, or that it is not known. */
export const scalar: Check = (value) => value === null || text(value) || number(value) || flag(value);

export const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** An object with any keys. One that would change what the object is (`__proto__`) is none. */
export const recordOf =
  (check: Check): Check =>
  (value) =>
    isPlain(value) && !Object.hasOwn(value, '__proto__') && Object.values(value).every(check);

/** An object with these keys and no others; one whose check takes `undefined` may be absent. */
export const shaped =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isPlain(value) &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, check]) => check(Object.hasOwn(value, key) ? value[key] : undefined));

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
