import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { runningOf } from '../../../src/engine/state.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { expectWhole, journaled, ran, so, takenAgain } from './again.ts';
import { ada, addThing, folder, isolatedBy, needed, openLive, playbook, ref, run } from './given.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.parse('2026-03-02T03:00:00Z');

afterEach(() => {
  vi.useRealTimers();
});

/** Sets the wall clock of this process, and it alone: what measures time evenly goes on as it does. */
function set(to: number): void {
  vi.setSystemTime(to);
}

const book = playbook(
  `
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: { role: lead, expires: 30m }, timeout: 10m }
      - { step: tell, after: [], role: operator, notify: everybody, message: It goes on., repeat: { every: 30m, until: "\${{ steps.hold-open.status == 'done' }}" } }`,
  'audiences: [everybody]',
);

interface Opened {
  readonly session: RunSession & { readonly dir: string };
  readonly counter: string;
  /** Lets what runs end. */
  end(): void;
}

/** A live run, opened at a moment. Its one action is approved, and runs until it is let end. */
async function opened(at = start): Promise<Opened> {
  vi.useFakeTimers({ toFake: ['Date'], now: at });
  const place = folder();
  const [counter, gate] = [join(place, 'counter'), join(place, 'gate')];
  const line = `printf x >> ${counter}; echo up; while ! [ -e ${gate} ]; do sleep 0.01; done`;
  const session = await openLive({
    playbook: book,
    catalogue: isolatedBy(`run: [sh, -c, '${line}']\n    holds: "\${{ outputs.exit == 0 }}"`),
  });
  addThing(session);
  approve(session);
  return { session, counter, end: () => writeFileSync(gate, '') };
}

async function up(): Promise<Opened> {
  const all = await opened();
  run(all.session, ref);
  await so(() => expect(runningOf(needed(all.session, ref))?.lines).toContain('up'));
  return all;
}

function approve(session: RunSession): void {
  session.dispatch({ type: 'request-approval', instances: [ref] }, ada);
  const { hash } = approvalFor(session.state, [ref]);
  expect(session.dispatch({ type: 'approve', instances: [ref], hash }, ada)).toBeNull();
}

/** Nothing happens before what happened before it, and the run is as whole as any. */
function expectForward(session: RunSession & { readonly dir: string }): void {
  const times = journaled(session).map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expectWhole(session);
}

const note = (session: RunSession, text: string) => session.dispatch({ type: 'note', text }, ada);
const of = (session: RunSession, type: string) => journaled(session).filter((entry) => entry.type === type);

describe('given a clock that is set while a command runs', () => {
  it.each([
    ['back by an hour, as when it was wrong', -HOUR],
    ['back by a second, as it is put right', -1000],
    ['forward by an hour', HOUR],
    ['forward by eight, as when the machine slept', 8 * HOUR],
  ])('%s: time goes forward, the command is measured evenly and keeps its own time', async (_, jump) => {
    const { session, end, counter } = await up();
    const before = session.now();
    set(start + jump);
    expect(session.now()).toBeGreaterThanOrEqual(before);
    session.dispatch({ type: 'wake' });
    // Its time is a minute, and was not over by that.
    expect(runningOf(needed(session, ref))).toBeDefined();
    note(session, 'Still here.');
    end();
    await session.quiet();
    const { status, acted } = needed(session, ref);
    expect(status).toBe('done');
    expect(acted?.[0]?.outcome?.milliseconds).toBeGreaterThanOrEqual(0);
    expect(acted?.[0]?.outcome?.milliseconds).toBeLessThan(30 * MINUTE);
    expect(ran(counter)).toBe(1);
    expectForward(session);
  });

  it('back, and then on from there: nothing is due before it has been that long, by its own time', async () => {
    const { session, end } = await up();
    set(start - HOUR);
    note(session, 'It was set back.');
    set(start - HOUR + 11 * MINUTE);
    session.dispatch({ type: 'wake' });
    expect(of(session, 'step.overdue')).toEqual([]);
    set(start + 11 * MINUTE);
    session.dispatch({ type: 'wake' });
    expect(of(session, 'step.overdue')).toHaveLength(1);
    end();
    await session.quiet();
    expectForward(session);
  });
});

describe('given a machine that slept for eight hours', () => {
  it('when it wakes, then what fell due meanwhile has its own time, is marked late, and went out once', async () => {
    const { session, end } = await up();
    expect(session.dispatch({ type: 'finish', step: 'tell' }, ada)).toBeNull();
    set(start + 8 * HOUR);
    session.dispatch({ type: 'wake' });
    expect(of(session, 'step.overdue')).toMatchObject([{ step: 'isolate', late: true }]);
    expect(of(session, 'step.overdue')[0]?.at).toBeLessThan(11 * MINUTE);
    // It goes out every half an hour: once when it was said, and once for all the turns that were missed.
    expect(of(session, 'message.posted')).toHaveLength(2);
    expect(of(session, 'message.posted')[1]).toMatchObject({ late: true });
    end();
    await session.quiet();
    expect(needed(session, ref).status).toBe('done');
    expectForward(session);
  });

  it('when it wakes, then an approval of before holds no more: nothing runs on it', async () => {
    const { session, counter } = await opened();
    set(start + 8 * HOUR);
    expect(() => run(session, ref)).toThrow('has expired');
    expect(ran(counter)).toBe(0);
    expectForward(session);
  });

  it('when its program is gone by then, then taking the run again comes to the same, and what goes out by itself waits', async () => {
    const { session, end, counter } = await up();
    session.dispatch({ type: 'finish', step: 'tell' }, ada);
    // What the program would have written down is not: it was killed.
    const run = session.run;
    session.leave();
    end();
    await session.quiet();
    set(start + 8 * HOUR);
    const again = await takenAgain(session.dir, run);
    again.dispatch({ type: 'wake' });
    expect(needed(again, ref).status).toBe('outcome-unknown');
    expect(of(again, 'step.overdue')).toMatchObject([{ late: true }]);
    expect(of(again, 'step.overdue')[0]?.at).toBeLessThan(11 * MINUTE);
    expect(of(again, 'message.posted')).toHaveLength(1);
    expect(again.dispatch({ type: 'go-on' }, ada)).toBeNull();
    again.dispatch({ type: 'wake' });
    expect(of(again, 'message.posted')).toHaveLength(2);
    expect(ran(counter)).toBe(1);
    expectForward(Object.assign(again, { dir: session.dir }));
  });

  it('when its clock is behind the journal by then, then the run goes on from where it was', async () => {
    const { session, end } = await opened();
    set(start + HOUR);
    note(session, 'An hour in.');
    const at = session.state.at;
    session.leave();
    set(start - HOUR);
    const again = await takenAgain(session.dir, session.run);
    expect(again.now()).toBe(at);
    note(again, 'The clock is wrong here.');
    end();
    expectForward(Object.assign(again, { dir: session.dir }));
  });
});

describe('given a night in which the clocks are put forward, or back', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
  });

  it.each([
    ['forward', '2026-03-29T00:59:59Z'],
    ['back', '2026-10-25T00:59:59Z'],
  ])('%s: two seconds are two seconds', async (_, moment) => {
    process.env.TZ = 'Europe/Berlin';
    const at = Date.parse(moment);
    const { session } = await opened(at);
    const before = session.now();
    set(at + 2000);
    note(session, 'The hour has changed.');
    expect(session.now() - before).toBe(2000);
    expect(of(session, 'note.added')[0]?.recorded).toBe(new Date(at + 2000).toISOString());
    expectForward(session);
  });
});
