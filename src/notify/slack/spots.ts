import type { Delivery } from '../channel.ts';
import { CHANNEL, PERSON } from './address.ts';
import { firstOf, objectIn, textIn } from './lists.ts';
import type { Desk, Had, Spot } from './parts.ts';
import { ofOnePlace } from './trouble.ts';

/**
 * Where a delivery is said. In an exercise all of it is in the one thread, to whomever it would go. Else in the run's channel,
 * under the message that it belongs to, or at the addresses of whom it is for.
 */
export async function spotsOf(desk: Desk, delivery: Delivery, signal: AbortSignal): Promise<Had<readonly Spot[]>> {
  const { room, parent, addresses, messages } = delivery;
  if (desk.place.mode === 'exercise' && messages[0].sort === 'room')
    return await exerciseSpot(desk, desk.place.channel, signal);
  if (desk.place.mode === 'exercise' || addresses.length === 0) {
    const channel = room?.channel;
    if (channel === undefined) return { trouble: noRoom };
    if (desk.place.mode === 'exercise')
      return { had: [{ channel, ...(room?.ts !== undefined && { thread: room.ts }) }] };
    return { had: [under(channel, parent)] };
  }
  const spots: Spot[] = [];
  for (const address of new Set(addresses)) {
    const found = await channelOf(desk, address, signal);
    if ('trouble' in found) return { trouble: ofOnePlace(found.trouble) };
    spots.push(under(found.had, parent));
  }
  return { had: spots };
}

/** Where the message stands that an exercise hangs on. */
async function exerciseSpot(desk: Desk, named: string, signal: AbortSignal): Promise<Had<readonly Spot[]>> {
  const found = await channelOf(desk, named, signal);
  if ('had' in found) return { had: [{ channel: found.had }] };
  const { trouble } = found;
  return { trouble: trouble.outcome === 'refused' ? { ...trouble, stops: true } : trouble };
}

const noRoom = {
  outcome: 'refused',
  why: 'The run has no channel in Slack yet',
  mend: 'See why its first message was not taken: breakglass outbox list',
  stops: true,
} as const;

function under(channel: string, parent: Delivery['parent']): Spot {
  const thread = parent?.thread ?? parent?.ts;
  return { channel, ...(parent?.channel === channel && thread !== undefined && { thread }) };
}

/** The id of a channel: of one that is named, that of the channels which the app is in; of a person, of what is said to them alone. */
export async function channelOf(desk: Desk, address: string, signal: AbortSignal): Promise<Had<string>> {
  if (CHANNEL.test(address)) return { had: address };
  if (PERSON.test(address)) return await directOf(desk, address, signal);
  return await channelNamed(desk, address.replace(/^#/, ''), signal);
}

async function directOf({ api, known }: Desk, person: string, signal: AbortSignal): Promise<Had<string>> {
  const there = known.direct.get(person);
  if (there !== undefined) return { had: there };
  const called = await api('conversations.open', { users: person }, signal);
  if (!called.ok) return { trouble: called.trouble };
  const channel = textIn(objectIn(called.data.channel), 'id');
  known.direct.set(person, channel);
  return { had: channel };
}

async function channelNamed(desk: Desk, name: string, signal: AbortSignal): Promise<Had<string>> {
  const there = desk.known.names.get(name);
  if (there !== undefined) return { had: there };
  const found = await firstOf(desk, ownChannels, (channel) => (channel.name === name ? channel : null), signal, name);
  if ('trouble' in found) return found;
  if (found.had === null) {
    const why = `The app is in no channel of Slack that is called #${name}`;
    const mend = `Write /invite @breakglass in #${name} (or what the app is called there), or name another channel. Then breakglass outbox retry.`;
    return { trouble: { outcome: 'refused', why, mend } };
  }
  const id = textIn(found.had, 'id');
  desk.known.names.set(name, id);
  return { had: id };
}

/** The channels that the app is in: few, where a workspace has thousands. https://docs.slack.dev/reference/methods/users.conversations */
export const ownChannels = {
  method: 'users.conversations',
  args: { types: 'public_channel,private_channel' },
  key: 'channels',
} as const;
