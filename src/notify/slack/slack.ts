import type { Channel, Delivery, Sent } from '../channel.ts';
import { createApi } from './api.ts';
import { findInSlack } from './history.ts';
import { most } from './limits.ts';
import { pacesOf } from './paces.ts';
import type { Desk, SlackParts } from './parts.ts';
import { pin, say, sentOf } from './post.ts';
import { exerciseProblem, openRoom } from './room.ts';
import { spotsOf } from './spots.ts';
import type { Trouble } from './trouble.ts';
import { share } from './upload.ts';

/** Where Slack's own Web API is. */
export const SLACK_API = 'https://slack.com/api/';
const TIMEOUT = 15_000;

/**
 * Slack. A live run has a channel of its own; an exercise is told in one thread of a channel that was named for it, and nowhere
 * else. Every message carries our id in its metadata, by which it is found again.
 */
export function createSlack(parts: SlackParts): Channel {
  const desk = deskOf(parts);
  return {
    title: 'Slack',
    together: most.together,
    paces: (delivery) => pacesOf(desk, delivery),
    find: (delivery, signal) => findInSlack(desk, delivery, signal),
    send: (delivery, signal) => send(desk, parts.isAnswered ? delivery : withoutButtons(delivery), signal),
    async ping(signal) {
      const called = await desk.api('auth.test', {}, signal);
      return called.ok ? { outcome: 'sent', receipt: {} } : called.trouble;
    },
  };
}

/** A button that nobody hears would be pressed in vain. */
function withoutButtons(delivery: Delivery): Delivery {
  const [{ buttons: _, ...first }, ...others] = delivery.messages;
  return { ...delivery, messages: [first, ...others] };
}

/** What the parts of the channel work with. */
export function deskOf({ token, web, place, apiUrl = SLACK_API, timeout = TIMEOUT, now = Date.now }: SlackParts): Desk {
  return {
    api: createApi({ token, web, url: apiUrl, timeout }),
    web,
    place,
    apiUrl,
    timeout,
    now,
    known: { names: new Map(), direct: new Map(), cursors: new Map(), lookedFor: new Set() },
  };
}

async function send(desk: Desk, delivery: Delivery, signal: AbortSignal): Promise<Sent> {
  const misplaced = misplacement(desk, delivery);
  if (misplaced) return misplaced;
  const { sort } = delivery.messages[0];
  if (sort === 'room') return await (desk.place.mode === 'live' ? openRoom : openThread)(desk, delivery, signal);
  const spots = await spotsOf(desk, delivery, signal);
  if ('trouble' in spots) return spots.trouble;
  const [first] = spots.had;
  if (sort === 'file' && first) return await share(desk, delivery, first, signal);
  const said = await say(desk, delivery, spots.had, signal);
  if (sort === 'headline' && 'had' in said) return { outcome: 'sent', receipt: await pin(desk, said.had, signal) };
  return sentOf(said);
}

/** What a drill says comes to where drills are told, and what is real does not. */
function misplacement({ place }: Desk, { about, room }: Delivery): Trouble | null {
  const refused = (why: string, mend: string): Trouble => ({ outcome: 'refused', why, mend, stops: true });
  if (place.mode === 'live') {
    if (about.mark !== 'DRILL') return null;
    return refused('A drill is told in an exercise channel alone', 'Set slack.exercise-channel.');
  }
  if (about.mark === 'LIVE')
    return refused('A real incident is not told in an exercise channel', 'Resume it without one.');
  if (room === undefined || room.name === place.channel) return null;
  return refused(
    `The exercise was begun in ${room.name}, and ${place.channel} is set now`,
    `Set slack.exercise-channel to ${room.name} again. Then breakglass outbox retry.`,
  );
}

/** The message in the exercise channel under which everything else is said. The channel itself stays as it is. */
async function openThread(desk: Desk, delivery: Delivery, signal: AbortSignal): Promise<Sent> {
  const { place } = desk;
  if (place.mode !== 'exercise') return await openRoom(desk, delivery, signal);
  const spots = await spotsOf(desk, delivery, signal);
  if ('trouble' in spots) return spots.trouble;
  const [spot] = spots.had;
  const problem = spot && (await exerciseProblem(desk, spot.channel, signal));
  if (problem) return problem;
  const said = await say(desk, delivery, spots.had, signal);
  return 'had' in said ? { outcome: 'sent', receipt: { ...said.had, name: place.channel } } : said.trouble;
}
