import type { Ask } from '../engine/commands.ts';
import type { By } from '../engine/entries.ts';
import type { Tracked } from '../engine/improving.ts';
import { Problem } from '../run/problem.ts';
import type { Session } from '../run/session.ts';
import { type Issue, isTrouble, type Tracker, type Trouble, type Work } from './tracker.ts';
import { worksOf } from './works.ts';

/** What became of one improvement. */
export interface Sent {
  readonly improvement: string;
  /**
   * `there`: it was there already, by the journal; `found`: it was there, and nobody knew; `made`; `maybe`: it may be there; `later` and `refused`:
   * it is not.
   */
  readonly how: 'there' | 'found' | 'made' | 'maybe' | 'later' | 'refused';
  readonly issue?: string;
  readonly url?: string;
  readonly why?: string;
  readonly mend?: string;
}

export interface Sending {
  readonly session: Session;
  readonly tracker: Tracker;
  readonly by: By;
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Takes secrets out of what a server said. */
  readonly masked: (text: string) => string;
}

/** So often something is asked again where the server is busy, and so long it is waited for at most, milliseconds. */
const TRIES = 3;
const LONGEST = 60_000;
const USUAL = 2_000;
/** Clocks differ, and a drill may have had another one: so much earlier than an improvement its issue is looked for. */
const EARLIER = 30 * 24 * 60 * 60_000;

/**
 * Puts the improvements of a run into a tracker, one issue each, however often this is done. What was begun is written down before its first
 * byte, and looked for before anything is made again; where it is not found, and may yet come to light, it is left for a later time.
 * @throws Problem where nothing can be written down
 */
export async function sendImprovements(sending: Sending): Promise<Sent[]> {
  const { session, tracker } = sending;
  const works = worksOf(session.state, session.entries);
  const isThere = ({ improvement }: Work) => ['open', 'closed'].includes(standing(sending, improvement)?.state ?? '');
  const left = works.filter((work) => !isThere(work));
  const sent = new Map<string, Sent>(
    works
      .filter(isThere)
      .map(({ improvement }) => [improvement, { improvement, how: 'there', ...linkOf(sending, improvement) }]),
  );
  if (left.length > 0) {
    const found = await patiently(sending, () => tracker.find(markersOf(left), since(sending)));
    let trouble: Trouble | null = isTrouble(found) ? { ...found, stops: true } : null;
    for (const work of left) {
      const { improvement } = work;
      const one = trouble?.stops ? spared(sending, work, trouble) : await sendOne(sending, work, found as Found);
      sent.set(improvement, 'trouble' in one ? { improvement, ...toldOf(one) } : one);
      if ('trouble' in one) trouble = one;
    }
  }
  return works.flatMap(({ improvement }) => sent.get(improvement) ?? []);
}

type Found = ReadonlyMap<string, Issue>;

async function sendOne(sending: Sending, work: Work, found: Found): Promise<Sent | Trouble> {
  const { tracker } = sending;
  const there = found.get(work.marker);
  if (there) return written(sending, work, there, 'found');
  const hidden = mayStillShow(sending, work);
  if (hidden) return hidden;
  say(sending, work, { state: 'sending' });
  const made = await patiently(sending, () => tracker.create(work), 'sends');
  if (!isTrouble(made)) return written(sending, work, made, 'made');
  if (made.trouble !== 'unknown') {
    say(sending, work, { state: 'refused', why: made.why });
    return made.trouble === 'later' ? { ...made, stops: true } : made;
  }
  const looked = await patiently(sending, () => tracker.find([work.marker], since(sending)));
  const after = isTrouble(looked) ? undefined : looked.get(work.marker);
  return after ? written(sending, work, after, 'found') : { ...made, stops: true, mend: MAYBE };
}

const MAYBE = 'Run this again in a while: it is looked for first.';

/** It was begun not long ago, and what was made then may not be found yet: nothing is made again until it would be. */
function mayStillShow(sending: Sending, { improvement }: Work): Trouble | null {
  const { session, tracker, now } = sending;
  if (standing(sending, improvement)?.state !== 'sending') return null;
  const begun = session.entries.findLast(
    (entry) =>
      entry.type === 'improvement.tracked' && entry.improvement === improvement && entry.tracker === tracker.name,
  );
  const passed = now() - Date.parse(begun?.recorded ?? '');
  if (!(passed < tracker.settles)) return null;
  const wait = Math.ceil((tracker.settles - passed) / 1000);
  const why = `It was sent ${Math.max(0, Math.floor(passed / 1000))} s ago without an answer, and is not to be found yet`;
  return {
    trouble: 'unknown',
    why,
    mend: `Run this again in ${wait < 120 ? `${wait} s` : `${Math.ceil(wait / 60)} minutes`}: it is looked for first.`,
  };
}

/** What is not tried, because it would come out as the one before. */
function spared(sending: Sending, { improvement }: Work, trouble: Trouble): Trouble {
  const maybe = standing(sending, improvement)?.state === 'sending';
  return { ...trouble, trouble: maybe ? 'unknown' : trouble.trouble === 'unknown' ? 'later' : trouble.trouble };
}

function written(sending: Sending, work: Work, { issue, url, state }: Issue, how: 'found' | 'made'): Sent {
  const link = { issue: sending.masked(issue), url: sending.masked(url) };
  say(sending, work, { state, ...link });
  return { improvement: work.improvement, how, ...link };
}

function toldOf({ trouble, why, mend }: Trouble): Omit<Sent, 'improvement'> {
  return { how: trouble === 'unknown' ? 'maybe' : trouble, why, ...(mend !== undefined && { mend }) };
}

/** Asks a tracker how everything stands that is there, and writes down what changed. Returns what could not be asked. */
export async function refreshImprovements(sending: Sending): Promise<Sent[]> {
  const { session, tracker } = sending;
  const troubles: Sent[] = [];
  for (const work of worksOf(session.state, session.entries)) {
    const { improvement } = work;
    const before = standing(sending, improvement);
    if (before?.issue === undefined || before.state === 'gone') continue;
    const { issue, url } = before;
    const state = await patiently(sending, () => tracker.look(issue));
    if (isTrouble(state)) {
      troubles.push({ improvement, ...toldOf(state), how: state.trouble === 'refused' ? 'refused' : 'later' });
      if (state.stops || state.trouble !== 'refused') break;
    } else if (state !== before.state) say(sending, work, { state, issue, ...(url !== undefined && { url }) });
  }
  return troubles;
}

/** Does something again where the server says that it is busy, for as long as a person would wait. What `sends` is not done again unless it surely was not. */
async function patiently<T>(
  { pause, masked }: Sending,
  act: () => Promise<T | Trouble>,
  kind: 'asks' | 'sends' = 'asks',
): Promise<T | Trouble> {
  for (let tries = 1; ; tries += 1) {
    const answer = await act();
    if (!isTrouble(answer)) return answer;
    const wait = answer.after ?? USUAL * 2 ** (tries - 1);
    const isAgain = answer.trouble === 'later' || (kind === 'asks' && answer.trouble === 'unknown');
    if (!isAgain || tries >= TRIES || wait > LONGEST)
      return { ...answer, why: masked(answer.why), ...laterMend(answer) };
    await pause(wait);
  }
}

function laterMend({ trouble, mend, after }: Trouble): { mend?: string } {
  if (mend !== undefined || trouble !== 'later') return {};
  const when = after === undefined ? 'later' : `in ${Math.max(1, Math.ceil(after / 60_000))} minutes`;
  return { mend: `Run this again ${when}: it goes on where it stopped.` };
}

function say({ session, tracker, by }: Sending, { improvement }: Work, now: Omit<Tracked, 'tracker'>): void {
  const last = session.state.improvements[improvement]?.tracked?.[tracker.name];
  if (now.state !== 'sending' && last?.state === now.state && last.issue === now.issue) return;
  const ask: Ask = { type: 'track-improvement', improvement, tracker: tracker.name, ...now };
  const refusal = session.dispatch(ask, by);
  if (session.broken) throw new Problem('store', session.broken);
  if (refusal) throw new Problem('not-allowed', refusal.message, refusal.hint);
}

function standing({ session, tracker }: Sending, improvement: string) {
  return session.state.improvements[improvement]?.tracked?.[tracker.name];
}

function linkOf(sending: Sending, improvement: string): { issue?: string; url?: string } {
  const { issue, url } = standing(sending, improvement) ?? {};
  return { ...(issue !== undefined && { issue }), ...(url !== undefined && { url }) };
}

const markersOf = (works: readonly Work[]) => works.map(({ marker }) => marker);

function since({ session, now }: Sending): number {
  const times = session.entries.flatMap(({ type, recorded }) =>
    type === 'improvement.added' ? [Date.parse(recorded)] : [],
  );
  return Math.max(0, Math.min(now(), ...times.filter((time) => !Number.isNaN(time))) - EARLIER);
}
