import { cut, oneLine } from '../plain-text.ts';
import { heldOr, type Web, type WebAnswer } from '../web.ts';
import { fetchBy, silent } from './fetch.ts';
import { TOKEN, type Trouble, troubleOf } from './trouble.ts';

/** What calls of Slack's Web API go by. */
export interface ApiParts {
  /** The bot token. @throws with what is missing, and the mend */
  readonly token: () => Promise<string>;
  readonly web: Web;
  /** Where the Web API is. */
  readonly url: string;
  /** How long a call may take, milliseconds. */
  readonly timeout: number;
}

/** How a call came out. */
export type Called =
  | { readonly ok: true; readonly data: Data; readonly headers: Readonly<Record<string, string>> }
  /** `error`: Slack's own word, where it is Slack that refused. */
  | { readonly ok: false; readonly trouble: Trouble; readonly error?: string };

/** What Slack answers, as far as it is looked at. */
export type Data = Readonly<Record<string, unknown>>;

/** One call, tried once. */
export type Api = (method: string, args: Data, signal: AbortSignal) => Promise<Called>;

/**
 * Slack's Web API, one try a call: nothing is tried again, queued or waited for inside of the library. How a call came out is
 * read off the exchange itself, since the library tells a broken answer and a refusal by the same error.
 */
export function createApi(parts: ApiParts): Api {
  return async (method, args, signal) => {
    const held = await heldOr(parts.token);
    if ('refused' in held) {
      const why = held.refused.outcome === 'refused' ? held.refused.why : 'the token is not to be had';
      return { ok: false, trouble: { outcome: 'refused', why, mend: TOKEN, stops: true } };
    }
    const seen = await exchangeOf(parts, held.value, method, args, signal);
    return calledOf(seen, method, args);
  };
}

async function exchangeOf(
  { web, url, timeout }: ApiParts,
  token: string,
  method: string,
  args: Data,
  signal: AbortSignal,
): Promise<WebAnswer> {
  // Bundled, a package in CommonJS has no exports but the default one.
  const { WebClient } = (await import('@slack/web-api')).default;
  let seen: WebAnswer = { sent: false, text: '', problem: 'it was not begun' };
  const client = new WebClient(token, {
    slackApiUrl: url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    allowAbsoluteUrls: false,
    logger: silent,
    fetch: fetchBy(web, signal, (answer) => {
      seen = answer;
    }),
  });
  // What it throws is told by the exchange, and by nothing else.
  await client.apiCall(method, { ...args }).catch(() => undefined);
  return seen;
}

function calledOf(seen: WebAnswer, method: string, args: Data): Called {
  const { sent, status, problem = 'no answer came', after, headers = {} } = seen;
  const channel = typeof args.channel === 'string' ? args.channel : undefined;
  const limit = method === 'chat.postMessage' && channel !== undefined ? `${method} ${channel}` : method;
  const troubled = (trouble: Trouble): Called => ({ ok: false, trouble });
  if (!sent) return troubled({ outcome: 'later', why: problem });
  if (status === undefined)
    return troubled({ outcome: 'unknown', why: `${method} was sent, and no whole answer came: ${problem}` });
  if (status === 429) {
    const why = `Slack limits ${method}${channel === undefined ? '' : ` (${channel})`}`;
    return troubled({ outcome: 'later', why, limit, ...(after !== undefined && { after }) });
  }
  const data = dataOf(seen.text);
  if (status !== 200) return troubled(strange(method, status, seen.text));
  if (data === null)
    return troubled({
      outcome: 'unknown',
      why: `${method} was answered by what is no answer of Slack${excerpt(seen.text)}`,
    });
  if (data.ok === true) return { ok: true, data, headers };
  const error = typeof data.error === 'string' ? oneLine(data.error).slice(0, 100) : 'an error without a name';
  const needed = typeof data.needed === 'string' ? oneLine(data.needed).slice(0, 200) : undefined;
  const complaint = {
    method,
    error,
    limit,
    ...(channel !== undefined && { channel }),
    ...(needed !== undefined && { needed }),
    ...(after !== undefined && { after }),
  };
  return { ok: false, error, trouble: troubleOf(complaint) };
}

/** Slack's own answers have the status 200, or 429: https://docs.slack.dev/apis/web-api/#evaluating_responses. Others are of who stands between, or of its fall. */
function strange(method: string, status: number, text: string): Trouble {
  const why = `${method} was answered with the status ${status}${excerpt(text)}`;
  if (status >= 500 || status === 408) return { outcome: 'unknown', why };
  if (status === 413) return { outcome: 'refused', why };
  const mend =
    'That is no answer of Slack: see slack.api-url (SLACK_API_URL) and the proxy. Then breakglass outbox retry.';
  return { outcome: 'refused', why, mend, stops: true };
}

function dataOf(text: string): Data | null {
  try {
    const value: unknown = JSON.parse(text);
    const isAnswer = typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
    return isAnswer ? (value as Data) : null;
  } catch {
    return null;
  }
}

function excerpt(text: string): string {
  const shown = cut(oneLine(text.slice(0, 2_000)), (part) => part.length <= 120);
  return shown === '' ? '' : `: ${shown}`;
}
