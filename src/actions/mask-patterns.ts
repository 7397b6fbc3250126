import { exactly, type Place, type Writing, writingsOf } from './mask-writings.ts';

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
  return { name, places: [...text.replaceAll('\r\n', '\n')].map(writingsOf) };
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
    const digits = digitsAt(bytes, first, digit * 6).map(digitWritings);
    places.push(broken(digits.flat(), places.length === 0 ? [''] : BREAKS));
  }
  return places;
}

/** The digits that can stand for the six bits at `bit`, of which those outside the bytes are not known. */
function digitsAt(bytes: Buffer, first: number, bit: number): string[] {
  let values = [0];
  for (let at = bit - first; at < bit - first + 6; at += 1) {
    const inside = at >= 0 && at < bytes.length * 8;
    const bits = inside ? [((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1] : [0, 1];
    values = values.flatMap((value) => bits.map((one) => value * 2 + one));
  }
  return values.map((value) => ALPHABET.charAt(value));
}

function digitWritings(digit: string): Writing[] {
  if (digit === '+') return [...exactly(['+', '-']), ...anyCase('%2b')];
  if (digit === '/') return [...exactly(['/', '_', '\\/']), ...anyCase('%2f')];
  return exactly([digit]);
}

function hexPlaces(bytes: Buffer): Place[] {
  return [...bytes].map((byte, at) =>
    broken(anyCase(byte.toString(16).padStart(2, '0')), at === 0 ? [''] : HEX_BREAKS),
  );
}

function anyCase(text: string): Writing[] {
  return [{ text, anyCase: true }];
}

function broken(writings: readonly Writing[], breaks: readonly string[]): Place {
  return breaks.flatMap((between) => writings.map(({ text, anyCase }) => ({ text: between + text, anyCase })));
}
