import { readFile } from 'node:fs/promises';
import type { SecretSource } from '../../actions/vault.ts';
import type { Ask } from '../../engine/commands.ts';
import type { By } from '../../engine/entries.ts';
import { evidencePath } from '../../journal/evidence.ts';
import type { Channel } from '../../notify/channel.ts';
import type { Clock } from '../../notify/clock.ts';
import type { Place } from '../../notify/slack/parts.ts';
import { createSlack, SLACK_API } from '../../notify/slack/slack.ts';
import { createKeys } from '../keys.ts';
import type { RunSession } from '../run-session.ts';
import { slackAccess } from '../slack-access.ts';
import { storeWith } from '../store.ts';
import { createWeb } from '../web.ts';
import { listen } from './listen.ts';
import { Outbox } from './outbox.ts';
import { secretsOfChannel, type ToldBy } from './told-by.ts';

/** By what a run is told, as it is set here. */
export interface OutboxSettings {
  /** The folder of journals and evidence. */
  readonly store: string;
  readonly slack: {
    readonly exerciseChannel: string | null;
    readonly invite: readonly string[];
    readonly isPrivate: boolean;
    /** Whether buttons and replies are listened to, and who gives them. */
    readonly answers: boolean;
    readonly people: Readonly<Record<string, string>>;
    readonly apiUrl: string | null;
  };
  /** Channels beside Slack, by their names. */
  readonly tell: Readonly<Record<string, ToldBy>>;
  /** Where an audience, a role or a person is at home on a channel: addresses or numbers. */
  readonly addresses: (via: string, to: string, isPage: boolean) => readonly string[];
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly authorities?: string;
  /** The machine's own unless given. */
  readonly clock?: Clock;
}

/** Delivers what a run's journal says is to be told, by the channels that are set here. */
export async function openOutbox(session: RunSession, settings: OutboxSettings): Promise<Outbox> {
  const slack = slackFor(session, settings);
  const others = await othersFor(session, settings);
  const outbox = new Outbox(session, {
    channels: { ...others, ...(slack && { slack }) },
    addresses: (via, { to, sort }) => settings.addresses(via, to, sort === 'page'),
    file: (sha256) => readFile(evidencePath(storeWith(settings.store, session.run), session.run, sha256)),
    ...(settings.clock && { clock: settings.clock }),
  });
  if (slack && settings.slack.answers) hear(session, outbox, settings);
  return outbox;
}

/** Listens beside all else: nobody waits for it, and what is wrong with it stands where the channel stands. */
function hear(session: RunSession, outbox: Outbox, { slack, ...reach }: OutboxSettings): void {
  const { environment, authorities, clock } = reach;
  const access = slackAccess({ ...reach, ...keysOf(session), apiUrl: slack.apiUrl });
  const onState = (isListening: boolean, why?: string) => outbox.heard('slack', isListening ? null : (why ?? ''));
  const apiUrl = slack.apiUrl ?? SLACK_API;
  const run = {
    get state() {
      return session.state;
    },
    get entries() {
      return session.entries;
    },
    dispatch: (ask: Ask, by: By, more: { readonly typedBy: string }) => session.dispatch(ask, by, more),
  };
  const parts = { ...access, apiUrl, environment, people: slack.people, onState, ...(clock && { clock }) };
  const listening = listen(run, 'slack', { ...parts, ...(authorities !== undefined && { authorities }) });
  listening.catch((error: unknown) => onState(false, error instanceof Error ? error.message : String(error)));
  outbox.onStop(async () => {
    const end = await listening.catch(() => null);
    await end?.();
  });
}

/** Slack for this run. A drill has none where no exercise channel is set now, whatever was set when it began. */
function slackFor(session: RunSession, { slack, ...reach }: OutboxSettings): Channel | null {
  const place = placeOf(session.state.run?.kind === 'exercise', slack);
  const access = slackAccess({ ...reach, ...keysOf(session), apiUrl: slack.apiUrl });
  return place && createSlack({ ...access, place, isAnswered: slack.answers });
}

/** The other channels by which this run is told. A drill and a rehearsal have none, whatever their journals say. */
async function othersFor(session: RunSession, { tell, ...reach }: OutboxSettings): Promise<Record<string, Channel>> {
  const { kind, rehearsal, routes = [] } = session.state.run ?? {};
  const vias = routes.map(({ via }) => via).filter((via) => Object.hasOwn(tell, via));
  if (kind !== 'incident' || rehearsal || vias.length === 0) return {};
  const { openChannel } = await import('./channels.ts');
  const { environment, authorities } = reach;
  const { secret } = session.keys ?? createKeys(reach, Object.values(tell).flatMap(secretsOfChannel));
  const around = { environment, ...(authorities !== undefined && { authorities }) };
  const web = createWeb(around);
  const opened = vias.flatMap((via) => {
    const told = tell[via];
    return told ? [[via, named(via, openChannel(told, { ...around, web, secret }))] as const] : [];
  });
  return Object.fromEntries(opened);
}

/** Several channels may be of one kind: each goes by the name that the settings give it. */
function named(via: string, channel: Channel): Channel {
  return { ...channel, title: `${via} (${channel.title})` };
}

function keysOf({ keys }: RunSession) {
  return keys ? { keys } : {};
}

function placeOf(isDrill: boolean, { exerciseChannel, invite, isPrivate }: OutboxSettings['slack']): Place | null {
  if (!isDrill) return { mode: 'live', invite, ...(isPrivate && { isPrivate }) };
  return exerciseChannel === null ? null : { mode: 'exercise', channel: exerciseChannel };
}
