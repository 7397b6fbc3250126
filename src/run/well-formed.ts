const half = /\p{Cs}/u;

/**
 * The same data with a sign in place of each half of a character, in every text of it, however deep. JSON of others can hold one,
 * but no argument, no request and no file can, nor do all who read a journal take it. What has none is returned as it is.
 */
export function wellFormed<T>(said: T): T {
  return inside(said) as T;
}

function inside(said: unknown): unknown {
  if (typeof said === 'string') return half.test(said) ? said.replace(/\p{Cs}/gu, '\ufffd') : said;
  if (typeof said !== 'object' || said === null || ArrayBuffer.isView(said)) return said;
  if (Array.isArray(said)) {
    const items = said.map(inside);
    return items.every((item, at) => Object.is(item, said[at])) ? said : items;
  }
  const entries = Object.entries(said);
  const whole = entries.map(([name, value]) => [String(inside(name)), inside(value)] as const);
  const isSame = whole.every(([name, value], at) => name === entries[at]?.[0] && Object.is(value, entries[at]?.[1]));
  return isSame ? said : Object.fromEntries(whole);
}
