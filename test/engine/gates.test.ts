import { describe, expect, it } from 'vitest';
import { phased } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const playbook = (phases: string) =>
  phased(`${phases}
  - { phase: close, title: Close, steps: [ { step: hand-back, role: lead, do: Hand back. } ] }`);

const restoring = playbook(`
  - phase: restore
    title: Restore
    steps:
      - { step: choose, role: lead, decide: Which backup?, from: backup }
      - { step: restore-it, role: operator, for-each: "\${{ steps.choose.choice }}", effect: restore, do: Restore it. }
    gate: { backup: { some: restored } }
    reaches: recovered`);

function twoBackups(): Run {
  const run = new Run(definitionOf(restoring, null), { lead: 'Ada', operator: 'Ada' });
  run.does({ type: 'add-item', kind: 'backup', name: 'weekly' });
  run.does({ type: 'add-item', kind: 'backup', name: 'nightly' });
  run.completes('choose', { choice: 'nightly' });
  return run;
}

describe('a gate that asks for some', () => {
  it('holds with one item that has reached it', () => {
    const run = twoBackups();
    run.completes('restore-it', { item: 'nightly' });
    expect(run.state.phases.restore?.status).toBe('closed');
  });

  it('asks for another where one of them cannot be, as long as there is one', () => {
    const run = twoBackups();
    run.does({ type: 'not-possible', item: 'nightly', reached: 'restored', reason: 'It is damaged.' });
    expect(run.state.phases.restore?.status).toBe('open');
    expect(run.state.milestones.recovered).toBeUndefined();
    run.does({ type: 'not-possible', item: 'weekly', reached: 'restored', reason: 'So is this.' });
    expect(run.state.phases.restore?.status).toBe('closed');
  });

  it('is open to another choice after one was done', () => {
    const run = twoBackups();
    run.completes('restore-it', { item: 'nightly' });
    run.does({ type: 'reopen', step: 'choose', reason: 'It was tainted.' });
    expect(run.state.phases.restore?.status).toBe('reopened');
    run.completes('choose', { choice: 'weekly' });
    expect(run.statuses('restore-it')).toEqual({ nightly: 'done', weekly: 'ready' });
    run.completes('restore-it', { item: 'weekly' });
    expect(run.state.phases.restore?.status).toBe('closed');
  });
});

describe('a gate that the lead overrides', () => {
  it('lets its phase close', () => {
    const isolating = playbook(`
  - phase: isolate
    title: Isolate
    steps:
      - { step: look, role: lead, effect: survey, of: stage, do: Look. }
      - { step: isolate-them, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it. }
    gate: { stage: isolated }`);
    const run = new Run(definitionOf(isolating, null), { lead: 'Ada', operator: 'Ada' });
    run.does({ type: 'add-item', kind: 'stage', name: 'build.yml' });
    run.completes('look');
    run.does({ type: 'skip', step: 'isolate-them', item: 'build-yml', reason: 'It must run.' });
    expect(run.state.phases.isolate?.status).toBe('open');
    expect(
      told(run.does({ type: 'break-glass', over: { what: 'gate', phase: 'isolate' }, reason: 'It must run.' })),
    ).toEqual(['glass.broken', 'phase.closed isolate', 'phase.opened close', 'step.opened hand-back']);
  });
});
