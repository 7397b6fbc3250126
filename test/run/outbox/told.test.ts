import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { tellClosing } from '../../../src/run/outbox/closing.ts';
import { openOutbox } from '../../../src/run/outbox/open.ts';
import type { Outbox } from '../../../src/run/outbox/outbox.ts';
import { routeOf } from '../../../src/run/outbox/told-by.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { type FarSides, startFarSides } from '../../helpers/notify/far-sides.ts';
import { ada, folder, openLive } from '../live/given.ts';

const playbook = `format: 1
playbook: live-book
version: 1.0.0
title: Live
summary: For tests.
severity: high
roles: { lead: { title: Lead } }
scope: {}
audiences: [executives, consumers]
phases:
  - phase: work
    title: Work
    steps:
      - { step: tell-board, role: lead, notify: executives, message: The board is told. }
      - { step: tell-users, role: lead, notify: consumers, message: "Tell @channel: do not install it." }
`;
const catalogue = `format: 1
catalogue: none
version: 1.0.0
title: None
actions:
  - { action: nothing, title: Nothing, effect: isolate, type: nothing, run: ["true"], read-only: true, docs: "https://example.org" }
`;

let sides: FarSides;
beforeEach(async () => {
  sides = await startFarSides();
  return () => sides.close();
});

/** A live run that is told by all of them. */
async function told(more: { readonly rehearsal?: boolean } = {}) {
  const store = folder();
  const routes = Object.entries(sides.tell).map(([via, one]) => routeOf(via, one));
  const environment = { ...sides.secrets };
  const incident = { routes, title: 'Stolen runner', ...more };
  const session = await openLive({ playbook, catalogue, store, environment, more: incident });
  const outbox = await openOutbox(session, {
    store,
    slack: { exerciseChannel: null, invite: [], isPrivate: false, answers: false, people: {}, apiUrl: null },
    tell: sides.tell,
    addresses: (via) => sides.tell[via]?.to ?? [],
    sources: {},
    environment,
  });
  session.attach(outbox);
  onTestFinished(() => outbox.stop());
  return { store, session, outbox };
}

async function worked({ session, outbox }: { session: RunSession; outbox: Outbox }, report: string): Promise<void> {
  for (const step of ['tell-board', 'tell-users']) session.dispatch({ type: 'finish', step }, ada);
  session.dispatch({ type: 'close' }, ada);
  writeFileSync(report, '# The report\n');
  tellClosing(session, () => report);
  await outbox.settled();
}

/** All that a run has left on the disk. */
function kept(dir: string): string {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1')).join('\n');
}

describe('given a live run that is told by everything beside Slack', () => {
  it('each hears what it is for, once, and all of it says LIVE', async () => {
    const run = await told();
    await worked(run, join(run.store, 'report.md'));
    expect(run.session.told().filter(({ isTroubled }) => isTroubled)).toEqual([]);
    const pending = Object.values(run.session.state.outbox).flatMap(({ pending }) => Object.keys(pending));
    expect(pending).toEqual([]);

    const [message, report, ...more] = sides.mail.received;
    expect(more).toEqual([]);
    expect([message?.to, report?.to]).toEqual([['board@example.org'], ['board@example.org']]);
    expect(message?.text).toContain('The board is told.');
    expect(message?.text).not.toContain('install');
    expect(report?.text).toMatch(/^Subject: LIVE: The report of live-book-/m);
    expect(report?.text).toMatch(/filename="?report\.md/);
    expect(report?.text).toContain(Buffer.from('# The report\n').toString('base64'));
    const { hash = '' } = run.session.entries.findLast(({ type }) => type === 'run.closed') ?? {};
    expect(report?.text.replaceAll('=\r\n', '')).toContain(hash);

    const heard = sides.verified.map(
      ({ body }) => body as { type: string; data: { subject: string; run: { mark: string } } },
    );
    expect(heard.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['message.room', 'message.headline', 'message.file']),
    );
    expect(heard.map(({ data }) => data.subject)).toContainEqual(expect.stringContaining('The run is closed.'));
    expect(new Set(heard.map(({ data }) => data.run.mark))).toEqual(new Set(['LIVE']));
    expect(new Set(sides.verified.map(({ id }) => id)).size).toBe(sides.verified.length);

    expect(sides.postedTo('teams')).toEqual([
      expect.stringMatching(/LIVE: .*The board is told\./),
      expect.stringMatching(/LIVE: .*do not install it\./),
    ]);
    expect(sides.postedTo('mattermost')).toEqual([expect.stringContaining('Tell @\u200bchannel: do not install it.')]);
    const texts = await sides.texts();
    expect(texts.map(({ to }) => to).sort()).toEqual(
      ['+4915112345678', '+4915112345678', '+4915187654321', '+4915187654321'].sort(),
    );
    for (const { body } of texts) expect(body).toMatch(/^LIVE: /);
  });

  it('none of their secrets is in what the run has written down, also where a far side repeats it', async () => {
    const repeat = (path: string) =>
      Buffer.from(`no such hook: ${sides.web.url}${path} ${JSON.stringify(sides.secrets)}`);
    sides.instead = (path) => (path === '/hook' ? null : { status: 400, headers: {}, body: repeat(path) });
    const run = await told();
    await worked(run, join(run.store, 'report.md'));
    const dead = Object.values(run.session.state.outbox.office?.pending ?? {});
    expect(dead).toMatchObject([
      { status: 'dead', why: expect.stringContaining('Teams answered 400') },
      { status: 'dead' },
    ]);
    const all = `${kept(run.store)}${JSON.stringify(run.session.told())}`;
    for (const secret of Object.values(sides.secrets)) expect(all).not.toContain(secret);
    expect(all).not.toContain('canary');
  });

  it('who is down keeps nobody else waiting, and each stands by its own name', async () => {
    sides.instead = (path) =>
      path === '/hook' ? { status: 503, headers: { 'retry-after': '60' }, body: Buffer.from('') } : null;
    const run = await told();
    for (const step of ['tell-board', 'tell-users']) run.session.dispatch({ type: 'finish', step }, ada);
    await run.outbox.settled();
    expect(sides.mail.received).toHaveLength(1);
    const words = run.session.told().map((one) => one.words);
    expect(words).toContainEqual(expect.stringMatching(/^bridge \(webhook\): down, \d+ queued, 1 unclear$/));
    expect(words).toContain('board (e-mail): ok');
  });

  it('one whose secret is nowhere waits, and says which and where to put it; the others are told', async () => {
    const { TEAMS_URL: _, ...secrets } = sides.secrets;
    Object.assign(sides, { secrets });
    const run = await told();
    run.session.dispatch({ type: 'finish', step: 'tell-board' }, ada);
    await run.outbox.settled();
    const office = run.session.told().find(({ via }) => via === 'office');
    expect(office).toMatchObject({
      isTroubled: true,
      sentence: expect.stringMatching(
        /The secret TEAMS_URL is not there: the environment variable TEAMS_URL is not set/,
      ),
    });
    expect(run.session.state.outbox.office?.stopped).toBeDefined();
    expect(sides.mail.received).toHaveLength(1);
  });

  it('details kept from one of them are kept from its mails and its report, the name of the run too', async () => {
    const run = await told();
    run.session.dispatch({ type: 'withhold', via: 'board', withheld: true, reason: 'They read along.' }, ada);
    run.session.dispatch({ type: 'withhold', via: 'bridge', withheld: true, reason: 'They read along.' }, ada);
    await run.outbox.idle();
    sides.web.seen.length = 0;
    await worked(run, join(run.store, 'report.md'));
    const hooks = sides.web.seen.filter(({ path }) => path === '/hook');
    const heard = [
      ...sides.mail.received.map(({ text }) => text),
      ...hooks.map(({ headers, body }) => `${JSON.stringify(headers)}${body}`),
    ];
    for (const text of heard) expect(text).not.toMatch(/live-book|stolen|runner|report/i);
    expect(heard.length).toBeGreaterThan(2);
    expect(sides.mail.received.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])).toEqual([
      expect.stringContaining('LIVE: Look at the bridge.'),
    ]);
  });

  it('a rehearsal reaches none of them, whatever its journal says', async () => {
    const run = await told({ rehearsal: true });
    await worked(run, join(run.store, 'report.md'));
    expect([sides.mail.received, sides.web.seen, await sides.texts()]).toEqual([[], [], []]);
  });
});
