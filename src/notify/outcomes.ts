import { BackOff } from './back-off.ts';
import type { Book } from './book.ts';
import type { Found, Pace, Sent } from './channel.ts';
import type { Steady } from './clock.ts';
import { Limits } from './limits.ts';

/** What is to be written down of something. False: it could not be. */
export type Write = () => boolean;

/** What came of what was tried: what the book is to have of it, and what it tells of the way to the other side. */
export class Outcomes {
  readonly #book: Book;
  readonly #time: Steady;
  readonly #limits = new Limits();
  /** The way to the other side as a whole, beside its limits. */
  readonly #line = new BackOff();
  readonly #apart = new Set<string>();
  #lineWhy = '';
  #limitWhy = '';
  #mustAnswer = false;

  constructor(book: Book, time: Steady) {
    this.#book = book;
    this.#time = time;
  }

  /** What was refused together: it goes alone. */
  get apart(): ReadonlySet<string> {
    return this.#apart;
  }

  /** Whether the other side has to answer before anything is begun. */
  get mustAnswer(): boolean {
    return this.#mustAnswer;
  }

  /** Whether the other side has answered the last time, or was never asked. */
  get isClear(): boolean {
    return this.#line.isClear;
  }

  /** Before when nobody is to be asked at all; in the past where anybody may. */
  get until(): number {
    return this.#line.until;
  }

  /** Why the other side as a whole, or a limit of it, held things back the last time. */
  get why(): { readonly line: string; readonly limit: string } {
    return { line: this.#lineWhy, limit: this.#limitWhy };
  }

  /** When something that counts towards these may be begun, and whether it is the other side that says so. */
  opens(paces: readonly Pace[]) {
    return this.#limits.opens(paces, this.#time.now());
  }

  /** A person wants it tried now. What the other side asked for is waited for all the same, and paces are kept. */
  hurry(): void {
    this.#line.hurry();
    this.#limits.hurry();
  }

  /** Something that counts towards these was tried, whatever came of it. */
  tried(paces: readonly Pace[]): void {
    this.#limits.tried(paces, this.#time.now());
  }

  /** It was looked for. Null: nobody could look, and nothing is known that was not before. */
  looked(answer: Found, ids: readonly string[]): Write | null {
    const { found } = answer;
    if (found === 'unknown') {
      this.#failed(answer.why, answer.after);
      return null;
    }
    this.#mustAnswer = false;
    if (found === null) return () => this.#book.putOff(ids, 'it was looked for, and is not there');
    this.#line.succeeded();
    return () => this.#book.sent(ids, found, true);
  }

  /** The other side was asked whether it answers. Who refuses does. */
  asked(answer: Sent): void {
    if (answer.outcome === 'later' || answer.outcome === 'unknown') this.#failed(answer.why, answer.after);
    else this.#mustAnswer = false;
  }

  /** It was sent, or was to be. */
  came(sent: Sent, ids: readonly string[], paces: readonly Pace[]): Write {
    if (sent.outcome === 'unknown') {
      this.#mustAnswer = true;
      this.#failed(sent.why, sent.after);
      return () => this.#book.unknown(ids, sent.why);
    }
    if (sent.outcome === 'later') return this.#later(sent, ids, paces);
    this.#line.succeeded();
    if (sent.outcome === 'refused') return this.#refused(sent, ids);
    this.#limits.succeeded(paces);
    return () => this.#book.sent(ids, sent.receipt, false);
  }

  #later(
    { why, after, limit }: Extract<Sent, { outcome: 'later' }>,
    ids: readonly string[],
    paces: readonly Pace[],
  ): Write {
    if (limit === undefined) {
      this.#mustAnswer = true;
      this.#failed(why, after);
    } else {
      this.#line.succeeded();
      this.#limits.reached(limit, paces, this.#time.now(), after);
      this.#limitWhy = why;
    }
    return () => this.#book.putOff(ids, why, after);
  }

  #refused({ why, mend, stops }: Extract<Sent, { outcome: 'refused' }>, ids: readonly string[]): Write {
    if (ids.length > 1 && !stops) {
      // Which of them it is that is not taken will show when each goes alone.
      for (const id of ids) this.#apart.add(id);
      return () => this.#book.putOff(ids, why);
    }
    return () => this.#book.refused(ids, { why, ...(mend !== undefined && { mend }), stops: stops ?? false });
  }

  /** The way to the other side is not open. */
  #failed(why: string, after?: number): void {
    this.#line.failed(this.#time.now(), after);
    this.#lineWhy = why;
  }
}
