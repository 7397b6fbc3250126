import { describe, expect, it } from 'vitest';
import { ofType, told } from '../given.ts';
import { type LiveRun, live, liveRun } from './given.ts';

const a = { step: 'isolate', item: 'a-yml' };
const b = { step: 'isolate', item: 'b-yml' };

function opened(approval: string, opening: Parameters<typeof liveRun>[1] = {}): LiveRun {
  const run = liveRun(
    live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: ${approval} }`),
    opening,
  );
  for (const name of ['a.yml', 'b.yml'])
    run.does({ type: 'add-item', kind: 'stage', name, itemType: 'github-workflow' }, 'Jon');
  return run;
}

describe('given an action that needs an approval', () => {
  it('it is approved with its exact commands, several on one screen, and then runs', () => {
    const run = opened('lead');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon')).toMatchObject({
      code: 'not-allowed',
      glass: { what: 'approval' },
    });
    const asked = run.does({ type: 'request-approval', instances: [a, b] }, 'Jon');
    expect(ofType(asked, 'approval.requested')[0]?.shown[0]).toContain('gh workflow disable --repo acme/app -- a.yml');
    run.approves([a, b], 'Mara');
    run.runs(a);
    run.runs(b);
    expect([run.status(a), run.status(b)]).toEqual(['running', 'running']);
  });

  it('one that was given before a change of the command is void', () => {
    const run = opened('lead');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.does({ type: 'plan-action', ...a, with: { repository: 'acme/other' } }, 'Jon');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon').message).toContain(
      'no longer what would be done',
    );
  });

  it('one that was not used in time has expired', () => {
    const run = opened('{ role: lead, expires: 10m }');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.at('11m');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon').message).toContain('has expired');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.runs(a);
  });

  it('after a failure it is asked for again', () => {
    const run = opened('lead');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.runs(a);
    run.ends(a, { verdict: 'failed', said: 'exit 1' });
    run.does({ type: 'retry', ...a }, 'Jon');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon').message).toContain('needs the approval');
  });
});

describe('given an action that two of a role must approve', () => {
  const two = () => {
    const run = opened('{ role: approver, count: 2 }');
    run.does({ type: 'take-role', role: 'approver', person: 'Priya' }, 'Priya');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    return run;
  };

  it('the first does not do, the second does', () => {
    const run = two();
    expect(told(run.approves([a], 'Mara'))).toEqual(['approval.given']);
    run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon');
    expect(told(run.approves([a], 'Priya'))).toEqual(['approval.granted']);
    run.runs(a);
  });

  it('the same person twice is one person', () => {
    const run = two();
    run.approves([a], 'Mara');
    expect(run.refusesApproval([a], 'Mara').message).toContain('has approved');
  });

  it('who holds no such role does not count', () => {
    expect(two().refusesApproval([a], 'Jon').code).toBe('not-allowed');
  });

  it('as many may hold the role as it has places for', () => {
    const run = two();
    run.does({ type: 'take-role', role: 'approver', person: 'Ada' }, 'Ada');
    run.refused({ type: 'take-role', role: 'approver', person: 'Eve' }, 'Eve');
  });
});

describe('given somebody who is alone', () => {
  const alone = { roles: { lead: 'Mara', operator: 'Mara' } };

  it('they may approve what they do, and it is written down as that', () => {
    const run = opened('lead', alone);
    run.does({ type: 'request-approval', instances: [a] }, 'Mara');
    expect(ofType(run.approves([a], 'Mara'), 'approval.granted')[0]?.self).toBe(true);
    run.runs(a, 'Mara');
  });

  it('where policy refuses it, only breaking the glass is left, and that is loud', () => {
    const run = opened('lead', { ...alone, selfApproval: 'refused' });
    run.does({ type: 'request-approval', instances: [a] }, 'Mara');
    expect(run.refusesApproval([a], 'Mara')).toMatchObject({ code: 'not-allowed', glass: { what: 'approval', ...a } });
    run.does({ type: 'break-glass', over: { what: 'approval', ...a }, reason: 'Nobody else answers.' }, 'Mara');
    run.runs(a, 'Mara');
    expect(run.state.glass).toBe(1);
  });
});
