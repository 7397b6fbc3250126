import { readFile } from 'node:fs/promises';
import type { SecretSource } from '../../actions/vault.ts';
import type { Ask } from '../../engine/commands.ts';
import type { By } from '../../engine/entries.ts';
import { evidencePath } from '../../journal/evidence.ts';
import type { Channel } from '../../notify/channel.ts';
import type { Place } from '../../notify/slack/parts.ts';
import { createSlack, SLACK_API } from '../../notify/slack/slack.ts';
import type { RunSession } from '../run-session.ts';
import type { Session } from '../session.ts';
import { slackAccess } from '../slack-access.ts';
import { storeWith } from '../store.ts';
import { listen } from './listen.ts';
import { Outbox } from './outbox.ts';

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
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly authorities?: string;
}

/** Delivers what a run's journal says is to be told, by the channels that are set here. */
export function openOutbox(session: RunSession, settings: OutboxSettings): Outbox {
  const slack = slackFor(session, settings);
  const outbox = new Outbox(session, {
    channels: slack ? { slack } : {},
    addresses: () => [],
    file: (sha256) => readFile(evidencePath(storeWith(settings.store, session.run), session.run, sha256)),
  });
  if (slack && settings.slack.answers) hear(session, outbox, settings);
  return outbox;
}

/** Listens beside all else: nobody waits for it, and what is wrong with it stands where the channel stands. */
function hear(session: RunSession, outbox: Outbox, { slack, ...reach }: OutboxSettings): void {
  const { environment, authorities } = reach;
  const access = slackAccess({ ...reach, apiUrl: slack.apiUrl });
  const onState = (isListening: boolean, why?: string) => outbox.heard('slack', isListening ? null : (why ?? ''));
  const apiUrl = slack.apiUrl ?? SLACK_API;
  const run = {
    get state() {
      return session.state;
    },
    dispatch: (ask: Ask, by: By, more: { readonly typedBy: string }) => session.dispatch(ask, by, more),
  };
  const parts = { ...access, apiUrl, environment, people: slack.people, onState };
  const listening = listen(run, 'slack', { ...parts, ...(authorities !== undefined && { authorities }) });
  listening.catch((error: unknown) => onState(false, error instanceof Error ? error.message : String(error)));
  outbox.onStop(async () => {
    const end = await listening.catch(() => null);
    await end?.();
  });
}

/** Slack for this run. A drill has none where no exercise channel is set now, whatever was set when it began. */
function slackFor({ state }: Session, { slack, ...reach }: OutboxSettings): Channel | null {
  const place = placeOf(state.run?.kind === 'exercise', slack);
  return place && createSlack({ ...slackAccess({ ...reach, apiUrl: slack.apiUrl }), place, isAnswered: slack.answers });
}

function placeOf(isDrill: boolean, { exerciseChannel, invite, isPrivate }: OutboxSettings['slack']): Place | null {
  if (!isDrill) return { mode: 'live', invite, ...(isPrivate && { isPrivate }) };
  return exerciseChannel === null ? null : { mode: 'exercise', channel: exerciseChannel };
}
