import type { Ask, Refusal } from '../../../src/engine/commands.ts';
import type { Telling } from '../../../src/engine/telling.ts';
import type { Channel } from '../../../src/notify/channel.ts';
import type { Clock } from '../../../src/notify/clock.ts';
import { Courier } from '../../../src/notify/courier.ts';
import { bookOf } from '../../../src/run/outbox/book.ts';
import { aboutOf } from '../../../src/run/outbox/outbox.ts';
import type { Session, Stored } from '../../../src/run/session.ts';
import { Run, T } from '../../engine/given.ts';
import { live, liveDefinition } from '../../engine/live/given.ts';

const definition = liveDefinition(live(''));

/** A real run without a disk, told by one channel, in virtual time. What it queued of itself is dropped: these tests say what is told. */
export class ToldRun {
  readonly run = new Run(definition, { lead: 'Mara' }, { routes: [{ via: 'slack', tells: 'run' }], title: 'Book' });
  readonly session: Session;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  /** Whether the journal takes anything. */
  isFull = false;

  constructor(clock: Clock, name = 'book-1') {
    this.#clock = clock;
    const messages = Object.keys(this.#outbox.pending);
    this.run.does({ type: 'drop-delivery', via: 'slack', messages, reason: 'Not of this test.' });
    const dispatch = (ask: Ask) => this.#dispatch(ask);
    const { run } = this;
    this.session = {
      run: name,
      get state() {
        return run.state;
      },
      get entries() {
        return run.entries as unknown as readonly Stored[];
      },
      get broken() {
        return null;
      },
      dispatch,
      subscribe: (listener: () => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    } as unknown as Session;
  }

  /** Something is to be told, now. Returns its id. */
  tells(subject: string, more: Partial<Telling> = {}): string {
    const seconds = Math.round((this.#clock.now() - T) / 1000);
    this.run.at(`${seconds}s`);
    this.run.does({ type: 'tell', via: 'slack', to: 'run', sort: 'line', subject, lines: [], ...more });
    for (const listener of this.#listeners) listener();
    return `m${this.run.entries.length}`;
  }

  /** Who brings it to a channel, as a process does that has just taken the run. */
  courier(channel: Channel): Courier {
    const { session } = this;
    const courier = new Courier({
      channel,
      book: bookOf(this.session, 'slack', channel.find !== undefined),
      clock: this.#clock,
      // Details may be kept from there from any moment on.
      get about() {
        return aboutOf(session, 'slack');
      },
      addresses: () => [],
    });
    this.session.subscribe(() => courier.nudge());
    courier.nudge();
    return courier;
  }

  /** Nobody is told any more of what changes: the process that was is gone. */
  forget(): void {
    this.#listeners.clear();
  }

  get pending() {
    return this.#outbox.pending;
  }

  get #outbox() {
    const { slack } = this.run.state.outbox;
    if (!slack) throw new Error('the run is told nowhere');
    return slack;
  }

  #dispatch(ask: Ask): Refusal | null {
    if (this.isFull) return { code: 'not-now', message: 'The disk is full.' };
    try {
      this.run.does(ask, 'Breakglass');
    } catch (error) {
      return { code: 'not-now', message: String(error) };
    }
    for (const listener of this.#listeners) listener();
    return null;
  }
}
