const GONE = '[left out]';

/** The same value with these texts taken out of every text in it, the longest first; its keys stay. */
export function scrubbed<T>(value: T, texts: readonly string[]): T {
  const wanted = [...new Set(texts)].filter((text) => text.trim() !== '').sort((a, b) => b.length - a.length);
  return wanted.length === 0 ? value : (without(value, wanted) as T);
}

function without(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string')
    return texts.reduce((text, gone) => (text.includes(gone) ? text.split(gone).join(GONE) : text), value);
  if (Array.isArray(value)) return value.map((one) => without(one, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one, texts)]));
}
