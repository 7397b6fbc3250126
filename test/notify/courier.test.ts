import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/engine/entries.ts';
import { evolve } from '../../src/engine/evolve.ts';
import type { Found, Sent } from '../../src/notify/channel.ts';
import { healthSentence, healthWords } from '../../src/notify/health.ts';
import { T } from '../engine/given.ts';
import { FarSide, type Fault } from '../helpers/notify/far-side.ts';
import { ToldRun } from '../helpers/notify/told-run.ts';
import { VirtualClock } from '../helpers/notify/virtual-clock.ts';

function given(faults: readonly Fault[] = []) {
  const clock = new VirtualClock(T);
  const run = new ToldRun(clock);
  const far = new FarSide(clock, faults);
  return { clock, run, far };
}

const texts = (far: FarSide) => far.standings.map(({ text }) => text);

describe('given messages that wait', () => {
  it('they go in their order, each written down as begun before it goes', async () => {
    const { clock, run, far } = given();
    const ids = ['one', 'two', 'three'].map((text) => run.tells(text));
    far.onTry = ({ messages: [{ id }] }) => expect(run.pending[id]?.status).toBe('begun');
    run.courier(far.channel());
    await clock.run();
    expect(far.arrived).toEqual(ids);
    expect(run.pending).toEqual({});
  });

  it('what is urgent goes before what is not, and a line waits for the head of its thread', async () => {
    const { clock, run, far } = given();
    run.tells('a line of the thread', { thread: 'phase/work' });
    run.tells('a line');
    run.tells('the head', { sort: 'topic', slot: 'phase/work' });
    run.tells('now!', { urgent: true });
    run.courier(far.channel());
    await clock.run();
    expect(texts(far)[0]).toBe('now!');
    expect(texts(far).indexOf('the head')).toBeLessThan(texts(far).indexOf('a line of the thread'));
    const head = texts(far).indexOf('the head');
    expect(far.standings.find(({ text }) => text === 'a line of the thread')?.parent).toBe(String(head));
  });

  it('the newest of a slot takes the place of the one that is there', async () => {
    const { clock, run, far } = given();
    run.courier(far.channel());
    run.tells('3 open', { sort: 'headline', slot: 'headline' });
    await clock.run();
    run.tells('2 open', { sort: 'headline', slot: 'headline' });
    run.tells('1 open', { sort: 'headline', slot: 'headline' });
    await clock.run();
    expect(far.standings).toMatchObject([{ text: '1 open' }]);
    expect(far.standings[0]?.changes).toHaveLength(2);
  });
});

describe('given a far side that may have a message, and says when it is to be asked', () => {
  it('the very same goes again after that time, and not before', async () => {
    const { clock, run, far } = given();
    const channel = far.channel({ looks: false, idempotent: true });
    const tries: number[] = [];
    run.tells('one');
    run.courier({
      ...channel,
      send: async (delivery, signal) => {
        tries.push(clock.now() - T);
        if (tries.length > 1) return channel.send(delivery, signal);
        return { outcome: 'unknown', why: 'answered 503', after: 7000 };
      },
    });
    await clock.run();
    expect(tries).toEqual([0, 7000]);
    expect(run.pending).toEqual({});
  });
});

describe('given a far side that nobody reaches', () => {
  it('it is tried again after one second, then twice as long each time, and says so meanwhile', async () => {
    const { clock, run, far } = given(['refused-connection', 'refused-connection', 'refused-connection']);
    run.tells('one');
    const courier = run.courier(far.channel());
    await clock.pass(500);
    expect(courier.health).toMatchObject({ state: 'down', why: 'ECONNREFUSED' });
    await clock.run();
    expect(far.tries.map(({ at }) => at - T)).toEqual([0, 1000, 3000, 7000]);
    expect(courier.health.state).toBe('idle');
  });

  it('where it can be asked whether it answers, then that is asked, and nothing is written down until it does', async () => {
    const { clock, run, far } = given(['refused-connection']);
    run.tells('one');
    let asked = 0;
    const ping = async (): Promise<Sent> => {
      asked += 1;
      return asked < 30 ? { outcome: 'later', why: 'ECONNREFUSED' } : { outcome: 'sent', receipt: {} };
    };
    run.courier(far.channel({ ping }));
    await clock.run();
    const about = run.run.entries.filter(({ type }) => type.startsWith('delivery.') && type !== 'delivery.dropped');
    expect(about.map(({ type }) => type)).toEqual([
      'delivery.begun',
      'delivery.put-off',
      'delivery.begun',
      'delivery.sent',
    ]);
    expect(asked).toBe(30);
  });

  it('when it is back after long, then what waited says so, and lines of one thread go together', async () => {
    const { clock, run, far } = given();
    for (let n = 1; n <= 50; n += 1) run.tells(`line ${n}`, { thread: 'headline' });
    await clock.pass(10 * 60_000);
    const late: string[] = [];
    far.onTry = (delivery) => late.push(delivery.late ?? 'not late');
    run.courier(far.channel({ together: 20 }));
    await clock.run();
    expect(late).toEqual(Array.from({ length: 3 }, () => 'delayed; happened 08:12Z'));
    expect(texts(far).join('\n')).toBe(Array.from({ length: 50 }, (_, n) => `line ${n + 1}`).join('\n'));
  });
});

describe('given a try whose end nobody knows', () => {
  it.each(['lost', 'taken', 'stalled'] as const)('%s: it is looked for before anything else is sent', async (fault) => {
    const { clock, run, far } = given([fault]);
    const ids = ['one', 'two'].map((text) => run.tells(text));
    run.courier(far.channel());
    await clock.run();
    expect(far.arrived).toEqual(ids);
    expect(far.looks).toBe(1);
  });

  it('when it cannot be looked, then nothing is sent until it can', async () => {
    const { clock, run } = given();
    const blind = new FarSide(clock, ['taken'], [true, true, true]);
    const ids = ['one', 'two'].map((text) => run.tells(text));
    run.courier(blind.channel());
    await clock.run();
    expect(blind.arrived).toEqual(ids);
    expect(blind.looks).toBe(4);
  });

  it('where nobody can look, but twice is once there, then it is sent again', async () => {
    const { clock, run, far } = given(['taken']);
    run.tells('one');
    run.courier(far.channel({ looks: false, idempotent: true }));
    await clock.run();
    expect([texts(far), far.tries.length]).toEqual([['one'], 2]);
  });

  it('where neither is so, then it waits for a person, and the others go on', async () => {
    const { clock, run, far } = given(['taken']);
    const [one = '', two = ''] = ['one', 'two'].map((text) => run.tells(text));
    const courier = run.courier(far.channel({ looks: false }));
    await clock.run();
    expect(far.arrived).toEqual([one, two]);
    expect(run.pending).toMatchObject({ [one]: { status: 'unknown' } });
    expect(courier.health.state).toBe('idle');
    run.session.dispatch({ type: 'drop-delivery', via: 'slack', messages: [one], reason: 'It is there.' });
    await clock.run();
    expect(run.pending).toEqual({});
  });

  it('where neither is so, and a person says that it goes again, then it does, once', async () => {
    const { clock, run, far } = given(['taken', 'taken']);
    const one = run.tells('one');
    run.courier(far.channel({ looks: false }));
    await clock.run();
    run.session.dispatch({ type: 'retry-delivery', via: 'slack' });
    await clock.run();
    expect(far.tries).toHaveLength(2);
    // A word is for one time: what is not known again waits for another.
    expect(run.pending).toMatchObject({ [one]: { status: 'unknown' } });
  });

  it('where it can be looked for, a word does not stand in for the look', async () => {
    const { clock, run, far } = given(['taken']);
    run.tells('one');
    run.courier(far.channel());
    await clock.pass(500);
    run.session.dispatch({ type: 'retry-delivery', via: 'slack' });
    await clock.run();
    expect([texts(far), far.tries.length, run.pending]).toEqual([['one'], 1, {}]);
  });
});

describe('given a far side that refuses', () => {
  const refusing = (sent: Sent, times = 1) => {
    const { clock, run, far } = given();
    const channel = far.channel();
    let left = times;
    const send: typeof channel.send = (delivery, signal) => {
      left -= 1;
      return left >= 0 ? Promise.resolve(sent) : channel.send(delivery, signal);
    };
    return { clock, run, far, channel: { ...channel, send } };
  };

  it('one message, then that one is dead, and the others go on', async () => {
    const { clock, run, far, channel } = refusing({ outcome: 'refused', why: 'msg_too_long' });
    const [one = '', two] = ['one', 'two'].map((text) => run.tells(text));
    run.courier(channel);
    await clock.run();
    expect(far.arrived).toEqual([two]);
    expect(run.pending).toMatchObject({ [one]: { status: 'dead', why: 'msg_too_long' } });
  });

  it('everything, then nothing more is sent, and all of it goes once somebody has mended it', async () => {
    const mend = 'Invite the app: /invite @breakglass';
    const { clock, run, far, channel } = refusing({ outcome: 'refused', why: 'not_in_channel', mend, stops: true });
    const ids = ['one', 'two'].map((text) => run.tells(text));
    const courier = run.courier(channel);
    await clock.run();
    expect(far.arrived).toEqual([]);
    expect(courier.health).toMatchObject({ state: 'stopped', why: 'not_in_channel', mend });
    run.session.dispatch({ type: 'retry-delivery', via: 'slack' });
    await clock.run();
    expect(far.arrived).toEqual(ids);
  });

  it('by a limit, then what it asked for is waited for, and what counts towards another limit is not held back', async () => {
    const { clock, run, far } = given(['none', 'limited-for-7s']);
    far.paces = ({ earlier }) => [{ name: earlier ? 'updates' : 'posts', count: 100, per: 1000 }];
    run.courier(far.channel());
    run.tells('3 open', { sort: 'headline', slot: 'headline' });
    await clock.run();
    run.tells('a line');
    run.tells('2 open', { sort: 'headline', slot: 'headline' });
    await clock.run();
    expect(texts(far)).toEqual(['2 open', 'a line']);
    expect(far.tries.map(({ at }) => at - T)).toEqual([0, 0, 0, 7000]);
  });
});

describe('given a journal that takes nothing', () => {
  it('then nothing is sent, and that is said', async () => {
    const { clock, run, far } = given();
    run.tells('one');
    run.isFull = true;
    const courier = run.courier(far.channel());
    await clock.run();
    expect(far.tries).toEqual([]);
    expect(courier.health).toMatchObject({ state: 'stopped', why: expect.stringContaining('cannot be written down') });
  });
});

describe('given a channel that fails by itself', () => {
  it('then nobody knows whether it went, and it is looked for', async () => {
    const { clock, run, far } = given();
    run.tells('one');
    const channel = far.channel();
    let isFirst = true;
    const send: typeof channel.send = (delivery, signal) => {
      if (!isFirst) return channel.send(delivery, signal);
      isFirst = false;
      throw new Error('a fault');
    };
    const find = async (): Promise<Found> => ({ found: null });
    run.courier({ ...channel, send, find });
    await clock.run();
    expect(texts(far)).toEqual(['one']);
  });
});

describe('how it goes, in words', () => {
  const since = T;
  it.each([
    [{ state: 'idle', since }, { queued: 0 }, 'Slack: ok'],
    [{ state: 'waiting', since }, { queued: 7 }, 'Slack: degraded, 7 queued'],
    [{ state: 'down', since }, { queued: 2, unknown: 1, dead: 1 }, 'Slack: down, 2 queued, 1 unclear, 1 refused'],
  ] as const)('%j is said', (health, counts, words) => {
    expect(healthWords('Slack', health, counts)).toBe(words);
  });

  it('with why, what mends it, and when it is tried next', () => {
    const health = { state: 'down', since, why: 'no answer', mend: 'ask the network team', next: T } as const;
    expect(healthSentence('Slack', health, { queued: 7 })).toBe(
      'Slack: down, 7 queued. No answer. Ask the network team. Next try 08:12:00Z.',
    );
  });
});

describe('given a journal of an earlier version, which left waiting what came back after details began to be kept from there', () => {
  it('it is not sent; what is told from then on is', async () => {
    const { clock, run: one, far } = given();
    const { run } = one;
    const id = one.tells('the name of the victim');
    run.does({ type: 'begin-delivery', via: 'slack', messages: [id] });
    run.does({ type: 'withhold', via: 'slack', withheld: true, reason: 'They read along.' });
    const { at, recorded } = run.entries.at(-1) ?? {};
    const putOff = { type: 'delivery.put-off', at, recorded, via: 'slack', messages: [id], why: 'busy' } as Entry;
    run.state = evolve(run.state, putOff);
    run.entries.push(putOff);
    expect(one.pending[id]?.status).toBe('queued');
    one.tells('Look at the bridge.');
    one.courier(far.channel());
    await clock.run();
    expect(texts(far)).toContain('Look at the bridge.');
    expect(texts(far)).not.toContain('the name of the victim');
    expect(one.pending[id]?.status).toBe('queued');
  });
});
