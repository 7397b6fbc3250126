import { describe, expect, it } from 'vitest';
import { withoutControls } from '../../src/actions/control-sequences.ts';
import { createMask } from '../../src/actions/mask.ts';
import { fc } from '../helpers/properties.ts';
import { writings } from './writings.ts';

const SECRET = 'ghp_aB3+/x9Zq\nand "more" of it';
const mask = createMask([
  { name: 'S', value: SECRET },
  { name: 'LONGER', value: 'ghp_aB3+/x9Zq-or-another' },
  { name: 'AGAIN', value: 'xyxyxyxyxy' },
]);

function streamed(chunks: readonly Uint8Array[]): string {
  const stream = mask.stream();
  return chunks.map((chunk) => stream.write(chunk)).join('') + stream.end();
}

/** Bytes cut at arbitrary places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return at.slice(1).map((end, nth) => bytes.subarray(at[nth], end));
}

const places = fc.array(fc.nat(), { maxLength: 12 });
const noise = fc.array(
  fc.constantFrom(
    'job ',
    'ghp_',
    'ghp_aB3+/x9Zq',
    'and ',
    'Z2hwX2',
    '%67',
    '\u001b[31m',
    '\r\n',
    '\n',
    'ä🔑',
    'xyxyxy',
    '\\u0067',
  ),
  { maxLength: 8 },
);
const written = fc.constantFrom(...Object.values(writings)).map((write) => write(SECRET));

describe('a stream that is masked', () => {
  it('holds no secret, in whatever writing and however it is cut', () => {
    fc.assert(
      fc.property(noise, written, noise, places, (before, text, after, at) => {
        const bytes = Buffer.from(`${before.join('')} ${text} ${after.join('')}`);
        const out = streamed(cut(bytes, at));
        expect(out).not.toContain(withoutControls(text));
        expect(out).toContain('[S]');
      }),
      { numRuns: 500 },
    );
  });

  it('is the same however it is cut', () => {
    fc.assert(
      fc.property(noise, written, noise, places, (before, text, after, at) => {
        const given = `${before.join('')} ${text} ${after.join('')}.`;
        expect(streamed(cut(Buffer.from(given), at))).toBe(mask.text(withoutControls(given)));
      }),
      { numRuns: 500 },
    );
  });

  it('holds no secret that has control sequences between its letters', () => {
    const between = fc.constantFrom('', '\u001b[0m', '\u001b[38;5;1m', '\u001b]0;t\u0007', '\u0000', '\u001b[K');
    fc.assert(
      fc.property(fc.array(between, { minLength: 1 }), places, (sequences, at) => {
        const coloured = [...'ghp_aB3+/x9Zq-or-another'].map(
          (letter, nth) => letter + sequences[nth % sequences.length],
        );
        expect(streamed(cut(Buffer.from(`a ${coloured.join('')} b`), at))).toBe('a [LONGER] b');
      }),
    );
  });

  it('holds back just what could be the beginning of a secret', () => {
    const stream = mask.stream();
    expect(stream.write(Buffer.from('a token: ghp_aB'))).toBe('a token: ');
    expect(stream.write(Buffer.from('!'))).toBe('ghp_aB!');
    expect(stream.write(Buffer.from('no more.'))).toBe('no more.');
  });

  it('holds no line back that has ended, whatever its last letters are', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'];
    const stream = mask.stream();
    for (const letter of letters) expect(stream.write(Buffer.from(`waiting${letter}\n`))).toBe(`waiting${letter}\n`);
  });

  it('given a secret again and again without end, holds no more than one', () => {
    const stream = mask.stream();
    const out = Array.from({ length: 1_000 }, () => stream.write(Buffer.from('xy'.repeat(50)))).join('');
    expect(out + stream.write(Buffer.from('!')) + stream.end()).toBe('[AGAIN]!');
  });

  it('broken off within a secret, leaves nothing of it; within what may be any word, leaves it', () => {
    expect(streamed([Buffer.from('a token: ghp_aB3+/x')])).toBe('a token: [S]');
    expect(streamed([Buffer.from('a token: ghp_')])).toBe('a token: ghp_');
  });

  it('shows bytes that are no UTF-8 as such, and characters that were cut in two whole', () => {
    expect(
      streamed([Buffer.from([0x61, 0xff, 0x62]), Buffer.from([0xf0, 0x9f]), Buffer.from([0x94, 0x91, 0xc3])]),
    ).toBe('a\ufffdb🔑\ufffd');
  });
});
