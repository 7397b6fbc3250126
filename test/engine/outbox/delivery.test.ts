import { describe, expect, it } from 'vitest';
import { type LiveRun, live, liveRun } from '../live/given.ts';

/** A run of which one channel is told, with the ids of what waits there. */
function run(): { run: LiveRun; ids: string[] } {
  const one = liveRun(live(''), { routes: [{ via: 'slack', tells: 'run' }], title: 'Book' });
  return { run: one, ids: Object.keys(one.state.outbox.slack?.pending ?? {}) };
}

const via = 'slack';
const outbox = (one: LiveRun) => one.state.outbox.slack;
const pending = (one: LiveRun, id: string) => outbox(one)?.pending[id];

describe('a message', () => {
  it('is written down as begun before it is sent, and is gone from the queue once it is there', () => {
    const { run: one, ids } = run();
    const [room = ''] = ids;
    one.does({ type: 'begin-delivery', via, messages: [room] });
    expect(pending(one, room)).toMatchObject({ status: 'begun', tries: 1 });
    one.does({ type: 'end-delivery', via, messages: [room], outcome: 'sent', receipt: { channel: 'C1' } });
    expect(pending(one, room)).toBeUndefined();
    expect(outbox(one)).toMatchObject({ sent: 1, slots: { room: { channel: 'C1' } } });
  });

  it('that was certainly not sent waits again, with the reason', () => {
    const { run: one, ids } = run();
    const [room = ''] = ids;
    one.does({ type: 'begin-delivery', via, messages: [room] });
    one.does({ type: 'end-delivery', via, messages: [room], outcome: 'put-off', why: 'ECONNREFUSED' });
    expect(pending(one, room)).toMatchObject({ status: 'queued', why: 'ECONNREFUSED', tries: 1 });
  });

  it('that may be there or not is neither sent nor queued, until it is found or a person says', () => {
    const { run: one, ids } = run();
    const [room = ''] = ids;
    one.does({ type: 'begin-delivery', via, messages: [room] });
    one.does({ type: 'end-delivery', via, messages: [room], outcome: 'unknown', why: 'it did not answer' });
    expect(pending(one, room)).toMatchObject({ status: 'unknown' });
    one.does({ type: 'retry-delivery', via });
    expect(pending(one, room)).toMatchObject({ status: 'unknown', again: true });
    one.does({ type: 'begin-delivery', via, messages: [room] });
    one.does({ type: 'end-delivery', via, messages: [room], outcome: 'unknown', why: 'it did not answer' });
    // A word is for one time.
    expect(pending(one, room)).not.toHaveProperty('again');
  });

  it('that is not taken is dead, and can be tried again or dropped with a reason', () => {
    const { run: one, ids } = run();
    const [room = '', topic = ''] = ids;
    for (const id of [room, topic]) {
      one.does({ type: 'begin-delivery', via, messages: [id] });
      one.does({ type: 'end-delivery', via, messages: [id], outcome: 'refused', why: 'msg_too_long' });
    }
    expect(pending(one, room)).toMatchObject({ status: 'dead', why: 'msg_too_long' });
    expect(one.refused({ type: 'drop-delivery', via, messages: [room], reason: ' ' }).code).toBe('invalid');
    one.does({ type: 'drop-delivery', via, messages: [room], reason: 'Said on the phone.' });
    expect(pending(one, room)).toBeUndefined();
    one.does({ type: 'retry-delivery', via, messages: [topic] });
    expect(pending(one, topic)).toMatchObject({ status: 'queued' });
    expect(pending(one, topic)).not.toHaveProperty('why');
  });

  it('goes with others, and comes out with them', () => {
    const { run: one, ids } = run();
    const some = ids.slice(1, 3);
    one.does({ type: 'begin-delivery', via, messages: some });
    expect(pending(one, some[1] ?? '')).toMatchObject({ status: 'begun', with: some });
    one.does({ type: 'end-delivery', via, messages: some, outcome: 'put-off', why: 'no' });
    expect(pending(one, some[1] ?? '')).not.toHaveProperty('with');
  });

  it.each([
    ['of a channel that there is not', { type: 'begin-delivery', via: 'fax', messages: ['m1'] }],
    ['that does not wait', { type: 'begin-delivery', via, messages: ['m1'] }],
    ['called as every object is', { type: 'drop-delivery', via, messages: ['constructor'], reason: 'x' }],
    ['that nobody began', { type: 'end-delivery', via, messages: ['m4'], outcome: 'sent', receipt: {} }],
    ['that has no id', { type: 'begin-delivery', via, messages: [] }],
    ['where nothing is stuck', { type: 'retry-delivery', via }],
  ] as const)('%s is refused', (_, ask) => {
    expect(run().run.refused(ask).message).not.toBe('');
  });
});

describe('a channel that takes nothing', () => {
  it('stops with its mend, loses nothing, and goes on when somebody says so', () => {
    const { run: one, ids } = run();
    const [room = ''] = ids;
    one.does({ type: 'begin-delivery', via, messages: [room] });
    const mend = 'Give the app the scope chat:write.';
    one.does({
      type: 'end-delivery',
      via,
      messages: [room],
      outcome: 'refused',
      why: 'missing_scope',
      mend,
      stops: true,
    });
    expect(outbox(one)?.stopped).toEqual({ why: 'missing_scope', mend });
    expect(Object.keys(outbox(one)?.pending ?? {}).sort()).toEqual([...ids].sort());
    one.does({ type: 'retry-delivery', via });
    expect(outbox(one)).not.toHaveProperty('stopped');
  });
});

describe('of the messages of one slot', () => {
  it('only the newest waits, in the place of the one before', () => {
    const { run: one, ids } = run();
    const first = ids.find((id) => pending(one, id)?.sort === 'headline') ?? '';
    const rank = pending(one, first)?.rank;
    one.does(
      { type: 'revise-anchor', anchor: 'intruded', value: '2026-03-02T04:17:00Z', source: 's', reason: 'r' },
      'Mara',
    );
    const headlines = Object.values(outbox(one)?.pending ?? {}).filter(({ sort }) => sort === 'headline');
    expect(headlines).toMatchObject([{ rank }]);
    expect(outbox(one)?.superseded).toBe(1);
    expect(pending(one, first)).toBeUndefined();
  });

  it('one that is being sent stays, and the newer one follows it', () => {
    const { run: one, ids } = run();
    const first = ids.find((id) => pending(one, id)?.sort === 'headline') ?? '';
    one.does({ type: 'begin-delivery', via, messages: [first] });
    one.does(
      { type: 'revise-anchor', anchor: 'intruded', value: '2026-03-02T04:17:00Z', source: 's', reason: 'r' },
      'Mara',
    );
    const headlines = Object.values(outbox(one)?.pending ?? {}).filter(({ sort }) => sort === 'headline');
    expect(headlines.map(({ status }) => status)).toEqual(['begun', 'queued']);
    one.does({ type: 'end-delivery', via, messages: [first], outcome: 'sent', receipt: { ts: '1' } });
    expect(outbox(one)?.slots.headline).toEqual({ ts: '1' });
  });
});

describe('of a message that comes back from a try while a newer one of its slot waits', () => {
  it('nothing is sent any more, and the newer one has its place', () => {
    const { run: one, ids } = run();
    const first = ids.find((id) => pending(one, id)?.sort === 'headline') ?? '';
    const rank = pending(one, first)?.rank;
    one.does({ type: 'begin-delivery', via, messages: [first] });
    const ask = { type: 'revise-anchor', anchor: 'intruded', source: 's', reason: 'r' } as const;
    one.does({ ...ask, value: '2026-03-02T04:17:00Z' }, 'Mara');
    one.does({ type: 'end-delivery', via, messages: [first], outcome: 'put-off', why: 'ECONNREFUSED' });
    expect(pending(one, first)).toBeUndefined();
    one.does({ ...ask, value: '2026-03-02T04:18:00Z' }, 'Mara');
    const headlines = Object.values(outbox(one)?.pending ?? {}).filter(({ sort }) => sort === 'headline');
    expect(headlines).toMatchObject([{ rank, status: 'queued' }]);
  });
});

describe('when details begin to be kept from a channel', () => {
  const kept = () => {
    const { run: one, ids } = run();
    const [begun = '', unknown = '', queued = ''] = ids.slice(1);
    one.does({ type: 'begin-delivery', via, messages: [unknown] });
    one.does({ type: 'end-delivery', via, messages: [unknown], outcome: 'unknown', why: 'no answer' });
    one.does({ type: 'begin-delivery', via, messages: [begun] });
    one.does({ type: 'withhold', via, withheld: true, reason: 'They read along.' }, 'Mara');
    return { one, begun, unknown, queued };
  };

  it('what was not sent is dropped; what may be there stands, to be looked for', () => {
    const { one, begun, unknown, queued } = kept();
    expect(pending(one, queued)).toBeUndefined();
    expect([pending(one, begun)?.status, pending(one, unknown)?.status]).toEqual(['begun', 'unknown']);
  });

  it.each(['put-off', 'refused'] as const)('what was on its way and comes back %s is dropped', (outcome) => {
    const { one, begun, unknown } = kept();
    for (const id of [begun, unknown]) {
      one.does({ type: 'end-delivery', via, messages: [id], outcome, why: 'it is not there' });
      expect(pending(one, id)).toBeUndefined();
    }
  });

  it('what is found there was sent', () => {
    const { one, begun, unknown } = kept();
    const { sent = 0 } = outbox(one) ?? {};
    for (const id of [begun, unknown])
      one.does({ type: 'end-delivery', via, messages: [id], outcome: 'sent', receipt: {}, found: true });
    expect(outbox(one)?.sent).toBe(sent + 2);
  });

  it('what may be there is not sent again by a word, but dropped, or once they are told there again', () => {
    const { one, unknown } = kept();
    expect(one.refused({ type: 'retry-delivery', via, messages: [unknown] }).hint).toContain('Drop it');
    one.does({ type: 'withhold', via, withheld: false, reason: 'It is another workspace.' }, 'Mara');
    one.does({ type: 'retry-delivery', via, messages: [unknown] });
    expect(pending(one, unknown)).toMatchObject({ again: true });
  });

  it('what was told without them stays, when they begin to be kept a second time', () => {
    const { one } = kept();
    const tells = (subject: string) => {
      one.does({ type: 'tell', via, to: 'run', sort: 'line', subject, lines: [] });
      return `m${one.state.seq}`;
    };
    const without = tells('Look at the bridge.');
    one.does({ type: 'withhold', via, withheld: false, reason: 'It is another workspace.' }, 'Mara');
    const details = tells('The runner of acme/app is isolated.');
    one.does({ type: 'withhold', via, withheld: true, reason: 'They read along there, too.' }, 'Mara');
    expect([pending(one, without)?.status, pending(one, details)]).toEqual(['queued', undefined]);
  });

  it('what is told from then on comes back as everything else does', () => {
    const { one } = kept();
    const [id = ''] = Object.entries(outbox(one)?.pending ?? {}).find(([, { veiled }]) => veiled) ?? [];
    one.does({ type: 'begin-delivery', via, messages: [id] });
    one.does({ type: 'end-delivery', via, messages: [id], outcome: 'put-off', why: 'busy' });
    expect(pending(one, id)?.status).toBe('queued');
  });
});

describe('after a run was closed', () => {
  it('what waits can still be sent, and the head be told', () => {
    const { run: one } = run();
    one.does({ type: 'stop', reason: 'Over.' }, 'Mara');
    one.does({ type: 'close' }, 'Mara');
    one.does({ type: 'tell', via, to: 'run', sort: 'line', thread: 'headline', subject: 'Head abc', lines: [] });
    const id = Object.keys(outbox(one)?.pending ?? {}).at(-1) ?? '';
    one.does({ type: 'begin-delivery', via, messages: [id] });
    one.does({ type: 'end-delivery', via, messages: [id], outcome: 'sent', receipt: {} });
    expect(pending(one, id)).toBeUndefined();
  });
});
