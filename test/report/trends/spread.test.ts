import { describe, expect, it } from 'vitest';
import { spreadOf } from '../../../src/report/trends/spread.ts';
import { fc } from '../../helpers/properties.ts';

/** The value below which a share of all lies, written down another way than in the source. */
function naive(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const at = (index: number) => sorted[Math.min(index, sorted.length - 1)] ?? Number.NaN;
  const whole = Math.trunc(place);
  return Math.round(at(whole) * (1 - (place - whole)) + at(whole + 1) * (place - whole));
}

describe('the spread of some lengths', () => {
  it.each([
    [[], { n: 0, median: null, q1: null, q3: null, values: [] }],
    [[5], { n: 1, median: null, q1: null, q3: null, values: [5] }],
    [[9, 5], { n: 2, median: null, q1: null, q3: null, values: [5, 9] }],
    [[9, 5, 7], { n: 3, median: 7, q1: 6, q3: 8, values: [5, 7, 9] }],
    [[1, 2, 3, 10], { n: 4, median: 3, q1: 2, q3: 5, values: [1, 2, 3, 10] }],
  ])('of %j', (lengths, spread) => {
    expect(spreadOf(lengths)).toEqual(spread);
  });

  it('is that of a naive recomputation, whatever the order', () => {
    const lengths = fc.array(fc.integer({ min: -1e10, max: 1e10 }), { maxLength: 60 });
    fc.assert(
      fc.property(lengths, fc.infiniteStream(fc.nat()), (values, keys) => {
        const spread = spreadOf(values);
        const shuffled = values
          .map((value) => [keys.next().value ?? 0, value] as const)
          .sort(([a], [b]) => a - b)
          .map(([, value]) => value);
        expect(spreadOf(shuffled)).toEqual(spread);
        expect(spread.n).toBe(values.length);
        const known = (share: number) => (values.length < 3 ? null : naive(values, share));
        for (const [told, share] of [
          [spread.q1, 0.25],
          [spread.median, 0.5],
          [spread.q3, 0.75],
        ] as const) {
          const expected = known(share);
          if (expected === null) expect(told).toBeNull();
          // Two ways of writing it down may differ by what a fraction rounds to.
          else expect(Math.abs((told ?? Number.NaN) - expected)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
