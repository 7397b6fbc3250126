import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { Entry, InstanceRef } from '../../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../../src/engine/evolve.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { askedKey, type State } from '../../../src/engine/state.ts';
import { fc } from '../../helpers/properties.ts';
import { ofType } from '../given.ts';
import { liveAskOf, liveIntents, speakerOf } from '../live/arbitrary.ts';
import { type LiveRun, live, liveRun } from '../live/given.ts';

const routes = [{ via: 'slack', tells: 'run' as const }];
const stop = { step: 'stop' };
const approvals = (entries: readonly Entry[]) =>
  ofType(entries, 'message.queued').filter(({ sort }) => sort === 'approval');

/** A run in which a step that says this waits for approval, with what was then said of it. */
function asked(says: string, more = '', opening: Partial<Ask<'open'>> = {}, each = '') {
  const run = liveRun(
    live(
      `
      - { step: who, after: [], role: lead, decide: Which system?, answer: text }
      - { step: other, after: [], role: lead, do: Another thing. }
      - { step: stop, after: [], role: operator, ${each}${says}, approval: approver }`,
      more,
    ),
    { routes, title: 'Book', ...opening },
  );
  run.does({ type: 'add-item', kind: 'stage', name: 'a.yml', itemType: 'github-workflow' }, 'Jon');
  if (each !== '') return { run };
  const [message] = approvals(run.does({ type: 'request-approval', instances: [stop] }, 'Jon'));
  return { run, message };
}

const value = (run: LiveRun, ref: InstanceRef = stop) =>
  `${run.state.asked[askedKey(ref)]} ${approvalFor(run.state, [ref]).hash}`;

describe('given an approval that is asked for elsewhere', () => {
  it.each<[string, string, Ask, string]>([
    [
      'the answer of another step',
      'run: [stop, "${{ steps.who.answer }}"]',
      { type: 'finish', step: 'who', answer: 'billing' },
      'stop billing',
    ],
    [
      'how another step stands',
      'do: "Stop it: ${{ steps.other.status }}."',
      { type: 'finish', step: 'other' },
      'Stop it: done.',
    ],
    [
      'a moment of the run',
      'do: "Restore to ${{ run.intruded }}."',
      {
        type: 'revise-anchor',
        anchor: 'intruded',
        value: '2026-03-02T08:12:00Z',
        source: 'the log',
        reason: 'Seen there.',
      },
      'Restore to 2026-03-02T08:12:00.000Z.',
    ],
    [
      'what is in scope',
      'do: "Stop all of ${{ run.scope.summary }}."',
      { type: 'add-item', kind: 'stage', name: 'b.yml', itemType: 'github-workflow' },
      'Stop all of 2 stages',
    ],
  ])('when it reads %s, and that changes, then its message shows what would be approved now', (_, says, ask, shown) => {
    const { run, message } = asked(says);
    const [now, ...others] = approvals(run.does(ask, 'Mara'));
    expect(others).toEqual([]);
    expect(now).toMatchObject({ slot: message?.slot, subject: 'Approval still asked: stop' });
    expect([...(now?.lines ?? []), ...(now?.commands ?? [])].join('\n')).toContain(shown);
    expect(now?.buttons?.map((button) => button.value)).toEqual([value(run), value(run)]);
    expect(now?.buttons?.[0]?.value).not.toBe(message?.buttons?.[0]?.value);
  });

  it('when nothing that it reads changes, then nothing is said of it', () => {
    const { run } = asked('run: [stop, "${{ steps.who.answer }}"]');
    expect(approvals(run.does({ type: 'finish', step: 'other' }, 'Mara'))).toEqual([]);
    expect(approvals(run.does({ type: 'note', text: 'Quiet.' }, 'Mara'))).toEqual([]);
    expect(approvals(run.at('3h'))).toEqual([]);
  });

  it('when what it asks for is not to be done any more, then it says so, and has no buttons', () => {
    const { run } = asked('do: Stop it.', '', {}, 'for-each: stage, ');
    const ref = { step: 'stop', item: 'a-yml' };
    const [message] = approvals(run.does({ type: 'request-approval', instances: [ref] }, 'Jon'));
    const [now] = approvals(run.does({ type: 'rule-out', item: 'a-yml', reason: 'It never ran.' }, 'Mara'));
    expect(now).toMatchObject({ slot: message?.slot, lines: [] });
    expect(now).not.toHaveProperty('buttons');
    expect(run.state.outbox.slack?.asks).toEqual({});
  });

  it('when the response ends, then nothing is asked any more, and its message has no buttons', () => {
    const { run, message } = asked('do: Stop it.');
    const ended = run.does({ type: 'stop', reason: 'A false alarm.' }, 'Mara');
    const [now, ...others] = approvals(ended);
    expect([now?.slot, others]).toEqual([message?.slot, []]);
    expect(now).toMatchObject({ subject: expect.stringContaining('A false alarm'), lines: [] });
    expect(now).not.toHaveProperty('buttons');
    expect(approvals(run.does({ type: 'close' }, 'Mara'))).toEqual([]);
  });

  it('when a journal from before left a message as it was, then the next decision says what it asks for now', () => {
    const { run, message } = asked('do: "Stop it: ${{ steps.other.status }}."');
    const before = [...run.entries];
    const later = run.does({ type: 'finish', step: 'other' }, 'Mara').filter(({ type }) => type !== 'message.queued');
    const state = evolveAll(initialState(run.state.definition), [...before, ...later]);
    const decided = decide(state, { type: 'note', text: 'Go on.', now: run.now, by: { person: 'Mara' } });
    expect(approvals(decided.entries)).toMatchObject([
      { slot: message?.slot, lines: expect.arrayContaining(['Stop it: done.']) },
    ]);
  });
});

describe('given an approval of what reads the time', () => {
  const says = 'do: "Stop ${{ inputs.system }}, ${{ hours-since(run.known) }} hours in."';
  const inputs = 'inputs: { system: { type: string, ask: "Which system?" } }';
  const timed = () => asked(says, inputs, { inputs: { system: 'billing' } });

  it('when it is asked for, then that is said, with what it was then, and no button is offered', () => {
    const { message } = timed();
    expect(message?.lines).toEqual([
      'Jon asks.',
      'It reads the time, and stands here as it was when it was asked for: approve it at the keyboard, as it is then.',
      'Stop billing, 0 hours in.',
    ]);
    expect(message).not.toHaveProperty('buttons');
  });

  it('when time goes by and other things happen, then its message stays as it is', () => {
    const { run } = timed();
    run.at('5h');
    expect(approvals(run.does({ type: 'finish', step: 'other' }, 'Mara'))).toEqual([]);
    expect(approvals(run.at('9h'))).toEqual([]);
  });

  it('when something else that it reads changes, then its message does', () => {
    const { run, message } = timed();
    run.at('5h');
    const revised = run.does({ type: 'revise-input', input: 'system', value: 'payroll', reason: 'That one.' }, 'Mara');
    expect(approvals(revised)).toMatchObject([
      { slot: message?.slot, lines: expect.arrayContaining(['Stop payroll, 0 hours in.']) },
    ]);
    expect(approvals(revised)[0]).not.toHaveProperty('buttons');
  });

  it('it is approved at the keyboard, and then its message asks no more', () => {
    const { run, message } = timed();
    run.at('5h');
    const [now] = approvals(
      run.does({ type: 'approve', instances: [stop], hash: approvalFor(run.state, [stop]).hash }, 'Mara'),
    );
    expect(now).toMatchObject({ slot: message?.slot, subject: 'Mara approved stop', lines: [] });
    expect(run.state.outbox.slack?.asks).toEqual({});
  });

  it('a command that reads it says the same', () => {
    const { message } = asked('run: [deny, "--before", "${{ now }}"]');
    expect(message?.lines.join()).toContain('at the keyboard');
    expect(message).not.toHaveProperty('buttons');
  });
});

describe('whatever is asked of a run that is told elsewhere', () => {
  const book = live(`
      - { step: isolate, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it., approval: { role: approver, expires: 30m }, timeout: 20m }
      - { step: revoke, after: [], role: operator, for-each: credential, effect: revoke, do: Revoke it., approval: { role: approver, count: 2 } }
      - { step: restore, after: [], role: operator, for-each: backup, effect: restore, do: Restore it., approval: lead, require: "\${{ item.digest == 'd' }}" }
      - { step: sweep, after: [], role: operator, run: [sweep, "\${{ run.scope.summary }}"], approval: lead, repeat: { every: 10m, until: "\${{ run.reached.over != null }}" } }
      - { step: say, after: [], role: operator, do: "Say: \${{ steps.revoke.status }}, \${{ hours-since(run.known) }} hours in.", approval: lead }
      - { step: last, after: [], role: operator, do: x, reaches: over }`);
  const roles = { lead: 'Mara', operator: 'Jon', approver: 'Priya' };

  /** What a message asks for, and what would be approved of it now, by its own hash as of when it was asked. */
  const both = (state: State) =>
    Object.entries(state.outbox.slack?.asks ?? {}).map(([slot, hash]) => {
      const all = Object.values(state.steps).flatMap((instances) => Object.values(instances));
      const left = all.filter((one) => one.status === 'awaiting-approval' && state.asked[askedKey(one)] === slot);
      const then = { ...state, at: left[0]?.approval?.at ?? state.at };
      return [hash, left.length > 0 ? approvalFor(then, left).hash : 'nothing'];
    });

  it('no message asks for what would not be approved now', () => {
    let count = 0;
    fc.assert(
      fc.property(liveIntents, (plan) => {
        const run = liveRun(book, { roles, routes });
        let { state, now } = run;
        for (const intent of plan) {
          now += intent.pause;
          state = decide(state, { ...liveAskOf(state, intent), now, by: { person: speakerOf(intent) } }).state;
          const asks = both(state);
          count += asks.length;
          for (const [said, would] of asks) expect(said).toBe(would);
        }
      }),
      { numRuns: 200 },
    );
    expect(count).toBeGreaterThan(1000);
  }, 120_000);
});
