import type { Delivery, Pace } from '../channel.ts';
import { type Desk, earlierOf } from './parts.ts';

const MINUTE = 60_000;
/** https://docs.slack.dev/apis/web-api/rate-limits#tiers */
const tier = { two: 20, three: 50, four: 100 } as const;
/** chat.postMessage: one a second in a channel, and "several hundred" a minute in a workspace. */
const WORKSPACE = 200;

/** The limits that a delivery counts towards, as they are documented with each method. */
export function pacesOf(desk: Desk, delivery: Delivery): Pace[] {
  const { sort } = delivery.messages[0];
  const minutely = (method: string, count: number): Pace => ({ name: method, count, per: MINUTE });
  if (sort === 'room' && desk.place.mode === 'live') {
    return [
      minutely('conversations.create', tier.two),
      minutely('conversations.setPurpose', tier.two),
      minutely('conversations.setTopic', tier.two),
    ];
  }
  if (sort === 'file') {
    return [minutely('files.getUploadURLExternal', tier.four), minutely('files.completeUploadExternal', tier.four)];
  }
  const pins =
    sort === 'headline' && earlierOf(desk, delivery)?.pinned !== 'yes' ? [minutely('pins.add', tier.two)] : [];
  if (earlierOf(desk, delivery)) return [minutely('chat.update', tier.three), ...pins];
  return [
    ...whereTo(desk, delivery).map((channel) => ({ name: `chat.postMessage ${channel}`, count: 1, per: 1_000 })),
    minutely('chat.postMessage', WORKSPACE),
    ...pins,
  ];
}

/** The channels by which Slack counts, as far as they are known before it is asked. */
function whereTo({ place, known }: Desk, { room, addresses }: Delivery): string[] {
  if (place.mode === 'exercise' || addresses.length === 0) {
    return [room?.channel ?? (place.mode === 'exercise' ? place.channel : 'room')];
  }
  const idOf = (address: string) => known.direct.get(address) ?? known.names.get(address.replace(/^#/, '')) ?? address;
  return [...new Set(addresses.map(idOf))];
}
