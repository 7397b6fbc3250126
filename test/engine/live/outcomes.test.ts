import { describe, expect, it } from 'vitest';
import { instanceOf, itemOf } from '../../../src/engine/state.ts';
import { evidence, ofType, told } from '../given.ts';
import { type LiveRun, live, liveRun } from './given.ts';

const ref = { step: 'isolate', item: 'build-yml' };

const backup = { step: 'restore', item: 'nightly' };

/** The first of three calls of a restore runs. */
function restoring(more = ''): LiveRun {
  const run = liveRun(
    live(`
      - { step: restore, role: operator, for-each: backup, effect: restore, do: Restore it.${more && `, ${more}`} }`),
  );
  const fields = { taken: '2026-03-01T00:00:00Z', digest: 'd' };
  run.does({ type: 'add-item', kind: 'backup', name: 'nightly', itemType: 'restic', fields }, 'Jon');
  run.does({ type: 'plan-action', ...backup, with: { into: '/srv/clean' } }, 'Jon');
  if (more !== '') {
    run.does({ type: 'request-approval', instances: [backup] }, 'Jon');
    run.approves([backup], 'Mara');
  }
  run.runs(backup);
  return run;
}

function isolating(opening: Parameters<typeof liveRun>[1] = {}): LiveRun {
  const run = liveRun(
    live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }`),
    opening,
  );
  run.does({ type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow' }, 'Jon');
  return run;
}

describe('given an outcome that nobody knows', () => {
  const unknown = () => {
    const run = isolating();
    run.runs(ref);
    run.ends(ref, { verdict: 'unknown', said: 'the connection broke off' });
    return run;
  };

  it('nothing runs it again, nobody ticks it off, no approval is asked for it', () => {
    const run = unknown();
    const hash = run.hash(ref);
    for (const ask of [
      { type: 'run-action', ...ref, hash },
      { type: 'finish', ...ref },
      { type: 'do-otherwise', ...ref, how: 'x' },
      { type: 'take', ...ref },
      { type: 'fail', ...ref, reason: 'x' },
      { type: 'plan-action', ...ref },
    ] as const)
      expect(run.refused(ask, 'Jon').message).toContain('Nobody knows how');
    expect(run.refused({ type: 'retry', ...ref }, 'Jon').code).toBe('not-now');
  });

  it('to look runs its check alone, which decides it where it sees it', () => {
    const run = unknown();
    expect(ofType(run.does({ type: 'look', ...ref }, 'Jon'), 'action.requested')[0]).toMatchObject({
      call: 'check',
      readOnly: true,
    });
    run.ends(ref, {}, { text: 'disabled' });
    expect(run.status(ref)).toBe('done');
  });

  it('to look and not to see it leaves it unknown', () => {
    const run = unknown();
    run.does({ type: 'look', ...ref }, 'Jon');
    run.ends(ref, {}, { text: 'active' });
    expect(run.status(ref)).toBe('outcome-unknown');
  });

  it('a person who says that it happened says how they know', () => {
    const run = unknown();
    run.refused({ type: 'conclude', ...ref, did: true, how: ' ' }, 'Jon');
    const entries = run.does({ type: 'conclude', ...ref, did: true, how: 'The page says so.', evidence }, 'Jon');
    expect(told(entries)).toEqual([
      'action.concluded isolate build-yml',
      'step.done isolate build-yml',
      'effect.reached isolate build-yml isolated',
    ]);
    expect(instanceOf(run.state, ref)?.evidence).toEqual(evidence);
  });

  it('a person who says that it did not has it failed, and may begin again', () => {
    const run = unknown();
    run.does({ type: 'conclude', ...ref, did: false, how: 'The list still has it.' }, 'Jon');
    expect(run.status(ref)).toBe('failed');
    run.does({ type: 'retry', ...ref }, 'Jon');
    run.runs(ref);
    expect(run.status(ref)).toBe('running');
  });

  it('in the middle of several calls, what is left goes on when it is said that this one happened', () => {
    const run = restoring();
    run.ends(backup, { verdict: 'unknown', said: 'it did not end within 60 s' });
    const entries = run.does({ type: 'conclude', ...backup, did: true, how: 'The folder is complete.' }, 'Jon');
    expect(ofType(entries, 'action.requested')[0]?.call).toBe('compare');
  });
});

describe('given an outcome that nobody knows, and facts that moved since', () => {
  const unknown = () => {
    const run = isolating();
    run.runs(ref);
    run.ends(ref, { verdict: 'unknown', said: 'the connection broke off' });
    return run;
  };
  const reason = 'It was another one.';

  it.each([
    ['repository', 'acme/other'],
    ['type', 'token'],
  ])('to look is refused where its %s was corrected: the check would see something else', (field, value) => {
    const run = unknown();
    run.does({ type: 'set-field', item: 'build-yml', field, value, reason }, 'Jon');
    expect(run.refused({ type: 'look', ...ref }, 'Jon').hint).toContain('then say whether it happened');
  });

  it('what is left of several calls is not begun for what it was not approved for', () => {
    const run = restoring();
    run.ends(backup, { verdict: 'unknown', said: 'it did not end within 60 s' });
    run.does({ type: 'set-field', item: 'nightly', field: 'type', value: 'borg', reason }, 'Jon');
    const conclude = { type: 'conclude', ...backup, did: true, how: 'The folder is complete.' } as const;
    expect(run.refused(conclude, 'Jon').message).toContain('reads otherwise');
  });

  it('what is left and changes something is begun by nobody but whose step it is', () => {
    const run = restoring();
    run.ends(backup, { verdict: 'unknown', said: 'it did not end within 60 s' });
    const conclude = { type: 'conclude', ...backup, did: true, how: 'The folder is complete.' } as const;
    expect(run.refused(conclude, 'Mara').code).toBe('not-allowed');
    run.does(conclude, 'Jon');
  });

  it('nor when its approval has expired', () => {
    const run = restoring('approval: { role: lead, expires: 10m }');
    run.ends(backup, { verdict: 'unknown', said: 'it did not end within 60 s' });
    run.at('11m');
    const conclude = { type: 'conclude', ...backup, did: true, how: 'The folder is complete.' } as const;
    expect(run.refused(conclude, 'Jon').message).toContain('has expired');
  });

  it('what is left is not begun for an item that was ruled out', () => {
    const run = restoring();
    run.ends(backup, { verdict: 'unknown', said: 'it did not end within 60 s' });
    run.does({ type: 'rule-out', item: 'nightly', reason: 'It is not ours.' }, 'Jon');
    const entries = run.does({ type: 'conclude', ...backup, did: true, how: 'The folder is complete.' }, 'Jon');
    expect(ofType(entries, 'action.requested')).toEqual([]);
    expect(run.status(backup)).toBe('not-needed');
  });
});

describe('given several attempts', () => {
  const failing = () => {
    const run = restoring();
    run.ends(backup, {});
    run.ends(backup, {}, { json: { same: true, digest: 'first' } });
    run.ends(backup, { verdict: 'failed', said: 'exit 1' });
    run.does({ type: 'retry', ...backup }, 'Jon');
    run.runs(backup);
    return run;
  };

  it('what one of them did is not told of the next', () => {
    const run = failing();
    const [failed] = ofType(run.ends(backup, { verdict: 'failed', said: 'exit 1' }), 'step.failed');
    expect(failed?.reason).not.toContain('Done before it');
  });

  it('what one of them put out does not decide the next', () => {
    expect(instanceOf(failing().state, backup)?.outputs).toEqual({});
  });
});

describe('given something that is run beside a step, and an outcome that nobody knows', () => {
  it.each([true, false])('whether it happened (%s) does not end the step', (did) => {
    const run = isolating();
    run.does({ type: 'plan-action', ...ref, action: 'test/cancel-runs' }, 'Jon');
    run.runs(ref);
    run.ends(ref, { verdict: 'unknown', said: 'the connection broke off' });
    run.does({ type: 'conclude', ...ref, did, how: 'The page says so.' }, 'Jon');
    expect(run.status(ref)).toBe('active');
    expect(itemOf(run.state, 'build-yml')?.reached).toEqual({});
  });

  it('rehearsed, it does not end the step either', () => {
    const run = isolating({ rehearsal: true });
    run.does({ type: 'plan-action', ...ref, action: 'test/cancel-runs' }, 'Jon');
    run.runs(ref);
    expect(run.status(ref)).toBe('active');
  });
});

describe('given a program that ended while something ran', () => {
  it('what may have changed something has an outcome that nobody knows, and nothing runs', () => {
    const run = isolating();
    run.runs(ref);
    const entries = run.does({ type: 'recover' });
    expect(told(entries)).toEqual(['run.recovered', 'step.unknown isolate build-yml']);
    expect(ofType(entries, 'action.requested')).toEqual([]);
  });

  it('what changed nothing has failed, and can be tried again', () => {
    const run = liveRun(
      live(`
      - { step: survey, role: operator, effect: survey, of: stage, do: List. }`),
    );
    run.runs({ step: 'survey' });
    run.does({ type: 'recover' });
    expect(run.status({ step: 'survey' })).toBe('failed');
  });

  it('a check that was cut off after the change leaves the change unknown', () => {
    const run = isolating();
    run.runs(ref);
    run.ends(ref, {});
    run.does({ type: 'recover' });
    expect(run.status(ref)).toBe('outcome-unknown');
  });

  it('an end that comes from before is refused', () => {
    const run = isolating();
    run.runs(ref);
    run.does({ type: 'recover' });
    const outcome = { verdict: 'ok', said: 'exit 0', milliseconds: 1 } as const;
    run.refused({ type: 'action-ended', ...ref, number: 1, outcome, raw: {} });
  });

  it('where nothing ran and nothing repeats, there is nothing to say', () => {
    expect(isolating().does({ type: 'recover' })).toEqual([]);
  });
});

describe('given a message that repeats, and hours in which nobody was there', () => {
  const telling = () => {
    const run = liveRun(
      live(`
      - { step: brief, after: [], role: lead, repeat: { every: 30m, until: "\${{ run.reached.never == 'x' }}" }, notify: everyone, message: Still at it. }
      - { step: last, role: lead, do: x, reaches: never }`),
    );
    run.does({ type: 'finish', step: 'brief' }, 'Mara');
    return run;
  };

  it('what would go out by itself waits until somebody says go', () => {
    const run = telling();
    run.does({ type: 'recover' });
    expect(run.state.held).toBe(true);
    expect(ofType(run.at('5h'), 'message.posted')).toEqual([]);
    run.does({ type: 'go-on' }, 'Mara');
    expect(ofType(run.at('5h1s'), 'message.posted').length).toBeLessThanOrEqual(1);
  });

  it('it goes out once, marked late, not once for every turn that was missed', () => {
    const run = telling();
    const entries = run.at('5h10m');
    expect(ofType(entries, 'message.posted')).toMatchObject([{ late: true }]);
    expect(ofType(run.at('5h40m'), 'message.posted')).toHaveLength(1);
  });
});

describe('given a credential', () => {
  const killing = () => {
    const run = liveRun(
      live(`
      - { step: revoke, role: operator, for-each: credential, effect: revoke, do: Revoke it., approval: lead }
      - { step: prove, role: operator, for-each: credential, effect: prove-dead, do: Use it once. }`),
    );
    run.does({ type: 'add-item', kind: 'credential', name: 'old-token', itemType: 'token' }, 'Jon');
    return run;
  };
  const revoke = { step: 'revoke', item: 'old-token' };
  const prove = { step: 'prove', item: 'old-token' };
  const revoked = () => {
    const run = killing();
    run.does({ type: 'request-approval', instances: [revoke] }, 'Jon');
    run.approves([revoke], 'Mara');
    run.runs(revoke);
    run.ends(revoke, {});
    return run;
  };

  it('what its revocation leaves alive is in the register', () => {
    expect(itemOf(revoked().state, 'old-token')?.reached.revoked).toEqual([
      { at: 0, step: 'revoke', leaves: 'Sessions opened with it live on for an hour.' },
    ]);
  });

  it('it is tried with a secret that is named by reference, never given', () => {
    const run = revoked();
    expect(run.refused({ type: 'run-action', ...prove, hash: run.hash(prove) }, 'Jon').message).toContain(
      'where old is',
    );
    expect(
      run.refused({ type: 'plan-action', ...prove, subjects: { old: 'ghp_this_is_the_secret' } }, 'Jon').message,
    ).toContain('by reference, never itself');
    run.does({ type: 'plan-action', ...prove, subjects: { old: 'env:OLD_TOKEN' } }, 'Jon');
    expect(ofType(run.runs(prove), 'action.requested')).toHaveLength(1);
  });

  it('only a refusal that means dead proves it', () => {
    for (const [outcome, status] of [
      [{ verdict: 'ok', proof: 'dead', said: 'answered 401' }, 'done'],
      [{ verdict: 'failed', proof: 'alive', said: 'STILL ALIVE: answered 200' }, 'failed'],
      [{ verdict: 'failed', proof: 'none', said: 'no proof: answered 503' }, 'failed'],
    ] as const) {
      const run = revoked();
      run.does({ type: 'plan-action', ...prove, subjects: { old: 'env:OLD_TOKEN' } }, 'Jon');
      run.runs(prove);
      run.ends(prove, outcome);
      expect(run.status(prove)).toBe(status);
      expect(itemOf(run.state, 'old-token')?.reached['proven-dead'] !== undefined).toBe(status === 'done');
    }
  });

  it('a revocation that a person says has happened leaves alive what it leaves', () => {
    const run = killing();
    run.does({ type: 'request-approval', instances: [revoke] }, 'Jon');
    run.approves([revoke], 'Mara');
    run.runs(revoke);
    run.ends(revoke, { verdict: 'unknown', said: 'the connection broke off' });
    run.does({ type: 'conclude', ...revoke, did: true, how: 'The list says so.' }, 'Jon');
    expect(itemOf(run.state, 'old-token')?.reached.revoked?.[0]?.leaves).toContain('Sessions');
  });

  it('that it is dead is not concluded without the answer that refused it', () => {
    const run = revoked();
    run.does({ type: 'plan-action', ...prove, subjects: { old: 'env:OLD_TOKEN' } }, 'Jon');
    run.runs(prove);
    run.ends(prove, { verdict: 'unknown', said: 'the connection broke off' });
    const conclude = { type: 'conclude', ...prove, did: true, how: 'I think so.' } as const;
    expect(run.refused(conclude, 'Jon').message).toContain('needs evidence');
    run.does({ ...conclude, evidence }, 'Jon');
  });

  it('an answer that proves nothing proves nothing, whatever is said of it', () => {
    const run = revoked();
    run.does({ type: 'plan-action', ...prove, subjects: { old: 'env:OLD_TOKEN' } }, 'Jon');
    run.runs(prove);
    run.ends(prove, { verdict: 'ok', said: 'answered 401' });
    expect(run.status(prove)).toBe('failed');
  });

  it('where its old secret is, was said for one action, and not for another', () => {
    const run = revoked();
    run.does({ type: 'plan-action', ...prove, subjects: { old: 'env:OLD_TOKEN' } }, 'Jon');
    const type = (value: string) =>
      run.does({ type: 'set-field', item: 'old-token', field: 'type', value, reason: 'r' }, 'Jon');
    type('other-token');
    expect(run.refused({ type: 'run-action', ...prove, hash: run.hash(prove) }, 'Jon').message).toContain(
      'where old is',
    );
  });

  it('proven by hand, it needs the answer that refused it', () => {
    const run = revoked();
    expect(run.refused({ type: 'do-otherwise', ...prove, how: 'curl' }, 'Jon').message).toContain('needs evidence');
    run.does({ type: 'do-otherwise', ...prove, how: 'curl', evidence }, 'Jon');
    expect(run.status(prove)).toBe('done');
  });
});
