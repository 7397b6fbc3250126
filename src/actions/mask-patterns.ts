import { exactly, inAnyCase, type Place, type Writing, writingsOf } from './mask-writings.ts';

/** A secret in one of its encodings, place by place, and the name that is put there instead. */
export interface Pattern {
  readonly name: string;
  readonly places: readonly Place[];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** What programs put between the digits of a long base64 or hex text. */
const BREAKS = ['', '\n', '\r\n', '\\n', '\\r\\n'];
const HEX_BREAKS = [...BREAKS, ' ', ':', '\\x'];

/** A text in plain, URL- and JSON-encoded writing, mixed as may be. `\r\n` and `\n` are the same in it. */
export function plainPattern(name: string, text: string): Pattern {
  return { name, places: [...text.replace(/\r\n?/g, '\n')].map(writingsOf) };
}

/** A text's bytes in base64 and hex, wherever in a longer text they begin. */
export function encodedPatterns(name: string, text: string): Pattern[] {
  const unix = text.replaceAll('\r\n', '\n');
  const texts = new Set([text, unix, unix.replaceAll('\n', '\r\n')]);
  return [...texts].flatMap((one) => {
    const bytes = Buffer.from(one);
    return [...[0, 1, 2].map((offset) => base64Places(bytes, offset)), hexPlaces(bytes)].map((places) => ({
      name,
      places,
    }));
  });
}

/**
 * Base64 of bytes that begin `offset` bytes after a group of three. The digits at both ends hold bits of what stands
 * beside, so several digits can be in their places.
 */
function base64Places(bytes: Buffer, offset: number): Place[] {
  const places: Place[] = [];
  const first = offset * 8;
  const end = first + bytes.length * 8;
  for (let digit = Math.floor(first / 6); digit * 6 < end; digit += 1) {
    let value = 0;
    let known = 0;
    for (let bit = digit * 6 - first; bit < digit * 6 - first + 6; bit += 1) {
      const inside = bit >= 0 && bit < end - first;
      value = value * 2 + (inside ? ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1 : 0);
      known = known * 2 + (inside ? 1 : 0);
    }
    places.push(digitPlace(value, known, places.length === 0));
  }
  return places;
}

function hexPlaces(bytes: Buffer): Place[] {
  return [...bytes].map((byte, at) => bytePlace(byte, at === 0));
}

/** The digits whose bits at `known` are those of a value. */
const digitPlace = kept((value: number, known: number, first: boolean) => {
  const digits = [...ALPHABET].filter((_, digit) => (digit & known) === value);
  return broken(digits.flatMap(digitWritings), first ? [''] : BREAKS);
});

const bytePlace = kept((byte: number, first: boolean) =>
  broken(inAnyCase([byte.toString(16).padStart(2, '0')]), first ? [''] : HEX_BREAKS),
);

function digitWritings(digit: string): Writing[] {
  if (digit === '+') return [...exactly(['+', '-']), ...inAnyCase(['%2b'])];
  if (digit === '/') return [...exactly(['/', '_', '\\/']), ...inAnyCase(['%2f'])];
  return exactly([digit]);
}

function broken(writings: readonly Writing[], breaks: readonly string[]): Place {
  return breaks.flatMap((between) =>
    writings.map(({ text, anyCase }) => ({
      text: between + text,
      anyCase,
      wraps: between.includes('n') || between.includes('\n'),
    })),
  );
}

/** Secrets have few different places: each is made once. */
function kept<K extends readonly unknown[]>(make: (...key: K) => Place): (...key: K) => Place {
  const made = new Map<string, Place>();
  return (...key) => {
    const name = key.join();
    const place = made.get(name) ?? make(...key);
    made.set(name, place);
    return place;
  };
}
