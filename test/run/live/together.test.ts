import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { itemOf, runningOf } from '../../../src/engine/state.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { expectWhole, journaled, ran, so } from './again.ts';
import { addThing, folder, isolatedBy, needed, openLive, playbook, ref, run } from './given.ts';

const ada = { person: 'Ada', role: 'operator' };
const bea = { person: 'Bea', role: 'operator' };
const [una, vic, wim] = ['Una', 'Vic', 'Wim'].map((person) => ({ person, role: 'approver' }));

/** What two people do at the same time is done one after the other, by one writer: which is first is all that is left open. */
const inBothOrders = [
  ['the one first', (one: () => unknown, other: () => unknown) => [one(), other()]],
  ['the other first', (one: () => unknown, other: () => unknown) => [other(), one()].reverse()],
] as const;

const needingApproval = (approval: string) =>
  playbook(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: ${approval} }`).replace(
    'operator: { title: Operator }',
    'operator: { title: Operator, people: 2 }, approver: { title: Approver, people: 3 }',
  );

interface Opened {
  readonly session: RunSession & { readonly dir: string };
  readonly counter: string;
  /** Lets what runs end. */
  end(): void;
}

/** A live run of Ada and Bea, who do things, and Una, Vic and Wim, who approve. Its one action runs until it is let end. */
async function opened(approval = 'approver'): Promise<Opened> {
  const place = folder();
  const [counter, gate] = [join(place, 'counter'), join(place, 'gate')];
  const line = `printf x >> ${counter}; echo up; while ! [ -e ${gate} ]; do sleep 0.01; done`;
  const session = await openLive({
    playbook: needingApproval(approval),
    catalogue: isolatedBy(`run: [sh, -c, '${line}']\n    holds: "\${{ outputs.exit == 0 }}"`),
    more: { roles: { lead: 'Ada', operator: 'Ada', approver: 'Una' }, selfApproval: 'refused' },
  });
  const seats = [
    ['operator', 'Bea'],
    ['approver', 'Vic'],
    ['approver', 'Wim'],
  ] as const;
  for (const [role, person] of seats)
    expect(session.dispatch({ type: 'take-role', role, person }, { person })).toBeNull();
  addThing(session);
  return { session, counter, end: () => writeFileSync(gate, '') };
}

const shown = (session: RunSession) => approvalFor(session.state, [ref]).hash;
const ask = (session: RunSession) => session.dispatch({ type: 'request-approval', instances: [ref] }, ada);
const approve = (session: RunSession, by = una) =>
  session.dispatch({ type: 'approve', instances: [ref], hash: shown(session) }, by);
const begin = (session: RunSession, by: typeof ada) =>
  session.dispatch({ type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' }, by);
const isUp = (session: RunSession) => so(() => expect(runningOf(needed(session, ref))?.lines).toContain('up'));
const count = (session: RunSession, type: string) => journaled(session).filter((entry) => entry.type === type).length;

async function approvedAndUp(): Promise<Opened> {
  const all = await opened();
  ask(all.session);
  approve(all.session);
  run(all.session, ref);
  await isUp(all.session);
  return all;
}

describe.each(inBothOrders)('given two who do the same thing at once, %s', (_, both) => {
  it('when both approve, then one does, and the other hears that nobody asks any more', async () => {
    const { session } = await opened();
    ask(session);
    const answers = both(
      () => approve(session, una),
      () => approve(session, vic),
    );
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    expect(answers.find((one) => one !== null)).toMatchObject({ message: expect.stringContaining('Nobody asked') });
    expect(count(session, 'approval.granted')).toBe(1);
    expectWhole(session);
  });

  it('when two of two approve, then both count, each once', async () => {
    const { session } = await opened('{ role: approver, count: 2 }');
    ask(session);
    expect(
      both(
        () => approve(session, una),
        () => approve(session, vic),
      ),
    ).toEqual([null, null]);
    expect(approve(session, wim)).not.toBeNull();
    expect([count(session, 'approval.given'), count(session, 'approval.granted')]).toEqual([1, 1]);
    expect(needed(session, ref).approval?.given?.toSorted()).toEqual(['Una', 'Vic']);
  });

  it('when one person approves twice, then that is one approval, and nothing may run', async () => {
    const { session } = await opened('{ role: approver, count: 2 }');
    ask(session);
    const answers = both(
      () => approve(session, una),
      () => approve(session, una),
    );
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    expect(needed(session, ref).status).toBe('awaiting-approval');
    expect(begin(session, ada)).not.toBeNull();
  });

  it('when one approves and one refuses, then the first has said it', async () => {
    const { session } = await opened();
    ask(session);
    const refuse = () => session.dispatch({ type: 'refuse-approval', instances: [ref], reason: 'Not now.' }, vic);
    const answers = both(() => approve(session, una), refuse);
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    expect(needed(session, ref).approval?.state).toBe(answers[0] === null ? 'granted' : undefined);
    expect(begin(session, ada) === null).toBe(answers[0] === null);
  });

  it('when one approves and one changes what would be run, then nothing runs that nobody approved', async () => {
    const { session, counter } = await opened();
    ask(session);
    const seen = shown(session);
    const change = () =>
      session.dispatch({ type: 'set-field', item: 'thing', field: 'type', value: 'other', reason: 'It is one.' }, bea);
    both(() => session.dispatch({ type: 'approve', instances: [ref], hash: seen }, una), change);
    expect(begin(session, ada)).not.toBeNull();
    await session.quiet();
    expect(ran(counter)).toBe(0);
  });

  it('when both run it, then it runs once', async () => {
    const { session, counter, end } = await opened();
    ask(session);
    approve(session);
    const answers = both(
      () => begin(session, ada),
      () => begin(session, bea),
    );
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    end();
    await session.quiet();
    expect(ran(counter)).toBe(1);
    expect(needed(session, ref).status).toBe('done');
    expect(count(session, 'action.requested')).toBe(1);
  });

  it('when both do it otherwise, then it has one end, and one effect', async () => {
    const { session } = await opened();
    ask(session);
    approve(session);
    const otherwise = (by: typeof ada) =>
      session.dispatch({ type: 'do-otherwise', ...ref, how: `By ${by.person}.` }, by);
    const answers = both(
      () => otherwise(ada),
      () => otherwise(bea),
    );
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    expect(count(session, 'step.done')).toBe(1);
    expect(itemOf(session.state, 'thing')?.reached.isolated).toHaveLength(1);
  });

  it('when one runs it and one does it by hand, then the first has it', async () => {
    const { session, counter, end } = await opened();
    ask(session);
    approve(session);
    const byHand = () => session.dispatch({ type: 'do-otherwise', ...ref, how: 'In the console.' }, bea);
    const [ran1, hand] = both(() => begin(session, ada), byHand);
    expect([ran1, hand].filter((one) => one === null)).toHaveLength(1);
    end();
    await session.quiet();
    expect(ran(counter)).toBe(ran1 === null ? 1 : 0);
    expect(count(session, 'step.done')).toBe(1);
    expect(itemOf(session.state, 'thing')?.reached.isolated).toHaveLength(1);
  });

  it('when both say what became of it, and not the same, then the first is what is known', async () => {
    const { session } = await approvedAndUp();
    session.dispatch({ type: 'cancel-action', ...ref }, ada);
    await session.quiet();
    const say = (did: boolean, by: typeof ada) =>
      session.dispatch({ type: 'conclude', ...ref, did, how: 'I looked.' }, by);
    const [did, didNot] = both(
      () => say(true, ada),
      () => say(false, bea),
    );
    expect([did, didNot].filter((one) => one === null)).toHaveLength(1);
    expect(needed(session, ref).status).toBe(did === null ? 'done' : 'failed');
    expect(count(session, 'action.concluded')).toBe(1);
    expectWhole(session);
  });

  it('when both stop it, then it is told once', async () => {
    const { session } = await approvedAndUp();
    const stop = (by: typeof ada) => session.dispatch({ type: 'cancel-action', ...ref }, by);
    const answers = both(
      () => stop(ada),
      () => stop(bea),
    );
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    await session.quiet();
    expect(count(session, 'action.cancelled')).toBe(1);
    expect(count(session, 'action.finished')).toBe(1);
    expect(needed(session, ref).status).toBe('outcome-unknown');
  });
});

describe('given somebody who stops an action while it ends', () => {
  it('when its end is written down first, then there is nothing to stop, and it is done', async () => {
    const { session, end } = await approvedAndUp();
    end();
    await session.quiet();
    expect(session.dispatch({ type: 'cancel-action', ...ref }, bea)?.message).toContain('Nothing runs');
    expect(needed(session, ref).status).toBe('done');
    expect([count(session, 'action.cancelled'), count(session, 'action.finished')]).toEqual([0, 1]);
  });

  it('when it is told to stop at the very moment that its end is written down, then it is done, and the stop is refused', async () => {
    const { session, end } = await approvedAndUp();
    let refused: string | undefined;
    const unsubscribe = session.subscribe(() => {
      if (needed(session, ref).acted?.at(-1)?.outcome === undefined || refused !== undefined) return;
      refused = session.dispatch({ type: 'cancel-action', ...ref }, bea)?.message ?? 'not refused';
    });
    end();
    await session.quiet();
    unsubscribe();
    expect(refused).toContain('Nothing runs');
    expect(needed(session, ref).status).toBe('done');
    expectWhole(session);
  });

  it('when the stop is written down first and it ends by itself all the same, then its own end counts', async () => {
    const { session, counter } = await approvedAndUp();
    // It has been told to stop, and what comes back says that it had ended before that reached it.
    session.dispatch({ type: 'cancel-action', ...ref }, bea);
    const outcome = { verdict: 'ok' as const, said: 'Exit code 0.', exit: 0, milliseconds: 1 };
    session.dispatch({ type: 'action-ended', ...ref, number: 1, outcome, raw: { exit: 0 } });
    expect(needed(session, ref).status).toBe('done');
    // What the program itself comes to after that changes nothing any more.
    await session.quiet();
    expect(needed(session, ref).status).toBe('done');
    expect([count(session, 'action.finished'), count(session, 'step.done'), ran(counter)]).toEqual([1, 1, 1]);
    expectWhole(session);
  });

  it('when it is told to stop as its first line comes, then one end is written down', async () => {
    const { session } = await opened();
    ask(session);
    approve(session);
    session.subscribe(() => {
      if (runningOf(needed(session, ref))?.lines.length) session.dispatch({ type: 'cancel-action', ...ref }, ada);
    });
    run(session, ref);
    await session.quiet();
    expect(count(session, 'action.finished')).toBe(1);
    expect(needed(session, ref).status).toBe('outcome-unknown');
  });
});
