import type { Web, WebAnswer } from '../../../src/notify/web.ts';
import type { Answered, FaultProxy, Passing } from './fault-proxy.ts';

/**
 * The way to what stands behind a fault proxy without a network between: the same faults by the same plan, each as the real way tells
 * of it. For many runs; a test holds both ways against each other.
 */
export function directWeb(proxy: FaultProxy, answer: (request: Passing) => Promise<Answered>): Web {
  return async ({ url, headers, body = '' }) => {
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const path = url.slice(proxy.url.length);
    const passing = { path, headers: Object.fromEntries(named), body: Buffer.from(body) };
    proxy.seen.push(passing);
    const fault = proxy.plan(passing, proxy.seen.length - 1);
    const lost: WebAnswer = { sent: true, text: '', problem: 'it hung up' };
    if (typeof fault === 'object' && fault !== null) {
      const after = fault.limit === null ? {} : { after: fault.limit * 1000 };
      return { sent: true, status: 429, text: '{"ok":false,"error":"ratelimited"}', headers: {}, ...after };
    }
    if (fault === 'drop-before') return lost;
    if (fault?.startsWith('stall')) throw new TypeError('nobody waits here: see to it that nothing stalls');
    const answered = await answer(passing);
    if (fault === 'drop-after' || fault === 'cut-after') return lost;
    if (fault === 'error-after') return { sent: true, status: 500, text: 'oops', headers: {} };
    if (fault === 'malformed-after') return { sent: true, status: 200, text: '{"ok":tru', headers: answered.headers };
    const { status, body: bytes } = answered;
    return { sent: true, status, text: bytes.toString('utf8'), headers: answered.headers };
  };
}
