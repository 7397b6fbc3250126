import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '../../src/actions/again.ts';
import { start } from '../../src/actions/start.ts';
import { around, command, request } from './calls.ts';
import { handTiming } from './hand-timing.ts';
import { deadPort, httpServer } from './loopback.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakglass-again-'));
afterAll(() => rmSync(folder, { recursive: true }));

const idempotent = { idempotent: true } as const;
const retry = { times: 2, every: 1_500 };

/** A server that answers so, one answer after the other; the last again and again. */
async function answering(...answers: readonly [status: number, headers?: Record<string, string>][]) {
  let nth = 0;
  return await httpServer((_, response) => {
    const [status, headers = {}] = answers[Math.min(nth, answers.length - 1)] ?? [200];
    nth += 1;
    response.writeHead(status, headers).end(`answer ${nth}`);
  });
}

describe('a server that asks to wait', () => {
  it('is asked again when it said, where twice is the same as once', async () => {
    const timing = handTiming();
    const server = await answering([429, { 'retry-after': '7' }], [503, { 'retry-after': '0' }], [200]);
    const running = start(request(server.url, idempotent), around({}, { timing }));
    await timing.waitedFor(7_000);
    timing.pass(7_000);
    await timing.waitedFor(0);
    timing.pass(0);
    expect(await running.done).toMatchObject({
      how: 'answered',
      status: 200,
      text: 'answer 3',
      tries: 3,
      milliseconds: 7_000,
    });
  });

  it('may say so by the clock', async () => {
    const timing = handTiming(Date.UTC(2026, 0, 2, 3, 0, 0));
    const server = await answering([503, { 'retry-after': 'Fri, 02 Jan 2026 03:00:30 GMT' }], [200]);
    const running = start(request(server.url, idempotent), around({}, { timing }));
    await timing.waitedFor(30_000);
    timing.pass(30_000);
    expect(await running.done).toMatchObject({ status: 200, tries: 2 });
  });

  it('is not asked again where twice is not the same as once', async () => {
    const server = await answering([429, { 'retry-after': '0' }], [200]);
    expect(await start(request(server.url, { retry }), around()).done).toMatchObject({ status: 429, tries: 1 });
    expect(server.asked.length).toBe(1);
  });

  it('is not waited for longer than a minute', async () => {
    const server = await answering([429, { 'retry-after': '3600' }]);
    expect(await start(request(server.url, idempotent), around()).done).toMatchObject({
      status: 429,
      why: 'It asks to wait 3600 s before it is asked again.',
      tries: 1,
    });
    expect(LONGEST_WAIT).toBe(60_000);
  });

  it('is asked twice again, or as often as the call says, and no more', async () => {
    const server = await answering([429, { 'retry-after': '0' }]);
    expect(await start(request(server.url, idempotent), around()).done).toMatchObject({ status: 429, tries: 3 });
    const once = { ...idempotent, retry: { times: 1, every: 0 } };
    expect(await start(request(server.url, once), around()).done).toMatchObject({ status: 429, tries: 2 });
  });

  it('need not be waited for: cancelled, its answer stands', async () => {
    const timing = handTiming();
    const server = await answering([429, { 'retry-after': '50' }]);
    const running = start(request(server.url, idempotent), around({}, { timing }));
    await timing.waitedFor(50_000);
    running.cancel();
    expect(await running.done).toMatchObject({
      how: 'answered',
      status: 429,
      why: 'It was cancelled before it was tried again.',
    });
    expect(server.asked.length).toBe(1);
  });

  it.each(['soon', '-1', '1.5', '2026-01-02', ''])('by %j, asks for nothing', async (header) => {
    const server = await answering([429, { 'retry-after': header }]);
    expect(await start(request(server.url, idempotent), around()).done).toMatchObject({ status: 429, tries: 1 });
  });
});

describe('a request that failed for certain', () => {
  it('is tried again as often as it says, where twice is the same as once', async () => {
    const timing = handTiming();
    const server = await answering([429], [404], [200]);
    const running = start(request(server.url, { ...idempotent, retry }), around({}, { timing }));
    await timing.waitedFor(1_500);
    timing.pass(1_500);
    await timing.waitedFor(1_500);
    timing.pass(1_500);
    expect(await running.done).toMatchObject({ status: 200, tries: 3 });
  });

  it('is not tried again unless it says so', async () => {
    const server = await answering([429]);
    expect(await start(request(server.url, idempotent), around()).done).toMatchObject({ status: 429, tries: 1 });
  });

  it('is tried again where it could not be reached, if twice is the same as once', async () => {
    const url = `http://127.0.0.1:${await deadPort()}`;
    const quick = { retry: { times: 2, every: 0 } };
    expect(await start(request(url, { ...idempotent, ...quick }), around()).done).toMatchObject({
      how: 'not-started',
      tries: 3,
    });
    expect(await start(request(url, quick), around()).done).toMatchObject({ how: 'not-started', tries: 1 });
  });

  it('is not tried again if it may have happened, though it may be sent twice', async () => {
    const server = await answering([500], [200]);
    const call = request(server.url, { ...idempotent, retry: { times: 5, every: 0 } });
    expect(await start(call, around()).done).toMatchObject({ status: 500, tries: 1 });
  });

  it('is tried again after any error of the server if it only reads', async () => {
    const server = await answering([500], [502], [200]);
    const call = request(server.url, { method: 'GET', readOnly: true, retry: { times: 2, every: 0 } });
    expect(await start(call, around()).done).toMatchObject({ status: 200, tries: 3 });
  });
});

describe('a command that failed', () => {
  const counting = (name: string, exit: number) => ['sh', '-c', `echo run >> "$0"; exit ${exit}`, join(folder, name)];
  const runs = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').length - 1;
  const quick = { retry: { times: 2, every: 0 } };

  it('is tried again as often as it says, where twice is the same as once', async () => {
    const call = command(counting('idempotent', 1), { ...idempotent, ...quick });
    expect(await start(call, around()).done).toMatchObject({ how: 'exited', exit: 1, tries: 3 });
    expect(runs('idempotent')).toBe(3);
  });

  it('is not tried again where twice is not the same as once', async () => {
    const call = command(counting('once', 1), quick);
    expect(await start(call, around()).done).toMatchObject({ how: 'exited', exit: 1, tries: 1 });
    expect(runs('once')).toBe(1);
  });

  it('is not tried again when it worked, when it was killed, or when it could not be started', async () => {
    const worked = command(counting('worked', 3), { ...idempotent, ...quick, exits: [0, 3] });
    expect(await start(worked, around()).done).toMatchObject({ exit: 3, tries: 1 });
    const killed = command(['sh', '-c', 'kill -9 $$'], { ...idempotent, ...quick });
    expect(await start(killed, around()).done).toMatchObject({ how: 'killed', tries: 1 });
    const missing = command(['no-such-program'], { ...idempotent, ...quick });
    expect(await start(missing, around()).done).toMatchObject({ how: 'not-started', tries: 1 });
  });
});
