import { describe, expect, it } from 'vitest';
import { book, scene } from './books.ts';
import { definitionOf, Run } from './given.ts';

const drill = (steps: string) => new Run(definitionOf(book(steps), scene()));
const beside = (rescue: string, more = '') =>
  drill(`
      - step: revoke-it
        role: operator
        ${more}
        do: Revoke it.
        on-failure:
          - { step: escalate, role: lead, ${rescue} }
      - { step: enough, after: [], role: lead, do: Say that it is enough. }`);
const fanned = () => {
  const run = beside('do: Call its issuer.', 'for-each: credential');
  run.does({ type: 'add-item', kind: 'credential', name: 'CI_TOKEN' });
  return run;
};
const failed = (rescue: string) => {
  const run = beside(rescue);
  run.does({ type: 'fail', step: 'revoke-it', reason: 'Refused.' });
  return run;
};

describe('what is for failure', () => {
  it('says when it opens, and offers no glass to break', () => {
    const whole = { code: 'invalid', message: 'escalate opens only when revoke-it fails.' };
    expect(fanned().refused({ type: 'take', step: 'escalate', item: 'ci-token' })).toEqual(whole);
    expect(beside('do: Call its issuer.').refused({ type: 'take', step: 'escalate' })).toEqual(whole);
  });

  it('is not needed where what it is beside is not, and opens again with the next failure', () => {
    const run = fanned();
    const fail = () => run.does({ type: 'fail', step: 'revoke-it', item: 'ci-token', reason: 'Refused.' });
    fail();
    run.does({ type: 'rule-out', item: 'ci-token', reason: 'It is another team’s.' });
    expect(run.statuses('escalate')).toEqual({ 'ci-token': 'not-needed' });
    run.does({ type: 'rule-in', item: 'ci-token', reason: 'It is ours.' });
    expect(run.statuses('revoke-it')).toEqual({ 'ci-token': 'ready' });
    expect(run.statuses('escalate')).toEqual({ 'ci-token': 'not-needed' });
    fail();
    expect(run.statuses('escalate')).toEqual({ 'ci-token': 'ready' });
  });

  it('goes on when what it asked about is known', () => {
    const run = failed('do: Call the region., if: "${{ inputs.region == \'eu\' }}"');
    expect(run.state.steps.escalate?.['-']?.asks).toEqual(['inputs.region']);
    run.does({ type: 'revise-input', input: 'region', value: 'eu', reason: 'Read it off the bill.' });
    run.completes('escalate');
  });

  it('that repeats ends when it is enough', () => {
    const run = failed(
      'notify: everyone, message: It failed., repeat: { every: 10m, until: "${{ steps.enough.status == \'done\' }}" }',
    );
    run.completes('escalate');
    expect(run.statuses('escalate')).toEqual({ '-': 'running' });
    run.completes('enough');
    expect(run.statuses('escalate')).toEqual({ '-': 'done' });
  });

  it('reaches its milestone when it is done, and keeps none from being reached before', () => {
    const run = failed('do: Call its issuer., reaches: escalated');
    expect(run.state.milestones.escalated).toBeUndefined();
    run.completes('escalate');
    expect(run.state.milestones.escalated?.at).toBe(0);
  });
});
