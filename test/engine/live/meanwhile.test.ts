import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import { instanceOf, itemOf } from '../../../src/engine/state.ts';
import { ofType, told } from '../given.ts';
import { type LiveRun, live, liveRun } from './given.ts';

const ref = { step: 'isolate', item: 'build-yml' };

function running(steps = '', opening: Parameters<typeof liveRun>[1] = {}): LiveRun {
  const run = liveRun(
    live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }${steps}`),
    opening,
  );
  run.does({ type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow' }, 'Jon');
  run.runs(ref);
  return run;
}

/** Both calls have ended as they should. */
function succeeds(run: LiveRun): void {
  run.ends(ref, {});
  run.ends(ref, {}, { text: 'disabled' });
}

describe('given something that runs', () => {
  const cuttingOff: [string, Ask][] = [
    ['the end of the response', { type: 'stop', reason: 'It is late.' }],
    ['the end of its phase', { type: 'skip-phase', phase: 'work', reason: 'It is late.' }],
    ['the end of its step', { type: 'skip', ...ref, reason: 'It is late.' }],
  ];
  it.each(cuttingOff)('%s waits for what becomes of it', (_, ask) => {
    const run = running();
    expect(run.refused(ask, 'Mara')).toMatchObject({
      code: 'not-now',
      message: expect.stringContaining('gh workflow disable'),
      hint: expect.stringContaining('tell it to stop'),
    });
    succeeds(run);
    expect(run.status(ref)).toBe('done');
  });

  it('a choice that ends the run waits for what becomes of it', () => {
    const run = running(`
      - { step: triage, after: [], role: lead, decide: Is it one?, options: { no: { label: "No", ends: false-alarm }, yes: { label: It is } } }`);
    const ask: Ask = { type: 'finish', step: 'triage', choice: 'no' };
    expect(run.refused(ask, 'Mara').message).toContain('cannot end yet');
    succeeds(run);
    run.does(ask, 'Mara');
    expect(run.state.outcome).toBe('false-alarm');
  });

  it('an item that is ruled out meanwhile is let go of when it has ended, and what was done to it is known', () => {
    const run = running();
    run.does({ type: 'rule-out', item: 'build-yml', reason: 'It never ran.' }, 'Jon');
    expect(run.status(ref)).toBe('running');
    const entries = run.ends(ref, { verdict: 'failed', said: 'exit 1' });
    expect(told(entries)).toEqual([
      'action.finished isolate build-yml',
      'step.failed isolate build-yml',
      'step.not-needed isolate build-yml',
    ]);
  });

  it('nothing more is begun for an item that was ruled out meanwhile', () => {
    const run = running();
    run.does({ type: 'rule-out', item: 'build-yml', reason: 'It never ran.' }, 'Jon');
    const entries = run.ends(ref, {});
    expect(ofType(entries, 'action.requested')).toEqual([]);
    expect(run.status(ref)).toBe('outcome-unknown');
    run.does({ type: 'conclude', ...ref, did: true, how: 'The page says so.' }, 'Jon');
    expect(itemOf(run.state, 'build-yml')?.reached.isolated).toHaveLength(1);
  });

  it('the response does not end by itself before it is known, though nothing else is left', () => {
    const run = running();
    run.does({ type: 'finish', step: 'hold-open' }, 'Mara');
    run.does({ type: 'rule-out', item: 'build-yml', reason: 'It never ran.' }, 'Jon');
    expect(run.state.stage).toBe('play');
    run.ends(ref, { verdict: 'unknown', said: 'the connection broke off' });
    expect(run.state.stage).toBe('play');
    run.does({ type: 'conclude', ...ref, did: true, how: 'The page says so.' }, 'Jon');
    expect(run.state.outcome).toBe('closed');
  });

  it('what was corrected meanwhile is not taken for done: it was done to something else', () => {
    const run = running();
    run.ends(ref, {});
    const reason = 'It was another repository.';
    run.does({ type: 'set-field', item: 'build-yml', field: 'repository', value: 'acme/other', reason }, 'Jon');
    run.ends(ref, {}, { text: 'disabled' });
    expect(run.status(ref)).toBe('outcome-unknown');
    expect(instanceOf(run.state, ref)?.unknown).toContain('reads otherwise by now');
    expect(itemOf(run.state, 'build-yml')?.reached).toEqual({});
  });

  it('an item that turns out to be of another type is not done by what ran for the first', () => {
    const run = running();
    run.ends(ref, {});
    run.does({ type: 'set-field', item: 'build-yml', field: 'type', value: 'token', reason: 'It is one.' }, 'Jon');
    run.ends(ref, {}, { text: 'disabled' });
    expect(run.status(ref)).toBe('outcome-unknown');
  });

  it('told to stop after what changed it and before its check, nobody claims to know, and its check tells', () => {
    const run = running();
    run.does({ type: 'cancel-action', ...ref }, 'Jon');
    run.ends(ref, {});
    expect(run.status(ref)).toBe('outcome-unknown');
    run.does({ type: 'look', ...ref }, 'Jon');
    run.ends(ref, {}, { text: 'disabled' });
    expect(run.status(ref)).toBe('done');
  });

  it('a step that repeats until something holds is not ended under it', () => {
    const run = liveRun(
      live(`
      - { step: sweep, after: [], role: operator, run: [sweep, all], repeat: { every: 30m, until: "\${{ run.reached.over != null }}" } }
      - { step: last, after: [], role: lead, do: x, reaches: over }`),
    );
    run.runs({ step: 'sweep' });
    run.ends({ step: 'sweep' }, {});
    run.at('31m');
    run.runs({ step: 'sweep' });
    run.does({ type: 'finish', step: 'last' }, 'Mara');
    expect(run.status({ step: 'sweep' })).toBe('running');
    run.ends({ step: 'sweep' }, {});
    expect(run.status({ step: 'sweep' })).toBe('done');
  });
});

describe('given a command that reads the time', () => {
  it('it is never run: it would not be what was shown', () => {
    const run = liveRun(
      live(`
      - { step: deny, role: operator, run: [deny, "--before", "\${{ now }}"] }`),
    );
    expect(
      run.refused({ type: 'run-action', step: 'deny', hash: run.hash({ step: 'deny' }) }, 'Jon').message,
    ).toContain('reads the time');
  });
});

describe('given a step that a command of the playbook itself does', () => {
  const own = (what: string) =>
    liveRun(
      live(`
      - { step: prove, role: operator, ${what}, run: [try, it] }`),
    );

  it('an exit code proves no death: a person gives the answer that refused it', () => {
    const run = own('for-each: credential, effect: prove-dead');
    const prove = { step: 'prove', item: 'old-token' };
    run.does({ type: 'add-item', kind: 'credential', name: 'old-token', itemType: 'token' }, 'Jon');
    run.runs(prove);
    run.ends(prove, {});
    expect(run.status(prove)).toBe('active');
    expect(itemOf(run.state, 'old-token')?.reached).toEqual({});
    run.refused({ type: 'finish', ...prove }, 'Jon');
  });

  it('a survey that it made is finished by a person, who has read it', () => {
    const run = own('effect: survey, of: credential');
    run.runs({ step: 'prove' });
    run.ends({ step: 'prove' }, {});
    expect(run.status({ step: 'prove' })).toBe('active');
  });
});

describe('given a decision about items that something could be run for', () => {
  it('it is decided, and nothing is run for it', () => {
    const run = liveRun(
      live(`
      - { step: choose, role: operator, for-each: stage, effect: isolate, decide: Is it off?, options: { yes: { label: It is }, no: { label: Not yet } } }`),
    );
    run.does({ type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow' }, 'Jon');
    const ask: Ask = { type: 'run-action', step: 'choose', item: 'build-yml', hash: '' };
    expect(run.refused(ask, 'Jon').message).toContain('Nothing runs by itself');
  });
});

describe('given a step that names an action which does another thing', () => {
  it('nothing is run for it: its effect would be reached by what does not do it', () => {
    const run = liveRun(
      live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, uses: test/list, do: Stop it. }`),
    );
    run.does({ type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow' }, 'Jon');
    expect(run.refused({ type: 'run-action', ...ref, hash: '' }, 'Jon').message).toContain('Nothing runs by itself');
  });
});

describe('given an answer that names more than any journal takes', () => {
  it('what came of it is written down all the same, with as many as there is room for', () => {
    const run = liveRun(
      live(`
      - { step: survey, role: operator, effect: survey, of: stage, do: List every workflow. }`),
    );
    run.runs({ step: 'survey' });
    const json = Array.from({ length: 1200 }, (_, index) => ({ name: `w${index}`, repo: 'x'.repeat(5000) }));
    const [proposed] = ofType(run.ends({ step: 'survey' }, {}, { json }), 'items.proposed');
    expect(proposed?.items.length).toBeGreaterThan(100);
    expect(JSON.stringify(proposed).length).toBeLessThan(4_000_000);
  });
});
