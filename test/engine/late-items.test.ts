import { describe, expect, it } from 'vitest';
import { phased } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const over = (id: string, effect: string, more: string) =>
  `  - { phase: ${id}, title: ${id}, steps: [ { step: ${effect}-them, role: operator, for-each: stage, effect: ${effect}, do: Do it. }, { step: ${id}-end, after: [], role: lead, do: End. } ], ${more} }\n`;
const diamond = phased(
  over('stop', 'isolate', 'reaches: contained') +
    over('keep', 'preserve', 'after: [], reaches: contained') +
    over('clean', 'remove', 'after: [stop, keep]') +
    '  - { phase: close, title: Close, after: [stop], steps: [ { step: hand-back, role: lead, do: Hand back. } ] }',
);
const roles = { lead: 'Ada', operator: 'Ada' };

function worked(): Run {
  const run = new Run(definitionOf(diamond, null), roles);
  run.does({ type: 'add-item', kind: 'stage', name: 'one' });
  for (const step of ['isolate-them', 'preserve-them']) run.completes(step, { item: 'one' });
  for (const step of ['stop-end', 'keep-end']) run.completes(step);
  run.completes('remove-them', { item: 'one' });
  run.completes('clean-end');
  return run;
}

describe('an item found late', () => {
  it('reopens each phase that it concerns, and waits there for all that the phase waits for', () => {
    const run = worked();
    expect(told(run.does({ type: 'add-item', kind: 'stage', name: 'two' }))).toEqual([
      'item.added two',
      'phase.reopened stop',
      'milestone.withdrawn contained',
      'phase.reopened keep',
      'phase.reopened clean',
      'step.opened isolate-them two',
      'step.opened preserve-them two',
    ]);
    expect(run.state.phases.close?.status).toBe('open');
    run.completes('isolate-them', { item: 'two' });
    expect(run.refused({ type: 'take', step: 'remove-them', item: 'two' }).message).toBe(
      'remove-them for two is not open yet: it waits for the phases before clean.',
    );
    expect(told(run.completes('preserve-them', { item: 'two' })).slice(3)).toEqual([
      'phase.closed keep',
      'milestone.reached contained',
      'step.opened remove-them two',
    ]);
  });

  it('opens nothing in a phase that was skipped', () => {
    const run = new Run(definitionOf(diamond, null), roles);
    run.does({ type: 'skip-phase', phase: 'stop', reason: 'Nothing runs.' });
    expect(told(run.does({ type: 'add-item', kind: 'stage', name: 'one' }))).toEqual([
      'item.added one',
      'step.opened preserve-them one',
    ]);
    expect(
      run.refused({ type: 'add-step', phase: 'stop', title: 'Stop it by hand', reason: 'It runs.' }),
    ).toMatchObject({ code: 'not-now', message: 'stop is skipped: nothing in it opens any more.' });
  });

  it('and ruled out again leaves nothing open, not even what was opened out of order', () => {
    const run = new Run(definitionOf(diamond, null), roles);
    run.does({ type: 'add-item', kind: 'stage', name: 'one' });
    run.does({ type: 'break-glass', over: { what: 'order', step: 'remove-them', item: 'one' }, reason: 'Now.' });
    run.does({ type: 'rule-out', item: 'one', reason: 'It is not ours.' });
    expect(run.statuses('remove-them')).toEqual({ one: 'not-needed' });
  });
});

describe('a decision that ends the run', () => {
  it('still reaches the milestones that it comes to', () => {
    const book = phased(
      '  - { phase: triage, title: Triage, reaches: triaged, steps: [ { step: is-it, role: lead, decide: Is it?, reaches: assessed, options: { "no": { label: "No.", ends: false-alarm } } } ] }',
    );
    const run = new Run(definitionOf(book, null), roles);
    expect(told(run.completes('is-it', { choice: 'no' })).slice(3)).toEqual([
      'milestone.reached assessed',
      'phase.closed triage',
      'milestone.reached triaged',
      'play.ended false-alarm',
      'hot-wash.opened',
    ]);
  });
});
