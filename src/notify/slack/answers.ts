import { oneLine } from '../plain-text.ts';
import type { Web } from '../web.ts';
import { fetchBy, silent } from './fetch.ts';

/** What somebody did in Slack. */
export type Answer = {
  /** The person's id: `U…`. */
  readonly user: string;
  readonly channel: string;
} & /** `at`: when it was pressed, in Slack's words: one that comes twice is known by it. Empty where Slack does not say. */
(
  | { readonly kind: 'button'; readonly button: string; readonly value: string; readonly at: string }
  /** A reply in a thread. `ts` is its own id: one that comes twice is known by it. */
  | { readonly kind: 'reply'; readonly thread: string; readonly ts: string; readonly text: string }
);

/** What is listened with. */
export interface Listening {
  /** The app-level token, `xapp-…`. @throws with what is missing, and the mend */
  readonly token: () => Promise<string>;
  readonly web: Web;
  readonly apiUrl: string;
  /** What sockets are opened through: proxies, authorities. */
  readonly dispatcher: () => Promise<{ dispatch(options: never, handler: never): boolean }>;
  readonly onAnswer: (answer: Answer) => void;
  /** Whether it is listened now; and if not, why. */
  readonly onState: (isListening: boolean, why?: string) => void;
}

/** How long a connection that was refused is left alone, milliseconds. */
const AGAIN = 30_000;
const LONGEST_REPLY = 3000;

/**
 * Listens by Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): no port is open here. Everything is acknowledged
 * at once; what comes of it is another matter. Returns what ends it.
 */
export async function listenInSlack(listening: Listening): Promise<() => Promise<void>> {
  const { onAnswer, onState } = listening;
  // Bundled, a package in CommonJS has no exports but the default one.
  const { SocketModeClient } = (await import('@slack/socket-mode')).default;
  const halt = new AbortController();
  const client = new SocketModeClient({
    appToken: await listening.token(),
    logger: silent,
    clientOptions: {
      slackApiUrl: listening.apiUrl,
      allowAbsoluteUrls: false,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: fetchBy(listening.web, halt.signal),
    },
    dispatcher: await listening.dispatcher(),
  });
  client.on('connected', () => onState(true));
  client.on('reconnecting', () => onState(false, 'the connection was closed, and is made anew'));
  client.on('disconnected', () => onState(false, 'the connection was closed'));
  client.on('error', () => onState(false, 'the connection failed'));
  client.on('slack_event', ({ ack, type, body }: { ack: () => Promise<void>; type: string; body: unknown }) => {
    void ack().catch(() => undefined);
    for (const answer of type === 'interactive' ? buttonsIn(body) : repliesIn(body)) onAnswer(answer);
  });
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    client.start().catch((error: unknown) => {
      if (halt.signal.aborted) return;
      onState(false, oneLine(error instanceof Error ? error.message : String(error)).slice(0, 200));
      timer = setTimeout(begin, AGAIN);
      timer.unref();
    });
  };
  begin();
  return async () => {
    halt.abort();
    clearTimeout(timer);
    await client.disconnect().catch(() => undefined);
  };
}

type Data = Readonly<Record<string, unknown>>;

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function buttonsIn(body: unknown): Answer[] {
  const payload = dataIn(body);
  if (payload.type !== 'block_actions' || !Array.isArray(payload.actions)) return [];
  const [user, channel] = [wordIn(dataIn(payload.user).id), wordIn(dataIn(payload.channel).id)];
  return payload.actions.flatMap((one): Answer[] => {
    const { action_id: button, value, action_ts: at } = dataIn(one);
    return user && channel && typeof button === 'string' && typeof value === 'string'
      ? [{ kind: 'button', user, channel, button, value, at: wordIn(at) }]
      : [];
  });
}

/** What a person wrote in a thread: nothing that a bot said, and nothing that was changed afterwards. https://docs.slack.dev/reference/events/message */
function repliesIn(body: unknown): Answer[] {
  const event = dataIn(dataIn(body).event);
  const [user, channel, ts, thread] = [event.user, event.channel, event.ts, event.thread_ts].map(wordIn);
  const isOwnWord = event.type === 'message' && event.subtype === undefined && event.bot_id === undefined;
  if (!isOwnWord || !user || !channel || !ts || !thread || thread === ts || typeof event.text !== 'string') return [];
  const text = plainWords(event.text).slice(0, LONGEST_REPLY);
  return text === '' ? [] : [{ kind: 'reply', user, channel, thread, ts, text }];
}

/** Slack escapes three characters and no others: https://docs.slack.dev/messaging/formatting-message-text#escaping */
function plainWords(text: string): string {
  return oneLine(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

function dataIn(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {};
}

function wordIn(value: unknown): string {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : '';
}
