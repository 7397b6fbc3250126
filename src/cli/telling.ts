import type { Route } from '../engine/telling.ts';
import type { Outbox } from '../run/outbox/outbox.ts';
import { SLACK_TOKEN } from '../run/outbox/slack-token.ts';
import { routeOf } from '../run/outbox/told-by.ts';
import type { RunSession } from '../run/run-session.ts';
import type { Session } from '../run/session.ts';
import { addressBook } from './call-book.ts';
import { plain, say } from './output.ts';
import type { Settings } from './settings.ts';

/** How long what is left may take to go out once a run was closed. Milliseconds. */
const FAREWELL = 30_000;

/**
 * Where a live run that is opened now is told of, as it is set here. `offPlatform`: no details in Slack, where others may read
 * along. What else is set up is the other way then, and is kept from nobody.
 */
export function liveRoutes(settings: Settings, offPlatform: boolean): Route[] {
  const others = Object.entries(settings.tell.value).map(([via, told]) => routeOf(via, told));
  if (!hasToken(settings)) return others;
  const isWithheld = offPlatform || settings.slack.assumeCompromised.value;
  return [{ via: 'slack', tells: 'run', ...(isWithheld && { withheld: true as const }) }, ...others];
}

/** Where a drill is told of: in the channel that was named for exercises, and nowhere else. Nothing is told without one. */
export async function drillRoutes(settings: Settings): Promise<Route[]> {
  const channel = settings.slack.exerciseChannel.value;
  if (channel === null) return [];
  if (!hasToken(settings)) {
    say(`This drill is not told in ${channel}: there is no ${SLACK_TOKEN}.`);
    return [];
  }
  const { requireTrust } = await import('../run/trust.ts');
  requireTrust(settings.untrusted);
  return [{ via: 'slack', tells: 'run' }];
}

/** Delivers what the run's journal says is to be told, beside all else. Null: it is told nowhere but here. */
export async function deliver(session: RunSession, settings: Settings): Promise<Outbox | null> {
  const routes = session.state.run?.routes ?? [];
  if (routes.length === 0 || !(await isTrustedHere(settings))) return null;
  const { openOutbox } = await import('../run/outbox/open.ts');
  const { addressesBy } = await import('../run/outbox/addresses.ts');
  const { holdersOf } = await import('../engine/state.ts');
  const contacts = await addressBook(settings);
  const { slack, tell, secrets, ca, store } = settings;
  const outbox = await openOutbox(session, {
    store: store.value,
    slack: slackOf(slack),
    tell: tell.value,
    addresses: (via, to, isPage) => {
      const told = tell.value[via];
      return told ? addressesBy(told, contacts, to, { holders: holdersOf(session.state, to), isPage }) : [];
    },
    sources: secrets.value,
    environment: process.env,
    ...(ca.value !== null && { authorities: ca.value }),
  });
  session.attach(outbox);
  return outbox;
}

/** Where a file that nobody has looked at says where messages and tokens go, nothing is sent. */
async function isTrustedHere({ untrusted }: Settings): Promise<boolean> {
  if (untrusted.length === 0) return true;
  const { trustHint, trustOf } = await import('../run/trust.ts');
  const files = untrusted.filter((document) => !trustOf(document).trusted).map(({ file }) => file);
  if (files.length > 0)
    say(plain(`Nothing is told elsewhere: ${files.join(', ')} is not trusted. ${trustHint(files)}`));
  return files.length === 0;
}

/** Lets go out what can; for a while where `isLast`: nobody comes back to it by themselves. Ctrl-C does not wait for it. */
export async function lastWords(outbox: Outbox, session: RunSession, isLast: boolean): Promise<void> {
  if (isLast && left(session) > 0) {
    say('What is left to tell goes out now. Ctrl-C leaves it in the outbox.');
    let hurry: () => void = () => undefined;
    const hurried = new Promise<void>((resolve) => {
      hurry = resolve;
    });
    const timer = setTimeout(hurry, FAREWELL);
    process.once('SIGINT', hurry);
    await Promise.race([outbox.settled(), hurried]);
    clearTimeout(timer);
    process.off('SIGINT', hurry);
  }
  await outbox.stop();
}

/** What of a run is not told yet, a line a channel: `slack: 3 messages`. */
export function leftWords({ state }: Pick<Session, 'state'>): string[] {
  return Object.entries(state.outbox).flatMap(([via, { pending, stopped }]) => {
    const count = Object.keys(pending).length;
    if (count === 0) return [];
    const why = stopped ? `: ${stopped.why}${stopped.mend === undefined ? '' : `. ${stopped.mend}`}` : '';
    return [`${count} ${count === 1 ? 'message' : 'messages'} by ${via}${why}`];
  });
}

/** How many messages of a run are not there yet. */
function left({ state }: Pick<Session, 'state'>): number {
  return Object.values(state.outbox).reduce((sum, { pending }) => sum + Object.keys(pending).length, 0);
}

function hasToken({ secrets }: Settings): boolean {
  return Object.hasOwn(secrets.value, SLACK_TOKEN) || Boolean(process.env[SLACK_TOKEN]);
}

function slackOf({ exerciseChannel, invite, isPrivate, answers, people, apiUrl }: Settings['slack']) {
  return {
    exerciseChannel: exerciseChannel.value,
    invite: invite.value,
    isPrivate: isPrivate.value,
    answers: answers.value,
    people: people.value,
    apiUrl: apiUrl.value,
  };
}
