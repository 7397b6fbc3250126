import { createHash } from 'node:crypto';
import type { About } from '../message.ts';
import { oneLine } from '../plain-text.ts';
import { most } from './limits.ts';
import { within } from './text.ts';

/** What a run's channel is called: what it is for before everything else, since a list of channels is sorted. */
const firsts: Readonly<Record<About['mark'], string>> = { LIVE: 'inc', DRILL: 'drill', REHEARSAL: 'rehearsal' };
/** Characters that are kept for a number behind it. */
const NUMBER = 3;

/**
 * The name of a run's channel: lower-case letters, digits, dashes and underscores, at most 80, the same whenever it is asked for.
 * `attempt`: from 2 on, where the ones before are somebody else's.
 */
export function channelName({ mark, run: own, alias: run = own }: About, attempt = 1): string {
  const said = run.toLowerCase().replace(/[^a-z0-9_]+/g, '-');
  const whole = `${firsts[mark]}-${said.replace(/^-|-$/g, '')}`;
  const room = most.channelName - NUMBER;
  const name = whole.length <= room ? whole : `${whole.slice(0, room - 9)}-${hashOf(run).slice(0, 8)}`;
  return attempt === 1 ? name : `${name}-${attempt}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What the purpose of a run's channel says. By that it is known as ours, and as a live one's. */
export function purposeOf({ mark, run: own, alias: run = own }: About): string {
  return `${mark} run ${run.slice(0, 200)}, kept by Breakglass.`;
}

/** Whether a channel's purpose says that it is of a live run. */
export function isOfLiveRun(purpose: string): boolean {
  return /^LIVE run .*, kept by Breakglass\.$/s.test(purpose);
}

/** The topic: what is going on, escaped as Slack keeps it. */
export function topicOf({ mark }: About, subject: string): string {
  return within(`${mark}: ${oneLine(subject)}`, most.topic);
}
