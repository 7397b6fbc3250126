import type { Definition } from '../engine/definition.ts';
import type { Entry } from '../engine/entries.ts';
import type { State } from '../engine/state.ts';
import { clockText } from '../engine/time.ts';
import type { Envelope } from '../journal/envelope.ts';
import { openRun, type ReopenedRun } from '../journal/runs.ts';
import { secretsOf } from '../playbook/catalogue/secret-names.ts';
import type { Clock } from './clock.ts';
import { keepIn } from './evidence.ts';
import type { Keys } from './keys.ts';
import type { Live } from './live.ts';
import { maskOf } from './mask.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from './outbox/slack-token.ts';
import { Problem } from './problem.ts';
import { replay } from './replay.ts';
import { RunSession } from './run-session.ts';
import { storeWith } from './store.ts';

/** How a run is gone on with. */
export interface Resuming {
  /** The clock to go on by, given where the run stands. */
  readonly clock: (state: State) => Clock;
  /** Who types, given where the run stands. */
  readonly typedBy: (state: State) => string;
  /** What a live run acts with, given how it was opened; without it one is only read and written. */
  readonly live?: (definition: Definition, opened: Entry<'run.opened'>) => Promise<Live>;
  /** What is told elsewhere is sent with these, where nothing else is done. */
  readonly keys?: Keys;
}

/**
 * Takes a run again and builds it from its journal alone. In an exercise the clock stood while nobody was there.
 * @throws LockHeldError, IntegrityError, StoreError, Problem
 */
export async function resumeRun(dir: string, run: string, resuming: Resuming): Promise<RunSession> {
  const store = storeWith(dir, run);
  const envelopes: Envelope[] = [];
  const held = await openRun(store, run, { onEntry: (entry) => envelopes.push(entry) });
  try {
    const { state, entries, definition } = replay(held.path, envelopes);
    const [opened] = entries;
    const isLive = state.run?.kind === 'incident' && opened?.type === 'run.opened';
    const live = isLive ? await resuming.live?.(definition, opened) : undefined;
    const mask = live?.mask ?? withKeys(maskOf(secretNames(definition), process.env), resuming.keys);
    const session = new RunSession({
      run,
      path: held.path,
      journal: held.journal,
      receive: held.receive,
      clock: resuming.clock(state),
      typedBy: resuming.typedBy(state),
      state,
      entries,
      notices: [...tornNotice(held), ...clockNotice(state)],
      keep: keepIn(store, run, mask),
      mask,
      ...(live && { live }),
      ...(resuming.keys && { keys: resuming.keys }),
    });
    if (state.stage === 'play') recover(session);
    return session;
  } catch (error) {
    held.journal.close();
    throw error;
  }
}

/** Also of what is only noted nothing is written down that is a secret of what could be run. */
function secretNames({ playbook, actions }: Definition): string[] {
  const catalogues = new Set([...actions.values()].map(({ catalogue }) => catalogue));
  return [...playbook.secrets, ...[...catalogues].flatMap((one) => secretsOf(one)), SLACK_TOKEN, SLACK_APP_TOKEN];
}

function withKeys(mask: Keys['mask'], keys: Keys | undefined): Keys['mask'] {
  return keys ? (said) => keys.mask(mask(said)) : mask;
}

function recover(session: RunSession): void {
  const refusal = session.dispatch({ type: 'recover' });
  if (session.broken) throw new Problem('store', session.broken);
  if (refusal) throw new Problem('not-allowed', refusal.message, refusal.hint);
}

function tornNotice({ recovered }: ReopenedRun): string[] {
  if (!recovered) return [];
  return [
    `The last thing was not finished when the run ended, and was set aside: ${recovered.bytes} bytes, in ${recovered.setAside}.`,
  ];
}

function clockNotice(state: State): string[] {
  if (state.stage !== 'play' || state.run?.kind !== 'exercise') return [];
  return [`The clock stood at ${clockText(state.at)} while nobody was there.`];
}
