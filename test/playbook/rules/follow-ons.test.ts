import { describe, expect, it } from 'vitest';
import { found, hints, playbook, steps } from './written.ts';

describe('given one slip, when a playbook is read, then it is told once, and what would follow from it is not', () => {
  it('where `for-each` is misspelt', () => {
    const text = steps(
      '- { step: x, do: "Revoke ${{ item.name }}.", foreach: credential, effect: revoke, on-failure: [{ step: y, do: "Call about ${{ item.name }}.", effect: preserve }] }',
    );
    expect(found(text)).toEqual(['shape-unknown-key at `foreach`: `foreach` is not known here']);
    expect(hints(text)).toEqual(['Did you mean `for-each`?']);
  });

  it('where the instruction is misspelt', () => {
    expect(found(steps('- { step: x, Do: Look. }'))).toEqual(['shape-unknown-key at `Do`: `Do` is not known here']);
  });

  it('where `until` is missing, and no made-up name is spoken of', () => {
    expect(found(steps('- { step: x, do: X., repeat: { every: 10m } }'))).toEqual([
      'shape-missing-key at `repeat`: `until` is missing',
    ]);
  });

  it('where a step has no id and nothing to do', () => {
    const said = found(steps('- { role: lead }'));
    expect(said).toEqual(['shape-missing-key at `role`: `step` is missing']);
  });

  it('where the version is a number', () => {
    const text = steps('- { step: x, do: X. }').replace('version: 1.0.0', 'version: 1.0');
    expect(found(text)).toEqual(['shape-type at `1.0`: expected a version such as 1.0.0, not a number']);
    expect(hints(text)).toEqual(['Write `1.0.0`.']);
  });
});

describe('given an expression with a brace too few, when a playbook is read, then it is told that it goes out as it is', () => {
  it.each(['${ item.name }', '{{ item.name }}', '${item.name}'])('%s', (half) => {
    const text = steps(`- { step: x, for-each: stage, do: "\${{ item.id }} Stop ${half} now." }`);
    expect(found(text)).toEqual([
      `trap-half-braces at \`${half}\`: this is no expression, and goes out as it is written`,
    ]);
    expect(hints(text)).toEqual(['Write `${{ item.name }}`.']);
  });

  it.each(['${HOME}', '{ item.name }', 'echo ${items}', "${{ '{{ item.name }}' }}", 'x{{y}}'])(
    'but not %s',
    (other) => {
      expect(found(steps(`- { step: x, for-each: stage, do: "Run ${other}." }`))).toEqual([]);
    },
  );

  it('also where a field has its default', () => {
    const text = steps('- { step: x, do: X. }').replace(
      'stage: { repository: { type: string }',
      'stage: { repository: { type: string, default: "{{ inputs.repository }}" }',
    );
    expect(found(text)).toHaveLength(1);
  });
});

describe('given a condition of a step', () => {
  const one = (more: string) =>
    found(steps(`\n- { step: other, do: X. }\n- { step: x, do: X., ${more}, on-failure: [{ step: y, do: Y. }] }`));

  it.each([
    ['if', "steps.x.status != 'done'", 'steps.x.status'],
    ['if', "!(steps['x'].status == 'done')", "steps['x'].status"],
    ['require', "steps.x.status == 'ready'", 'steps.x.status'],
    ['for-each', 'steps.x.status', 'steps.x.status'],
  ])('when `%s` reads %s of its own step, then it would undo itself', (key, expression, at) => {
    expect(one(`${key}: "\${{ ${expression} }}"`)).toEqual([
      `condition-of-itself at \`${at}\`: \`${key}\` reads the status of its own step \`x\`, so doing the step would undo it`,
    ]);
  });

  it.each([
    `if: "\${{ steps.other.status == 'done' }}"`,
    `check: "\${{ steps.x.status == 'done' }}"`,
    `repeat: { every: 5m, until: "\${{ steps.x.status == 'done' }}" }`,
  ])('when it is %s, then nothing is told', (more) => {
    expect(one(more)).toEqual([]);
  });

  it('when it stands beside a failure and reads the step that failed, then nothing is told', () => {
    const text = playbook(`
      phases:
        - phase: one
          title: One
          steps:
            - { step: x, do: X., on-failure: [{ step: y, do: Y., if: "\${{ steps.x.status == 'failed' }}" }] }
    `);
    expect(found(text)).toEqual([]);
  });
});
