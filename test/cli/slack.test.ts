import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';
import { botToken, slackServer } from '../helpers/notify/slack-server.ts';

const place = usingProgram();

const server = slackServer();

const all =
  'chat:write,channels:read,channels:history,groups:read,groups:history,channels:manage,pins:write,files:write,im:write,im:history';
const setup = (args: string[] = [], env: Record<string, string> = {}) =>
  breakglass(place, ['slack', 'setup', ...args], {
    env: { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: server.apiUrl, ...env },
  });
const checksOf = (stdout: string) =>
  (JSON.parse(stdout).checks as { what: string; state: string }[]).map(({ what, state }) => `${what} ${state}`);

describe('slack setup', () => {
  it('--manifest prints the manifest alone, with the least scopes, and reaches nothing', async () => {
    const { code, stdout } = await setup(['--manifest'], { SLACK_BOT_TOKEN: '' });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      oauth_config: { scopes: { bot: all.split(',') } },
      settings: { socket_mode_enabled: false, interactivity: { is_enabled: false } },
    });
    expect(stdout).not.toContain('event_subscriptions');
    expect(server.proxy.seen).toEqual([]);
  });

  it('--answers asks for what buttons and replies need', async () => {
    const { stdout } = await setup(['--manifest', '--answers']);
    expect(JSON.parse(stdout)).toMatchObject({
      settings: {
        socket_mode_enabled: true,
        interactivity: { is_enabled: true },
        event_subscriptions: { bot_events: ['message.channels', 'message.groups'] },
      },
    });
  });

  it('for private channels asks for that scope instead', async () => {
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'slack: { private: true }\n');
    const { stdout } = await setup(['--manifest']);
    expect(stdout).toContain('groups:write');
    expect(stdout).not.toContain('channels:manage');
  });

  it('given a token that works, posts a test message in the exercise channel and deletes it', async () => {
    server.scopes = all;
    const { code, stdout, stderr } = await setup(['--json'], { BREAKGLASS_SLACK_EXERCISE_CHANNEL: '#drills' });
    expect(checksOf(stdout)).toEqual(['token warn', 'scopes ok', 'message ok']);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(botToken);
    const posted = server.proxy.seen.filter(({ path }) => /chat\./.test(path)).map(({ path }) => path);
    expect(posted).toEqual(['/api/chat.postMessage', '/api/chat.delete']);
    const { channels } = await server.ask('conversations.list');
    const { id } = (channels as Record<string, unknown>[]).find(({ name }) => name === 'drills') ?? {};
    expect((await server.ask('conversations.history', { channel: id })).messages).toEqual([]);
  });

  it('says each scope that is missing, and what for', async () => {
    server.scopes = 'chat:write,channels:read';
    const { code, stderr } = await setup();
    expect(code).toBe(5);
    expect(stderr).toContain('MISSING  scopes   files:write is missing, to share the report');
    expect(stderr).toContain('MISSING  scopes   pins:write is missing');
    expect(stderr).not.toContain('chat:write is missing');
  });

  it.each([
    ['no token', { SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN is not set'],
    ['no server', { SLACK_API_URL: 'http://127.0.0.1:9/api/' }, 'ECONNREFUSED'],
  ])('given %s, exits 5 and says so', async (_, env, told) => {
    const { code, stderr } = await setup([], env);
    expect(stderr).toContain(told);
    expect(code).toBe(5);
  });

  it('given a channel where the app is not, says how to invite it', async () => {
    const { code, stderr } = await setup(['--channel', '#elsewhere']);
    expect(code).toBe(5);
    expect(stderr).toContain('/invite @breakglass in #elsewhere');
    expect(stderr).not.toContain('outbox');
  });

  it('given what is no channel, exits 2', async () => {
    const { code, stderr } = await setup(['--channel', 'Drills & more']);
    expect(stderr).toContain("'Drills & more' is no channel");
    expect(code).toBe(2);
  });

  it('given a working folder that says where Slack is, and is not trusted, exits 4 and sends the token nowhere', async () => {
    writeFileSync(join(place.folder, 'breakglass.yaml'), `slack: { api-url: "${server.apiUrl}" }\n`);
    const { code, stderr } = await setup([], { SLACK_API_URL: '' });
    expect(stderr).toContain('breakglass.yaml is not trusted');
    expect(code).toBe(4);
    expect(server.proxy.seen).toEqual([]);
  });

  it('without saying what, shows what there is', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['slack']);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('setup');
  });
});
