import type { Web, WebAnswer } from '../web.ts';

/** The libraries write what they meet on stdout, which belongs to the screens: nothing is lost, the answers are read here. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

interface Init {
  readonly headers?: Record<string, string> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Requests of Slack's libraries, by the way that everything here goes. `seen`: is told of each how it came out. */
export function fetchBy(web: Web, signal: AbortSignal, seen: (answer: WebAnswer) => void = () => undefined) {
  return async (to: unknown, { headers = {}, body, signal: limit }: Init = {}) => {
    if (body !== undefined && typeof body !== 'string') throw new TypeError('files are not sent by this way');
    const halt = eitherOf(signal, limit);
    const request = {
      method: 'POST',
      url: String(to),
      headers,
      called: 'Slack',
      ...(body !== undefined && { body }),
    } as const;
    const answer = await web(request, halt.signal).finally(halt.end);
    seen(answer);
    if (answer.status === undefined) throw new Error(answer.problem);
    return responseOf(answer, String(to));
  };
}

/** One signal of two, which holds on to neither once it has ended. */
function eitherOf(...signals: readonly (AbortSignal | undefined)[]) {
  const halt = new AbortController();
  const stop = () => halt.abort();
  for (const signal of signals) {
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  }
  return {
    signal: halt.signal,
    end: () => {
      for (const signal of signals) signal?.removeEventListener('abort', stop);
    },
  };
}

function responseOf({ status = 0, headers = {}, text }: WebAnswer, url: string) {
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    url,
    headers: new Headers(headers),
    text: async () => text,
    json: async () => JSON.parse(text),
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
}
