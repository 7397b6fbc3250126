import { describe, expect, it } from 'vitest';
import { found, steps } from './written.ts';

describe('keys of a step', () => {
  it.each([
    [
      '{ step: x, decide: Real?, answer: text, wait: 5m }',
      'keys-conflict at `wait`: `wait` and `decide` exclude each other',
    ],
    [
      '{ step: x, decide: Real?, answer: text, from: stage }',
      'keys-conflict at `answer`: `answer` and `from` exclude each other',
    ],
    ['{ step: x, decide: Real? }', 'keys-incomplete at `decide`: `decide` needs `options` or `from` or `answer`'],
    ['{ step: x, do: X., from: stage }', 'keys-incomplete at `from`: `from` needs `decide`'],
    ['{ step: x, notify: lead }', 'keys-incomplete at `notify`: `notify` needs `message`'],
    ['{ step: x, do: X., message: Hello. }', 'keys-incomplete at `message`: `message` needs `notify`'],
    ['{ step: x, do: X., repeat: { every: 5m, until: now } }', undefined],
    ['{ step: x, do: X., of: stage }', 'keys-incomplete at `of`: `of` needs `effect`'],
    ['{ step: x, do: X., effect: survey }', 'keys-incomplete at `effect`: `effect` needs `of`'],
    ['{ step: x, do: X., effect: isolate }', 'keys-incomplete at `effect`: `effect` needs `for-each`'],
    [
      '{ step: x, do: X., effect: isolate, for-each: stage, of: stage }',
      'keys-conflict at `of`: `of` and `effect` exclude each other',
    ],
    [
      '{ step: x, wait: 5m, effect: isolate, for-each: stage }',
      'keys-conflict at `wait`: `wait` and `effect` exclude each other',
    ],
    ['{ step: x }', 'step-empty at `x`: `x` does not say what to do'],
    ['{ step: x, do: X., rationale: required, timeout: 5m, evidence: required }', undefined],
    ['{ step: x, wait: 5m }', undefined],
    ['{ step: x, effect: isolate, for-each: stage }', undefined],
    ['{ step: x, effect: survey, of: credential, for-each: stage }', undefined],
  ])('given %s', (step, expected) => {
    expect(found(steps(`- ${step}`))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('given an `on-failure` that fans out by itself, then it is told that it has the item of what failed', () => {
    const text = steps('- { step: x, do: X., for-each: stage, on-failure: [{ step: y, do: Y., for-each: stage }] }');
    expect(found(text)).toEqual([expect.stringMatching(/^keys-conflict at `for-each`/)]);
  });
});

describe('inputs and fields', () => {
  it('given patterns and defaults that do not fit, then each is told', () => {
    const text = steps('- { step: x, do: X. }').replace(
      'inputs: { repository: { type: string, ask: Which one? } }',
      `inputs:
  a: { type: string, pattern: '(', ask: A? }
  b: { type: number, pattern: '1', ask: B? }
  c: { type: number, ask: C?, default: "1" }
  d: { type: time, ask: D?, default: yesterday }
  e: { type: string, ask: E?, default: 7 }`,
    );
    expect(found(text)).toEqual([
      "input-pattern at `'('`: this is no regular expression: Unterminated group",
      "keys-conflict at `'1'`: a number has no pattern",
      'value-type at `"1"`: expected a number, not `1`',
      'value-type at `yesterday`: expected a time such as 2026-03-02T08:12:00Z, not `yesterday`',
      'value-type at `7`: expected a string, not `7`',
    ]);
  });
});
