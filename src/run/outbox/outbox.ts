import { markOf } from '../../engine/queries.ts';
import type { Outbox as Queue } from '../../engine/state.ts';
import type { Channel } from '../../notify/channel.ts';
import { type Clock, machineClock } from '../../notify/clock.ts';
import { Courier } from '../../notify/courier.ts';
import { type About, type Message, unnamed } from '../../notify/message.ts';
import type { Session, Standing } from '../session.ts';
import { bookOf } from './book.ts';
import { type Standings, standingOf } from './standings.ts';

/** What the outbox of a run is made of. */
export interface OutboxParts {
  /** By the name that the settings give it. A route without a channel here waits: its queue stays as it is. */
  readonly channels: Readonly<Record<string, Channel>>;
  /** Where an audience, a role or a person is at home on a channel. */
  readonly addresses: (via: string, message: Message) => readonly string[];
  /** The bytes of evidence by its hash. */
  readonly file: (sha256: string) => Promise<Uint8Array>;
  readonly clock?: Clock;
}

/**
 * Delivers what a run's journal says is to be told, one courier a channel, beside all else: nobody who works on the run ever waits
 * for it. What was queued before this process took the run is delivered as well; what was being sent then is looked for first.
 */
export class Outbox implements Standings {
  readonly #session: Session;
  readonly #parts: OutboxParts;
  readonly #couriers = new Map<string, Courier>();
  readonly #seen = new Map<string, Queue | undefined>();
  readonly #listeners = new Set<() => void>();
  readonly #deaf = new Map<string, string>();
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(session: Session, parts: OutboxParts) {
    this.#session = session;
    this.#parts = parts;
    for (const { via } of session.state.run?.routes ?? []) {
      const channel = parts.channels[via];
      if (!channel) continue;
      const courier = new Courier({
        channel,
        book: bookOf(session, via, channel.find !== undefined),
        clock: parts.clock ?? machineClock,
        // Details may be kept from there from any moment on.
        get about() {
          return aboutOf(session, via);
        },
        addresses: (message) => parts.addresses(via, message),
        file: async (message) => parts.file(message.file?.sha256 ?? ''),
        changed: () => this.#publish(),
      });
      this.#couriers.set(via, courier);
    }
    session.subscribe(() => this.#look());
    this.#look();
  }

  /** How it stands with each channel that the run is told by. */
  standings(): readonly Standing[] {
    return Object.entries(this.#session.state.outbox).map(([via, queue]) => {
      const title = this.#parts.channels[via]?.title ?? via;
      const standing = standingOf(via, title, queue, this.#couriers.get(via)?.health ?? nobody);
      const why = this.#deaf.get(via);
      if (why === undefined) return standing;
      const sentence = `${standing.sentence} Answers from there are not heard: ${why}.`;
      return { ...standing, words: `${standing.words}, deaf`, sentence, isTroubled: true };
    });
  }

  /** The channels for which something waits, and by which nothing here can send: it goes on waiting. */
  get unset(): readonly string[] {
    const { outbox } = this.#session.state;
    return Object.keys(outbox).filter(
      (via) => !this.#couriers.has(via) && Object.keys(outbox[via]?.pending ?? {}).length > 0,
    );
  }

  /** Whether answers from a channel are heard: null, or why not. */
  heard(via: string, why: string | null): void {
    if (why === null) this.#deaf.delete(via);
    else this.#deaf.set(via, why);
    this.#publish();
  }

  /** What is to be ended with it. */
  onStop(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  /** Called whenever a standing may be another one. Returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A person wants it tried now. */
  tryNow(via?: string): void {
    for (const [name, courier] of this.#couriers) if (via === undefined || via === name) courier.tryNow();
  }

  /** Waits until nothing is left that can be sent without a person. */
  async idle(): Promise<void> {
    await Promise.all([...this.#couriers.values()].map((courier) => courier.idle()));
  }

  /** The same; but where nobody answers, that is not waited for. */
  async settled(): Promise<void> {
    let end: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      end = this.subscribe(() => this.#isStuck() && resolve());
      if (this.#isStuck()) resolve();
    });
    await Promise.race([this.idle(), stuck]);
    end();
  }

  /** Begins nothing more, and gives what is being sent a moment. What is left stays in the journal. */
  async stop(): Promise<void> {
    await Promise.all(this.#ends.map((end) => end()));
    await Promise.all([...this.#couriers.values()].map((courier) => courier.stop()));
    await Promise.all(Object.values(this.#parts.channels).map((channel) => channel.close?.()));
  }

  /** A queue that is another one than it was is looked at by its courier; nothing of that happens here. */
  #look(): void {
    for (const [via, courier] of this.#couriers) {
      const queue = this.#session.state.outbox[via];
      if (this.#seen.get(via) === queue) continue;
      this.#seen.set(via, queue);
      courier.nudge();
    }
  }

  #isStuck(): boolean {
    const states = [...this.#couriers.values()].map(({ health }) => health.state);
    return states.includes('down') && states.every((state) => state !== 'working' && state !== 'waiting');
  }

  #publish(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Nothing is configured here that can send there. */
const nobody = { state: 'stopped', since: 0, why: 'nothing is set up here to send there' } as const;

/** What every message says of the run. Where details are kept from a channel, its title is one, and its name: that names the playbook. */
export function aboutOf({ run, state }: Pick<Session, 'run' | 'state'>, via: string): About {
  const { playbook, scenario } = state.definition;
  const own = state.run?.title ?? scenario?.title ?? playbook.title;
  const about: About = { run, title: own, mark: markOf(state) };
  return state.outbox[via]?.withheld ? unnamed(about) : about;
}
