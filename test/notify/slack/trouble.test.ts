import { describe, expect, it } from 'vitest';
import { createSlack } from '../../../src/notify/slack/slack.ts';
import type { Web, WebAnswer } from '../../../src/notify/web.ts';
import { delivery, live, message } from '../../helpers/notify/deliveries.ts';
import { never } from '../../helpers/notify/slack-channel.ts';

const one = delivery(live, message('m2'), { room: { channel: 'C0123ABCD' } });

/** The channel before a server that answers everything alike. */
function answeredBy(answer: Partial<WebAnswer>, token = async () => 'xoxb-of-the-tests') {
  const web: Web = async () => ({ sent: true, status: 200, text: '', headers: {}, ...answer });
  return createSlack({ token, web, place: { mode: 'live', invite: [] } });
}

const said = (answer: object) => answeredBy({ text: JSON.stringify({ ok: false, ...answer }) });

describe('what Slack answers', () => {
  it.each([
    ['invalid_auth', 'SLACK_BOT_TOKEN'],
    ['not_authed', 'SLACK_BOT_TOKEN'],
    ['token_revoked', 'SLACK_BOT_TOKEN'],
    ['token_expired', 'SLACK_BOT_TOKEN'],
    ['account_inactive', 'SLACK_BOT_TOKEN'],
    ['channel_not_found', '/invite @breakglass'],
    ['not_in_channel', '/invite @breakglass'],
    ['is_archived', 'Unarchive'],
    ['restricted_action', 'ask one of its owners'],
    ['ekm_access_denied', 'ask one of its owners'],
  ])('%s keeps everything from being said until it is mended, and says how', async (error, mend) => {
    expect(await said({ error }).send(one, never)).toEqual({
      outcome: 'refused',
      why: `Slack answered ${error} to chat.postMessage (C0123ABCD)`,
      mend: expect.stringContaining(mend),
      stops: true,
    });
  });

  it('missing_scope names the scope', async () => {
    const came = await said({ error: 'missing_scope', needed: 'chat:write', provided: 'files:write' }).send(one, never);
    expect(came).toMatchObject({
      outcome: 'refused',
      stops: true,
      mend: expect.stringContaining('the scope chat:write'),
    });
  });

  it.each(['msg_too_long', 'invalid_blocks', 'no_text', 'metadata_too_large', 'an_error_of_next_year', 'constructor'])(
    '%s concerns this message alone',
    async (error) => {
      const came = await said({ error }).send(one, never);
      expect(came).toEqual({ outcome: 'refused', why: expect.stringContaining(error) });
    },
  );

  it.each(['internal_error', 'fatal_error', 'service_unavailable'])('%s may have been done', async (error) => {
    expect(await said({ error }).send(one, never)).toMatchObject({ outcome: 'unknown' });
  });

  it('a limit is one of this method in this channel', async () => {
    expect(await answeredBy({ status: 429, after: 30_000, text: '{"ok":false}' }).send(one, never)).toEqual({
      outcome: 'later',
      why: 'Slack limits chat.postMessage (C0123ABCD)',
      limit: 'chat.postMessage C0123ABCD',
      after: 30_000,
    });
    const inBody = await said({ error: 'ratelimited' }).send(one, never);
    expect(inBody).toMatchObject({ outcome: 'later', limit: 'chat.postMessage C0123ABCD' });
  });

  it.each([
    ['a server that fails', { status: 502, text: '<html>Bad Gateway' }, { outcome: 'unknown' }],
    ['a page in its place', { text: '<html>Please log in' }, { outcome: 'unknown' }],
    ['JSON that is no answer', { text: '[1]' }, { outcome: 'unknown' }],
    ['nothing', { text: '' }, { outcome: 'unknown' }],
    ['no such page', { status: 404, text: 'Not found' }, { outcome: 'refused', stops: true }],
    ['a redirect', { status: 302, text: '' }, { outcome: 'refused', stops: true }],
    ['too much', { status: 413, text: '' }, { outcome: 'refused' }],
    ['an answer without a time', { text: '{"ok":true}' }, { outcome: 'unknown' }],
    [
      'no connection',
      { sent: false, status: undefined, problem: 'nothing listens' },
      { outcome: 'later', why: 'nothing listens' },
    ],
  ] as const)('%s is known for what it is', async (_, answer, expected) => {
    expect(await answeredBy(answer as Partial<WebAnswer>).send(one, never)).toMatchObject(expected);
  });

  it('a token that is not there stops it, and says where it is looked for', async () => {
    const token = async (): Promise<string> => {
      throw new Error('The secret SLACK_BOT_TOKEN is not there.');
    };
    expect(await answeredBy({}, token).send(one, never)).toMatchObject({
      outcome: 'refused',
      why: 'The secret SLACK_BOT_TOKEN is not there.',
      stops: true,
      mend: expect.stringContaining('breakglass slack setup'),
    });
  });

  it('nothing of it is written where the screens are', async () => {
    const written: unknown[] = [];
    const console = globalThis.console;
    globalThis.console = {
      ...console,
      debug: (...all) => written.push(all),
      info: (...all) => written.push(all),
      warn: (...all) => written.push(all),
      error: (...all) => written.push(all),
      log: (...all) => written.push(all),
    };
    try {
      await answeredBy({ status: 429, text: '' }).send(one, never);
      await said({ error: 'invalid_auth', response_metadata: { messages: ['[ERROR] x'], warnings: ['y'] } }).send(
        one,
        never,
      );
    } finally {
      globalThis.console = console;
    }
    expect(written).toEqual([]);
  });
});
