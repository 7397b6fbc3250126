import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectionFor } from '../../../src/actions/connection.ts';
import { type Answer, listenInSlack } from '../../../src/notify/slack/answers.ts';
import { createWeb } from '../../../src/run/web.ts';
import { type FaultProxy, startFaultProxy } from '../../helpers/notify/fault-proxy.ts';
import { type SocketMode, startSocketMode } from '../../helpers/notify/socket-mode.ts';

type Json = Record<string, unknown>;

let socket: SocketMode;
let web: FaultProxy;
/** What `apps.connections.open` answers. */
let opened: () => Json = () => ({});
beforeAll(async () => {
  const answer = () => ({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(opened())) });
  [socket, web] = await Promise.all([startSocketMode(), startFaultProxy(async () => answer())]);
});
beforeEach(() => {
  opened = () => ({ ok: true, url: socket.url });
  web.seen.length = 0;
  web.plan = () => null;
});
afterAll(() => Promise.all([socket.close(), web.close()]));

/** Somebody who listens, and what they hear; on their clock nobody waits. */
async function listening(token: () => Promise<string> = async () => 'xapp-of-the-tests') {
  const [heard, states, waits]: [Answer[], string[], number[]] = [[], [], []];
  const looking = new Set<() => void>();
  const look = () => {
    for (const one of looking) one();
  };
  let now = 1_700_000_000_000;
  const clock = {
    now: () => now,
    wait: async (ms: number) => {
      waits.push(ms);
      now += ms;
      // Who only ever tries again would else leave no time for anything.
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass(ms: number) {
      now += ms;
    },
  };
  const end = await listenInSlack({
    token,
    web: createWeb({ environment: {} }),
    apiUrl: `${web.url}/api/`,
    dispatcher: () => connectionFor({ environment: {}, timeout: 5000 }),
    clock,
    onAnswer(answer) {
      heard.push(answer);
      look();
    },
    onState(isListening, why = '') {
      states.push(isListening ? 'heard' : why);
      look();
    },
  });
  onTestFinished(end);
  /** Resolves once something holds of what was heard. */
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!holds()) return;
        looking.delete(check);
        resolve();
      };
      looking.add(check);
      check();
    });
  return { heard, states, waits, clock, until, end, isHeard: () => states.at(-1) === 'heard' };
}

const click = (value: string): Json => ({
  type: 'block_actions',
  user: { id: 'U1' },
  channel: { id: 'C1' },
  actions: [{ type: 'button', action_id: 'approve', value, action_ts: '1700000000.000300' }],
});
const values = (heard: readonly Answer[]) => heard.map((one) => (one.kind === 'button' ? one.value : one.text));
const asked = () => web.seen.filter(({ path }) => path.endsWith('apps.connections.open')).length;

describe('given a connection to Slack', () => {
  it.each(['warning', 'refresh_requested'] as const)(
    'when Slack says %s, then another one is asked for and made, and what comes by it is heard',
    async (reason) => {
      const { heard, states, until, isHeard, clock } = await listening();
      await until(isHeard);
      const { made } = socket;
      await socket.deliver('interactive', click('before'));
      clock.pass(60_000);
      await socket.endWith(reason);
      await until(() => states.length === 3);
      await socket.deliver('interactive', click('after'));
      expect(values(heard)).toEqual(['before', 'after']);
      expect(states).toEqual(['heard', 'Slack closed the connection, and another is made', 'heard']);
      expect([socket.made - made, asked()]).toEqual([1, 2]);
    },
  );

  it('when it is cut off without a word, then the same', async () => {
    const { heard, states, until, isHeard } = await listening();
    await until(isHeard);
    await socket.drop();
    await until(() => states.length === 3);
    await socket.deliver('interactive', click('after'));
    expect(values(heard)).toEqual(['after']);
    expect(states).toEqual(['heard', 'the connection was closed', 'heard']);
  });

  it('one that held for long is made anew at once; one that does not hold, after longer and longer', async () => {
    const { until, isHeard, waits, clock, states } = await listening();
    await until(isHeard);
    clock.pass(3_600_000);
    for (const count of [3, 5, 7]) {
      await socket.drop();
      await until(() => states.length === count);
    }
    expect(waits).toEqual([0, 1000, 2000]);
  });

  it('when Socket Mode is switched off, then that is said', async () => {
    const { states, until, isHeard } = await listening();
    await until(isHeard);
    opened = () => ({ ok: false, error: 'forbidden' });
    await socket.endWith('link_disabled');
    await until(() => states.length > 2);
    expect(states.slice(1, 3)).toEqual([
      'Socket Mode is switched off for the app: switch it on under Socket Mode',
      'Slack answered forbidden when it was asked for a connection',
    ]);
  });

  it.each(['no JSON', '{"type":"events_api"}', '[]', '{"type":"events_api","payload":{"event":null}}', '{"type":7}'])(
    'when %j comes by it, then that is passed over, and the next is heard',
    async (text) => {
      const { heard, until, isHeard } = await listening();
      await until(isHeard);
      await socket.say(text);
      await socket.deliver('interactive', click('next'));
      expect(values(heard)).toEqual(['next']);
    },
  );

  it('when who listens leaves, then nobody waits for a goodbye that does not come', async () => {
    const { until, isHeard, end } = await listening();
    await until(isHeard);
    await socket.stall();
    await end();
    await socket.drop();
  });
});

describe('given that no connection can be made', () => {
  it.each([
    'drop-before',
    'drop-after',
    'error-after',
    'malformed-after',
    'cut-after',
    { limit: 7 },
    { limit: null },
  ] as const)('when the request for one meets %j, then it is tried again until there is one', async (fault) => {
    let left = 3;
    web.plan = () => {
      left -= 1;
      return left >= 0 ? fault : null;
    };
    const { heard, states, waits, until, isHeard } = await listening();
    await until(isHeard);
    await socket.deliver('interactive', click('at last'));
    expect(values(heard)).toEqual(['at last']);
    expect(
      states.slice(0, 3).every((why) => why.startsWith('no connection can be made') || why.startsWith('Slack did not')),
    ).toBe(true);
    const isTold = typeof fault === 'object' && fault.limit !== null;
    expect(waits.slice(0, 3)).toEqual(isTold ? [7000, 7000, 7000] : [1000, 2000, 4000]);
  });

  it.each(['invalid_auth', 'not_allowed_token_type', 'missing_scope'])(
    'when Slack answers %s, then it is said what mends it, the token is in none of it, and the mended one is used',
    async (error) => {
      opened = () => ({ ok: false, error });
      let token = 'xapp-canary-of-the-tests';
      const { states, until, isHeard } = await listening(async () => token);
      await until(() => states.length > 0);
      expect(states[0]).toMatch(
        new RegExp(
          `^Slack answered ${error} .*: set SLACK_APP_TOKEN to an app-level token of this app \\(xapp-…, .* connections:write\\)$`,
        ),
      );
      token = 'xapp-mended';
      opened = () => ({ ok: true, url: socket.url });
      await until(isHeard);
      expect(web.seen.at(-1)?.headers.authorization).toBe('Bearer xapp-mended');
      expect(states.join()).not.toContain('canary');
    },
  );

  it('when nothing greets at the address that Slack names, then it is tried again', async () => {
    opened = () => ({ ok: true, url: 'ws://127.0.0.1:9/link' });
    const { states, until, isHeard } = await listening();
    await until(() => states.length > 1);
    expect(states[0]).toBe('Slack did not greet on the connection that it named');
    opened = () => ({ ok: true, url: socket.url });
    await until(isHeard);
  });
});
