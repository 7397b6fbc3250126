import { describe, expect, it } from 'vitest';
import { rawOutputs } from '../../src/actions/raw-outputs.ts';
import type { Answer } from '../../src/playbook/catalogue/ready.ts';

function answered(text: string, more: Partial<Answer> = {}): Answer {
  return { how: 'answered', status: 200, text, errors: '', bytes: 0, cut: false, milliseconds: 1, tries: 1, ...more };
}

describe('what an answer gives to expressions', () => {
  it('is its text, its lines, and its data if it is JSON', () => {
    expect(rawOutputs(answered('{"a":[1,"]]{"]}\n'))).toEqual({
      exit: null,
      status: 200,
      text: '{"a":[1,"]]{"]}\n',
      errors: '',
      lines: ['{"a":[1,"]]{"]}'],
      json: { a: [1, ']]{'] },
    });
    expect(rawOutputs(answered('one\n\ntwo', { exit: 3, errors: 'no' }))).toMatchObject({
      exit: 3,
      errors: 'no',
      lines: ['one', '', 'two'],
      json: null,
    });
    expect(rawOutputs(answered('')).lines).toEqual([]);
  });

  it('is no data where its middle is missing, or where it is deeper or larger than any answer', () => {
    expect(rawOutputs(answered('[1]', { cut: true })).json).toBe(null);
    expect(rawOutputs(answered('['.repeat(300) + ']'.repeat(300))).json).toBe(null);
    expect(rawOutputs(answered('['.repeat(2_000_000))).json).toBe(null);
    expect(rawOutputs(answered(`"${'x'.repeat(5_000_000)}"`)).json).toBe(null);
    expect(rawOutputs(answered('['.repeat(200) + ']'.repeat(200))).json).not.toBe(null);
  });

  it('is at most 100,000 lines', () => {
    expect(rawOutputs(answered('x\n'.repeat(200_000))).lines.length).toBe(100_000);
  });
});
