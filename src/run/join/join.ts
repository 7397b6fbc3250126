import { holds } from '../../engine/state.ts';
import type { Holder } from '../../journal/holder.ts';
import { findHolder } from '../../journal/lock.ts';
import { lockBase } from '../../journal/runs.ts';
import { journalPath } from '../../journal/store.ts';
import { nearest } from '../../language/nearest.ts';
import { version } from '../package.ts';
import { Problem } from '../problem.ts';
import { readRun, replay } from '../replay.ts';
import { storeWith } from '../store.ts';
import { HolderLine } from './holder-line.ts';
import type { Told } from './protocol.ts';
import { RunReading } from './reading.ts';
import { RemoteSession } from './remote-session.ts';

/** How long the holder has to let somebody in. Milliseconds. */
const LET_IN_WITHIN = 5000;

/** How a run is joined. */
export interface Joining {
  /** The terminal at which it is typed, as the journal says it. */
  readonly typedBy: string;
  /** It looks, and gives no command. */
  readonly observes: boolean;
}

/**
 * Takes part in a run that another process of this user holds.
 * @throws Problem where nobody holds it, or nobody is let in; StoreError, IntegrityError
 */
export async function joinRun(dir: string, run: string, { typedBy, observes }: Joining): Promise<RemoteSession> {
  const store = storeWith(dir, run);
  const path = journalPath(store, run);
  const holder = await findHolder(lockBase(store, run));
  if (!holder) throw nobodyHolds(path, run);
  const arrival = new Arrival(holder);
  try {
    const { seq, wall } = await arrival.welcomed({ do: 'hello', version, typedBy, observes });
    const reading = new RunReading(path, () => arrival.session?.follow());
    const { state, entries } = replay(path, reading.upTo(seq));
    // Both read the same machine's clock; the holder's may have been set to another time.
    const shift = wall - Date.now();
    arrival.session = new RemoteSession({
      run,
      path,
      state,
      entries,
      notices: [
        `${inWords(holder)} holds this run: what is done here is done there.`,
        ...(observes ? ['You observe: no command is taken from here.'] : []),
      ],
      clock: { wall: () => Date.now() + shift },
      line: arrival.line,
      reading,
      observes,
    });
    return arrival.admitted(arrival.session);
  } catch (error) {
    arrival.line.close();
    throw error;
  }
}

/**
 * Takes these roles for these people, where they are free. Who does not get one speaks all the same: returns what is to be
 * said of that. @throws Problem for a role that the run does not have
 */
export function takeRoles(session: RemoteSession, roles: Readonly<Record<string, string>>): string[] {
  const { playbook, scenario } = session.state.definition;
  const known = [...Object.keys(playbook.roles), ...Object.keys(scenario?.cast ?? {})];
  for (const role of Object.keys(roles)) {
    if (known.includes(role)) continue;
    const near = nearest(role, known);
    const hint = near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`;
    throw new Problem('usage', `There is no role ${JSON.stringify(role.slice(0, 100))} in this run.`, hint);
  }
  return Object.entries(roles).flatMap(([role, person]) => {
    if (holds(session.state, role, person)) return [];
    const refusal = session.dispatch({ type: 'take-role', role, person }, { person });
    return refusal ? [[refusal.message, refusal.hint, `You speak as ${person}.`].filter(Boolean).join(' ')] : [];
  });
}

/** What happens between the knock and the session. */
class Arrival {
  readonly line: HolderLine;
  readonly #holder: Holder;
  session: RemoteSession | null = null;
  #told: Told[] = [];
  #look = () => {};

  constructor(holder: Holder) {
    this.#holder = holder;
    this.line = new HolderLine(
      holder.socket,
      (told) => (this.session ? this.session.hear(told) : this.#told.push(told)),
      () => (this.session ? this.session.follow() : this.#look()),
    );
  }

  /** Says who comes, and waits to be let in. @throws Problem */
  async welcomed(hello: Parameters<HolderLine['say']>[0]): Promise<Extract<Told, { readonly is: 'welcome' }>> {
    this.line.say(hello);
    const first = await new Promise<Told | 'ended' | 'silent'>((resolve) => {
      const timer = setTimeout(() => resolve('silent'), LET_IN_WITHIN);
      this.#look = () => {
        const told = this.#told.shift() ?? (this.line.ended ? 'ended' : undefined);
        if (told === undefined) return;
        clearTimeout(timer);
        this.#look = () => {};
        resolve(told);
      };
    });
    const who = inWords(this.#holder);
    if (first === 'silent')
      throw new Problem(
        'not-allowed',
        `${who} holds the run and does not answer.`,
        'It may have been stopped: continue it there.',
      );
    if (first === 'ended' || (first.is !== 'turned-away' && first.is !== 'welcome'))
      throw new Problem(
        'not-allowed',
        `${who} holds the run, and lets nobody in.`,
        'Only a run on a terminal can be joined. If it has just been opened, try again.',
      );
    if (first.is === 'turned-away') throw new Problem('not-allowed', first.message, first.hint);
    return first;
  }

  /** What came in the meantime is made up for. */
  admitted(session: RemoteSession): RemoteSession {
    for (const told of this.#told) session.hear(told);
    session.follow();
    return session;
  }
}

function inWords({ pid, user, host }: Holder): string {
  return `Process ${pid} of ${user} on ${host}`;
}

function nobodyHolds(path: string, run: string): Problem {
  const { stage } = readRun(path).state;
  if (stage === 'closed')
    return new Problem('usage', `The run ${run} is closed.`, `Its report: breakglass report ${run}`);
  return new Problem('usage', `Nobody holds the run ${run}.`, `Go on with it: breakglass resume ${run}`);
}
