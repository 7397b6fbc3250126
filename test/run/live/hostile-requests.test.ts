import { describe, expect, it } from 'vitest';
import { planOf } from '../../../src/engine/plan.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { tcpServer } from '../../actions/loopback.ts';
import { ada, addThing, isolatedBy, isolating, needed, openLive, ref, runToEnd } from './given.ts';
import { expectHarmless, impossible, texts } from './hostile.ts';

/** What came over one connection, as it came. */
interface Came {
  readonly line: string;
  /** Header lines in their order, without those that say how the request itself is carried. */
  readonly headers: readonly string[];
  readonly body: string;
}

const carrying = /^(?:host|connection|user-agent|accept-encoding|content-length|content-type): /i;

/** A server that writes down every byte, and answers each connection once. */
async function recorder(answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}') {
  const came: Came[] = [];
  const { url } = await tcpServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [line = '', ...headers] = bytes.subarray(0, end).toString('latin1').split('\r\n');
      const length = Number(/^content-length: (\d+)$/im.exec(headers.join('\n'))?.[1] ?? 0);
      const body = bytes.subarray(end + 4);
      if (body.length < length) return;
      came.push({ line, headers: headers.filter((one) => !carrying.test(one)), body: body.toString() });
      socket.end(answer);
    });
  });
  return { url, came };
}

async function asking(text: string, request: string, url: string) {
  const session = await openLive({
    playbook: isolating,
    catalogue: isolatedBy(`inputs: { value: { ask: Which? } }
    http: { method: POST, base: "${url}", ${request} }
    holds: "\${{ outputs.status == 200 }}"`),
    environment: { CANARY: 'c4nary-value' },
  });
  addThing(session, text);
  const [item = ''] = Object.keys(session.state.kindOf);
  const one = { ...ref, item };
  expect(session.dispatch({ type: 'plan-action', ...one, with: { value: text } }, ada)).toBeNull();
  return { session, one };
}

/** Asks for it. The refusal, where there is one; else it has run to its end. */
async function asked(session: RunSession, one: typeof ref): Promise<string | null> {
  const plan = planOf(session.state, one);
  const refusal = session.dispatch({ type: 'run-action', ...one, hash: plan?.hash ?? '' }, ada);
  await session.quiet();
  return refusal?.message ?? null;
}

const all = Object.entries({ ...texts, ...impossible }).map(([what, text]) => [what, text.trim()] as const);
/** As it is sent and kept: nothing can be sent as half a character. */
const sent = (text: string) => text.replace(/\p{Cs}/gu, '\ufffd');

describe('given a name and a value that go into a request', () => {
  it.each(all)(
    'of %s, they are one segment, one parameter and one text of the body, and nothing beside',
    async (_, text) => {
      const { url, came } = await recorder();
      const request = `path: [things, "\${{ item.name }}", end], query: { q: "\${{ inputs.value }}", last: "1" }, body: { a: "\${{ inputs.value }}", b: ["x\${{ item.name }}"] }`;
      const { session, one } = await asking(text, request, url);
      const refused = await asked(session, one);
      if (text === '.' || text === '..') {
        expect(refused).toContain("cannot be a part of the request's path");
        expect(came).toEqual([]);
      } else {
        expect(refused).toBeNull();
        expect(needed(session, one).status).toBe('done');
        expect(came).toHaveLength(1);
        const [{ line, headers, body } = { line: '', headers: [], body: '' }] = came;
        expect(headers).toEqual([]);
        expect(line).not.toMatch(/[^\u0021-\u007e ]/);
        const [method, target = '', version, ...more] = line.split(' ');
        expect([method, version, more]).toEqual(['POST', 'HTTP/1.1', []]);
        const [path = '', query = '', ...rest] = target.split('?');
        expect(rest).toEqual([]);
        expect(path.split('/').map(decodeURIComponent)).toEqual(['', 'things', sent(text), 'end']);
        expect(query.split('&').map((pair) => pair.split('=').map(decodeURIComponent))).toEqual([
          ['q', sent(text)],
          ['last', '1'],
        ]);
        expect(JSON.parse(body)).toEqual({ a: sent(text), b: [`x${sent(text)}`] });
      }
      expectHarmless(session);
    },
  );

  it.each(all)('of %s, they are one field of a form', async (_, text) => {
    const { url, came } = await recorder();
    const { session, one } = await asking(text, `path: [form], form: { f: "\${{ inputs.value }}", last: "1" }`, url);
    expect(await asked(session, one)).toBeNull();
    expect(came.map(({ body }) => body.split('&').map((pair) => pair.split('=').map(decodeURIComponent)))).toEqual([
      [
        ['f', sent(text)],
        ['last', '1'],
      ],
    ]);
    expect(came[0]?.headers).toEqual([]);
  });

  it.each(all)('of %s, they are one line of one header, or nothing is sent', async (_, text) => {
    const { url, came } = await recorder();
    const { session, one } = await asking(text, `path: [header], headers: { X-Value: "<\${{ inputs.value }}>" }`, url);
    const refused = await asked(session, one);
    if (/[^\t -~]/.test(text)) {
      expect(refused).toContain('the header X-Value');
      expect(came).toEqual([]);
    } else {
      expect(refused).toBeNull();
      expect(came.map(({ headers, body }) => [headers, body])).toEqual([[[`x-value: <${text}>`], '']]);
    }
    expectHarmless(session);
  });

  it.each(all)(
    'of %s, they are cut at their slashes where the catalogue says so, and never lead up',
    async (_, text) => {
      const { url, came } = await recorder();
      const { session, one } = await asking(text, `path: [repos, { split: "\${{ item.name }}" }, end]`, url);
      const refused = await asked(session, one);
      const segments = sent(text).split('/');
      if (segments.some((segment) => ['', '.', '..'].includes(segment))) {
        expect(refused).toContain("cannot be a part of the request's path");
        expect(came).toEqual([]);
      } else {
        expect(refused).toBeNull();
        const target = came[0]?.line.split(' ')[1] ?? '';
        expect(target.split('/').map(decodeURIComponent)).toEqual(['', 'repos', ...segments, 'end']);
      }
    },
  );
});

describe('given what a server answers', () => {
  it.each(all)('of %s, it is data: what is kept of it, what is found by it, and what is reported', async (_, text) => {
    const body = JSON.stringify({ text });
    const reason = text.replace(/[^ -~]/g, '');
    const answer = `HTTP/1.1 200 ${reason}\r\nX-Said: ${reason}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const { url } = await recorder(answer);
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(`http: { method: GET, base: "${url}" }
    outputs: { text: "\${{ outputs.json.text }}", all: "\${{ outputs.text }}" }
    holds: "\${{ outputs.status == 200 }}"`),
    });
    addThing(session);
    const { status, outputs } = await runToEnd(session, ref);
    expect(status).toBe('done');
    if (!/[\u0080-\u009f]/.test(text)) expect(outputs.text).toBe(sent(text));
    expectHarmless(session);
  });

  it('of ten megabytes, what is kept has an end, and it is done or not by what came before it', async () => {
    const body = `{"ok":true,"rest":"${'x'.repeat(10 * 1024 * 1024)}"}`;
    const { url } = await recorder(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(`http: { method: GET, base: "${url}" }
    outputs: { text: "\${{ outputs.text }}" }
    holds: "\${{ outputs.status == 200 }}"`),
    });
    addThing(session);
    const { status, acted, outputs } = await runToEnd(session, ref);
    expect(status).toBe('done');
    expect(String(outputs.text).length).toBe(2000);
    expect(acted?.[0]?.outcome?.evidence?.bytes).toBeLessThan(5_000_000);
    expectHarmless(session);
  });
});
