import { describe, expect, it } from 'vitest';
import { planOf } from '../../../src/engine/plan.ts';
import { instanceOf, itemOf } from '../../../src/engine/state.ts';
import { ofType, told } from '../given.ts';
import { type LiveRun, live, liveRun } from './given.ts';

const isolating = live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: "Stop \${{ item.name }}." }`);
const ref = { step: 'isolate', item: 'build-yml' };

function withStage(run: LiveRun, name = 'build.yml'): LiveRun {
  run.does({ type: 'add-item', kind: 'stage', name, itemType: 'github-workflow' }, 'Jon');
  return run;
}

describe('given a step that the catalogue has an action for', () => {
  it('when it is run, the request is in the journal before anything, with exactly what was shown', () => {
    const run = withStage(liveRun(isolating));
    const entries = run.runs(ref);
    expect(told(entries)).toEqual(['step.taken isolate build-yml', 'action.requested isolate build-yml']);
    expect(ofType(entries, 'action.requested')[0]).toMatchObject({
      number: 1,
      action: 'test/disable',
      call: 'do',
      shown: 'gh workflow disable --repo acme/app -- build.yml',
      readOnly: false,
    });
    expect(run.status(ref)).toBe('running');
  });

  it('success is seen, not believed: what did it is followed by its check', () => {
    const run = withStage(liveRun(isolating));
    run.runs(ref);
    expect(told(run.ends(ref, {}))).toEqual([
      'action.finished isolate build-yml',
      'action.requested isolate build-yml',
    ]);
    const entries = run.ends(ref, {}, { text: 'disabled' });
    expect(told(entries)).toEqual([
      'action.finished isolate build-yml',
      'step.done isolate build-yml',
      'effect.reached isolate build-yml isolated',
    ]);
  });

  it('what was done and is not seen to be has no known outcome', () => {
    const run = withStage(liveRun(isolating));
    run.runs(ref);
    run.ends(ref, {});
    run.ends(ref, {}, { text: 'active' });
    expect(run.status(ref)).toBe('outcome-unknown');
    expect(instanceOf(run.state, ref)?.unknown).toContain("outputs.text == 'disabled' does not hold");
    expect(itemOf(run.state, 'build-yml')?.reached).toEqual({});
  });

  it('a failure that is certain fails the step, and can be tried again', () => {
    const run = withStage(liveRun(isolating));
    run.runs(ref);
    run.ends(ref, { verdict: 'failed', said: 'exit 1' });
    expect(run.status(ref)).toBe('failed');
    expect(run.refused({ type: 'run-action', ...ref, hash: run.hash(ref) }, 'Jon').message).toContain('has failed');
    run.does({ type: 'retry', ...ref }, 'Jon');
    expect(ofType(run.runs(ref), 'action.requested')[0]?.number).toBe(2);
  });

  it('it is not ticked off: it is run, or done otherwise in words', () => {
    const run = withStage(liveRun(isolating));
    expect(run.refused({ type: 'finish', ...ref }, 'Jon')).toMatchObject({
      message: expect.stringContaining('Disable the workflow'),
      hint: expect.stringContaining('otherwise'),
    });
    run.does({ type: 'do-otherwise', ...ref, how: 'In the web page.' }, 'Jon');
    expect(run.status(ref)).toBe('done');
  });

  it('what was shown and is no longer what would be run is refused', () => {
    const run = withStage(liveRun(isolating));
    const hash = run.hash(ref);
    run.does({ type: 'set-field', item: 'build-yml', field: 'repository', value: 'evil/app', reason: 'r' }, 'Jon');
    expect(run.refused({ type: 'run-action', ...ref, hash }, 'Jon').message).toContain('no longer what would be run');
  });

  it('nothing else is done for it while it runs', () => {
    const run = withStage(liveRun(isolating));
    run.runs(ref);
    for (const type of ['take', 'finish'] as const)
      expect(run.refused({ type, ...ref }, 'Jon').message).toContain('is running: gh workflow disable');
    expect(run.refused({ type: 'run-action', ...ref, hash: run.hash(ref) }, 'Jon').code).toBe('not-now');
  });

  it('only whose step it is may run it', () => {
    const run = withStage(liveRun(isolating));
    expect(run.refused({ type: 'run-action', ...ref, hash: run.hash(ref) }, 'Mara').code).toBe('not-allowed');
  });
});

describe('given several actions for one step', () => {
  it('the one that ends the step is meant, until another is chosen', () => {
    const run = withStage(liveRun(isolating));
    expect(planOf(run.state, ref)?.action.id).toBe('test/disable');
    run.does({ type: 'plan-action', ...ref, action: 'test/cancel-runs' }, 'Jon');
    expect(planOf(run.state, ref)?.shown).toEqual(['gh run cancel -- build.yml']);
  });

  it('one that is run beside leaves the step as open as it was', () => {
    const run = withStage(liveRun(isolating));
    run.does({ type: 'plan-action', ...ref, action: 'test/cancel-runs' }, 'Jon');
    run.runs(ref);
    run.ends(ref, {});
    expect(run.status(ref)).toBe('active');
    run.does({ type: 'plan-action', ...ref, action: 'test/disable' }, 'Jon');
    run.runs(ref);
    expect(run.status(ref)).toBe('running');
  });
});

describe('given an action that needs to know something', () => {
  const restoring = live(`
      - { step: restore, role: operator, for-each: backup, effect: restore, do: Restore it., check: "\${{ same(outputs.digest, item.digest) }}" }`);
  const backup = { step: 'restore', item: 'nightly' };
  const opened = () => {
    const run = liveRun(restoring);
    run.does(
      {
        type: 'add-item',
        kind: 'backup',
        name: 'nightly',
        itemType: 'restic',
        fields: { taken: '2026-03-01T00:00:00Z', digest: 'tree-1' },
      },
      'Jon',
    );
    return run;
  };

  it('it is asked for, and nothing runs without it', () => {
    const run = opened();
    expect(planOf(run.state, backup)?.asks).toEqual([{ input: 'into', ask: 'Into which empty folder?' }]);
    expect(run.refused({ type: 'run-action', ...backup, hash: run.hash(backup) }, 'Jon')).toMatchObject({
      code: 'invalid',
      hint: 'Into which empty folder?',
    });
  });

  it('its calls are done one after the other, each only when the one before did what was expected', () => {
    const run = opened();
    run.does({ type: 'plan-action', ...backup, with: { into: '/srv/clean' } }, 'Jon');
    run.runs(backup);
    expect(ofType(run.ends(backup, {}), 'action.requested')[0]?.shown).toBe('compare /srv/clean');
    expect(ofType(run.ends(backup, {}, { json: { same: true, digest: 'tree-1' } }), 'action.requested')[0]?.call).toBe(
      'swap',
    );
    expect(told(run.ends(backup, {}))).toContain('effect.reached restore nightly restored');
  });

  it('what differs is not swapped in', () => {
    const run = opened();
    run.does({ type: 'plan-action', ...backup, with: { into: '/srv/clean' } }, 'Jon');
    run.runs(backup);
    run.ends(backup, {});
    const entries = run.ends(backup, {}, { json: { same: false, digest: 'tree-1' } });
    expect(told(entries)).toEqual(['action.finished restore nightly', 'step.failed restore nightly']);
    expect(ofType(entries, 'step.failed')[0]?.reason).toContain('Done before it: “restore”');
  });

  it("the playbook's own check holds as well, or the step has failed", () => {
    const run = opened();
    run.does({ type: 'plan-action', ...backup, with: { into: '/srv/clean' } }, 'Jon');
    run.runs(backup);
    run.ends(backup, {});
    run.ends(backup, {}, { json: { same: true, digest: 'another' } });
    run.ends(backup, {});
    expect(run.status(backup)).toBe('failed');
    expect(itemOf(run.state, 'nightly')?.reached).toEqual({});
  });

  it('told to stop between two calls, the next is not begun', () => {
    const run = opened();
    run.does({ type: 'plan-action', ...backup, with: { into: '/srv/clean' } }, 'Jon');
    run.runs(backup);
    run.does({ type: 'cancel-action', ...backup }, 'Jon');
    run.ends(backup, {});
    expect(run.status(backup)).toBe('failed');
  });
});

describe('given a survey', () => {
  const surveying = live(`
      - { step: survey, role: operator, effect: survey, of: stage, do: List every workflow. }`);
  const survey = { step: 'survey' };

  it('what it finds is proposed, and is in the register only when a person says so', () => {
    const run = liveRun(surveying);
    run.runs(survey);
    run.ends(survey, {}, { json: [{ name: 'build.yml', repo: 'acme/app' }, { other: 1 }] });
    expect(run.status(survey)).toBe('active');
    expect(run.state.register.stage).toBeUndefined();
    expect(instanceOf(run.state, survey)?.proposed).toEqual([
      { kind: 'stage', itemType: 'github-workflow', name: 'build.yml', fields: { repository: 'acme/app' } },
    ]);
    run.does(
      { type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow', foundBy: survey },
      'Jon',
    );
    run.does({ type: 'finish', ...survey }, 'Jon');
    expect(run.status(survey)).toBe('done');
  });
});

describe('given a drill', () => {
  it('nothing is run: the world answers', async () => {
    const { Run, shipped } = await import('../given.ts');
    const run = new Run(shipped());
    expect(run.refused({ type: 'run-action', step: 'acknowledge', hash: '' }).message).toContain('In a drill nothing');
  });
});

describe('given a rehearsal', () => {
  it('what would change something is written down, and nothing of it is asked for', () => {
    const run = withStage(liveRun(isolating, { rehearsal: true }));
    const entries = run.runs(ref);
    expect(ofType(entries, 'action.requested')).toEqual([]);
    expect(ofType(entries, 'action.rehearsed')[0]?.shown[0]).toBe('gh workflow disable --repo acme/app -- build.yml');
    expect(run.status(ref)).toBe('done');
  });

  it('what changes nothing is run', () => {
    const run = liveRun(
      live(`
      - { step: survey, role: operator, effect: survey, of: stage, do: List. }`),
      { rehearsal: true },
    );
    expect(ofType(run.runs({ step: 'survey' }), 'action.requested')).toHaveLength(1);
  });
});

describe('given an item in an incident', () => {
  it('it keeps what an action found of it, also what the playbook has no field for', () => {
    const run = liveRun(isolating);
    const fields = { repository: 'acme/other', workflow: '41' };
    run.does({ type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow', fields }, 'Jon');
    expect(run.state.register.stage?.['build-yml']?.fields).toEqual(fields);
    run.does({ type: 'set-field', item: 'build-yml', field: 'workflow', value: '42', reason: 'Read wrongly.' }, 'Jon');
    expect(planOf(run.state, ref)?.inputs).toEqual({ repository: 'acme/other' });
  });

  it('its type can be set, and decides what there is to run', () => {
    const run = withStage(liveRun(isolating));
    run.does(
      { type: 'set-field', item: 'build-yml', field: 'type', value: 'jenkins-job', reason: 'It is one.' },
      'Jon',
    );
    expect(planOf(run.state, ref)).toBeNull();
    run.refused({ type: 'set-field', item: 'build-yml', field: 'type', value: 'No Type', reason: 'x' }, 'Jon');
  });

  it('names that are its own are no fields', () => {
    const run = liveRun(isolating);
    run.refused({ type: 'add-item', kind: 'stage', name: 'x', fields: { name: 'y' } }, 'Jon');
  });
});
