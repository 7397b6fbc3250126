import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ReportFlags } from '../../src/cli/report-flags.ts';
import { readReport } from '../../src/cli/report-reading.ts';
import { sendReport } from '../../src/cli/report-sending.ts';
import { readSettings } from '../../src/cli/settings.ts';
import { journalFile } from '../../src/run/store.ts';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';
import { botToken, slackServer } from '../helpers/notify/slack-server.ts';

const place = usingProgram();

type Json = Record<string, unknown>;

const server = slackServer();

const at = (args: readonly string[], env: Record<string, string> = {}) =>
  breakglass(place, args, { env: { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: server.apiUrl, ...env } });

async function opened(...more: string[]): Promise<string> {
  const args = ['respond', 'leaked-secret', '--json', '--title', 'A leaked key', '--as', 'lead=Mara', ...more];
  const { code, stdout, stderr } = await at(args);
  if (code !== 0) throw new Error(stderr);
  return String(JSON.parse(stdout).run);
}

async function drilled(): Promise<string> {
  const { stdout } = await at(['drill', '--auto', 'by-the-book', '--json', '--seed', '7']);
  return String(jsonLines(stdout).at(-1)?.run);
}

describe('report --send slack', () => {
  it('given a live run, then the page lies in its channel, with page one beside it, in the thread, marked for whom it is', async () => {
    const run = await opened();
    const { code, stderr } = await at(['report', run, '--for', 'executives', '--send', 'slack']);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining(botToken)]);
    const { channels } = await server.ask('conversations.list', { limit: 1000 }, botToken);
    const room = (channels as Json[]).find(({ name }) => String(name).includes('leaked-secret'));
    const { files } = await server.ask('files.list', { channel: room?.id }, botToken);
    expect(files).toMatchObject([{ name: `${run}.executives.html` }]);
    const { items } = await server.ask('pins.list', { channel: room?.id }, botToken);
    const [pinned] = items as { message: Json }[];
    const { messages } = await server.ask(
      'conversations.replies',
      { channel: room?.id, ts: pinned?.message.ts },
      botToken,
    );
    const told = JSON.stringify(messages);
    for (const words of ['The report of', 'TLP:AMBER+STRICT', 'Contained:', 'Still open:'])
      expect(told).toContain(words);
    expect((await at(['verify', run])).code).toBe(0);
    const list = await at(['outbox', 'list', run, '--json']);
    expect(JSON.parse(list.stdout).channels).toMatchObject([{ via: 'slack', waiting: [] }]);
  });

  it('given it is for the public, then neither subject nor file nor words name the run, and TLP:CLEAR stands in the subject', async () => {
    const run = await opened();
    const { code, stderr } = await at(['report', run, '--for', 'public', '--send', 'slack', '--format', 'html,ecs']);
    expect(code, stderr).toBe(0);
    const { channels } = await server.ask('conversations.list', { limit: 1000 }, botToken);
    const room = (channels as Json[]).find(({ name }) => String(name).includes('leaked-secret'));
    const { files } = await server.ask('files.list', { channel: room?.id }, botToken);
    expect((files as Json[]).map(({ name }) => name).sort()).toEqual([
      'report.public.ecs.ndjson',
      'report.public.html',
    ]);
    const { messages } = await server.ask('conversations.history', { channel: room?.id, limit: 100 }, botToken);
    const told = [...(messages as Json[]), ...(files as Json[]).map(({ name, title }) => ({ name, title }))].map(
      (one) => JSON.stringify(one),
    );
    const ofReport = told.filter((text) => text.includes('report.public') || text.includes('A report for the public'));
    expect(ofReport.join('\n')).not.toMatch(/leaked-secret|A leaked key/);
    const queued = jsonLines(readFileSync(join(place.store, 'runs', `${run}.jsonl`), 'utf8')).filter(
      ({ type, sort }) => type === 'message.queued' && sort === 'file',
    );
    expect(queued).toMatchObject([
      { subject: 'A report for the public (TLP:CLEAR)', unnamed: true, file: { name: 'report.public.html' } },
      { subject: 'A report for the public (TLP:CLEAR)', unnamed: true, lines: [] },
    ]);
    expect(JSON.stringify(queued)).not.toMatch(/leaked-secret|A leaked key/);
  });

  it('given Slack is down, then it waits in the outbox, and the exit code says so', async () => {
    const run = await opened();
    const { code, stderr } = await at(['report', run, '--send', 'all'], { SLACK_API_URL: 'http://127.0.0.1:9/api/' });
    expect([code, stderr]).toEqual([5, expect.stringContaining('Not sent yet')]);
    expect((await at(['outbox', 'retry', run])).code).toBe(0);
  });

  it('given that details were kept from a channel while the files were made, then nothing is sent there', async () => {
    const run = await opened('--no-slack');
    const { store } = place;
    const { report } = readReport(journalFile(store, run), { format: [] } as unknown as ReportFlags);
    const settings = await readSettings({ store }, {});
    await expect(sendReport({ run, files: [], report }, ['slack'], settings)).rejects.toThrow('withheld');
  });

  it.each([
    ['a run that is told nowhere', () => drilled(), 'slack', 'told nowhere but here'],
    ['a channel that the run is not told by', () => opened(), 'board', 'not told by board'],
    ['a run whose details are withheld', () => opened('--no-slack'), 'slack', 'withheld'],
  ])('given %s, then it is said, and nothing is written or sent', async (_, make, to, words) => {
    const run = await make();
    const { code, stdout, stderr } = await at(['report', run, '--send', to, '--out', 'sent']);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
    expect(existsSync(join(place.folder, 'sent'))).toBe(false);
    expect(server.proxy.seen.filter(({ path }) => path.includes('completeUpload'))).toEqual([]);
  });

  it('given a file instead of a run, then it is refused: a run of the same name in the store may be another', async () => {
    const run = await opened();
    const text = readFileSync(join(place.store, 'runs', `${run}.jsonl`));
    writeFileSync(join(place.folder, `${run}.jsonl`), text);
    const { code, stdout, stderr } = await at(['report', `${run}.jsonl`, '--send', 'slack']);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('Name the run.')]);
  });

  it('given a bundle, then it is refused', async () => {
    const { code, stderr } = await at(['report', 'x', '--format', 'bundle', '--send', 'slack']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('handed over')]);
  });
});

describe('report --open', () => {
  it('given a browser, then it is opened with the page, which lies in the store', async () => {
    const run = await drilled();
    const [browser, note] = [join(place.folder, 'browser'), join(place.folder, 'opened')];
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > '${note}.new' && mv '${note}.new' '${note}'\n`);
    chmodSync(browser, 0o755);
    expect((await at(['report', run, '--open'], { BROWSER: browser })).code).toBe(0);
    await vi.waitFor(() => expect(existsSync(note)).toBe(true), { timeout: 20_000 });
    const page = readFileSync(note, 'utf8');
    expect(page).toBe(join(place.store, 'reports', `${run}.html`));
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('given none, then it is said where the page lies', async () => {
    const run = await drilled();
    const { code, stderr } = await at(['report', run, '--open'], { BROWSER: '/nowhere/browser' });
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${run}.html`)]);
  });
});
