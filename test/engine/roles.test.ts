import { describe, expect, it } from 'vitest';
import { approvalFor } from '../../src/engine/instructions.ts';
import { book, scene } from './books.ts';
import { definitionOf, ofType, Run } from './given.ts';

const steps =
  '      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: "Stop ${{ item.name }}.", approval: lead }';
const team = () => new Run(definitionOf(book(steps), scene()), { lead: 'Mara', operator: 'Jon' });
const ref = { step: 'isolate-stages', item: 'build' };
const asks = { type: 'request-approval', instances: [ref] } as const;

function selfApproved(run: Run): boolean | undefined {
  const { hash } = approvalFor(run.state, [ref]);
  return ofType(run.does({ type: 'approve', instances: [ref], hash }, 'Mara'), 'approval.granted')[0]?.self;
}

describe('what becomes of a step', () => {
  it('is for whoever’s step it is to say, or for the lead', () => {
    const run = team();
    run.does({ type: 'take', ...ref }, 'Jon');
    expect(run.refused({ type: 'release', ...ref }, 'Kim').code).toBe('not-allowed');
    expect(run.refused({ type: 'skip', ...ref, reason: 'So.' }, 'Kim').message).toBe(
      'To skip isolate-stages for build.yml is for operator, and that is Jon.',
    );
    run.does({ type: 'skip', ...ref, reason: 'It must run.' }, 'Mara');
    expect(run.refused({ type: 'reopen', ...ref, reason: 'So.' }, 'Kim').code).toBe('not-allowed');
    run.does({ type: 'reopen', ...ref, reason: 'It need not.' }, 'Jon');
    run.does({ type: 'fail', ...ref, reason: 'Refused.' }, 'Jon');
    expect(run.refused({ type: 'retry', ...ref }, 'Kim').code).toBe('not-allowed');
  });

  it('can be let go of by who handed the role over in the middle of it', () => {
    const run = team();
    run.does({ type: 'take', ...ref }, 'Jon');
    run.does({ type: 'hand-over', role: 'operator', to: 'Kim', note: '' }, 'Jon');
    run.does({ type: 'release', ...ref }, 'Jon');
    run.does({ type: 'take', ...ref }, 'Kim');
  });
});

describe('an approval by who holds both roles', () => {
  it('is self-approved where the step was handed over to the approver', () => {
    const run = team();
    run.does(asks, 'Jon');
    run.does({ type: 'hand-over', role: 'operator', to: 'Mara', note: '' }, 'Jon');
    expect(selfApproved(run)).toBe(true);
  });

  it('is self-approved where the approver asked for it and then handed over', () => {
    const run = team();
    run.does({ type: 'take', ...ref }, 'Jon');
    run.does({ type: 'hand-over', role: 'operator', to: 'Mara', note: '' }, 'Jon');
    run.does(asks, 'Mara');
    run.does({ type: 'hand-over', role: 'operator', to: 'Kim', note: '' }, 'Mara');
    expect(selfApproved(run)).toBe(true);
  });
});

describe('an item that was ruled out and is in again', () => {
  it('is nobody’s, and needs its approval anew', () => {
    const run = team();
    run.does(asks, 'Jon');
    selfApproved(run);
    run.does({ type: 'rule-out', item: 'build', reason: 'It builds nothing.' });
    run.does({ type: 'rule-in', item: 'build', reason: 'It does.' });
    const instance = run.state.steps['isolate-stages']?.build;
    expect([instance?.status, instance?.owner, instance?.takenAt]).toEqual(['ready', undefined, undefined]);
    expect(run.refused({ type: 'finish', ...ref }, 'Jon').message).toContain('needs the approval of lead');
  });
});

describe('an approval of a message', () => {
  it('covers what goes out', () => {
    const telling =
      '      - { step: tell, role: operator, notify: everyone, message: "It is in ${{ inputs.region }}.", approval: lead }';
    const run = new Run(definitionOf(book(telling), scene()));
    const instances = [{ step: 'tell' }];
    const { hash, shown } = approvalFor(run.state, instances);
    expect(shown).toEqual(['Tell everyone.\nIt is in (unknown).']);
    run.does({ type: 'request-approval', instances });
    run.does({ type: 'approve', instances, hash });
    run.does({ type: 'revise-input', input: 'region', value: 'eu', reason: 'Known now.' });
    expect(run.refused({ type: 'finish', step: 'tell' }).message).toContain('no longer what would be done');
  });
});
