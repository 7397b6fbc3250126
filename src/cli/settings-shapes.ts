// What the parts of a settings file look like, before anybody has held it to a schema: a secret may stand anywhere in it.

/** The name of a secret or of an environment variable, such as `NPM_TOKEN`. */
export function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Z_][A-Z0-9_]*$/.test(value);
}

/** An address without what may be a password or a key in it. */
export function isPlainAddress(value: unknown): boolean {
  return typeof value === 'string' && !/[@?#]/.test(value);
}

export function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** A list or a mapping. */
export function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const KEY = /^(?:[a-z]+(?:-[a-z]+)*|[A-Z_][A-Z0-9_]*)$/;

/** A mapping, as somebody means one: in `{hunter2}` a text stands in braces, which YAML takes for a key without a value. */
export function isMeantMapping(value: unknown): value is Record<string, unknown> {
  if (!isHolder(value) || Array.isArray(value)) return false;
  return Object.entries(value).every(([key, said]) => said !== null || KEY.test(key));
}
