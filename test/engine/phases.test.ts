import { describe, expect, it } from 'vitest';
import { phased } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const twoPhases = phased(`
  - phase: isolate
    title: Isolate
    steps:
      - { step: survey-stages, role: operator, effect: survey, of: stage, do: List them. }
      - { step: isolate-stages, after: [], role: operator, for-each: stage, effect: isolate, do: "Stop \${{ item.name }}." }
    gate: { stage: isolated }
    reaches: isolated
  - phase: close
    title: Close
    steps:
      - { step: hand-back, role: lead, do: Hand back. }
`);

const roles = { lead: 'Ada', operator: 'Ada' };

describe('phases', () => {
  it('open at once where they wait for nothing, and then for the phase before', () => {
    const run = new Run(definitionOf(twoPhases, null), roles);
    expect(run.state.phases.isolate?.status).toBe('open');
    expect(run.state.phases.close?.status).toBe('waiting');
  });

  it('close when every instance is done and the gate holds, and reach their milestone', () => {
    const run = new Run(definitionOf(twoPhases, null), roles);
    run.does({ type: 'add-item', kind: 'stage', name: 'build.yml' });
    run.completes('survey-stages');
    expect(told(run.completes('isolate-stages', { item: 'build-yml' }))).toEqual([
      'step.taken isolate-stages build-yml',
      'step.done isolate-stages build-yml',
      'effect.reached isolate-stages build-yml isolated',
      'phase.closed isolate',
      'milestone.reached isolated',
      'phase.opened close',
      'step.opened hand-back',
    ]);
  });

  it('hold their gate over a kind without items only after a survey', () => {
    const run = new Run(definitionOf(twoPhases, null), roles);
    expect(run.state.phases.isolate?.status).toBe('open');
    run.completes('survey-stages');
    expect(run.state.phases.isolate?.status).toBe('closed');
  });

  it('reopen when an item is found later, take back the milestone, and leave open what was open', () => {
    const run = new Run(definitionOf(twoPhases, null), roles);
    run.completes('survey-stages');
    expect(told(run.does({ type: 'add-item', kind: 'stage', name: 'late.yml' }))).toEqual([
      'item.added late-yml',
      'phase.reopened isolate',
      'milestone.withdrawn isolated',
      'step.opened isolate-stages late-yml',
    ]);
    expect(run.state.phases.close?.status).toBe('open');
    expect(run.statuses('hand-back')).toEqual({ '-': 'ready' });
    run.at('3m');
    run.completes('isolate-stages', { item: 'late-yml' });
    expect(run.state.milestones.isolated).toEqual({ at: 180_000, times: [0, 180_000] });
  });

  it('do not open again for resuming what was isolated, but for retracting it', () => {
    const run = new Run(definitionOf(twoPhases, null), roles);
    run.does({ type: 'add-item', kind: 'stage', name: 'build.yml' });
    run.completes('survey-stages');
    run.completes('isolate-stages', { item: 'build-yml' });
    expect(
      told(run.does({ type: 'retract', step: 'isolate-stages', item: 'build-yml', reason: 'It still runs.' })),
    ).toEqual([
      'effect.withdrawn isolate-stages build-yml isolated',
      'step.retracted isolate-stages build-yml',
      'phase.reopened isolate',
      'milestone.withdrawn isolated',
    ]);
  });

  it('are skipped by the lead alone, with a reason', () => {
    const run = new Run(definitionOf(twoPhases, null), { lead: 'Ada', operator: 'Jon' });
    expect(run.refused({ type: 'skip-phase', phase: 'isolate', reason: 'No stages.' }, 'Jon').code).toBe('not-allowed');
    expect(run.refused({ type: 'skip-phase', phase: 'isolate', reason: ' ' }).message).toBe('A reason is needed.');
    run.does({ type: 'skip-phase', phase: 'isolate', reason: 'No stages here.' });
    expect(run.state.phases.isolate?.status).toBe('skipped');
    expect(run.state.phases.close?.status).toBe('open');
    expect(run.state.milestones.isolated?.at ?? null).toBe(null);
  });

  it('close the run with the last of them', () => {
    const run = new Run(definitionOf(twoPhases, null), roles);
    run.completes('survey-stages');
    expect(told(run.completes('hand-back')).at(-2)).toBe('play.ended closed');
    expect(run.state.stage).toBe('hot-wash');
  });
});
