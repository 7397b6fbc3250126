import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkLine } from '../../src/journal/check.ts';
import { GENESIS, MAX_LINE_BYTES, payloadOf, sealAlone, sealDecision } from '../../src/journal/envelope.ts';
import { anyPayload } from '../helpers/journal/arbitrary.ts';
import { fc } from '../helpers/properties.ts';

const ZEROS = '0'.repeat(64);

describe('an entry', () => {
  it('given a payload, when it is sealed, then the envelope surrounds it and the hash is last', () => {
    const [entry] = sealDecision(GENESIS, [{ type: 'noted', text: 'a' }]);
    const covered = `{"v":1,"seq":1,"type":"noted","text":"a","prev":"${ZEROS}"`;
    const hash = createHash('sha256').update(covered).digest('hex');
    expect(entry?.line).toBe(`${covered},"hash":"${hash}"}`);
    expect(entry?.envelope).toEqual({ v: 1, seq: 1, type: 'noted', text: 'a', prev: ZEROS, hash });
  });

  it('given an empty payload, then the line is still JSON', () => {
    const [entry] = sealDecision(GENESIS, [{}]);
    expect(Object.keys(JSON.parse(entry?.line ?? ''))).toEqual(['v', 'seq', 'prev', 'hash']);
  });

  it('given a decision of three, then `more` counts down and each entry follows the one before', () => {
    const sealed = sealDecision({ seq: 4, hash: 'a'.repeat(64) }, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(sealed.map(({ envelope }) => [envelope.seq, envelope.more])).toEqual([
      [5, 2],
      [6, 1],
      [7, undefined],
    ]);
    expect(sealed[0]?.envelope.prev).toBe('a'.repeat(64));
    expect(sealed[1]?.envelope.prev).toBe(sealed[0]?.envelope.hash);
    expect(sealed[2]?.envelope.prev).toBe(sealed[1]?.envelope.hash);
  });

  it('given entries that stand alone, then none counts down', () => {
    expect(sealAlone(GENESIS, [{ n: 1 }, { n: 2 }]).map(({ envelope }) => envelope.more)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('given a payload too long for a line, then it is refused', () => {
    expect(() => sealDecision(GENESIS, [{ text: 'x'.repeat(MAX_LINE_BYTES) }])).toThrow(/the most is 16777216\.$/);
  });

  it('given any payload, then its line is one line of JSON that reads back as it, and its hash covers its bytes', () => {
    fc.assert(
      fc.property(anyPayload, (payload) => {
        const [entry] = sealDecision(GENESIS, [payload]);
        const bytes = Buffer.from(entry?.line ?? '');
        expect(bytes.includes(0x0a)).toBe(false);
        const covered = bytes.subarray(0, bytes.lastIndexOf(',"hash":"'));
        expect(entry?.envelope.hash).toBe(createHash('sha256').update(covered).digest('hex'));
        expect(checkLine(bytes, GENESIS)).toEqual(entry?.envelope);
        expect(payloadOf(JSON.parse(entry?.line ?? ''))).toEqual(JSON.parse(JSON.stringify(payload)));
      }),
    );
  });
});
