import { afterEach, describe, expect, it } from 'vitest';
import { createWeb } from '../../src/run/web.ts';
import { refreshImprovements, sendImprovements } from '../../src/tracker/send.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../helpers/notify/fault-proxy.ts';
import { closedRun, sendingOf, trackers } from '../helpers/tracker/closed-run.ts';
import { type Forge, TOKEN } from '../helpers/tracker/forges.ts';

let proxy: FaultProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

const minute = 60_000;

async function standing(name: string, texts = ['Pin every action.', 'Rotate the key.']) {
  const parts = trackers[name];
  if (!parts) throw new Error(`there is no ${name}`);
  const forge: Forge = parts.forge();
  const run = closedRun(texts);
  forge.now = () => run.clock.wall();
  const there = await startFaultProxy((request) => forge.answer(request));
  proxy = there;
  const web = createWeb({ environment: {}, timeout: 5_000 });
  const tracker = parts.open(
    (request) => web(request, new AbortController().signal),
    () => run.clock.wall(),
    there.url,
  );
  const sending = sendingOf(run, tracker);
  const later = (milliseconds: number) => run.clock.moveTo(run.clock.wall() + milliseconds);
  return { forge, run, sending, proxy: there, later, send: () => sendImprovements(sending) };
}

/** The requests that make something; a search has a text as well. */
const makes = ({ path, body }: { path: string; body: Buffer }) => body.length > 0 && !path.includes('/search/');
const hows = (sent: readonly { how: string }[]) => sent.map(({ how }) => how);

describe.each(Object.keys(trackers))('%s', (name) => {
  it('given improvements, when they are sent twice, then there is one issue for each, and its link is in the journal', async () => {
    const { forge, run, send, sending } = await standing(name);
    const first = await send();
    expect(hows(first)).toEqual(['made', 'made']);
    expect(hows(await send())).toEqual(['there', 'there']);
    expect(forge.issues.map(({ title }) => title)).toEqual(['DRILL: Pin every action.', 'DRILL: Rotate the key.']);
    const { tracked } = run.session.state.improvements['improvement-1'] ?? {};
    expect(tracked?.[sending.tracker.name]).toEqual({ state: 'open', issue: first[0]?.issue, url: first[0]?.url });
    for (const { body } of forge.issues) expect(body).toContain('DRILL: this came of an exercise');
    expect(JSON.stringify(run.session.entries)).not.toContain(TOKEN);
  });

  it('given that it was put there and the journal does not know, when it is sent, then it is found and noted', async () => {
    const { forge, run, proxy, send, sending, later } = await standing(name);
    await send();
    later(20 * minute);
    const again = sendingOf(closedRun(['Pin every action.', 'Rotate the key.']), sending.tracker);
    const sent = await sendImprovements({ ...again, now: () => run.clock.wall() });
    expect(hows(sent)).toEqual(['found', 'found']);
    expect([forge.issues.length, proxy.seen.filter(makes).length]).toEqual([2, 2]);
  });

  it.each<[Fault]>([['drop-after'], ['error-after'], ['malformed-after'], ['cut-after']])(
    'given that the first one meets %s, then it is looked for before anything is made again',
    async (fault) => {
      const { forge, proxy, send, later } = await standing(name);
      proxy.plan = (request) => (makes(request) && proxy.seen.filter(makes).length === 1 ? fault : null);
      const first = await send();
      expect(forge.issues.length).toBeLessThanOrEqual(2);
      if (first[0]?.how !== 'found') {
        // What Jira has made it finds only later: until then nothing is made again, and what was begun is said to be so.
        expect(first[0]).toMatchObject({ how: 'maybe', mend: expect.stringContaining('looked for first') });
        expect(hows(await send())[0]).toBe('maybe');
        later(11 * minute);
      }
      await send();
      expect(hows(await send())).toEqual(['there', 'there']);
      expect(forge.issues.map(({ title }) => title).sort()).toEqual([
        'DRILL: Pin every action.',
        'DRILL: Rotate the key.',
      ]);
    },
  );

  it('given that it was never delivered, then it may be there, and is made once it would have been found', async () => {
    const { forge, proxy, send, later } = await standing(name, ['Pin every action.']);
    proxy.plan = (request) => (makes(request) ? 'drop-before' : null);
    expect(hows(await send())).toEqual(['maybe']);
    proxy.plan = () => null;
    expect(hows(await send())).toEqual(['maybe']);
    later(11 * minute);
    expect(hows(await send())).toEqual(['made']);
    expect(forge.issues.length).toBe(1);
  });

  it('given that there are too many requests, then it waits as long as it is told, if that is not long', async () => {
    const { forge, proxy, send } = await standing(name);
    proxy.plan = (request) => (makes(request) && proxy.seen.filter(makes).length === 1 ? { limit: 7 } : null);
    expect(hows(await send())).toEqual(['made', 'made']);
    expect(forge.issues.length).toBe(2);
  });

  it('given that it is to wait for an hour, then it stops, says so, and goes on where it stopped', async () => {
    const { forge, proxy, send } = await standing(name);
    proxy.plan = (request) => (makes(request) && forge.issues.length === 1 ? { limit: 3600 } : null);
    const sent = await send();
    expect(sent).toMatchObject([
      { how: 'made' },
      {
        how: 'later',
        why: expect.stringContaining('too many requests'),
        mend: expect.stringContaining('in 60 minutes'),
      },
    ]);
    proxy.plan = () => null;
    expect(hows(await send())).toEqual(['there', 'made']);
  });

  it.each([
    [401, 'The token is none'],
    [403, 'may not do that'],
    [404, 'There is no'],
  ])('given that it answers %i, then nothing is made, and what mends it is said once for all', async (status, mend) => {
    const { forge, run, proxy, send } = await standing(name);
    forge.refuses = { status, body: { message: `No, ${TOKEN}.` } };
    const sent = await send();
    expect(hows(sent)).toEqual(['refused', 'refused']);
    if (!(name === 'Jira' && status === 404)) expect(sent[0]?.mend).toContain(mend);
    expect(sent[0]?.why).toContain(`answered ${status}`);
    expect(JSON.stringify([sent, run.session.entries])).not.toContain(TOKEN);
    expect(proxy.seen.length).toBe(1);
    forge.refuses = null;
    expect(hows(await send())).toEqual(['made', 'made']);
  });

  it('given that one was closed there, when it is refreshed, then that shows here, once', async () => {
    const { forge, run, send, sending } = await standing(name);
    await send();
    const [first] = forge.issues;
    if (first) first.state = 'closed';
    const before = run.session.entries.length;
    expect(await refreshImprovements(sending)).toEqual([]);
    expect(await refreshImprovements(sending)).toEqual([]);
    const states = Object.values(run.session.state.improvements).map(
      ({ tracked }) => tracked?.[sending.tracker.name]?.state,
    );
    expect(states).toEqual(['closed', 'open']);
    expect(run.session.entries.length).toBe(before + 1);
    expect(hows(await send())).toEqual(['there', 'there']);
  });

  it('given that one was deleted there, then it is gone; given that nothing may be seen, then that is said instead', async () => {
    const { forge, run, send, sending } = await standing(name, ['Pin every action.']);
    await send();
    const state = () => run.session.state.improvements['improvement-1']?.tracked?.[sending.tracker.name]?.state;
    forge.refuses = { status: 404, body: {} };
    expect(await refreshImprovements(sending)).toMatchObject([{ how: 'refused', why: expect.stringContaining('404') }]);
    expect(state()).toBe('open');
    forge.refuses = null;
    forge.issues.length = 0;
    expect(await refreshImprovements(sending)).toEqual([]);
    expect(state()).toBe('gone');
  });
});

describe('GitHub', () => {
  it('tells a limit with a 403 too: it waits until the time that is named', async () => {
    const { forge, run, send } = await standing('GitHub');
    const reset = String(run.clock.wall() / 1000 + 600);
    forge.refuses = { status: 403, body: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } };
    expect(await send()).toMatchObject([
      { how: 'later', mend: expect.stringContaining('in 10 minutes') },
      { how: 'later' },
    ]);
  });

  it('given more issues than one page, then all of them are looked through', async () => {
    const { forge, send } = await standing('GitHub', ['Pin every action.']);
    for (let number = 1; number <= 230; number += 1)
      forge.issues.push({ number, title: 'x', body: '', labels: [], made: forge.now(), state: 'open' });
    expect(hows(await send())).toEqual(['made']);
    expect(forge.issues.length).toBe(231);
  });
});
