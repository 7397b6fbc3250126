import { describe, expect, it } from 'vitest';
import { diagnosePlaybook } from '../../helpers/documents.ts';
import { found, hints, playbook, steps } from './written.ts';

describe('order', () => {
  it('given phases in a circle, then it is told once, and what waits for it after it', () => {
    const phase = (id: string, after: string) =>
      `      - { phase: ${id}, title: X${after}, steps: [{ step: ${id}-step, do: Look. }] }\n`;
    const list = [phase('a', ''), phase('b', ', after: [c]'), phase('c', ''), phase('d', ''), phase('e', '')];
    expect(found(playbook(`phases:\n${list.join('')}`))).toEqual([
      'after-cycle at `c`: these wait for each other, each for the next: `b`, `c`',
      'after-unreachable at `d`: the phase `d` never opens: it waits for `c`, which waits for itself',
    ]);
  });

  it('given two circles of steps, then both are told', () => {
    const text = steps(`
      - { step: a, do: X., after: [b] }
      - { step: b, do: X., after: [a] }
      - { step: c, do: X., after: [c] }
    `);
    expect(found(text).map((line) => line.split(' at ')[0])).toEqual(['after-cycle', 'after-cycle']);
  });
});

describe('gates', () => {
  const withGate = (gate: string, each: string, later = '') =>
    `${steps(`
      - { step: list, effect: survey, of: stage, do: List. }
      - { step: choose, decide: Which?, from: backup }
      ${each}
    `)}    gate: ${gate}\n${later}`;

  it.each([
    ['every item', '{ stage: isolated }', '- { step: stop, for-each: stage, effect: isolate, do: Stop. }'],
    [
      'some item',
      '{ backup: { some: [verified] } }',
      '- { step: see, for-each: "${{ steps.choose.choice }}", effect: verify, do: See. }',
    ],
    [
      'a list of the scope',
      '{ stage: isolated }',
      '- { step: stop, for-each: "${{ scope.stage }}", effect: isolate, do: Stop. }',
    ],
    [
      'a step beside a failure',
      '{ stage: isolated }',
      '- { step: x, for-each: stage, effect: preserve, do: X., on-failure: [{ step: y, effect: isolate, do: Y. }] }',
    ],
  ])('given a gate over %s that a step can satisfy, then nothing is told', (_, gate, each) => {
    expect(found(withGate(gate, each))).toEqual([]);
  });

  it.each([
    ['another kind', '{ credential: isolated }', 'isolated'],
    ['another effect', '{ stage: [isolated, verified] }', 'verified'],
    ['what only a survey of the kind does', '{ stage: surveyed }', 'surveyed'],
  ])('given a gate over %s, then it is told at the effect', (_, gate, effect) => {
    const text = withGate(gate, '- { step: stop, for-each: stage, effect: isolate, do: Stop. }');
    expect(found(text)).toEqual([expect.stringContaining(`gate-cannot-pass at \`${effect}\``)]);
  });

  it('given a gate whose effect only a later phase brings, then it is told which step that is', () => {
    const later =
      '  - { phase: then, title: Then, steps: [{ step: stop, for-each: stage, effect: isolate, do: Stop. }] }\n';
    const text = withGate('{ stage: isolated }', '', later);
    expect(hints(text)).toEqual([
      'Only `stop` does, and its phase `then` waits for `first`. Move the step or the gate.',
    ]);
    const beside = later.replace('title: Then,', 'title: Then, after: [],');
    expect(found(withGate('{ stage: isolated }', '', beside))).toEqual([]);
  });
});

describe('proof', () => {
  it('given what is revoked or restored without proof, then it is a warning, and the playbook still reads', () => {
    const text = steps(`
      - { step: kill, for-each: credential, effect: revoke, do: Kill. }
      - { step: back, for-each: backup, effect: restore, do: Restore. }
      - { step: test, for-each: account, effect: prove-dead, do: Try. }
    `);
    expect(diagnosePlaybook(text).map(({ severity, code }) => [severity, code])).toEqual([
      ['warning', 'revoked-not-proven-dead'],
      ['warning', 'restored-not-verified'],
    ]);
  });
});
