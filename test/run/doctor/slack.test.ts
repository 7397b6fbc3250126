import { beforeEach, describe, expect, it } from 'vitest';
import { createMask } from '../../../src/actions/mask.ts';
import { scopesFor } from '../../../src/notify/slack/scopes.ts';
import { type SlackExamined, slackFindings } from '../../../src/run/doctor/slack.ts';
import { examine } from '../../../src/run/doctor.ts';
import { deadPort } from '../../actions/loopback.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';
import { examined, mends, told, usingMachine } from './given.ts';

const machine = usingMachine();
const server = slackServer();
beforeEach(() => {
  server.scopes = scopesFor({ isPrivate: false })
    .map(({ scope }) => scope)
    .join(',');
});

const looking = (slack: Partial<SlackExamined> = {}, environment: NodeJS.ProcessEnv = { SLACK_BOT_TOKEN: botToken }) =>
  examine(
    examined(machine, {
      slack: { exerciseChannel: '#drills', isPrivate: false, answers: false, apiUrl: server.apiUrl, ...slack },
      environment,
    }),
  );
const methods = () => server.proxy.seen.map(({ path }) => path.replace('/api/', ''));

describe('Slack, with a token', () => {
  it('that works, has its scopes and is where drills are told, is fine, and nothing is posted', async () => {
    const findings = await looking();
    expect(told(findings, 'channel')).toEqual([
      // The emulator names no bot.
      expect.stringMatching(/^warn Slack, token: works, as breakglass in /),
      'ok Slack, scopes: all 10 are there',
      'ok Slack, channel: the app is in #drills, where drills are told',
    ]);
    expect(new Set(methods())).toEqual(
      new Set(['auth.test', 'users.conversations', 'conversations.info', 'conversations.history']),
    );
    expect(JSON.stringify(findings)).not.toContain(botToken);
  });

  it('that Slack does not take, is missing, with the command that mends it, and nothing further is asked', async () => {
    const findings = await looking({}, { SLACK_BOT_TOKEN: 'xoxb-canary-0123456789' });
    expect(told(findings, 'channel')).toEqual([
      expect.stringMatching(/^missing Slack, token: Slack answered invalid_auth/),
    ]);
    expect(mends(findings, 'channel')).toEqual([expect.stringContaining('breakglass slack setup')]);
    expect(methods()).toEqual(['auth.test']);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('that lacks scopes, is missing each of them, and what it is for', async () => {
    server.scopes = server.scopes.replace('pins:write,files:write,', '');
    const findings = await looking();
    expect(told(findings, 'channel')).toEqual(
      expect.arrayContaining([
        'missing Slack, scopes: pins:write is missing, to pin the headline',
        'missing Slack, scopes: files:write is missing, to share the report',
      ]),
    );
    expect(mends(findings, 'channel')[1]).toContain('breakglass slack setup --manifest');
  });

  it.each([
    [
      'is in none that is called so',
      '#nowhere',
      /The app is in no channel of Slack that is called #nowhere/,
      'Write /invite',
    ],
    [
      'has none set for exercises',
      null,
      /no exercise channel is set: drills are told nowhere/,
      'slack.exercise-channel',
    ],
  ])('whose app %s, is told so, with the mend', async (_, exerciseChannel, said, mend) => {
    const findings = await looking({ exerciseChannel });
    expect(told(findings, 'channel').at(-1)).toMatch(said);
    expect(mends(findings, 'channel').at(-1)).toContain(mend);
  });

  it('whose app is not in the channel of exercises, or where that is archived, is told so', async () => {
    const legal = await server.ask('conversations.list');
    const { id } = (legal.channels as { id: string; name: string }[]).find(({ name }) => name === 'legal') ?? {};
    await server.ask('conversations.leave', { channel: id }, botToken);
    const findings = await looking({ exerciseChannel: String(id) });
    expect(told(findings, 'channel').at(-1)).toBe('missing Slack, channel: The app is not in #legal');
  });
});

describe('Slack, where answers are listened to', () => {
  const both = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'xapp-canary-0123456789' };

  it('is fine where Slack names an address to connect to', async () => {
    server.socket = 'ws://127.0.0.1:9/link';
    expect(told(await looking({ answers: true }, both), 'channel').at(-1)).toBe('ok Slack, answers: can be heard');
  });

  it('is missing where Slack does not take the app-level token, with the mend', async () => {
    const findings = await looking({ answers: true }, both);
    expect(told(findings, 'channel').at(-1)).toMatch(
      /^missing Slack, answers: cannot be heard: Slack answered invalid_auth/,
    );
    expect(mends(findings, 'channel').at(-1)).toContain('Set SLACK_APP_TOKEN to an app-level token');
    expect(JSON.stringify(findings)).not.toContain('canary');
  });
});

describe('Slack, without a token', () => {
  it('is not spoken of where nothing was said of it', async () => {
    const findings = await looking({ exerciseChannel: null }, {});
    expect([...told(findings, 'channel'), ...told(findings, 'secret')]).toEqual([]);
  });

  it('is missing it where it was', async () => {
    expect(told(await looking({ answers: true }, {}), 'secret')).toEqual([
      'missing SLACK_APP_TOKEN: The environment variable SLACK_APP_TOKEN is not set. It is for Slack.',
      'missing SLACK_BOT_TOKEN: The environment variable SLACK_BOT_TOKEN is not set. It is for Slack.',
    ]);
    expect(server.proxy.seen).toEqual([]);
  });
});

describe('Slack that cannot be reached', () => {
  const around = {
    mask: createMask(),
    environment: {},
    secret: async () => botToken,
  };
  const slack = { exerciseChannel: '#drills', isPrivate: false, answers: false };

  it('is said to be so, with where to look', async () => {
    const findings = await looking({ apiUrl: `http://127.0.0.1:${await deadPort()}/api/` });
    expect(told(findings, 'channel')).toEqual([expect.stringMatching(/^missing Slack, token: /)]);
    expect(mends(findings, 'channel')).toEqual([expect.stringMatching(/^See the network, .*breakglass slack setup$/)]);
  });

  it.each(['auth.test', 'conversations.info'])(
    'and does not answer %s, is not waited for longer than its time',
    async (method) => {
      server.proxy.plan = ({ path }) => (path.endsWith(method) ? 'stall-before' : null);
      const findings = await slackFindings({ ...slack, apiUrl: server.apiUrl }, around, () => true, 500);
      expect(findings.at(-1)).toMatchObject({ state: 'missing', said: 'no answer within 0.5 s' });
    },
  );

  it.each(['drop-after', 'error-after', 'malformed-after', { limit: 7 }] as const)(
    'or answers by %j, is missing, and nothing is taken for fine that was not seen',
    async (fault) => {
      server.proxy.plan = () => fault;
      const findings = await slackFindings({ ...slack, apiUrl: server.apiUrl }, around, () => true);
      expect(findings).toMatchObject([{ what: 'Slack, token', state: 'missing', mend: expect.any(String) }]);
    },
  );
});
