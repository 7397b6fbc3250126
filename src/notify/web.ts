import type { Sent } from './channel.ts';
import { cut, oneLine } from './plain-text.ts';

/** One request to a server. */
export interface WebRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** What the server is called in words: its address may be a secret. */
  readonly called: string;
}

/** What became of a request. */
export interface WebAnswer {
  /** Its first byte was on its way, or may have been. */
  readonly sent: boolean;
  /** Of an answer that came whole. */
  readonly status?: number;
  readonly text: string;
  /** Of an answer that came whole, by name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the server asks to wait, milliseconds. */
  readonly after?: number;
  /** Why there is no whole answer, in words that hold no secret. */
  readonly problem?: string;
}

/**
 * Sends one request, follows no redirect, tries nothing again, and ends within a time limit of its own. It is handed in, since
 * the way to servers (proxies, certificate authorities) is known elsewhere. Never throws for what a network or a server does.
 */
export type Web = (request: WebRequest, signal: AbortSignal) => Promise<WebAnswer>;

/** What an answer to a request that posts something means, as far as that is the same for every server. */
export function cameOf(
  answer: WebAnswer,
  {
    called,
    limit,
    secrets = [],
  }: { readonly called: string; readonly limit: string; readonly secrets?: readonly string[] },
): Exclude<Sent, { outcome: 'sent' }> | 'accepted' | 'refused' {
  const { sent, status, problem = 'no answer came', after } = answer;
  if (!sent) return { outcome: 'later', why: problem };
  if (status === undefined) return { outcome: 'unknown', why: `It was sent, and no whole answer came: ${problem}` };
  if (status >= 200 && status <= 299) return 'accepted';
  const why = `${called} answered ${status}${excerpt(answer.text, secrets)}`;
  if (status === 429) return { outcome: 'later', why, limit, ...(after !== undefined && { after }) };
  if (status >= 300 && status <= 399) {
    const mend = 'It sends on to another address, which is not followed. Set the address that it has now.';
    return { outcome: 'refused', why: `${called} answered ${status}`, mend, stops: true };
  }
  if (status >= 500 || status === 408) {
    // Also with Retry-After: what stands before a server answers 503 for it, after the server has taken it.
    return { outcome: 'unknown', why: `${why}: it may have taken it or not`, ...(after !== undefined && { after }) };
  }
  return 'refused';
}

/** The beginning of what a server said, as one line. It may repeat what it was sent: `secrets` are taken out. */
export function excerpt(text: string, secrets: readonly string[] = []): string {
  const shown = secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), oneLine(text.slice(0, 4_000)));
  return shown === '' ? '' : `: ${cut(shown, (part) => part.length <= 200)}`;
}

/** What is read when it is needed, such as a secret, or why it cannot be: then nothing goes out here until somebody has mended it. */
export async function heldOr<T>(take: () => Promise<T>): Promise<{ readonly value: T } | { readonly refused: Sent }> {
  try {
    return { value: await take() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { refused: { outcome: 'refused', why, stops: true } };
  }
}

/** Why a secret cannot be the address of a webhook; the words hold nothing of it. */
export function hookProblem(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'is no address of http or https';
  if (url.username !== '' || url.password !== '') return 'is an address with a user or a password in it';
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !isLoopback) return 'is an address of http: whoever is on the way could read it';
  return null;
}
