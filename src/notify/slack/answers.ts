import { oneLine } from '../plain-text.ts';
import { type Relayed, relay } from './relay.ts';

/** What somebody did in Slack. */
export type Answer = {
  /** The person's id: `U…`. */
  readonly user: string;
  readonly channel: string;
} & (
  | {
      readonly kind: 'button';
      readonly button: string;
      readonly value: string;
      /** The message that it stands under, by its `ts`. Empty where Slack does not say. */
      readonly message: string;
      /** When it was pressed, in Slack's words: one that comes twice is known by it. Empty where Slack does not say. */
      readonly at: string;
    }
  /** A reply in a thread. `ts` is its own id: one that comes twice is known by it. */
  | { readonly kind: 'reply'; readonly thread: string; readonly ts: string; readonly text: string }
);

/** What is listened with. */
export interface Listening extends Omit<Relayed, 'heard'> {
  /** Whether it is for who listens here: Slack tells of each thing to any one of the connections that the app has, also of other runs. */
  readonly isOurs: (answer: Answer) => boolean;
  readonly onAnswer: (answer: Answer) => void;
}

const LONGEST_REPLY = 3000;

/**
 * Listens by Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): no port is open here. What is for who
 * listens here is acknowledged at once; what comes of it is another matter. What is for others is not: of a button Slack then shows
 * that nobody took it, and words it tells again, by another connection where there is one. Returns what ends it.
 * @throws with what is missing, and the mend, where there is no token to begin with
 */
export async function listenInSlack(listening: Listening): Promise<() => Promise<void>> {
  await listening.token();
  const halt = new AbortController();
  const heard = (type: string, body: unknown) => {
    const answers = type === 'interactive' ? buttonsIn(body) : repliesIn(body);
    if (!answers.every(listening.isOurs)) return null;
    return () => {
      for (const answer of answers) listening.onAnswer(answer);
    };
  };
  const work = relay({ ...listening, heard }, halt.signal);
  return async () => {
    halt.abort();
    await work;
  };
}

type Data = Readonly<Record<string, unknown>>;

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function buttonsIn(body: unknown): Answer[] {
  const payload = dataIn(body);
  if (payload.type !== 'block_actions' || !Array.isArray(payload.actions)) return [];
  const [user, channel] = [wordIn(dataIn(payload.user).id), wordIn(dataIn(payload.channel).id)];
  const message = wordIn(dataIn(payload.container).message_ts);
  return payload.actions.flatMap((one): Answer[] => {
    const { action_id: button, value, action_ts: at } = dataIn(one);
    return user && channel && typeof button === 'string' && typeof value === 'string'
      ? [{ kind: 'button', user, channel, button, value, message, at: wordIn(at) }]
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
