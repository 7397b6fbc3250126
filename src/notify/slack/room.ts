import type { Delivery, Sent } from '../channel.ts';
import type { Called, Data } from './api.ts';
import { channelName, isOfLiveRun, purposeOf, topicOf } from './channel-name.ts';
import { idsIn } from './history.ts';
import { firstOf, objectIn, selfOf, textIn } from './lists.ts';
import type { Desk, Had } from './parts.ts';
import { EVENT } from './said.ts';
import { ownChannels } from './spots.ts';
import { escaped } from './text.ts';
import type { Trouble } from './trouble.ts';

/** So many channels of the same name may be somebody else's. */
const MOST_NAMES = 9;
/** What is said of somebody who cannot be invited, and is no reason to tell nobody else. */
const OF_A_PERSON =
  /^(user_not_found|user_disabled|cant_invite|cant_invite_self|user_is_ultra_restricted|user_team_not_in_channel|failed_for_some_users|too_many_users|ura_max_channels)$/;

/**
 * The channel of a live run: made, or found again. Wherever it was broken off before, it comes to the same channel: the name is
 * the run's, and the purpose, which is set first, says whose it is. https://docs.slack.dev/reference/methods/conversations.create
 */
export async function openRoom(desk: Desk, delivery: Delivery, signal: AbortSignal): Promise<Sent> {
  const { place, api } = desk;
  const { about } = delivery;
  const isPrivate = place.mode === 'live' && place.isPrivate === true;
  for (let attempt = 1; attempt <= MOST_NAMES; attempt += 1) {
    const name = channelName(about, attempt);
    const made = await api('conversations.create', { name, is_private: isPrivate }, signal);
    if (made.ok) return await furnish(desk, objectIn(made.data.channel), delivery, signal);
    if (made.error !== 'name_taken') return made.trouble;
    const ours = await ownNamed(desk, name, delivery, signal);
    if ('trouble' in ours) return ours.trouble;
    if (ours.had) return await furnish(desk, ours.had, delivery, signal);
  }
  const why = `Slack has ${MOST_NAMES} channels called ${channelName(about)} already, and none is of this run`;
  return { outcome: 'refused', why, mend: 'Rename or archive what is not needed any more.', stops: true };
}

/** The channel of that name, if it is this run's; null where it is somebody else's. */
async function ownNamed(desk: Desk, name: string, { about }: Delivery, signal: AbortSignal): Promise<Had<Data | null>> {
  const wanted = (channel: Data) => (channel.name === name && channel.is_archived !== true ? channel : null);
  const found = await firstOf(desk, ownChannels, wanted, signal, name);
  if ('trouble' in found || found.had === null) return found;
  const channel = found.had;
  const purpose = textIn(objectIn(channel.purpose), 'value');
  if (purpose === purposeOf(about)) return { had: channel };
  const self = await selfOf(desk, signal);
  if ('trouble' in self) return self;
  // It was made, and broken off before anything could be written on it.
  if (purpose === '' && channel.creator === self.had.user) return { had: channel };
  if (isOfAnother(purpose)) return { had: null };
  // Somebody wrote another purpose on it: what was said there tells whose it is.
  const args = { channel: textIn(channel, 'id'), include_all_metadata: true };
  const said = (message: Data) => (idsIn(message, about).length > 0 ? message : null);
  const ours = await firstOf(desk, { method: 'conversations.history', args, key: 'messages' }, said, signal, 'ours');
  return 'trouble' in ours ? ours : { had: ours.had && channel };
}

function isOfAnother(purpose: string): boolean {
  return /^\w+ run .*, kept by Breakglass\.$/s.test(purpose);
}

async function furnish(desk: Desk, channel: Data, { about, messages }: Delivery, signal: AbortSignal): Promise<Sent> {
  const { api, place } = desk;
  const id = textIn(channel, 'id');
  const texts = [
    ['purpose', 'conversations.setPurpose', purposeOf(about)],
    ['topic', 'conversations.setTopic', topicOf(about, messages[0].subject)],
  ] as const;
  for (const [name, method, text] of texts) {
    // Each is told in the channel: what stands there already is not said again.
    if (textIn(objectIn(channel[name]), 'value') === escaped(text)) continue;
    const called = await api(method, { channel: id, [name]: escaped(text) }, signal);
    if (!called.ok) return called.trouble;
  }
  const missing: string[] = [];
  for (const person of place.mode === 'live' ? place.invite : []) {
    const called = await api('conversations.invite', { channel: id, users: person }, signal);
    const word = isThere(called) ? '' : whyNot(called);
    if (word === null) return called.ok ? noChannel : called.trouble;
    if (word !== '') missing.push(`${person} (${word})`);
  }
  const receipt = {
    channel: id,
    name: textIn(channel, 'name'),
    ...(missing.length > 0 && { missing: missing.join(', ') }),
  };
  return { outcome: 'sent', receipt };
}

const noChannel: Trouble = { outcome: 'unknown', why: 'Slack named no channel' };

function isThere(called: Called): boolean {
  return called.ok || called.error === 'already_in_channel' || called.error === 'cant_invite_self';
}

/** Why somebody could not be invited; null where it is no matter of the person. */
function whyNot(called: Called): string | null {
  return !called.ok && called.error !== undefined && OF_A_PERSON.test(called.error) ? called.error : null;
}

/** How many of the last messages of an exercise channel are looked at. */
const LAST = 100;

/**
 * Why an exercise may not be told in a channel; null where it may. A channel in which a real incident is told is known by its
 * purpose, or by the mark in the metadata of its last hundred messages: people there would take the drill for the real thing.
 */
export async function exerciseProblem(desk: Desk, channel: string, signal: AbortSignal): Promise<Trouble | null> {
  const info = await desk.api('conversations.info', { channel }, signal);
  if (!info.ok) return info.trouble;
  const { is_member, is_archived, name, purpose } = objectIn(info.data.channel);
  const called = `#${typeof name === 'string' ? name : channel}`;
  if (is_archived === true)
    return refusal(`${called} is archived`, 'Unarchive it, or name another as slack.exercise-channel.');
  if (is_member === false) {
    return refusal(
      `The app is not in ${called}`,
      `Write /invite @breakglass in ${called} (or what the app is called there).`,
    );
  }
  const args = { channel, include_all_metadata: true, limit: LAST };
  const history = await desk.api('conversations.history', args, signal);
  if (!history.ok) return history.trouble;
  const messages = Array.isArray(history.data.messages) ? history.data.messages.map(objectIn) : [];
  const isLive = isOfLiveRun(textIn(objectIn(purpose), 'value')) || messages.some(isMarkedLive);
  if (!isLive) return null;
  return refusal(
    `A real incident is told in ${called}`,
    'Name another channel as slack.exercise-channel: a drill must not be taken for the real thing.',
  );
}

function isMarkedLive(message: Data): boolean {
  const { event_type, event_payload } = objectIn(message.metadata);
  return event_type === EVENT && textIn(objectIn(event_payload), 'mark') === 'LIVE';
}

function refusal(why: string, mend: string): Trouble {
  return { outcome: 'refused', why, mend: `${mend} Then breakglass outbox retry.`, stops: true };
}
