import { describe, expect, it } from 'vitest';
import type { WebAnswer } from '../../../src/notify/web.ts';
import { createWebhook } from '../../../src/notify/webhook/webhook.ts';
import { T } from '../../engine/given.ts';
import { ToldRun } from '../../helpers/notify/told-run.ts';
import { VirtualClock } from '../../helpers/notify/virtual-clock.ts';
import { fc } from '../../helpers/properties.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

type Fate = 'taken' | 'taken, and the answer lost' | 'lost' | 'not sent' | 'limited' | 'refused';
const answers: Readonly<Record<Fate, WebAnswer>> = {
  taken: { sent: true, status: 204, text: '' },
  'taken, and the answer lost': { sent: true, text: '', problem: 'it hung up' },
  lost: { sent: true, text: '', problem: 'it hung up' },
  'not sent': { sent: false, text: '', problem: 'nobody listens' },
  limited: { sent: true, status: 429, text: '' },
  refused: { sent: true, status: 422, text: '' },
};

interface Post {
  readonly id: string;
  readonly message: string;
  readonly text: string;
  /** Whether details were kept from there when it was sent. */
  readonly isWithheld: boolean;
}

/** A run that is told by a webhook. What becomes of each post, and whether details begin or cease to be kept while it is on its way. */
function telling(schedule: readonly { readonly fate: Fate; readonly turns: boolean }[]) {
  const clock = new VirtualClock(T);
  const run = new ToldRun(clock, 'stolen-runner-20260302-7f3a');
  const posts: Post[] = [];
  const isWithheld = () => run.session.state.outbox.slack?.withheld ?? false;
  const turn = () =>
    run.session.dispatch({ type: 'withhold', via: 'slack', withheld: !isWithheld(), reason: 'They read along.' });
  const channel = createWebhook({
    url: async () => 'https://ir.example.org/hook',
    secret: async () => secret,
    now: () => clock.now(),
    async web({ headers, body }) {
      const text = String(body);
      // What is told of itself, the place and how things stand, is always taken.
      const isLine = (one: string) => one.includes('message.line');
      const number = posts.filter((post) => isLine(post.text)).length;
      const { fate, turns } = (isLine(text) ? schedule[number] : undefined) ?? { fate: 'taken', turns: false };
      const id = headers['webhook-id'] ?? '';
      posts.push({ id, message: JSON.parse(text).data.id, text, isWithheld: isWithheld() });
      if (turns) turn();
      return answers[fate];
    },
  });
  return { clock, run, posts, turn, isWithheld, channel };
}

const idsOf = (posts: readonly Post[], message: string) =>
  posts.filter((post) => post.message === message).map(({ id }) => id);

describe('given that details begin to be kept from a webhook while a message is on its way', () => {
  it.each(['not sent', 'limited', 'refused'] as const)('when it was %s, then it does not go again', async (fate) => {
    const { clock, run, posts, channel } = telling([{ fate, turns: true }]);
    const message = run.tells('The stolen runner', { lines: ['Its repository'] });
    run.courier(channel);
    await clock.run();
    expect(idsOf(posts, message)).toHaveLength(1);
    expect(run.pending).toEqual({});
    expect(run.session.entries.findLast(({ type }) => type === 'delivery.dropped')).toMatchObject({
      messages: [message],
      reason: 'details are kept from there now',
    });
    for (const { text } of posts.slice(1)) expect(text).not.toMatch(/stolen|repository/i);
  });

  it.each(['taken, and the answer lost', 'lost'] as const)(
    'when it was %s, then it waits as what may be there, and nobody sends it again while they are kept; once they are not, it goes under the same id',
    async (fate) => {
      const { clock, run, posts, turn, channel } = telling([{ fate, turns: true }]);
      const message = run.tells('The stolen runner');
      run.courier(channel);
      await clock.run();
      expect(idsOf(posts, message)).toHaveLength(1);
      expect(run.pending).toMatchObject({ [message]: { status: 'unknown' } });
      const again = (messages?: readonly string[]) =>
        run.session.dispatch({ type: 'retry-delivery', via: 'slack', ...(messages && { messages }) });
      expect([again([message]), again()]).toEqual([expect.anything(), expect.anything()]);
      turn();
      await clock.run();
      const ids = idsOf(posts, message);
      expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
      expect(run.pending).toEqual({});
    },
  );

  it('when it was taken, then it was sent', async () => {
    const { clock, run, posts, channel } = telling([{ fate: 'taken', turns: true }]);
    const message = run.tells('The stolen runner');
    run.courier(channel);
    await clock.run();
    expect(idsOf(posts, message)).toHaveLength(1);
    expect(
      run.session.entries.some((entry) => entry.type === 'delivery.sent' && entry.messages.includes(message)),
    ).toBe(true);
  });

  it('when Breakglass ended with it on its way, then the next process does not send it again', async () => {
    const { clock, run, posts, turn, channel } = telling([]);
    const message = run.tells('The stolen runner');
    run.session.dispatch({ type: 'begin-delivery', via: 'slack', messages: [message] });
    turn();
    run.courier(channel);
    await clock.run();
    expect(idsOf(posts, message)).toEqual([]);
    expect(run.pending).toMatchObject({
      [message]: { status: 'unknown', why: 'it was being sent when Breakglass ended' },
    });
  });

  it('what is told while they are kept has one id at every try, also once they are told again', async () => {
    const { clock, run, posts, turn, channel } = telling([{ fate: 'lost', turns: true }]);
    turn();
    const message = run.tells('Look at the bridge.');
    run.courier(channel);
    await clock.run();
    const ids = idsOf(posts, message);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('given any faults, and details kept and told again at any time', () => {
  it('each message has one id, goes until it is taken or its details are kept, and nothing is told that is kept', async () => {
    const fates = Object.keys(answers).filter((fate) => fate !== 'refused') as Fate[];
    const post = fc.record({
      fate: fc.constantFrom(...fates),
      turns: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(post, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (schedule, count) => {
        const { clock, run, posts, turn, isWithheld, channel } = telling(schedule);
        const courier = run.courier(channel);
        const told: string[] = [];
        for (let number = 1; number <= count; number += 1) {
          told.push(run.tells(isWithheld() ? 'Look at the bridge.' : `The detail ${number}`));
          await clock.goOn();
        }
        await clock.run();
        await courier.idle();
        while (isWithheld()) {
          turn();
          await clock.run();
        }
        expect(run.pending).toEqual({});
        for (const message of told) expect(new Set(idsOf(posts, message)).size).toBeLessThanOrEqual(1);
        for (const { text } of posts.filter((one) => one.isWithheld)) expect(text).not.toMatch(/detail|stolen/);
      }),
      { numRuns: 200 },
    );
  });
});
