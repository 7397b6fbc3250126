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
    isOurs: ({ channel }) => channel === 'C1',
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

const click = (value: string, channel = 'C1'): Json => ({
  type: 'block_actions',
  user: { id: 'U1' },
  channel: { id: channel },
  actions: [{ type: 'button', action_id: 'approve', value, action_ts: '1700000000.000300' }],
});
const values = (heard: readonly Answer[]) => heard.map((one) => (one.kind === 'button' ? one.value : one.text));
const asked = () => web.seen.filter(({ path }) => path.endsWith('apps.connections.open')).length;

describe('given a connection to Slack', () => {
  it('what is for who listens elsewhere is not acknowledged, so that Slack tells it there, or says that nobody took it', async () => {
    const { heard, until, isHeard } = await listening();
    await until(isHeard);
    const acknowledged: string[] = [];
    const line = await socket.line();
    const deliver = (type: 'interactive' | 'events_api', payload: Json, name: string) =>
      line.deliver(type, payload).then(() => acknowledged.push(name));
    void deliver('interactive', click('of another run', 'C2'), 'their button');
    const event = {
      type: 'message',
      user: 'U1',
      channel: 'C2',
      text: 'Hm.',
      ts: '1700000002.1',
      thread_ts: '1700000001.1',
    };
    void deliver('events_api', { event }, 'their words');
    void deliver('events_api', { event: { type: 'message', channel: 'C2', subtype: 'channel_topic' } }, 'of nobody');
    await deliver('interactive', click('ours'), 'our button');
    expect(acknowledged).toEqual(['of nobody', 'our button']);
    expect(values(heard)).toEqual(['ours']);
  });

  it('when it is cut off without a word, then another one is made, and what comes by it is heard', async () => {
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
    const line = await socket.line();
    await line.warn('link_disabled');
    await line.closed();
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
    const line = await socket.line();
    line.stall();
    await end();
    await line.drop();
  });
});

describe('given a connection that Slack is about to close', () => {
  async function warned(reason: 'warning' | 'refresh_requested' = 'warning', before = () => {}) {
    const all = await listening();
    await all.until(all.isHeard);
    all.clock.pass(60_000);
    before();
    const old = await socket.line();
    socket.holdGreetings();
    onTestFinished(() => socket.greet());
    await old.warn(reason);
    return { ...all, old };
  }
  /** The next one, once it has taken the place of the one before. */
  async function nextOne() {
    await socket.ungreeted(1);
    socket.greet();
    return socket.line();
  }

  it.each(['warning', 'refresh_requested'] as const)(
    'when Slack says %s, then the next is made beside it, both are heard, and nobody reads that nobody listens',
    async (reason) => {
      const { heard, states, old, waits } = await warned(reason);
      await socket.ungreeted(1);
      await old.deliver('interactive', click('before the next is greeted'));
      const next = await nextOne();
      await next.deliver('interactive', click('by the next'));
      await old.deliver('interactive', click('by the old one, that is open still'));
      await old.close();
      await next.deliver('interactive', click('after the old one'));
      expect(values(heard)).toEqual([
        'before the next is greeted',
        'by the next',
        'by the old one, that is open still',
        'after the old one',
      ]);
      expect(states).toEqual(['heard']);
      expect([asked(), waits]).toEqual([2, [0]]);
    },
  );

  it('when Slack closes it before the next is greeted, then that is said, until it is', async () => {
    const { heard, states, old, until } = await warned();
    await socket.ungreeted(1);
    await old.close();
    await until(() => states.length === 2);
    const next = await nextOne();
    await until(() => states.length === 3);
    await next.deliver('interactive', click('after'));
    expect(values(heard)).toEqual(['after']);
    expect(states).toEqual(['heard', 'Slack closed the connection, and another is made', 'heard']);
    expect(asked()).toBe(2);
  });

  it('when the next is lost while it is open still, then it is heard, and one more is made', async () => {
    const { heard, states, old, waits } = await warned();
    const next = await nextOne();
    await next.deliver('interactive', click('by the next'));
    socket.holdGreetings();
    await next.drop();
    await socket.ungreeted(1);
    await old.deliver('interactive', click('meanwhile'));
    const third = await nextOne();
    await third.deliver('interactive', click('by the third'));
    await old.close();
    await third.deliver('interactive', click('after'));
    expect(values(heard)).toEqual(['by the next', 'meanwhile', 'by the third', 'after']);
    expect([states, waits]).toEqual([['heard'], [0, 1000]]);
  });

  it('when the next is refused, then it is tried after longer and longer, and the one that is open is heard meanwhile', async () => {
    let left = 4;
    const { heard, states, old, waits } = await warned('warning', () => {
      opened = () => {
        left -= 1;
        return left >= 0 ? { ok: false, error: 'internal_error' } : { ok: true, url: socket.url };
      };
    });
    await socket.ungreeted(1);
    await old.deliver('interactive', click('meanwhile'));
    const next = await nextOne();
    await next.deliver('interactive', click('by the next'));
    expect(values(heard)).toEqual(['meanwhile', 'by the next']);
    expect([states, waits]).toEqual([['heard'], [0, 1000, 2000, 4000, 8000]]);
  });

  it('when the next is refused until Slack has closed it, then it is said what Slack refuses, and not before', async () => {
    const { states, old, until } = await warned('warning', () => {
      opened = () => ({ ok: false, error: 'invalid_auth' });
    });
    await old.deliver('interactive', click('meanwhile'));
    while (asked() < 4) await new Promise((resolve) => setImmediate(resolve));
    expect(states).toEqual(['heard']);
    await old.close();
    await until(() => states.length > 1);
    expect(states[1]).toMatch(/^Slack answered invalid_auth .*: set SLACK_APP_TOKEN/);
  });

  it('when Slack warns as soon as it has greeted, then that makes no storm', async () => {
    const { states, waits, until, isHeard } = await listening();
    await until(isHeard);
    for (const count of [1, 2, 3]) {
      const line = await socket.line();
      socket.holdGreetings();
      await line.warn('warning');
      await socket.ungreeted(1);
      socket.greet();
      expect(waits).toHaveLength(count);
    }
    expect([states, waits]).toEqual([['heard'], [1000, 2000, 4000]]);
  });

  it('when who listens leaves, then every one is closed', async () => {
    const { old, end } = await warned();
    const next = await nextOne();
    await Promise.all([end(), old.closed(), next.closed()]);
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
