import type { Ask, Refusal } from '../../engine/commands.ts';
import { EntryMisfit } from '../../engine/draft.ts';
import type { By, Evidence } from '../../engine/entries.ts';
import { evolveAll } from '../../engine/evolve.ts';
import type { State } from '../../engine/state.ts';
import { exerciseOf } from '../../engine/time.ts';
import type { Clock } from '../clock.ts';
import { toSend } from '../evidence.ts';
import { standingsOf } from '../outbox/standings.ts';
import type { Session, Standing, Stored } from '../session.ts';
import type { HolderLine } from './holder-line.ts';
import { CHUNK_BYTES, type Told } from './protocol.ts';
import type { RunReading } from './reading.ts';

/** How long the holder has to answer a command. Milliseconds. */
const ANSWER_WITHIN = 2000;
/** The same for evidence, which may be large. */
const KEPT_WITHIN = 10_000;

/** What a session in another process's run is built on. */
export interface RemoteParts {
  readonly run: string;
  readonly path: string;
  readonly state: State;
  readonly entries: readonly Stored[];
  readonly notices: readonly string[];
  readonly clock: Clock;
  readonly line: HolderLine;
  readonly reading: RunReading;
  /** It looks, and gives no command. */
  readonly observes: boolean;
}

/**
 * A run that another process of this user holds, at this terminal. What there is to see is read in the journal, as far as it
 * is durable; commands go to the holder, who decides and writes. Without the holder it goes on being seen, and takes none.
 */
export class RemoteSession implements Session {
  readonly run: string;
  readonly journal: string;
  readonly joined = true;
  readonly entries: Stored[];
  readonly #parts: RemoteParts;
  readonly #listeners = new Set<() => void>();
  #state: State;
  #notices: readonly string[];
  /** Entries that are known to be durable. */
  #durable: number;
  #gone: 'left' | 'lost' | 'held anew' | null = null;
  /** All that the one who is gone wrote has been read: what comes now is another's. */
  #isDrained = false;
  #fault: string | null = null;
  /** What listeners know of what is broken. */
  #said: string | null = null;
  #left = false;

  constructor(parts: RemoteParts) {
    this.run = parts.run;
    this.journal = parts.path;
    this.entries = [...parts.entries];
    this.#notices = parts.notices;
    this.#state = parts.state;
    this.#durable = parts.state.seq;
    this.#parts = parts;
  }

  get state(): State {
    return this.#state;
  }

  get head(): string {
    return this.entries.at(-1)?.hash ?? '';
  }

  get notices(): readonly string[] {
    return this.#notices;
  }

  /** As far as the journal has it: it is the holder that delivers. */
  told(): readonly Standing[] {
    return standingsOf(this.#state);
  }

  get broken(): string | null {
    const resume = `Go on with it: breakglass resume ${this.run}`;
    if (this.#fault !== null) return this.#fault;
    if (this.#gone === 'left') return `The terminal that held the run has left it: nobody holds it now. ${resume}`;
    if (this.#gone === 'lost') return `The terminal that held the run is gone: nobody holds it now. ${resume}`;
    if (this.#gone) return `Another terminal holds the run now. Take part again: breakglass join ${this.run}`;
    return null;
  }

  now(): number {
    return exerciseOf(this.#state, this.#parts.clock.wall());
  }

  dispatch(ask: Ask, by?: By): Refusal | null {
    const refusal = this.#cannot();
    if (refusal) return refusal;
    if (!by) return { code: 'invalid', message: 'Who says it?' };
    const { line } = this.#parts;
    const id = line.nextId();
    if (!line.say({ do: 'ask', id, until: Date.now() + ANSWER_WITHIN, ask, by }))
      return { code: 'invalid', message: 'That is too long to be sent to the terminal that holds the run.' };
    const told = line.answer(id, ANSWER_WITHIN);
    const isSeen = this.follow(told?.is === 'done' ? told.seq : 0);
    if (told?.is === 'done' && isSeen) return told.refusal;
    return { code: 'not-now', message: this.#unanswered() };
  }

  keep(content: { readonly text: string } | { readonly file: string }): Evidence | { readonly problem: string } {
    const refusal = this.#cannot();
    if (refusal) return { problem: refusal.message };
    const sent = toSend(content);
    if ('problem' in sent) return sent;
    const { line } = this.#parts;
    const id = line.nextId();
    const { bytes, name } = sent;
    line.say({ do: 'keep', id, bytes: bytes.length, ...(name !== undefined && { name }) });
    for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(CHUNK_BYTES, bytes.length - from));
      line.say({ do: 'chunk', id, data: chunk.toString('base64') });
    }
    const told = this.#answer(id, KEPT_WITHIN);
    if (told?.is === 'kept') return told.evidence;
    return { problem: told?.is === 'problem' ? told.problem : this.#unanswered() };
  }

  lend(name: string, value: string): { readonly problem: string } | null {
    const refusal = this.#cannot();
    if (refusal) return { problem: refusal.message };
    const { line } = this.#parts;
    const id = line.nextId();
    if (!line.say({ do: 'lend', id, name, value })) return { problem: 'That is too long to be a secret.' };
    const told = this.#answer(id, ANSWER_WITHIN);
    if (told?.is === 'lent') return null;
    return { problem: told?.is === 'problem' ? told.problem : this.#unanswered() };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#listeners.clear();
    this.#parts.line.close();
    this.#parts.reading.stop();
  }

  /** Said where the run begins on the screen, after what was said before. */
  note(notices: readonly string[]): void {
    this.#notices = [...this.#notices, ...notices];
  }

  /** Takes what the holder says by itself. */
  hear(told: Told): void {
    if (told.is === 'at') this.#durable = Math.max(this.#durable, told.seq);
    if (told.is === 'left' && !this.#gone) this.#gone = 'left';
    if (told.is === 'turned-away') this.#fault ??= [told.message, told.hint].filter(Boolean).join(' ');
  }

  /** Comes up to what is durable, at least to an entry. False: that is not to be read. */
  follow(seq = 0): boolean {
    if (this.#left) return false;
    this.#durable = Math.max(this.#durable, seq);
    const { line, reading } = this.#parts;
    if (line.ended) this.#gone ??= 'lost';
    // Nobody tells any more what is durable: what is in the file is what whoever goes on will find.
    const entries = reading.upTo(this.#gone ? Number.POSITIVE_INFINITY : this.#durable) as unknown as Stored[];
    this.#evolve(entries);
    if (this.#isDrained && entries.length > 0) this.#gone = 'held anew';
    this.#isDrained = this.#gone !== null;
    if (reading.error) this.#fault ??= reading.error.message;
    if (entries.length > 0 || this.broken !== this.#said) this.#publish();
    return this.#state.seq >= seq;
  }

  #publish(): void {
    this.#said = this.broken;
    for (const listener of [...this.#listeners]) listener();
  }

  #evolve(entries: readonly Stored[]): void {
    try {
      this.#state = evolveAll(this.#state, entries);
    } catch (error) {
      if (!(error instanceof EntryMisfit)) throw error;
      this.#fault ??= error.message;
      return;
    }
    for (const entry of entries) this.entries.push(entry);
  }

  #cannot(): Refusal | null {
    if (this.#left) return { code: 'not-now', message: 'This run was left.', hint: 'Join it again.' };
    if (this.broken !== null) return { code: 'not-now', message: this.broken };
    if (!this.#parts.observes) return null;
    const hint = `To take part: breakglass join ${this.run}`;
    return { code: 'not-allowed', message: 'You observe this run: you give no command.', hint };
  }

  #answer(id: number, within: number): Told | null {
    const told = this.#parts.line.answer(id, within);
    this.follow();
    return told;
  }

  #unanswered(): string {
    const how = this.#parts.line.ended ? 'ended before it answered' : 'did not answer';
    return `The other terminal ${how}; look whether it was done.`;
  }
}
