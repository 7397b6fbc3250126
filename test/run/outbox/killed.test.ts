import { describe, expect, it } from 'vitest';
import { realClock } from '../../../src/run/clock.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import { bundle, start } from '../../helpers/journal/process.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';
import { ada, folder, openLive } from '../live/given.ts';

type Json = Record<string, unknown>;

const KILLS = 100;

const playbook = `format: 1
playbook: book
version: 1.0.0
title: Book
summary: For tests.
severity: high
roles: { lead: { title: Lead } }
scope: {}
audiences: [everyone]
phases:
  - phase: work
    title: Work
    steps:
      - { step: look, role: lead, do: Look. }
`;
const catalogue = `format: 1
catalogue: none
version: 1.0.0
title: None
actions:
  - { action: nothing, title: Nothing, effect: isolate, type: nothing, run: ["true"], read-only: true, docs: "https://example.org" }
`;

const server = slackServer();

/** The same numbers on every machine. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

async function saidThere(): Promise<string[]> {
  const ask = (method: string, args: Json) => server.ask(method, { limit: 1000, ...args }, botToken);
  const { channels } = await ask('conversations.list', {});
  const room = (channels as Json[]).filter(({ name }) => String(name).startsWith('inc-book'));
  expect(room, 'one channel, whatever died while it was made').toHaveLength(1);
  const channel = room[0]?.id;
  const { messages } = await ask('conversations.history', { channel });
  const threads = (messages as Json[]).map(async ({ ts }) =>
    ((await ask('conversations.replies', { channel, ts })).messages as Json[]).slice(1),
  );
  return [...(messages as Json[]), ...(await Promise.all(threads)).flat()].map(({ text }) => String(text));
}

describe('given who tells of a run, killed with -9 between sending and writing it down', () => {
  it(`of ${KILLS} times none said anything twice, and nothing was left out`, { timeout: 600_000 }, async () => {
    const dir = folder();
    const routes = [{ via: 'slack', tells: 'run' as const }];
    const session = await openLive({ playbook, catalogue, store: dir, more: { routes, title: 'Book' } });
    const { run } = session;
    const notes = Array.from({ length: 3 * KILLS }, (_, n) => `Note number ${n}.`);
    for (const text of notes) session.dispatch({ type: 'note', text }, ada);
    session.leave();

    const script = bundle('../notify/teller.ts');
    const chance = numbers(7);
    let kills = 0;
    while (kills < KILLS) {
      const teller = start(script, [dir, run, server.apiUrl, botToken]);
      let left = 1 + Math.floor(chance() * 4);
      server.proxy.plan = ({ path }) => {
        if (!/postMessage|conversations\.create|update/.test(path)) return null;
        left -= 1;
        if (left > 0) return null;
        server.proxy.plan = () => null;
        teller.kill('SIGKILL');
        kills += 1;
        // It arrives all the same, or it does not.
        return chance() < 0.7 ? 'drop-after' : 'drop-before';
      };
      await teller.ended;
      server.proxy.plan = () => null;
      // It came to its end: what is left of the kills finds nothing to say.
      if (left > 0) break;
    }
    await start(script, [dir, run, server.apiUrl, botToken]).ended;

    expect(kills).toBe(KILLS);
    const texts = await saidThere();
    for (const note of notes)
      expect(
        texts.filter((text) => text.includes(note)),
        note,
      ).toHaveLength(1);
    const after = await resumeRun(dir, run, { clock: () => realClock, typedBy: () => 'test' });
    expect(Object.keys(after.state.outbox.slack?.pending ?? {})).toEqual([]);
    after.leave();
  });
});
