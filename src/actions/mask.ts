import { visibleIn } from './control-sequences.ts';
import { createMatcher, type Matcher, replaced, type Span } from './mask-matcher.ts';
import { encodedPatterns, type Pattern, plainPattern } from './mask-patterns.ts';
import { createMaskStream, type MaskStream } from './mask-stream.ts';
import { secretLines, secretParts, secretProblem } from './secret-value.ts';

/** Deeper than this nothing is looked into; what is there is left out. */
const DEEPEST = 1_000;

/** Puts `[NAME]` where the value of a secret stands, in whatever encoding programs write it. Secrets may be added any time. */
export interface Mask {
  /** Masks a value from now on. Returns why it cannot be a secret, in words without it; null if it can. */
  add(name: string, value: string): string | null;
  /** A whole text without secrets, also those with control sequences between their letters. Nothing else is changed. */
  text(text: string): string;
  /** The same for every text in plain data, however deep, the keys of objects too. What holds no secret is returned as it is. */
  deep<T>(data: T): T;
  /** A masker of what comes in chunks, which also strips control sequences. */
  stream(): MaskStream;
}

/** A mask of the secrets given. One that cannot be a secret is left out: `add` says why. */
export function createMask(secrets: Iterable<{ readonly name: string; readonly value: string }> = []): Mask {
  const patterns: Pattern[] = [];
  const values = new Set<string>();
  let matcher: Matcher | null = null;

  const current = (): Matcher | null => {
    if (patterns.length > 0) matcher ??= createMatcher(patterns);
    return matcher;
  };
  const text = (given: string): string => {
    const now = current();
    return now ? masked(now, given) : given;
  };
  const mask: Mask = {
    add(name, value) {
      const problem = secretProblem(name, value);
      if (problem !== null || values.has(value)) return problem;
      values.add(value);
      patterns.push(...patternsOf(name, value));
      matcher = null;
      return null;
    },
    text,
    deep: <T>(data: T) => (current() ? (inside(data, text, 0) as T) : data),
    stream: () => createMaskStream(current),
  };
  for (const { name, value } of secrets) mask.add(name, value);
  return mask;
}

function patternsOf(name: string, value: string): Pattern[] {
  const whole = [value.trim(), ...secretParts(value)];
  return [
    ...whole.flatMap((one) => [plainPattern(name, one), ...encodedPatterns(name, one)]),
    ...[...whole.flatMap(secretLines)].map((line) => plainPattern(name, line)),
  ];
}

function masked(matcher: Matcher, given: string): string {
  const shown = visibleIn(given);
  const text = shown?.text ?? given;
  const { spans } = matcher.find(text, true);
  if (spans.length === 0) return given;
  if (!shown) return replaced(given, spans, 0, given.length);
  return replaced(given, placed(spans, shown.pieces), 0, given.length);
}

/** Spans of the visible text as spans of the text that was given. */
function placed(spans: readonly Span[], pieces: readonly (readonly [number, number])[]): Span[] {
  let piece = 0;
  const place = (shown: number): number => {
    while ((pieces[piece + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= shown) piece += 1;
    const [from, given] = pieces[piece] ?? [0, 0];
    return given + shown - from;
  };
  return spans.map(({ start, end, label }) => ({ start: place(start), end: place(end - 1) + 1, label }));
}

function inside(data: unknown, text: (given: string) => string, depth: number): unknown {
  if (typeof data === 'string') return text(data);
  if (typeof data !== 'object' || data === null || ArrayBuffer.isView(data)) return data;
  if (depth > DEEPEST) return '[too deep]';
  if (Array.isArray(data)) {
    const items = data.map((item) => inside(item, text, depth + 1));
    return items.every((item, at) => Object.is(item, data[at])) ? data : items;
  }
  const entries = Object.entries(data);
  const clean = entries.map(([key, value]) => [text(key), inside(value, text, depth + 1)] as const);
  if (clean.every(([key, value], at) => key === entries[at]?.[0] && Object.is(value, entries[at]?.[1]))) return data;
  return Object.fromEntries(distinct(clean));
}

/** Two keys that read the same once they are masked stay two. */
function distinct(entries: readonly (readonly [string, unknown])[]): (readonly [string, unknown])[] {
  const taken = new Set<string>();
  return entries.map(([key, value]) => {
    let name = key;
    for (let nth = 2; taken.has(name); nth += 1) name = `${key} (${nth})`;
    taken.add(name);
    return [name, value];
  });
}
