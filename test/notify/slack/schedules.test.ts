import { describe, expect, it } from 'vitest';
import type { Telling } from '../../../src/engine/telling.ts';
import type { Clock } from '../../../src/notify/clock.ts';
import { createWeb } from '../../../src/run/web.ts';
import { T } from '../../engine/given.ts';
import { type Fault, faults } from '../../helpers/notify/fault-proxy.ts';
import { never, slackAt } from '../../helpers/notify/slack-channel.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';
import { ToldRun } from '../../helpers/notify/told-run.ts';
import { fc } from '../../helpers/properties.ts';

type Json = Record<string, unknown>;

const server = slackServer();

const nameOf = (fault: Fault | null) => (fault === null ? 'nothing' : JSON.stringify(fault));
const quick = faults.filter((fault) => !String(fault).startsWith('stall'));

describe('the way without a network, by which the schedules below go', () => {
  it.each([null, ...quick].map((fault) => [nameOf(fault), fault] as const))(
    'tells of %s what the real one does',
    async (_, fault) => {
      server.proxy.plan = () => fault;
      const headers = { Authorization: `Bearer ${botToken}`, 'content-type': 'application/x-www-form-urlencoded' };
      const request = { method: 'POST', url: `${server.apiUrl}auth.test`, headers, called: 'Slack' } as const;
      const [real, direct] = await Promise.all([
        createWeb({ environment: {} })(request, never),
        server.direct(request, never),
      ]);
      const compared = ({ sent, status, text, after, problem }: typeof real) => ({
        ...{ sent, status, text, after },
        isProblem: problem !== undefined,
      });
      expect(compared(direct)).toEqual(compared(real));
    },
  );
});

/** A clock on which nobody waits. */
function hurriedClock(): Clock {
  let now = T;
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
  };
}

const kinds: Readonly<Record<string, Partial<Telling>>> = {
  line: { thread: 'phase/a' },
  other: { thread: 'phase/b' },
  headline: { sort: 'headline', slot: 'headline' },
  approval: {
    sort: 'approval',
    slot: 'approval/1',
    urgent: true,
    commands: ['gh workflow disable'],
    buttons: [{ id: 'approve', label: 'Approve', value: 'approval/1 ab' }],
  },
};

/** Everything that is said in the run's channel, in its order, by the ids of what is said in it. */
async function saidInSlack(
  run: ToldRun,
): Promise<{ readonly ids: string[]; readonly places: Record<string, string[]> }> {
  const channel = run.session.state.outbox.slack?.slots.room?.channel;
  const { messages: top } = await server.ask('conversations.history', { channel, include_all_metadata: true });
  const places: Record<string, string[]> = {};
  for (const { ts } of top as Json[]) {
    const { messages } = await server.ask('conversations.replies', { channel, ts, include_all_metadata: true });
    places[String(ts)] = (messages as Json[]).flatMap(idsIn);
  }
  return { ids: Object.values(places).flat(), places };
}

function idsIn({ metadata }: Json): string[] {
  const { event_payload: payload } = (metadata ?? {}) as { event_payload?: { key: string; keys?: string } };
  if (!payload) return [];
  return payload.keys?.split(' ') ?? [payload.key.split('/').at(-1) ?? ''];
}

describe('given the courier, the real channel, a Slack that remembers, and any schedule of faults', () => {
  it('whatever is told comes to be there once, in the order of its thread, also where another process goes on with it', async () => {
    const fault = fc.option(fc.constantFrom(...quick), { freq: 2 });
    const told = fc.array(fc.constantFrom(...Object.keys(kinds)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 40 }), told, told, async (schedule, before, after) => {
        server.reset();
        server.proxy.plan = (_, number) => schedule[number] ?? null;
        const clock = hurriedClock();
        const run = new ToldRun(clock);
        run.tells('Room', { sort: 'room', slot: 'room' });
        for (const slot of ['phase/a', 'phase/b']) run.tells(slot, { sort: 'topic', slot });
        const lines: Record<string, string[]> = { 'phase/a': [], 'phase/b': [] };
        const newest: Record<string, string> = {};
        const tell = (all: readonly string[]) => {
          for (const kind of all) {
            const more = kinds[kind] ?? {};
            const id = run.tells(`${kind} is told`, more);
            if (more.slot === undefined) lines[more.thread ?? '']?.push(id);
            else newest[more.slot] = id;
          }
        };
        tell(before);
        const first = run.courier(slackAt({ apiUrl: server.apiUrl, web: server.direct }));
        await first.idle();
        tell(after);
        // A new process knows nothing but the journal.
        run.forget();
        await first.stop();
        await run.courier(slackAt({ apiUrl: server.apiUrl, web: server.direct })).idle();
        server.proxy.plan = () => null;
        expect(run.pending).toEqual({});
        const { ids, places } = await saidInSlack(run);
        expect(new Set(ids).size).toBe(ids.length);
        for (const all of Object.values(lines))
          if (all.length > 0) expect(Object.values(places).map((place) => place.slice(1))).toContainEqual(all);
        for (const id of Object.values(newest)) expect(ids).toContain(id);
        const slots = Object.keys(newest).length + 2;
        expect(ids).toHaveLength(slots + Object.values(lines).flat().length);
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
