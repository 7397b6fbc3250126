import { describe, expect, it } from 'vitest';
import type { Ask, CommandType } from '../../../src/engine/commands.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { InstanceRef } from '../../../src/engine/entries.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { instanceOf, type State } from '../../../src/engine/state.ts';
import { evidence, ofType, T } from '../given.ts';
import { type LiveRun, live, liveRun } from './given.ts';

const ref = { step: 'isolate', item: 'build-yml' };
const reason = 'So.';

/** Mara leads, Jon does it, Priya and Ada approve, Eve holds nothing. */
const people = ['Mara', 'Jon', 'Priya', 'Ada', 'Eve'];

function ready(): LiveRun {
  const run = liveRun(
    live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: { role: approver, expires: 1h } }`),
    { roles: { lead: 'Mara', operator: 'Jon', approver: 'Priya' } },
  );
  run.does({ type: 'take-role', role: 'approver', person: 'Ada' }, 'Ada');
  run.does({ type: 'add-item', kind: 'stage', name: 'build.yml', itemType: 'github-workflow' }, 'Jon');
  return run;
}

/** A run in a status, from one in another. */
type Step = (run: LiveRun) => LiveRun;
const does =
  (ask: Ask, person = 'Jon'): Step =>
  (run) => {
    run.does(ask, person);
    return run;
  };
const through =
  (...steps: readonly Step[]) =>
  (): LiveRun =>
    steps.reduce((run, step) => step(run), ready());

const asked = does({ type: 'request-approval', instances: [ref] });
const approved: Step = (run) => {
  asked(run).approves([ref], 'Priya');
  return run;
};
const begun: Step = (run) => {
  approved(run).runs(ref);
  return run;
};
const fails: Step = (run) => {
  begun(run).ends(ref, { verdict: 'failed', said: 'exit 1' });
  return run;
};
const isDone: Step = (run) => {
  begun(run).ends(ref, {});
  run.ends(ref, {}, { text: 'disabled' });
  return run;
};
const isUnknown: Step = (run) => {
  begun(run).ends(ref, { verdict: 'unknown', said: 'the connection broke off' });
  return run;
};
const isWaived = does({ type: 'break-glass', over: { what: 'approval', ...ref }, reason }, 'Mara');
const isCorrected = does({ type: 'set-field', item: 'build-yml', field: 'repository', value: 'acme/b', reason });

const hoursLater: Step = (run) => {
  run.at('2h');
  return does({ type: 'note', text: 'Still here.' })(run);
};

/** Every status of an instance, and every way to it that approval hangs on; and whether it may be run then. */
const standings: readonly [string, () => LiveRun, boolean][] = [
  ['ready', through(), false],
  ['taken up', through(does({ type: 'take', ...ref })), false],
  ['planned', through(does({ type: 'plan-action', ...ref, with: { repository: 'acme/b' } })), false],
  ['waiting for approval', through(asked), false],
  ['refused', through(asked, does({ type: 'refuse-approval', instances: [ref], reason }, 'Priya')), false],
  ['approved', through(approved), true],
  ['approved, then given back', through(approved, does({ type: 'release', ...ref })), false],
  ['approved, then corrected', through(approved, isCorrected), false],
  ['approved, too long ago', through(approved, hoursLater), false],
  ['approved, then cut off', through(approved, does({ type: 'recover' })), true],
  ['let pass by the lead', through(isWaived), true],
  ['let pass by the lead while it waits', through(asked, isWaived), true],
  [
    'let pass by the lead, then given back',
    through(isWaived, does({ type: 'take', ...ref }), does({ type: 'release', ...ref })),
    false,
  ],
  ['let pass by the lead, then corrected', through(isWaived, isCorrected), false],
  ['running', through(begun), false],
  ['running, told to stop', through(begun, does({ type: 'cancel-action', ...ref })), false],
  ['of unknown outcome', through(isUnknown), false],
  ['cut off while it ran', through(begun, does({ type: 'recover' })), false],
  ['failed', through(fails), false],
  ['failed, to be tried again', through(fails, does({ type: 'retry', ...ref })), false],
  ['done', through(isDone), false],
  ['done, then reopened', through(isDone, does({ type: 'reopen', ...ref, reason })), false],
  ['done, then retracted', through(isDone, does({ type: 'retract', ...ref, reason })), false],
  ['skipped', through(approved, does({ type: 'skip', ...ref, reason })), false],
  [
    'skipped, then reopened',
    through(approved, does({ type: 'skip', ...ref, reason }), does({ type: 'reopen', ...ref, reason })),
    false,
  ],
  ['ruled out', through(approved, does({ type: 'rule-out', item: 'build-yml', reason })), false],
  [
    'let pass by the lead, then ruled out and in again',
    through(
      isWaived,
      does({ type: 'rule-out', item: 'build-yml', reason }),
      does({ type: 'rule-in', item: 'build-yml', reason }),
    ),
    false,
  ],
  [
    'ruled out and in again',
    through(
      approved,
      does({ type: 'rule-out', item: 'build-yml', reason }),
      does({ type: 'rule-in', item: 'build-yml', reason }),
    ),
    false,
  ],
];

/** Every command there is, said so that it would be done if anything allowed it. */
function everyAsk(state: State): { readonly [K in CommandType]: readonly Ask<K>[] } {
  const instances: readonly InstanceRef[] = [ref];
  const hash = planOf(state, ref)?.hash ?? '';
  const number = instanceOf(state, ref)?.acted?.at(-1)?.number ?? 1;
  const phase = 'work';
  const item = ref.item;
  const document = { id: 'book', version: '1.0.0', sha256: '', text: '' };
  const outcome = (verdict: 'ok' | 'failed' | 'unknown') => ({ verdict, said: 'exit 0', milliseconds: 1 });
  return {
    open: [{ type: 'open', run: 'x', kind: 'incident', tool: 'x', playbook: document, roles: {} }],
    wake: [{ type: 'wake' }],
    pause: [{ type: 'pause' }],
    resume: [{ type: 'resume' }],
    'set-speed': [{ type: 'set-speed', speed: 2 }],
    jump: [{ type: 'jump' }],
    leave: [{ type: 'leave' }],
    recover: [{ type: 'recover' }],
    'go-on': [{ type: 'go-on' }],
    'take-role': [{ type: 'take-role', role: 'approver', person: 'Eve' }],
    'hand-over': [{ type: 'hand-over', role: 'operator', to: 'Eve', note: '' }],
    'revise-anchor': [
      { type: 'revise-anchor', anchor: 'intruded', value: '2026-03-01T00:00:00Z', source: 'x', reason },
    ],
    'revise-input': [{ type: 'revise-input', input: 'none', value: 'x', reason }],
    take: [{ type: 'take', ...ref }],
    release: [{ type: 'release', ...ref }],
    'request-approval': [{ type: 'request-approval', instances }],
    approve: [{ type: 'approve', instances, hash: approvalFor(state, instances).hash }],
    'refuse-approval': [{ type: 'refuse-approval', instances, reason }],
    finish: [{ type: 'finish', ...ref, evidence, rationale: reason }],
    'plan-action': [
      { type: 'plan-action', ...ref },
      { type: 'plan-action', ...ref, action: 'test/cancel-runs' },
    ],
    'run-action': [
      { type: 'run-action', ...ref, hash, rationale: reason },
      { type: 'run-action', ...ref, hash: approvalFor(state, instances).hash },
      { type: 'run-action', ...ref, hash: '' },
    ],
    'cancel-action': [{ type: 'cancel-action', ...ref }],
    look: [{ type: 'look', ...ref }],
    conclude: [
      { type: 'conclude', ...ref, did: true, how: reason, evidence },
      { type: 'conclude', ...ref, did: false, how: reason, evidence },
    ],
    'action-said': [{ type: 'action-said', ...ref, number, lines: ['x'] }],
    'action-ended': (['ok', 'failed', 'unknown'] as const).flatMap((verdict) =>
      [number, number + 1].map((one) => ({
        type: 'action-ended' as const,
        ...ref,
        number: one,
        outcome: outcome(verdict),
        raw: { text: 'disabled' },
      })),
    ),
    'do-otherwise': [{ type: 'do-otherwise', ...ref, how: reason, evidence }],
    fail: [{ type: 'fail', ...ref, reason }],
    retry: [{ type: 'retry', ...ref }],
    skip: [{ type: 'skip', ...ref, reason }],
    reopen: [{ type: 'reopen', ...ref, reason }],
    retract: [{ type: 'retract', ...ref, reason }],
    'skip-phase': [{ type: 'skip-phase', phase, reason }],
    'break-glass': (['require', 'approval', 'order', 'check'] as const).map((what) => ({
      type: 'break-glass' as const,
      over: { what, ...ref },
      reason,
    })),
    'add-step': [{ type: 'add-step', phase, title: 'Also', effect: 'isolate', item, reason }],
    flag: [{ type: 'flag', step: ref.step, flag: 'slow', text: reason }],
    'add-item': [{ type: 'add-item', kind: 'stage', name: 'other.yml', itemType: 'github-workflow' }],
    'set-field': [{ type: 'set-field', item, field: 'repository', value: 'acme/c', reason }],
    'rule-out': [{ type: 'rule-out', item, reason }],
    'rule-in': [{ type: 'rule-in', item, reason }],
    'rule-out-clock': [{ type: 'rule-out-clock', clock: 'authority', reason }],
    'rule-in-clock': [{ type: 'rule-in-clock', clock: 'authority', reason }],
    'not-possible': [{ type: 'not-possible', item, reached: 'isolated', reason }],
    page: [
      { type: 'page', who: 'x', text: 'x', chain: [{ person: 'x', name: 'X', by: 'sms', wait: 60_000, why: 'x' }] },
    ],
    'answer-page': [{ type: 'answer-page', page: 'p1', person: 'X' }],
    'next-page': [{ type: 'next-page', page: 'p1' }],
    'call-off-page': [{ type: 'call-off-page', page: 'p1', reason }],
    'answer-inject': [{ type: 'answer-inject', inject: 'x', answer: 'x' }],
    'release-inject': [{ type: 'release-inject', inject: 'x' }],
    'hold-inject': [{ type: 'hold-inject', inject: 'x' }],
    'drop-inject': [{ type: 'drop-inject', inject: 'x', reason }],
    'improvise-inject': [{ type: 'improvise-inject', from: 'x', via: 'phone', to: ['lead'], text: 'x' }],
    note: [{ type: 'note', text: 'x' }],
    correct: [{ type: 'correct', corrects: 1, text: 'x' }],
    stop: [{ type: 'stop', reason }],
    observe: [{ type: 'observe', objective: 'x', task: 0, met: true }],
    rate: [{ type: 'rate', objective: 'x', rating: 'P', reason }],
    'add-improvement': [{ type: 'add-improvement', text: 'x' }],
    'track-improvement': [{ type: 'track-improvement', improvement: 'x', tracker: 'github:a/b', state: 'open' }],
    'drop-improvement': [{ type: 'drop-improvement', improvement: 'x', reason }],
    tell: [{ type: 'tell', via: 'slack', to: 'run', sort: 'line', subject: 'x', lines: [] }],
    'begin-delivery': [{ type: 'begin-delivery', via: 'slack', messages: ['m1'] }],
    'end-delivery': [{ type: 'end-delivery', via: 'slack', messages: ['m1'], outcome: 'sent', receipt: {} }],
    'retry-delivery': [{ type: 'retry-delivery', via: 'slack' }],
    'drop-delivery': [{ type: 'drop-delivery', via: 'slack', messages: ['m1'], reason }],
    withhold: [{ type: 'withhold', via: 'slack', withheld: true, reason }],
    close: [{ type: 'close' }],
  };
}

/** The commands, each with who gives it, of which something comes that may change a system. */
function whatChanges(run: LiveRun): string[] {
  const { state } = run;
  const now = T + state.at;
  return Object.values(everyAsk(state))
    .flat()
    .flatMap((ask: Ask) =>
      [...people, null].flatMap((person) => {
        const decided = decide(state, { ...ask, now, typedBy: 'test', ...(person !== null && { by: { person } }) });
        const requested = ofType(decided.entries, 'action.requested').filter(({ readOnly }) => !readOnly);
        return requested.length > 0 ? [`${ask.type} by ${person ?? 'the program itself'}`] : [];
      }),
    );
}

describe('given a step that needs an approval, and an action for it', () => {
  it.each(standings)(
    'when it is %s, then of all commands by everybody one alone reaches a system, and only if it may',
    (_, standing, mayRun) => {
      expect(whatChanges(standing())).toEqual(mayRun ? ['run-action by Jon'] : []);
    },
  );

  it('when several calls were approved together, then what follows on the first comes of its end alone', () => {
    const run = liveRun(
      live(`
      - { step: isolate, role: operator, for-each: backup, effect: restore, do: Restore it., approval: approver }`),
      { roles: { lead: 'Mara', operator: 'Jon', approver: 'Priya' } },
    );
    const fields = { taken: '2026-03-01T00:00:00Z', digest: 'd' };
    run.does({ type: 'add-item', kind: 'backup', name: 'build.yml', itemType: 'restic', fields }, 'Jon');
    run.does({ type: 'plan-action', ...ref, with: { into: '/srv/clean' } }, 'Jon');
    run.does({ type: 'request-approval', instances: [ref] }, 'Jon');
    run.approves([ref], 'Priya');
    run.runs(ref);
    run.ends(ref, {});
    // The comparison runs; what it finds decides whether the restored is swapped in, by whoever told the first to begin.
    const state = run.state;
    const same = { text: '', json: { same: true, digest: 'd' } };
    const outcome = { verdict: 'ok', said: 'exit 0', milliseconds: 1 } as const;
    const ended = decide(state, { type: 'action-ended', ...ref, number: 2, outcome, raw: same, now: T });
    expect(ofType(ended.entries, 'action.requested')).toMatchObject([{ call: 'swap' }]);
    expect(whatChanges(run)).toEqual([]);
  });
});

describe('given a rehearsal of it', () => {
  it.each(standings.slice(0, 10))('when it is %s, then no command by anybody reaches a system', (_, standing) => {
    const { state } = standing();
    if (!state.run) throw new Error('not open');
    const rehearsed = { ...state, run: { ...state.run, rehearsal: true as const } };
    expect(whatChanges(Object.assign(standing(), { state: rehearsed }))).toEqual([]);
  });
});
