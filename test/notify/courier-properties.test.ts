import { describe, expect, it } from 'vitest';
import type { Telling } from '../../src/engine/telling.ts';
import type { Pace } from '../../src/notify/channel.ts';
import { T } from '../engine/given.ts';
import { FarSide, type Fault } from '../helpers/notify/far-side.ts';
import { ToldRun } from '../helpers/notify/told-run.ts';
import { VirtualClock } from '../helpers/notify/virtual-clock.ts';
import { fc } from '../helpers/properties.ts';

const faults: readonly Fault[] = [
  'none',
  'refused-connection',
  'lost',
  'taken',
  'limited',
  'limited-for-7s',
  'stalled',
];
const deaths: readonly Fault[] = ['dies-before', 'dies-after'];

/** What is told, and how long after the one before. */
interface Saying {
  readonly more: Partial<Telling>;
  readonly pause: number;
}

const sayings: fc.Arbitrary<Saying[]> = fc.array(
  fc.record({
    more: fc.constantFrom<Partial<Telling>>(
      {},
      {},
      { thread: 'phase/a' },
      { thread: 'phase/b' },
      { urgent: true },
      { sort: 'topic', slot: 'phase/a' },
      { sort: 'topic', slot: 'phase/b' },
      { sort: 'headline', slot: 'headline' },
    ),
    pause: fc.constantFrom(0, 0, 300, 5000, 130_000),
  }),
  { minLength: 1, maxLength: 14 },
);

const schedules = fc.array(fc.constantFrom(...faults), { maxLength: 16 });
const blindness = fc.array(fc.boolean(), { maxLength: 8 });

/** Tells what is to be told, in its time; the courier works meanwhile. */
async function told(
  clock: VirtualClock,
  run: ToldRun,
  list: readonly Saying[],
): Promise<Map<string, Partial<Telling>>> {
  const all = new Map<string, Partial<Telling>>();
  for (const { more, pause } of list) {
    await clock.pass(pause);
    all.set(run.tells(`said ${all.size}`, more), more);
  }
  return all;
}

/** Every message is there once, unless a newer one of its slot came before it was sent; and in its order, place by place. */
function expectOnceInOrder(far: FarSide, run: ToldRun, all: ReadonlyMap<string, Partial<Telling>>): void {
  expect(run.pending, 'nothing waits any more').toEqual({});
  expect(new Set(far.arrived).size, 'nothing came twice').toBe(far.arrived.length);
  for (const [id, { slot }] of all) if (slot === undefined) expect(far.arrived, `${id} is there`).toContain(id);
  const placeOf = ({ slot, thread, urgent }: Partial<Telling>) => `${slot} ${thread} ${urgent}`;
  for (const place of new Set([...all.values()].map(placeOf))) {
    const there = far.arrived.filter((id) => placeOf(all.get(id) ?? {}) === place);
    expect(there, 'each place is in its order').toEqual(
      there.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
    );
  }
  for (const slot of ['phase/a', 'phase/b', 'headline']) {
    const newest = [...all].filter(([, more]) => more.slot === slot).at(-1)?.[0];
    if (newest !== undefined)
      expect(
        far.standings.filter(({ keys }) => keys.at(-1) === `book-1/${newest}`),
        `${slot} says the newest`,
      ).toHaveLength(1);
  }
}

describe('whatever befalls what is sent', () => {
  it('each message is there exactly once, in its order, none before its entry, and the courier comes to rest', async () => {
    await fc.assert(
      fc.asyncProperty(sayings, schedules, blindness, fc.boolean(), async (list, schedule, blind, isTogether) => {
        const clock = new VirtualClock(T);
        const run = new ToldRun(clock);
        const far = new FarSide(clock, schedule, blind);
        far.onTry = ({ messages }) => {
          for (const { id } of messages) expect(run.pending[id]?.status, 'it is in the journal first').toBe('begun');
        };
        const courier = run.courier(far.channel(isTogether ? { together: 20 } : {}));
        const all = await told(clock, run, list);
        await clock.run();
        expectOnceInOrder(far, run, all);
        expect(courier.health.state).toBe('idle');
        expect(far.tries.length + far.looks, 'no loop').toBeLessThanOrEqual(
          2 * (list.length + schedule.length) + blind.length,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('also where the process dies again and again between sending and writing down: never twice', async () => {
    const dying = fc.array(fc.constantFrom(...faults, ...deaths, ...deaths), { minLength: 1, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(sayings, dying, blindness, fc.boolean(), async (list, schedule, blind, isIdempotent) => {
        const clock = new VirtualClock(T);
        const run = new ToldRun(clock);
        const far = new FarSide(clock, schedule, blind);
        const channel = far.channel(isIdempotent ? { looks: false, idempotent: true } : {});
        const all = await told(clock, run, list);
        // Each that dies leaves what it was sending begun; the next one takes the run as the journal has it.
        for (let life = 0; life <= schedule.length; life += 1) {
          run.forget();
          run.courier(channel);
          await clock.run();
        }
        expectOnceInOrder(far, run, all);
      }),
      { numRuns: 200 },
    );
  });

  it('also where people say again and again that what is not known is to go again', async () => {
    const lost = fc.array(fc.constantFrom<Fault>('taken', 'stalled', 'lost', 'none'), { minLength: 1, maxLength: 16 });
    let words = 0;
    await fc.assert(
      fc.asyncProperty(sayings, lost, blindness, fc.boolean(), async (list, schedule, blind, isTogether) => {
        const clock = new VirtualClock(T);
        const run = new ToldRun(clock);
        const far = new FarSide(clock, schedule, blind);
        run.session.subscribe(() => {
          const isUnclear = Object.values(run.pending).some(({ status, again }) => status === 'unknown' && !again);
          if (isUnclear && run.session.dispatch({ type: 'retry-delivery', via: 'slack' }) === null) words += 1;
        });
        run.courier(far.channel(isTogether ? { together: 20 } : {}));
        const all = await told(clock, run, list);
        await clock.run();
        expectOnceInOrder(far, run, all);
      }),
      { numRuns: 200 },
    );
    expect(words).toBeGreaterThan(100);
  });

  it('where nobody can look, then what is not known is never sent by itself again', async () => {
    await fc.assert(
      fc.asyncProperty(sayings, schedules, async (list, schedule) => {
        const clock = new VirtualClock(T);
        const run = new ToldRun(clock);
        const far = new FarSide(clock, schedule);
        run.courier(far.channel({ looks: false }));
        await told(clock, run, list);
        await clock.run();
        expect(new Set(far.arrived).size).toBe(far.arrived.length);
        for (const { status } of Object.values(run.pending)) expect(['unknown', 'queued']).toContain(status);
      }),
      { numRuns: 200 },
    );
  });
});

describe('given a thousand messages that waited for days', () => {
  const paces = (isUpdate: boolean): readonly Pace[] => [
    isUpdate ? { name: 'chat.update', count: 50, per: 60_000 } : { name: 'chat.postMessage C1', count: 1, per: 1000 },
  ];

  /** How many of the tries of a limit fall into the fullest window of its length. */
  function most(far: FarSide, name: string): number {
    const times = far.tries.flatMap(({ at, paces: counted }) =>
      counted.filter((one) => one.name === name).map((one) => ({ at, per: one.per })),
    );
    return Math.max(
      0,
      ...times.map(({ at, per }) => times.filter((other) => other.at > at - per && other.at <= at).length),
    );
  }

  it('then all are told in their order, and no documented limit is broken', async () => {
    const clock = new VirtualClock(T);
    const run = new ToldRun(clock);
    const far = new FarSide(clock);
    far.paces = ({ earlier }) => paces(earlier !== undefined);
    const ids = Array.from({ length: 1000 }, (_, n) =>
      run.tells(`line ${n}`, n % 2 === 0 ? {} : { thread: 'headline' }),
    );
    run.courier(far.channel());
    await clock.run();
    const [odd, even] = [1, 0].map((rest) => ids.filter((_, n) => n % 2 === rest));
    expect(far.arrived.filter((id) => odd?.includes(id))).toEqual(odd);
    expect(far.arrived.filter((id) => even?.includes(id))).toEqual(even);
    expect(most(far, 'chat.postMessage C1')).toBe(1);
  });

  it('and where lines may go together, they do not flood', async () => {
    const clock = new VirtualClock(T);
    const run = new ToldRun(clock);
    const far = new FarSide(clock);
    far.paces = ({ earlier }) => paces(earlier !== undefined);
    const ids = Array.from({ length: 1000 }, (_, n) => run.tells(`line ${n}`, { thread: 'headline' }));
    await clock.pass(2 * 24 * 60 * 60_000);
    run.courier(far.channel({ together: 20 }));
    await clock.run();
    expect(far.arrived).toEqual(ids);
    expect(far.standings).toHaveLength(50);
  });
});
