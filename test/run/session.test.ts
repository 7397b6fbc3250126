import { describe, expect, it, vi } from 'vitest';
import { initialState } from '../../src/engine/evolve.ts';
import { StoreError } from '../../src/journal/failure.ts';
import { type Journal, WriterStoppedError } from '../../src/journal/journal.ts';
import { createMemoryJournal } from '../../src/journal/memory.ts';
import type { Clock } from '../../src/run/clock.ts';
import { keepNowhere } from '../../src/run/evidence.ts';
import { maskOf } from '../../src/run/mask.ts';
import { RunSession } from '../../src/run/run-session.ts';
import { keepTime } from '../../src/run/timer.ts';
import { loaded, playbookText, scenarioText } from './texts.ts';

const content = loaded(
  playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it. }
      - { step: two, role: lead, do: Do that. }
`),
  scenarioText({
    plays: '  - { play: it, pace: 60s, expect: { outcome: closed } }',
    more: 'injects: [{ inject: call, at: T+5m, from: Press, via: phone, to: [lead], text: Well?, expect: { step: one } }]',
  }),
);

const start = Date.parse('2026-03-02T08:12:00Z');

function opened({
  journal = createMemoryJournal(),
  clock = { wall: () => start } as Clock,
  secrets = {},
  lead = 'Mara',
} = {}): RunSession {
  const mask = maskOf(Object.keys(secrets), secrets);
  const session = new RunSession({
    run: 'scene',
    path: 'memory',
    journal,
    clock,
    typedBy: 'mara@laptop',
    state: initialState(content.definition),
    entries: [],
    keep: keepNowhere(mask),
    mask,
  });
  const { playbook, scenario } = content.documents;
  expect(
    session.dispatch({
      type: 'open',
      run: 'scene',
      kind: 'exercise',
      tool: 'breakglass',
      playbook,
      scenario,
      roles: { lead },
    }),
  ).toBeNull();
  return session;
}

/** A journal whose disk fails from some append on. */
function failing(after: number): Journal {
  const journal = createMemoryJournal();
  let appends = 0;
  return Object.assign(Object.create(journal), {
    append: (...args: Parameters<Journal['append']>) => {
      appends += 1;
      if (appends <= after) return journal.append(...args);
      throw new WriterStoppedError(
        '/store/runs/scene.jsonl',
        journal.head().seq,
        new StoreError('no-space', '/store', 'No space is left.'),
      );
    },
    head: () => journal.head(),
    close: () => journal.close(),
  });
}

const mara = { person: 'Mara', role: 'lead' };

describe('a command', () => {
  it('is in the journal before anybody hears of it', () => {
    const journal = createMemoryJournal();
    const session = opened({ journal });
    const seen: number[][] = [];
    session.subscribe(() => seen.push([session.entries.length, session.state.seq, journal.head().seq]));
    expect(session.dispatch({ type: 'finish', step: 'one' }, mara)).toBeNull();
    const now = journal.head().seq;
    expect(seen).toEqual([[now, now, now]]);
    expect(session.head).toBe(journal.head().hash);
  });

  it('that is refused leaves nothing behind and tells nobody', () => {
    const session = opened();
    const listener = vi.fn();
    session.subscribe(listener);
    const before = session.entries.length;
    expect(session.dispatch({ type: 'finish', step: 'two' }, mara)).toMatchObject({ code: expect.any(String) });
    expect(session.entries.length).toBe(before);
    expect(listener).not.toHaveBeenCalled();
  });

  it('carries who spoke and who typed', () => {
    const session = opened();
    session.dispatch({ type: 'note', text: 'A note.' }, mara, { happened: '2026-03-02T08:00:00.000Z' });
    expect(session.entries.at(-1)).toMatchObject({
      type: 'note.added',
      by: mara,
      typedBy: 'mara@laptop',
      happened: '2026-03-02T08:00:00.000Z',
    });
  });

  it('has secrets taken out of it before it is journaled', () => {
    const session = opened({ secrets: { NPM_TOKEN: 'npm_0123456789' } });
    session.dispatch({ type: 'note', text: 'I used npm_0123456789.' }, mara);
    expect(session.entries.at(-1)).toMatchObject({ text: 'I used [NPM_TOKEN].' });
    expect(session.keep({ text: 'npm_0123456789 in a log' })).toMatchObject({ excerpt: '[NPM_TOKEN] in a log' });
  });

  it('that opens a run has them taken out of what was typed, and not of the documents that are hashed', () => {
    const session = opened({ secrets: { NPM_TOKEN: 'Do that.' }, lead: 'Do that. Mara' });
    expect(session.state.roles.lead).toBe('[NPM_TOKEN] Mara');
    expect(session.entries[0]).toMatchObject({ playbook: content.documents.playbook });
  });

  it('that no journal can hold is refused, and the run goes on', () => {
    const session = opened();
    const text = 'x'.repeat(17 * 1024 * 1024);
    expect(session.dispatch({ type: 'note', text }, mara)).toMatchObject({ code: 'invalid' });
    expect(session.broken).toBeNull();
    expect(session.dispatch({ type: 'note', text: 'shorter' }, mara)).toBeNull();
  });

  it('after the run was left is refused', () => {
    const session = opened();
    session.leave();
    session.leave();
    expect(session.dispatch({ type: 'note', text: 'late' }, mara)).toMatchObject({ code: 'not-now' });
  });
});

describe('a write that fails', () => {
  it('shows nothing as done, says why, and stops the run', () => {
    const session = opened({ journal: failing(1) });
    const before = session.state;
    const listener = vi.fn();
    session.subscribe(listener);
    expect(session.dispatch({ type: 'finish', step: 'one' }, mara)).toMatchObject({
      code: 'not-now',
      message: expect.stringContaining('No space is left.'),
    });
    expect(session.state).toBe(before);
    expect(session.broken).toContain('No space is left.');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('is never tried again', () => {
    const journal = failing(1);
    const session = opened({ journal });
    session.dispatch({ type: 'note', text: 'one' }, mara);
    const append = vi.spyOn(journal, 'append');
    expect(session.dispatch({ type: 'note', text: 'two' }, mara)).toMatchObject({ code: 'not-now' });
    expect(append).not.toHaveBeenCalled();
    session.leave();
  });
});

describe('a timer', () => {
  const ticking = () => {
    vi.useFakeTimers({ now: start });
    const clock = { wall: () => Date.now() };
    const session = opened({ clock });
    session.onLeave(keepTime(session, clock));
    return session;
  };
  const delivered = (session: RunSession) =>
    session.entries.filter(({ type }) => type === 'inject.delivered').map(({ at }) => at);

  it('wakes the run when something falls due, with nobody at the keys', () => {
    const session = ticking();
    vi.advanceTimersByTime(5 * 60_000 - 1);
    expect(delivered(session)).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(delivered(session)).toEqual([5 * 60_000]);
    vi.useRealTimers();
  });

  it('that comes late changes nothing: what fell due has its own time', () => {
    const session = ticking();
    vi.setSystemTime(start + 9 * 60_000);
    vi.advanceTimersByTime(5 * 60_000);
    expect(delivered(session)).toEqual([5 * 60_000]);
    vi.useRealTimers();
  });

  it('of a machine that slept tells within a minute what fell due meanwhile', () => {
    const session = ticking();
    // Timers stand still with the machine; its clock does not.
    vi.setSystemTime(start + 8 * 60 * 60_000);
    vi.advanceTimersByTime(60_000);
    expect(delivered(session)).toEqual([5 * 60_000]);
    vi.useRealTimers();
  });

  it('waits while the clock stands', () => {
    const session = ticking();
    session.dispatch({ type: 'pause' }, mara);
    vi.advanceTimersByTime(60 * 60_000);
    expect(delivered(session)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('keeps up with a clock that runs faster', () => {
    const session = ticking();
    session.dispatch({ type: 'set-speed', speed: 10 }, mara);
    vi.advanceTimersByTime(30_000);
    expect(delivered(session)).toEqual([5 * 60_000]);
    vi.useRealTimers();
  });

  it('is never longer than a minute', () => {
    const session = ticking();
    const set = vi.spyOn(globalThis, 'setTimeout');
    session.dispatch({ type: 'set-speed', speed: 0.0001 }, mara);
    expect(set.mock.calls.at(-1)?.[1]).toBe(60_000);
    set.mockRestore();
    vi.useRealTimers();
  });

  it('is gone once the run is left', () => {
    const session = ticking();
    session.leave();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('ends when play ends', () => {
    const session = ticking();
    vi.advanceTimersByTime(60 * 60_000);
    expect(session.state.stage).toBe('hot-wash');
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
