import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { deadPort, httpServer } from '../../actions/loopback.ts';
import { journaled, leftAlone, takenAgain } from './again.ts';
import { ada, addThing, isolatedBy, isolating, needed, openLive, ref, run, runToEnd } from './given.ts';

/** How a server can leave somebody who has asked it for something. */
const endings: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'drops the connection': (response) => response.destroy(),
  'says nothing any more': () => {},
  'answers 500': (response) => response.writeHead(500).end('it was too much'),
  'answers 502, as something before it does': (response) => response.writeHead(502).end(),
  'answers 504': (response) => response.writeHead(504).end(),
  'answers 408': (response) => response.writeHead(408).end(),
  'closes in the middle of its headers': (response) => response.socket?.end('HTTP/1.1 200 OK\r\nContent-Le'),
  'closes in the middle of its body': (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"done": tr', () => response.destroy());
  },
  'closes in the middle of a chunk': (response) => response.socket?.end(`${chunked}20\r\n{"done": tr`),
  'never ends its body': (response) => response.writeHead(200).write('{"done": true'),
  'answers in no HTTP': (response) => response.socket?.end('+OK 220 ready\r\n'),
};
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

/** A server that does what it is asked at once, counts, and leaves its client so. Asked what is, it says it, or fails. */
async function server(leave: (response: ServerResponse, times: number) => void) {
  const so = { acted: 0, looked: 0, sees: true, isUp: true };
  const { url } = await httpServer((asked, response) => {
    if (asked.method !== 'GET') {
      so.acted += 1;
      leave(response, so.acted);
      return;
    }
    so.looked += 1;
    if (so.isUp) response.end(JSON.stringify({ acted: so.sees && so.acted > 0 }));
    else response.destroy();
  });
  return { url, so };
}

/** A catalogue whose one action asks a server at an address, and looks there whether it is done. */
function asking(url: string, method: string, more = ''): string {
  return isolatedBy(`http: { method: ${method}, base: "${url}", path: [things, "\${{ item.name }}"] }
    timeout: 1s
    ${more}
    check:
      http: { method: GET, base: "${url}", path: [state] }
      holds: \${{ outputs.json.acted }}`);
}

/** Whatever a method promises in general: only its vendor can say that twice is once. */
const methods = ['PUT', 'DELETE'].flatMap((method) => [
  [method, 'drops the connection'],
  [method, 'closes in the middle of its body'],
]);

describe('given a server that acts and then leaves its client with nothing, or with half', () => {
  it.each([...Object.keys(endings).map((how) => ['POST', how]), ...methods])(
    'when it is sent a %s and then %s, then nobody claims to know, and a look decides',
    async (method = '', how = '') => {
      const { url, so } = await server(endings[how] ?? (() => {}));
      const session = await openLive({ playbook: isolating, catalogue: asking(url, method) });
      addThing(session);
      const instance = await runToEnd(session, ref);
      expect(instance).toMatchObject({
        status: 'outcome-unknown',
        unknown: expect.stringContaining('may have happened'),
      });
      expect(so).toMatchObject({ acted: 1, looked: 0 });

      // To run it again is refused, by whatever name.
      expect(session.dispatch({ type: 'run-action', ...ref, hash: '' }, ada)?.message).toContain('Nobody knows how');
      expect(session.dispatch({ type: 'retry', ...ref }, ada)).not.toBeNull();
      expect(session.dispatch({ type: 'finish', ...ref }, ada)).not.toBeNull();

      expect(session.dispatch({ type: 'look', ...ref }, ada)).toBeNull();
      await session.quiet();
      expect(needed(session, ref).status).toBe('done');
      expect(so).toMatchObject({ acted: 1, looked: 1 });
    },
  );
});

describe('given an action of which nobody knows whether it happened', () => {
  const drops = (response: ServerResponse) => void response.destroy();

  it('when the check does not see it, then it is as unknown as before; a person says so, and only then it may be sent again', async () => {
    const { url, so } = await server((response, times) => (times === 1 ? response.destroy() : response.end()));
    so.sees = false;
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST') });
    addThing(session);
    await runToEnd(session, ref);
    session.dispatch({ type: 'look', ...ref }, ada);
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('not seen'),
    });

    expect(session.dispatch({ type: 'conclude', ...ref, did: false, how: 'It is not there.' }, ada)).toBeNull();
    expect(needed(session, ref).status).toBe('failed');
    await leftAlone(session);
    expect(so.acted).toBe(1);
    so.sees = true;
    expect(session.dispatch({ type: 'retry', ...ref }, ada)).toBeNull();
    expect((await runToEnd(session, ref)).status).toBe('done');
    expect(so.acted).toBe(2);
  });

  it('when the network is still gone at the look, then it is as unknown as before, and can be looked at again', async () => {
    const { url, so } = await server(drops);
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST') });
    addThing(session);
    await runToEnd(session, ref);
    so.isUp = false;
    session.dispatch({ type: 'look', ...ref }, ada);
    await session.quiet();
    expect(needed(session, ref).status).toBe('outcome-unknown');
    so.isUp = true;
    session.dispatch({ type: 'look', ...ref }, ada);
    await session.quiet();
    expect(needed(session, ref).status).toBe('done');
    expect(so).toMatchObject({ acted: 1, looked: 2 });
  });

  it('when the run is left and taken again, then it asks as before, and sends nothing', async () => {
    const { url, so } = await server(drops);
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST') });
    addThing(session);
    await runToEnd(session, ref);
    session.leave();
    const again = await takenAgain(session.dir, session.run);
    await leftAlone(again);
    expect(needed(again, ref).status).toBe('outcome-unknown');
    expect(so).toMatchObject({ acted: 1, looked: 0 });
  });

  it('when a look runs and the program is gone in its middle, then nothing was changed by it and it is still unknown', async () => {
    const { url, so } = await server(drops);
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST') });
    addThing(session);
    await runToEnd(session, ref);
    // The journal as it is when the look is asked for and nothing came of it.
    session.dispatch({ type: 'look', ...ref }, ada);
    session.leave();
    const again = await takenAgain(session.dir, session.run);
    await leftAlone(again);
    expect(needed(again, ref).status).toBe('outcome-unknown');
    expect(so.acted).toBe(1);
  });
});

describe('given a server that cannot be reached', () => {
  it('when something is sent to it, then nothing happened, and that is known', async () => {
    const catalogue = asking(`http://127.0.0.1:${await deadPort()}`, 'POST');
    const session = await openLive({ playbook: isolating, catalogue });
    addThing(session);
    const instance = await runToEnd(session, ref);
    expect(instance).toMatchObject({ status: 'failed', reason: expect.stringContaining('Nothing happened') });
  });
});

describe('given an action that says how often it is tried', () => {
  it('when it does not say that twice is once, then it is refused before anything is opened', () => {
    const text = asking('http://127.0.0.1:1', 'POST', 'retry: { times: 5, every: 1s }');
    const { catalogue, diagnostics } = readCatalogue({ file: 'actions.yaml', text });
    expect(catalogue).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['retry-unsafe']);
  });

  const often = 'idempotent: true\n    retry: { times: 3, every: 1s }';

  it('when it is refused for a while, then it is sent again and says how often', async () => {
    const { url, so } = await server((response, times) =>
      response.writeHead(times < 3 ? 429 : 200, { 'retry-after': '0' }).end(),
    );
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST', often) });
    addThing(session);
    const instance = await runToEnd(session, ref);
    expect(instance.status).toBe('done');
    expect(instance.acted?.[0]?.outcome?.said).toBe('Answered 200. It was tried 3 times.');
    expect(so.acted).toBe(3);
    // Asked for once, whatever came of it: the journal has one request of it.
    const asked = journaled(session).filter((entry) => entry.type === 'action.requested' && entry.call === 'do');
    expect(asked).toHaveLength(1);
  });

  it.each(['drops the connection', 'answers 500', 'closes in the middle of its body'])(
    'when the server acts and then %s, then it is not sent again: it may have happened',
    async (how) => {
      const { url, so } = await server(endings[how] ?? (() => {}));
      const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST', often) });
      addThing(session);
      expect((await runToEnd(session, ref)).status).toBe('outcome-unknown');
      expect(so.acted).toBe(1);
    },
  );

  it('when it is asked again until its answer is as expected, then it says how often', async () => {
    const { url, so } = await server((response, times) => response.end(JSON.stringify({ ready: times > 1 })));
    const expecting = `idempotent: true\n    holds: \${{ outputs.json.ready }}\n    within: 60s\n    every: 1s`;
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'PUT', expecting) });
    addThing(session);
    const instance = await runToEnd(session, ref);
    expect(instance.status).toBe('done');
    expect(instance.acted?.[0]?.outcome?.said).toBe('Answered 200. It was tried 2 times.');
    expect(so.acted).toBe(2);
  });
});

describe('given a request on its way', () => {
  it('when it is told to stop, then it may have happened, and is not sent again', async () => {
    let heard = () => {};
    const arrived = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const { url, so } = await server(() => heard());
    const session = await openLive({ playbook: isolating, catalogue: asking(url, 'POST').replace('1s', '60s') });
    addThing(session);
    run(session, ref);
    await arrived;
    expect(session.dispatch({ type: 'cancel-action', ...ref }, ada)).toBeNull();
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('cancelled'),
    });
    expect(so.acted).toBe(1);
  });
});
