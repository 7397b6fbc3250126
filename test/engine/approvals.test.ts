import { describe, expect, it } from 'vitest';
import { approvalFor } from '../../src/engine/instructions.ts';
import { book, scene } from './books.ts';
import { definitionOf, ofType, Run } from './given.ts';

const steps =
  '      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: "Stop ${{ item.name }} in ${{ inputs.region }}.", approval: lead }';
const twoPeople = () => new Run(definitionOf(book(steps), scene()), { lead: 'Mara', operator: 'Jon' });
const one = [{ step: 'isolate-stages', item: 'build' }];

describe('an approval', () => {
  it('is asked for by who does it and given by who holds the role', () => {
    const run = twoPeople();
    expect(run.refused({ type: 'finish', step: 'isolate-stages', item: 'build' }, 'Jon')).toMatchObject({
      message: 'isolate-stages for build.yml needs the approval of lead.',
      glass: { what: 'approval', step: 'isolate-stages', item: 'build' },
    });
    run.does({ type: 'request-approval', instances: one }, 'Jon');
    const { hash, shown } = approvalFor(run.state, one);
    expect(shown).toEqual(['Stop build.yml in (unknown). [stage build.yml]']);
    expect(run.refused({ type: 'approve', instances: one, hash }, 'Jon').message).toBe(
      'To approve this is for lead, and that is Mara.',
    );
    const [granted] = ofType(run.does({ type: 'approve', instances: one, hash }, 'Mara'), 'approval.granted');
    expect(granted).toMatchObject({ self: false, by: { person: 'Mara' } });
    run.does({ type: 'finish', step: 'isolate-stages', item: 'build' }, 'Jon');
  });

  it('is void when what would be done has changed since', () => {
    const run = twoPeople();
    run.does({ type: 'request-approval', instances: one }, 'Jon');
    const { hash } = approvalFor(run.state, one);
    run.does({ type: 'revise-input', input: 'region', value: 'eu', reason: 'Known now.' }, 'Mara');
    expect(run.refused({ type: 'approve', instances: one, hash }, 'Mara').message).toBe(
      'What you were shown is no longer what would be done.',
    );
    run.does({ type: 'approve', instances: one, hash: approvalFor(run.state, one).hash }, 'Mara');
    run.does({ type: 'revise-input', input: 'region', value: 'us', reason: 'No.' }, 'Mara');
    expect(run.refused({ type: 'finish', step: 'isolate-stages', item: 'build' }, 'Jon').message).toBe(
      'What was approved of isolate-stages for build.yml is no longer what would be done.',
    );
  });

  it('covers several items at once, and not those found later', () => {
    const run = twoPeople();
    run.does({ type: 'add-item', kind: 'stage', name: 'nightly.yml' }, 'Jon');
    const both = [...one, { step: 'isolate-stages', item: 'nightly-yml' }];
    run.does({ type: 'request-approval', instances: both }, 'Jon');
    run.does({ type: 'approve', instances: both, hash: approvalFor(run.state, both).hash }, 'Mara');
    run.does({ type: 'add-item', kind: 'stage', name: 'late.yml' }, 'Jon');
    run.does({ type: 'finish', step: 'isolate-stages', item: 'nightly-yml' }, 'Jon');
    expect(run.refused({ type: 'finish', step: 'isolate-stages', item: 'late-yml' }, 'Jon').message).toContain(
      'needs the approval of lead',
    );
  });

  it('given by the one who asked is recorded as self-approved', () => {
    const run = new Run(definitionOf(book(steps), scene()), { lead: 'Ada', operator: 'Ada' });
    run.does({ type: 'request-approval', instances: one });
    const [granted] = ofType(
      run.does({ type: 'approve', instances: one, hash: approvalFor(run.state, one).hash }),
      'approval.granted',
    );
    expect(granted?.self).toBe(true);
  });

  it('can be refused with a reason, and asked for again', () => {
    const run = twoPeople();
    run.does({ type: 'request-approval', instances: one }, 'Jon');
    run.does({ type: 'refuse-approval', instances: one, reason: 'Not during the sale.' }, 'Mara');
    expect(run.statuses('isolate-stages')).toEqual({ build: 'active' });
    run.does({ type: 'request-approval', instances: one }, 'Jon');
  });

  it('that is asked for is asked for no more, once the lead has let it pass', () => {
    const run = twoPeople();
    run.does({ type: 'request-approval', instances: one }, 'Jon');
    const over = { what: 'approval' as const, step: 'isolate-stages', item: 'build' };
    run.does({ type: 'break-glass', over, reason: 'It spreads.' }, 'Mara');
    expect(run.statuses('isolate-stages')).toEqual({ build: 'active' });
    run.refused({ type: 'approve', instances: one, hash: approvalFor(run.state, one).hash }, 'Mara');
    run.does({ type: 'finish', step: 'isolate-stages', item: 'build' }, 'Jon');
  });

  it('can be overridden by the lead alone, loudly', () => {
    const run = twoPeople();
    const over = { what: 'approval' as const, step: 'isolate-stages', item: 'build' };
    expect(run.refused({ type: 'break-glass', over, reason: 'It spreads.' }, 'Jon').code).toBe('not-allowed');
    const [glass] = ofType(run.does({ type: 'break-glass', over, reason: 'It spreads.' }, 'Mara'), 'glass.broken');
    expect(glass).toMatchObject({
      refused: 'isolate-stages for build.yml needs the approval of lead.',
      reason: 'It spreads.',
    });
    run.does({ type: 'finish', step: 'isolate-stages', item: 'build' }, 'Jon');
    expect(
      run.refused({ type: 'break-glass', over: { what: 'gate', phase: 'work' }, reason: 'So.' }, 'Mara').message,
    ).toBe('Nothing is refused there: the glass can stay whole.');
  });
});
