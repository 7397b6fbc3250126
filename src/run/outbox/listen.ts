import { connectionFor } from '../../actions/connection.ts';
import { type Clock, machineClock } from '../../notify/clock.ts';
import { type Answer, listenInSlack } from '../../notify/slack/answers.ts';
import { createApi } from '../../notify/slack/api.ts';
import type { SlackParts } from '../../notify/slack/parts.ts';
import { type Answered, Answers } from './answers.ts';

/** What answers are heard by. */
export interface ListenParts extends Pick<SlackParts, 'token' | 'web'> {
  /** The app-level token. */
  readonly appToken: () => Promise<string>;
  readonly apiUrl: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly authorities?: string;
  /** People by their ids in Slack. */
  readonly people: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly onState: (isListening: boolean, why?: string) => void;
}

const TIMEOUT = 15_000;

/**
 * Hears what is answered in Slack, and does it as whoever gave it. What cannot be done is said to them alone. Returns what ends it.
 * @throws what is missing, and the mend
 */
export async function listen(run: Answered, via: string, parts: ListenParts): Promise<() => Promise<void>> {
  const { token, web, apiUrl, environment, authorities } = parts;
  const answers = new Answers(run, via, parts.people);
  const api = createApi({ token, web, url: apiUrl, timeout: TIMEOUT });
  const halt = new AbortController();
  const end = await listenInSlack({
    token: parts.appToken,
    web,
    apiUrl,
    dispatcher: () =>
      connectionFor({ environment, timeout: TIMEOUT, ...(authorities !== undefined && { authorities }) }),
    isOurs: (answer) => answers.isOurs(answer),
    onAnswer(answer) {
      const reply = answers.take(answer);
      if (reply !== null) void api('chat.postEphemeral', ephemeral(answer, reply), halt.signal);
    },
    clock: parts.clock ?? machineClock,
    onState: parts.onState,
  });
  return async () => {
    halt.abort();
    await end();
  };
}

function ephemeral(answer: Answer, text: string) {
  const { channel, user } = answer;
  const thread = answer.kind === 'reply' ? { thread_ts: answer.thread } : {};
  // As a plain text in a block there is nothing in it that could mention anybody.
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: text.slice(0, 3000), emoji: false } }];
  return { channel, user, ...thread, text: 'That was not done.', blocks };
}
