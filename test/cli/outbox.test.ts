import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realClock } from '../../src/run/clock.ts';
import { resumeRun } from '../../src/run/resume.ts';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';
import { botToken, slackServer } from '../helpers/notify/slack-server.ts';

const place = usingProgram();

type Json = Record<string, unknown>;

const server = slackServer();

/** Nobody answers there. */
const nowhere = 'http://127.0.0.1:9/api/';

const at = (apiUrl: string, args: readonly string[]) =>
  breakglass(place, args, { env: { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } });

/** A live run that was opened while Slack was down. */
async function opened(...more: string[]): Promise<string> {
  const args = ['respond', 'leaked-secret', '--json', '--title', 'A leaked key', '--as', 'lead=Mara', ...more];
  const { code, stdout, stderr } = await at(nowhere, args);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout).run;
}

const listed = async (run: string, ...more: string[]) => {
  const { stdout } = await at(nowhere, ['outbox', ...(more.length > 0 ? more : ['list']), run, '--json']);
  const [channel] = JSON.parse(stdout).channels as Json[];
  return { ...channel, waiting: (channel?.waiting ?? []) as Json[] };
};

describe('given a run that was opened while Slack was down', () => {
  it('then nothing of it is lost: list says what waits and why, and retry sends it once Slack is back', async () => {
    const run = await opened();
    const before = await listed(run);
    expect(before).toMatchObject({ via: 'slack', sent: 0, withheld: false });
    expect(before.waiting.map(({ sort }) => sort)).toEqual(
      expect.arrayContaining(['room', 'topic', 'headline', 'line']),
    );
    expect(before.waiting[0]).toMatchObject({
      status: 'queued',
      tries: 1,
      why: expect.stringContaining('ECONNREFUSED'),
    });
    const plain = await at(nowhere, ['outbox', 'list', run]);
    expect(plain.stdout).toMatch(/waits, tried 1 time \(.*ECONNREFUSED.*\): A leaked key/);

    const retried = await at(server.apiUrl, ['outbox', 'retry', run, '--json']);
    expect(retried.code).toBe(0);
    const [after] = JSON.parse(retried.stdout).channels as Json[];
    expect(after).toMatchObject({ waiting: [], sent: before.waiting.length });
    const { channels } = await server.ask('conversations.list', { limit: 1000 }, botToken);
    const room = (channels as Json[]).find(({ name }) => String(name).includes('leaked-secret'));
    const { items } = await server.ask('pins.list', { channel: room?.id }, botToken);
    expect(JSON.stringify(items)).toContain('LIVE');

    const { code, stdout } = await at(nowhere, ['verify', run]);
    expect([code, stdout + retried.stderr]).toEqual([0, expect.not.stringContaining(botToken)]);
  });

  it('what may be there is looked for before a person’s word sends it again: it is there once', async () => {
    const run = await opened();
    let isCut = false;
    // The first message arrives, its answer is lost, and then nobody answers any more.
    server.proxy.plan = ({ path }) => {
      if (isCut) return 'drop-before';
      isCut = path.endsWith('chat.postMessage');
      return isCut ? 'drop-after' : null;
    };
    expect((await at(server.apiUrl, ['outbox', 'retry', run])).code).toBe(5);
    const before = await listed(run);
    expect(before.waiting.filter(({ status }) => status === 'unknown')).toHaveLength(1);
    server.proxy.plan = () => null;

    const { code, stderr } = await at(server.apiUrl, ['outbox', 'retry', run]);
    expect(code, stderr).toBe(0);
    const { channels } = await server.ask('conversations.list', { limit: 1000 }, botToken);
    const room = (channels as Json[]).find(({ name }) => String(name).includes('leaked-secret'));
    const { messages } = await server.ask('conversations.history', { channel: room?.id, limit: 1000 }, botToken);
    const replies = await Promise.all(
      (messages as Json[]).map(({ ts }) => server.ask('conversations.replies', { channel: room?.id, ts }, botToken)),
    );
    const all = replies.flatMap((one) => (one.messages as Json[]).map(({ text }) => String(text)));
    const times = all.filter((text) =>
      text.includes(String(before.waiting.find((one) => one.status === 'unknown')?.subject)),
    );
    expect(times).toHaveLength(1);
    expect(new Set(all).size).toBe(all.length);
  });

  it('retry says by what nothing is set up here any more, and what to set', async () => {
    const settings = join(place.folder, 'breakglass.yaml');
    writeFileSync(
      settings,
      'tell: { bridge: { webhook: { url: "http://127.0.0.1:9/", secret: BRIDGE }, events: all } }\n',
    );
    expect((await at(nowhere, ['trust', settings, '--yes'])).code).toBe(0);
    const run = await opened();
    rmSync(settings);
    const { code, stderr } = await at(server.apiUrl, ['outbox', 'retry', run]);
    expect(code).toBe(5);
    expect(stderr).toContain('Nothing is set up here to send by bridge. Set it up as bridge under tell:');
    expect(stderr).not.toContain('send by slack');
  });

  it('retry says with its exit code that something is still not told', async () => {
    const run = await opened();
    const { code, stderr } = await at(nowhere, ['outbox', 'retry', run]);
    expect(code, stderr).toBe(5);
  });

  it('retry leaves alone what may be there and has details that are kept from there since, and sends the rest', async () => {
    const run = await opened();
    const { waiting } = await listed(run);
    const messages = [String(waiting.find(({ sort }) => sort === 'room')?.message)];
    const session = await resumeRun(place.store, run, { clock: () => realClock, typedBy: () => 'mara@here' });
    for (const ask of [
      { type: 'begin-delivery', via: 'slack', messages },
      { type: 'end-delivery', via: 'slack', messages, outcome: 'unknown', why: 'it hung up' },
      { type: 'withhold', via: 'slack', withheld: true, reason: 'They read along.' },
    ] as const)
      expect(session.dispatch(ask, { person: 'Mara' })).toBeNull();
    session.leave();
    const { code, stderr } = await at(nowhere, ['outbox', 'retry', run]);
    expect([code, stderr]).toEqual([5, expect.not.stringContaining('waits for a word')]);
    expect((await at(server.apiUrl, ['outbox', 'retry', run])).code).toBe(0);
    expect((await listed(run)).waiting).toEqual([]);
  });

  it('retry tells the head and the report of a run whose closing was cut off before they were told, once', async () => {
    const run = await opened();
    const session = await resumeRun(place.store, run, { clock: () => realClock, typedBy: () => 'mara@here' });
    for (const ask of [{ type: 'stop', reason: 'Enough.' }, { type: 'close' }] as const)
      expect(session.dispatch(ask, { person: 'Mara', role: 'lead' })).toBeNull();
    const closed = session.entries.findLast(({ type }) => type === 'run.closed');
    session.leave();
    for (const _ of ['first', 'again']) {
      const { code, stderr } = await at(server.apiUrl, ['outbox', 'retry', run]);
      expect(code, stderr).toBe(0);
    }
    const { channels } = await server.ask('conversations.list', { limit: 1000 }, botToken);
    const room = (channels as Json[]).find(({ name }) => String(name).includes('leaked-secret'));
    const { files } = await server.ask('files.list', { channel: room?.id }, botToken);
    expect((files as Json[]).map(({ name }) => name)).toEqual([`${run}.md`]);
    const queued = jsonLines(readFileSync(join(place.store, 'runs', `${run}.jsonl`), 'utf8'));
    expect(queued.filter(({ subject }) => String(subject).includes(String(closed?.hash)))).toHaveLength(1);
  });

  it('drop takes messages out, with a reason, and refuses what does not wait', async () => {
    const run = await opened();
    const { waiting } = await listed(run);
    const id = String(waiting.at(-1)?.message);
    const none = await at(nowhere, ['outbox', 'drop', run, 'm999', '--reason', 'x']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('No message m999 waits.')]);
    const empty = await at(nowhere, ['outbox', 'drop', run, id, '--reason', ' ']);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('A reason')]);
    await at(nowhere, ['outbox', 'drop', run, id, '--reason', 'Said on the phone.']);
    const after = await listed(run);
    expect(after.waiting.map(({ message }) => message)).not.toContain(id);
    expect(after).toMatchObject({ dropped: 1 });
  });

  it('takes the run by --run as well: then every word is a message', async () => {
    const run = await opened();
    const { stdout } = await at(nowhere, ['outbox', 'list', '--run', run, '--json']);
    const [one, other] = (JSON.parse(stdout).channels as { waiting: Json[] }[])[0]?.waiting.slice(-2) ?? [];
    const ids = [String(one?.message), String(other?.message)];
    const none = await at(nowhere, ['outbox', 'drop', run, '--reason', 'x']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("missing required argument 'message'")]);
    const drop = ['outbox', 'drop', '--run', run, ...ids, '--reason', 'Said on the phone.'];
    expect((await at(nowhere, drop)).code).toBe(0);
    expect(await listed(run)).toMatchObject({ dropped: 2 });
    const retried = await at(nowhere, ['outbox', 'retry', '--run', run, ids[0] ?? '']);
    expect([retried.code, retried.stderr]).toEqual([2, expect.stringContaining(`No message ${ids[0]} waits.`)]);
  });

  it('with --no-slack, nothing that waits says what it is about', async () => {
    const run = await opened('--no-slack');
    const { waiting, ...channel } = await listed(run);
    expect(channel).toMatchObject({ withheld: true });
    expect(waiting.map(({ subject }) => subject)).toEqual(['Incident', 'Incident: open']);
    await at(server.apiUrl, ['outbox', 'retry', run]);
    const { channels } = await server.ask('conversations.list', { limit: 1000 }, botToken);
    const room = (channels as Json[]).find(({ name }) => String(name).startsWith('inc-'));
    const { messages } = await server.ask(
      'conversations.history',
      { channel: room?.id, include_all_metadata: true },
      botToken,
    );
    expect(JSON.stringify(messages)).toContain('event_payload');
    expect(JSON.stringify([room, messages])).not.toMatch(/leaked|secret|Mara/i);
  });
});

describe('given a run that is told nowhere', () => {
  it('a rehearsal is not told, and list says so', async () => {
    const run = await opened('--rehearse');
    const { code, stderr } = await at(nowhere, ['outbox', 'list', run]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('is told nowhere but here')]);
    expect((await at(nowhere, ['outbox', 'retry', run])).code).toBe(2);
  });
});
