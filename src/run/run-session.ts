import type { Ask, Refusal } from '../engine/commands.ts';
import { decide } from '../engine/decide.ts';
import type { By, Entry } from '../engine/entries.ts';
import { evolveAll } from '../engine/evolve.ts';
import type { State } from '../engine/state.ts';
import { exerciseOf } from '../engine/time.ts';
import { type Journal, WriterStoppedError } from '../journal/journal.ts';
import type { Lock } from '../journal/lock.ts';
import { type Payload, PayloadError } from '../journal/payload.ts';
import type { Clock } from './clock.ts';
import type { Keep } from './evidence.ts';
import type { Keys } from './keys.ts';
import type { Live } from './live.ts';
import { type Standings, standingsOf } from './outbox/standings.ts';
import { Performer } from './performer.ts';
import type { Session, Standing, Stored } from './session.ts';
import { wellFormed } from './well-formed.ts';

/** What a session is built on. */
export interface SessionParts {
  readonly run: string;
  /** Where the journal is, for people. */
  readonly path: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** The system user and host, or the play. */
  readonly typedBy: string;
  /** The state after `entries`. */
  readonly state: State;
  readonly entries: readonly Stored[];
  readonly notices?: readonly string[];
  /** Puts evidence where this run's is kept. */
  readonly keep: Keep;
  /** Changes what a command says before anything of it is decided or written: secrets are masked here. */
  readonly mask: <T>(said: T) => T;
  /** Where others may knock who want to take part. Without it nobody can. */
  readonly receive?: Lock['receive'];
  /** What reaches real systems. Without it nothing can: so is every drill. */
  readonly live?: Live;
  /** What is told elsewhere is sent with these, where there are no hands. */
  readonly keys?: Keys;
}

/** What is known of a command beside itself and who gives it. */
export interface Circumstances {
  /** ISO 8601 UTC, when it happened, where that was earlier. */
  readonly happened?: string;
  /** The terminal at which it was typed, where that is another than this one. */
  readonly typedBy?: string;
}

/** The one writer of a run: decides, appends, evolves, and then tells. */
export class RunSession implements Session {
  readonly run: string;
  readonly journal: string;
  readonly notices: readonly string[];
  readonly entries: Stored[];
  readonly keep: Keep;
  #state: State;
  #broken: string | null = null;
  #left = false;
  #latest = Number.NEGATIVE_INFINITY;
  readonly #parts: SessionParts;
  readonly #listeners = new Set<() => void>();
  readonly #farewells: (() => void)[] = [];
  readonly #performer: Performer | null;
  #outbox: Standings | null = null;

  constructor(parts: SessionParts) {
    this.run = parts.run;
    this.journal = parts.path;
    this.notices = parts.notices ?? [];
    this.entries = [...parts.entries];
    this.keep = parts.keep;
    this.#state = parts.state;
    this.#parts = parts;
    this.#performer = parts.live ? new Performer(this, parts.live.hands) : null;
  }

  get state(): State {
    return this.#state;
  }

  /** What is told elsewhere is sent with these; null where none are known here. */
  get keys(): Keys | null {
    return this.#parts.live ?? this.#parts.keys ?? null;
  }

  get head(): string {
    return this.#parts.journal.head().hash;
  }

  get broken(): string | null {
    return this.#broken;
  }

  now(): number {
    // Nor does it go back between two entries, where the machine's clock is set back.
    this.#latest = Math.max(this.#latest, exerciseOf(this.#state, this.#parts.clock.wall()));
    return this.#latest;
  }

  /** As in Session. */
  dispatch(ask: Ask, by?: By, { happened, typedBy }: Circumstances = {}): Refusal | null {
    if (this.#left) return { code: 'not-now', message: 'This run was left.', hint: 'Open it again.' };
    const { clock, mask } = this.#parts;
    const said = wellFormed(ask.type === 'open' ? maskedOpening(ask, mask) : mask(ask));
    const decision = decide(this.#state, {
      ...said,
      now: clock.wall(),
      typedBy: typedBy === undefined ? this.#parts.typedBy : mask(typedBy),
      ...(by && { by: wellFormed(mask(by)) }),
      ...(happened && { happened }),
    });
    if (this.#broken) return this.#unwritten(said, decision.refusal, this.#broken);
    if (decision.entries.length === 0) return decision.refusal;
    try {
      this.#append(decision.entries);
    } catch (error) {
      // Nothing was written: what was said is of a kind that no journal can hold.
      if (error instanceof PayloadError) return { code: 'invalid', message: error.message };
      if (!(error instanceof WriterStoppedError)) throw error;
      this.#broken = error.message;
    }
    this.#publish();
    return this.#broken ? this.#unwritten(said, decision.refusal, this.#broken) : decision.refusal;
  }

  /** Nothing can be written down any more, so nothing is done; but what runs can still be told to stop. */
  #unwritten(said: Ask, refusal: Refusal | null, message: string): Refusal {
    const isStopped = said.type === 'cancel-action' && !refusal && this.#performer?.stop(said);
    return { code: 'not-now', message, ...(isStopped && { hint: 'It was told to stop all the same.' }) };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on it is this that delivers what is to be told, and that says how that goes. */
  attach(outbox: Standings): void {
    this.#outbox = outbox;
    outbox.subscribe(() => this.#publish());
  }

  told(): readonly Standing[] {
    return this.#outbox?.standings() ?? standingsOf(this.#state);
  }

  lend(name: string, value: string): { readonly problem: string } | null {
    const problem = this.#parts.live?.lend(name, value) ?? null;
    return problem === null ? null : { problem };
  }

  /** From now on hands over whoever connects to the run's local socket; where it has none, nobody comes. */
  receive(visitor: Parameters<Lock['receive']>[0]): void {
    this.#parts.receive?.(visitor);
  }

  /** Whether something runs that was begun here. */
  get busy(): boolean {
    return this.#performer?.busy ?? false;
  }

  /** Waits until nothing runs any more; with `stopping`, what runs is told to stop. */
  async quiet(stopping = false): Promise<void> {
    if (stopping) this.#performer?.stopAll();
    await this.#performer?.quiet();
  }

  /** What is to be done when the run is left, before its journal is let go of. */
  onLeave(farewell: () => void): void {
    this.#farewells.push(farewell);
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#listeners.clear();
    for (const farewell of this.#farewells) farewell();
    try {
      this.#parts.journal.close();
    } catch (error) {
      // What failed was said when it failed; nothing that was shown depends on closing.
      if (!(error instanceof WriterStoppedError)) throw error;
    }
  }

  /** The state follows what was journaled, as a reader will see it, and never runs ahead of it. */
  #append(entries: readonly Entry[]): void {
    const payloads = entries as unknown as readonly Payload[];
    const stored = this.#parts.journal.append(this.#state.seq, payloads) as unknown as readonly Stored[];
    this.#state = evolveAll(this.#state, stored);
    // One by one: an attack that went on for weeks is more than a call takes arguments.
    for (const entry of stored) this.entries.push(entry);
  }

  #publish(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * The documents stay as they are: a text that was changed would no longer be the one that its hash names. So does where requests
 * go: they would go elsewhere.
 */
function maskedOpening(ask: Ask<'open'>, mask: SessionParts['mask']): Ask<'open'> {
  const { playbook, scenario, catalogues, endpoints, ...said } = ask;
  return {
    ...mask(said),
    playbook,
    ...(scenario && { scenario }),
    ...(catalogues && { catalogues }),
    ...(endpoints && { endpoints }),
  };
}
