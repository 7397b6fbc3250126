import { describe, expect, it } from 'vitest';
import { found, steps } from './written.ts';

describe('what expressions read', () => {
  const one = (expression: string, more = '') =>
    found(
      steps(`
      - { step: confirm, decide: Real?, options: { confirmed: { label: "Yes." }, false-alarm: { label: "No." } } }
      - { step: choose, decide: Which?, from: credential }
      - { step: say, decide: Why?, answer: text }
      - { step: x, do: X., reaches: seen${more}, if: "\${{ ${expression} }}" }
    `),
    );

  it.each([
    'inputs.repository',
    'run.title == run.id && run.kind && run.known < now && run.intruded',
    'run.reached.seen || run.scope.summary',
    "steps.confirm.choice == 'confirmed'",
    "steps.choose.choice.needed && steps.choose.choice.id == 'x' && steps.choose.choice",
    "steps.say.answer != '' && steps.say.status == 'done' && steps.say.outputs.whatever",
    "scope.stage[0].repository == scope.stage[1].name && contains(scope.credential.*.type, 'x')",
    "steps['confirm']['choice'] == 'false-alarm'",
  ])('given %s, then nothing is told', (expression) => {
    expect(one(expression)).toEqual([]);
  });

  it.each([
    ['inputs.repo', 'path-unknown at `repo`: there is no input `repo`'],
    ['run.titel', 'path-unknown at `titel`: `run` has no `titel`'],
    ['run.reached.sen', 'path-unknown at `sen`: there is no milestone `sen`'],
    ['run.scope.stage', 'path-unknown at `stage`: `run.scope` has no `stage`'],
    ['steps.conform.choice', 'path-unknown at `conform`: there is no step `conform`'],
    ['steps.confirm.answer', 'path-unknown at `answer`: `steps.confirm` has no `answer`'],
    ['steps.x.choice', 'path-unknown at `choice`: `steps.x` has no `choice`'],
    ['steps.confirm.choice.label', 'path-unknown at `label`: `steps.confirm.choice` is one value and has no `label`'],
    ['steps.choose.choice.repository', 'path-unknown at `repository`: a credential has no `repository`'],
    ['scope.stages', 'path-unknown at `stages`: there is no kind `stages`'],
    ['scope.stage.name', 'path-unknown at `name`: `scope.stage` is a list and has no `name`'],
    ['scope.stage[0].nam', 'path-unknown at `nam`: a stage has no `nam`'],
    ['item.name', 'path-unavailable at `item.name`: `item` cannot be read here'],
    ['outputs.digest', 'path-unavailable at `outputs.digest`: `outputs` cannot be read here'],
    ["steps.confirm.choice == 'confirmd'", "option-unknown at `'confirmd'`: `confirm` has no option `confirmd`"],
    ["same('no', steps.confirm.choice)", "option-unknown at `'no'`: `confirm` has no option `no`"],
    ["!(steps.confirm.choice != 'x')", "option-unknown at `'x'`: `confirm` has no option `x`"],
  ])('given %s, then %s', (expression, expected) => {
    expect(one(expression)).toEqual([expected]);
  });

  it('given a fan-out, then its items have the fields of their kind', () => {
    expect(one('item.needed && item.id && item.kind', ', for-each: credential')).toEqual([]);
    expect(one('item.repository', ', for-each: credential')).toEqual([
      'path-unknown at `repository`: a credential has no `repository`',
    ]);
    const chosen = ', for-each: "${{ steps.choose.choice }}"';
    expect(one('item.repository', chosen)).toEqual(['path-unknown at `repository`: a credential has no `repository`']);
  });

  it('given `check`, then it reads what its own step gave; and `on-failure`, then it reads the item that failed', () => {
    const beside = '{ step: y, do: "Mend ${{ item.repository }} and ${{ item.digest }}." }';
    const check = 'check: outputs.digest == item.repository';
    const text = steps(`- { step: x, for-each: stage, do: X., ${check}, on-failure: [${beside}] }`);
    expect(found(text)).toEqual(['path-unknown at `digest`: a stage has no `digest`']);
  });

  it('given a step that fans out, then its status can be read, and neither a choice nor outputs, of which it has many', () => {
    const text = steps(`
      - { step: keep, for-each: stage, decide: Keep it?, answer: text }
      - { step: x, do: X., if: "\${{ steps.keep.status == 'done' && steps.keep.answer && steps.keep.outputs.a }}" }
    `);
    expect(found(text)).toEqual([
      'path-unknown at `answer`: `steps.keep` has no `answer`',
      'path-unknown at `outputs`: `steps.keep` has no `outputs`',
    ]);
  });

  it('given a default, then it reads inputs and nothing else', () => {
    const text = steps('- { step: x, do: X. }').replace(
      'repository: { type: string } }',
      'repository: { type: string, default: "${{ inputs.repository }}/${{ run.id }}/${{ inputs.repo }}" } }',
    );
    expect(found(text)).toEqual([
      'path-unavailable at `run.id`: `run` cannot be read here',
      'path-unknown at `repo`: there is no input `repo`',
    ]);
  });

  it('given an expression that is no expression, then its own mistake is told, and nothing that would follow from it', () => {
    expect(one('item.name ==', ', for-each: credential')).toEqual([expect.stringMatching(/^expression-syntax/)]);
  });
});
