import type { SocketModeClient } from '@slack/socket-mode';
import { oneLine } from '../plain-text.ts';
import type { Web, WebAnswer } from '../web.ts';
import { fetchBy, silent } from './fetch.ts';

/** How Slack is listened to. */
export interface SocketParts {
  /** The app-level token, `xapp-…`. @throws with what is missing, and the mend */
  readonly token: () => Promise<string>;
  readonly web: Web;
  readonly apiUrl: string;
  /** What sockets are opened through: proxies, authorities. */
  readonly dispatcher: () => Promise<Dispatching>;
}

/** The part of a dispatcher of undici that a socket is opened through. */
interface Dispatching {
  dispatch(options: never, handler: never): boolean;
  destroy(): Promise<void>;
}

/** What comes by a connection. */
export interface Heard {
  /** Slack has greeted. */
  readonly onOpen: () => void;
  /** Slack will close it in some seconds: another one is to be made, while this one is still heard. */
  readonly onRenewal: () => void;
  /** What is to be done about what happened, once it is acknowledged; null: it is not acknowledged here. */
  readonly heard: (type: string, body: unknown) => (() => void) | null;
}

/** Why a connection is none any more. `after`: none is to be made before so many milliseconds. */
export interface Ended {
  readonly why: string;
  readonly after?: number;
}

/** How long it may take until Slack greets, and to say goodbye. Milliseconds. */
const GREETING = 30_000;
const GOODBYE = 500;
/**
 * How long one that is not needed any more is left for Slack to close, which it does some 10 seconds after its warning: what is on its
 * way when it is closed from here is heard by nobody. Milliseconds.
 */
const LEFT_OPEN = 15_000;

/** What mends an app-level token that does not work. */
export const APP_TOKEN =
  'set SLACK_APP_TOKEN to an app-level token of this app (xapp-…, made under Basic Information with the scope connections:write)';
/** https://docs.slack.dev/reference/methods/apps.connections.open#errors */
const OF_THE_TOKEN =
  /^(invalid_auth|not_authed|account_inactive|token_revoked|token_expired|not_allowed_token_type|missing_scope|no_permission|access_denied)$/;

/** What ends a connection from here. */
export interface Ending {
  /** Nobody listens any more: it ends now. */
  readonly signal: AbortSignal;
  /** Another one has taken its place: it is heard until Slack closes it, and not for ever. */
  readonly replaced: AbortSignal;
}

/**
 * One connection, from its opening to its end; never throws. The library's own way to connect anew is not used: it ends for good with
 * the first request that fails, by a rejection that nobody can handle.
 */
export async function connection(parts: SocketParts, ending: Ending, heard: Heard): Promise<Ended> {
  let opened: WebAnswer | undefined;
  let reason: string | undefined;
  let way: Way | undefined;
  try {
    // Bundled, a package in CommonJS has no exports but the default one.
    const { SocketModeClient } = (await import('@slack/socket-mode')).default;
    const appToken = await parts.token();
    way = wayBy(await parts.dispatcher());
    const client = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      logger: silent,
      clientOptions: {
        slackApiUrl: parts.apiUrl,
        allowAbsoluteUrls: false,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        fetch: fetchBy(parts.web, ending.signal, (answer) => {
          opened = answer;
        }),
      },
      dispatcher: way.dispatcher,
    });
    pass(client, heard, (said) => {
      reason = said;
    });
    await lived(client, ending);
    return { why: reason ?? 'the connection was closed' };
  } catch (error) {
    if (reason !== undefined) return { why: reason };
    return opened ? refusalIn(opened) : { why: wordsOf(error) };
  } finally {
    way?.end();
  }
}

interface Way {
  readonly dispatcher: Dispatching;
  /** Nothing is left of it: who does not answer a goodbye would else keep the process. */
  readonly end: () => void;
}

function wayBy(dispatcher: Dispatching): Way {
  let socket: { destroy?: () => void } | undefined;
  const noting = (handler: object) =>
    new Proxy(handler, {
      get(target, name) {
        const own: unknown = Reflect.get(target, name);
        if (typeof own !== 'function') return own;
        return (...given: unknown[]) => {
          // The last that is given to both of the names which undici has for it.
          if (name === 'onUpgrade' || name === 'onRequestUpgrade') socket = given.at(-1) as typeof socket;
          return Reflect.apply(own, target, given);
        };
      },
    });
  return {
    dispatcher: {
      dispatch: (options, handler) => dispatcher.dispatch(options, noting(handler) as never),
      destroy: () => dispatcher.destroy(),
    },
    end() {
      socket?.destroy?.();
      void dispatcher.destroy().catch(() => undefined);
    },
  };
}

function pass(client: SocketModeClient, heard: Heard, onGoodbye: (reason: string) => void): void {
  const [take] = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const envelope = envelopeIn(data);
    // What is no envelope makes the library fail where nobody could catch it.
    if (!envelope) return;
    if (envelope.type === 'disconnect') onGoodbye(goodbyeOf(envelope.reason));
    // The library would close it at once, and what is pressed until there is another one would be lost.
    if (envelope.type === 'disconnect' && isRenewal(envelope.reason)) heard.onRenewal();
    else take?.(data, isBinary);
  });
  client.on('connected', heard.onOpen);
  client.on('slack_event', ({ ack, type, body }: { ack: () => Promise<void>; type: string; body: unknown }) => {
    const meant = heard.heard(type, body);
    if (!meant) return;
    void ack().catch(() => undefined);
    meant();
  });
}

/** Resolves when a connection that was open is closed. @throws where none came about */
async function lived(client: SocketModeClient, { signal, replaced }: Ending): Promise<void> {
  const leave = () => void client.disconnect().catch(() => undefined);
  const closed = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
  let abandon: () => void = () => undefined;
  const abandoned = new Promise<void>((resolve) => {
    abandon = () => {
      leave();
      setTimeout(resolve, GOODBYE).unref();
    };
  });
  let left: NodeJS.Timeout | undefined;
  const leaveOpen = () => {
    left = setTimeout(abandon, LEFT_OPEN).unref();
  };
  signal.addEventListener('abort', abandon);
  replaced.addEventListener('abort', leaveOpen);
  const limit = setTimeout(leave, GREETING).unref();
  try {
    await Promise.race([client.start(), abandoned]);
    clearTimeout(limit);
    await Promise.race([closed, abandoned]);
  } finally {
    clearTimeout(limit);
    clearTimeout(left);
    signal.removeEventListener('abort', abandon);
    replaced.removeEventListener('abort', leaveOpen);
  }
}

/** Why no connection came about, of which Slack's answer to the request for one tells. */
function refusalIn({ status, text, after, problem }: WebAnswer): Ended {
  const error = errorIn(text);
  const wait = after === undefined ? {} : { after };
  if (error === null && status === 200) return { why: 'Slack did not greet on the connection that it named', ...wait };
  if (status === undefined) return { why: `no connection can be made: ${problem ?? 'no answer came'}`, ...wait };
  if (error === null || status === 429) return { why: `no connection can be made: Slack answered ${status}`, ...wait };
  const why = `Slack answered ${error} when it was asked for a connection`;
  return { why: OF_THE_TOKEN.test(error) ? `${why}: ${APP_TOKEN}` : why, ...wait };
}

function errorIn(text: string): string | null {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' ? oneLine(error).slice(0, 100) : null;
  } catch {
    return null;
  }
}

interface Envelope {
  readonly type: string;
  readonly reason?: unknown;
}

function envelopeIn(data: unknown): Envelope | null {
  try {
    const envelope = JSON.parse(String(data)) as Envelope & { payload?: { event?: { type?: unknown } } };
    if (typeof envelope.type !== 'string') return null;
    const isWhole = envelope.type !== 'events_api' || typeof envelope.payload?.event?.type === 'string';
    return isWhole ? envelope : null;
  } catch {
    return null;
  }
}

/** It is closed some seconds after these words: https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
function isRenewal(reason: unknown): boolean {
  return reason === 'warning' || reason === 'refresh_requested';
}

function goodbyeOf(reason: unknown): string {
  if (reason === 'link_disabled') return 'Socket Mode is switched off for the app: switch it on under Socket Mode';
  return 'Slack closed the connection, and another is made';
}

function wordsOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error)).slice(0, 200);
}
