import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { fc } from '../../helpers/properties.ts';
import { sampleCatalogueText } from './written.ts';

const lines = sampleCatalogueText.split('\n');

/** Something that stands where a line stood. */
const inserted = fc.constantFrom(
  '',
  'x',
  '  - ',
  '    run: 5',
  '    http: [GET]',
  '    calls: [{}]',
  '    check: null',
  '    type: []',
  '    inputs: { constructor: { ask: A } }',
  '    subjects: [a]',
  '    effect: { a: b }',
  '    holds: ${{',
  '    env: { A: "${{ secrets[inputs.a] }}" }',
  '    proof: { dead: [{ statuses: [] }, 5, { says: [""] }] }',
  '    finds: { each: "${{ outputs.*.a }}", fields: { a: 5 } }',
  'actions: 7',
  '\t',
  '"',
  '*a',
);

describe('given a catalogue in which anything may be broken', () => {
  it('when it is read, then it ends in a catalogue or in errors, each at characters of the file', () => {
    const change = fc.record({
      at: fc.nat(lines.length - 1),
      remove: fc.integer({ min: 0, max: 3 }),
      insert: fc.array(inserted, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const broken = [...lines];
        for (const { at, remove, insert } of changes) broken.splice(at, remove, ...insert);
        const text = broken.join('\n');
        const { catalogue, diagnostics } = readCatalogue({ file: 'forge.yaml', text });
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        expect(catalogue === null).toBe(errors.length > 0);
        for (const { range, message } of diagnostics) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThanOrEqual(text.length);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 150 },
    );
  });
});
