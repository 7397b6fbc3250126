import { describe, expect, it } from 'vitest';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { instanceOf } from '../../../src/engine/state.ts';
import { ofType, told } from '../given.ts';
import { type LiveRun, live, liveDefinition, liveRun } from './given.ts';

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

describe('given things that need the approval of different roles', () => {
  it('who may approve one of them does not approve the others with it', () => {
    const run = liveRun(
      live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: lead }
      - { step: halt, after: [], role: operator, for-each: stage, effect: isolate, do: Halt it., approval: approver }`),
      { roles: { lead: 'Mara', operator: 'Jon', approver: 'Priya' } },
    );
    run.does({ type: 'add-item', kind: 'stage', name: 'a.yml', itemType: 'github-workflow' }, 'Jon');
    const halt = { step: 'halt', item: 'a-yml' };
    for (const one of [a, halt]) run.does({ type: 'request-approval', instances: [one] }, 'Jon');
    for (const instances of [
      [a, halt],
      [halt, a],
    ]) {
      expect(run.refusesApproval(instances, 'Mara').message).toContain('approver');
      expect(run.refused({ type: 'refuse-approval', instances, reason: 'No.' }, 'Mara').code).toBe('not-allowed');
    }
    run.approves([a], 'Mara');
    expect(run.status(halt)).toBe('awaiting-approval');
  });
});

describe('given an approval', () => {
  it('it is for one time: what is run beside a step is not run again by it', () => {
    const run = opened('lead');
    run.does({ type: 'plan-action', ...a, action: 'test/cancel-runs' }, 'Jon');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.runs(a);
    run.ends(a, {});
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon').message).toContain('needs the approval');
  });

  it('each turn of what repeats needs its own', () => {
    const run = liveRun(
      live(`
      - { step: sweep, after: [], role: operator, run: [sweep, all], approval: lead, repeat: { every: 30m, until: "\${{ run.reached.over != null }}" } }
      - { step: last, after: [], role: lead, do: x, reaches: over }`),
    );
    const sweep = { step: 'sweep' };
    run.does({ type: 'request-approval', instances: [sweep] }, 'Jon');
    run.approves([sweep], 'Mara');
    run.runs(sweep);
    run.ends(sweep, {});
    run.at('31m');
    expect(run.refused({ type: 'run-action', ...sweep, hash: run.hash(sweep) }, 'Jon').message).toContain(
      'needs the approval',
    );
  });

  it('who gave it does not run it, where nobody approves what they do themselves, whatever roles they have by now', () => {
    const run = opened('lead', { selfApproval: 'refused' });
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.does({ type: 'hand-over', role: 'operator', to: 'Mara', note: 'Off to bed.' }, 'Jon');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Mara')).toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('Mara has approved'),
    });
  });

  it('it covers what no line shows: headers, and how long it may take', () => {
    const of = (header: string) => {
      const playbook = live(`
      - { step: revoke, role: operator, for-each: credential, effect: revoke, do: Revoke it., approval: lead }`);
      const login = 'Authorization: "Bearer ${{ secrets.ADMIN_TOKEN }}"';
      const run = liveRun(liveDefinition(playbook, (text) => text.replace(login, header)));
      run.does({ type: 'add-item', kind: 'credential', name: 'old-token', itemType: 'token' }, 'Jon');
      return approvalFor(run.state, [{ step: 'revoke', item: 'old-token' }]).hash;
    };
    expect(of('Authorization: "Bearer ${{ secrets.ADMIN_TOKEN }}"')).not.toBe(of('X-Do: "${{ secrets.OTHER }}"'));
  });
});

describe('given a lead who lets something pass without approval', () => {
  const waived = () => {
    const run = opened('approver');
    run.does({ type: 'break-glass', over: { what: 'approval', ...a }, reason: 'It spreads.' }, 'Mara');
    return run;
  };

  it('it is what was to be run then, and nothing else', () => {
    const run = waived();
    run.does({ type: 'plan-action', ...a, with: { repository: 'acme/other' } }, 'Jon');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon')).toMatchObject({
      code: 'not-allowed',
      glass: { what: 'approval', ...a },
    });
    run.does({ type: 'break-glass', over: { what: 'approval', ...a }, reason: 'That one, too.' }, 'Mara');
    run.runs(a);
  });

  it('it is for one time', () => {
    const run = waived();
    run.runs(a);
    run.ends(a, { verdict: 'failed', said: 'exit 1' });
    run.does({ type: 'retry', ...a }, 'Jon');
    run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon');
  });

  it('where nothing was to be run, nothing that comes later is', () => {
    const run = opened('approver');
    const type = (value: string) =>
      run.does({ type: 'set-field', item: 'a-yml', field: 'type', value, reason: 'r' }, 'Jon');
    type('unheard-of');
    run.does({ type: 'break-glass', over: { what: 'approval', ...a }, reason: 'By hand.' }, 'Mara');
    type('github-workflow');
    run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon');
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

  it('what was approved before a change of the command does not count', () => {
    const run = two();
    run.approves([a], 'Mara');
    run.does({ type: 'plan-action', ...a, with: { repository: 'acme/other' } }, 'Jon');
    expect(told(run.approves([a], 'Priya'))).toEqual(['approval.given']);
    expect(run.status(a)).toBe('awaiting-approval');
    expect(told(run.approves([a], 'Mara'))).toEqual(['approval.granted']);
    expect(instanceOf(run.state, a)?.approval?.given).toEqual(['Priya', 'Mara']);
    run.runs(a);
  });

  it('together they hold as long as the first of them does', () => {
    const run = opened('{ role: approver, count: 2, expires: 10m }');
    run.does({ type: 'take-role', role: 'approver', person: 'Priya' }, 'Priya');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.approves([a], 'Mara');
    run.at('9m');
    run.approves([a], 'Priya');
    run.at('11m');
    expect(run.refused({ type: 'run-action', ...a, hash: run.hash(a) }, 'Jon').message).toContain('has expired');
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
