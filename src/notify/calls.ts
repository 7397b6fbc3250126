import type { Channel, Delivery, Found, Sent } from './channel.ts';

/** What is asked of a channel. Whatever it does, each call ends with an answer, or with null: nobody waits for one any more. */
export class Calls {
  readonly #channel: Channel;
  readonly #breakOff = new AbortController();
  readonly #abandoned: Promise<null>;
  #abandon: () => void = () => undefined;
  #isSending = false;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.#abandoned = new Promise((resolve) => {
      this.#abandon = () => resolve(null);
    });
  }

  /** Whether something is being sent. */
  get isSending(): boolean {
    return this.#isSending;
  }

  /** Tries once. What a channel throws says nothing of what is there by then; a file that cannot be had was not sent. */
  async send(delivery: Delivery): Promise<Sent | null> {
    const file = watched(delivery.file);
    const asked = file ? { ...delivery, file: file.read } : delivery;
    this.#isSending = true;
    const sent = await this.#ask((signal) => this.#channel.send(asked, signal), unknown);
    this.#isSending = false;
    if (!sent || sent.outcome === 'sent' || !file?.lost()) return sent;
    const mend = 'Put the file back, and have it sent again';
    return { outcome: 'refused', why: `its file cannot be read: ${file.lost()}`, mend };
  }

  /** Looks whether it is there already. */
  find(delivery: Delivery): Promise<Found | null> {
    const cannot = (why: string): Found => ({ found: 'unknown', why });
    return this.#ask(
      async (signal) => (await this.#channel.find?.(delivery, signal)) ?? cannot('it cannot look'),
      cannot,
    );
  }

  /** Whether it answers at all. A channel that cannot be asked is taken to. */
  ping(): Promise<Sent | null> {
    return this.#ask(
      async (signal) => (await this.#channel.ping?.(signal)) ?? { outcome: 'sent', receipt: {} },
      unknown,
    );
  }

  /** Tells what is under way to break off. */
  breakOff(): void {
    this.#breakOff.abort();
  }

  /** Waits for nothing any more. */
  abandon(): void {
    this.#abandon();
  }

  async #ask<T>(call: (signal: AbortSignal) => Promise<T>, thrown: (why: string) => T): Promise<T | null> {
    try {
      return await Promise.race([call(this.#breakOff.signal), this.#abandoned]);
    } catch (error) {
      return thrown(`${this.#channel.title} failed on it: ${wordsOf(error)}`);
    }
  }
}

/** What went wrong, in the words of whoever threw it. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unknown(why: string): Sent {
  return { outcome: 'unknown', why };
}

/** A file that remembers whether it could be read. */
function watched(file: Delivery['file']) {
  if (!file) return null;
  let lost: string | null = null;
  const read = async () => {
    try {
      return await file();
    } catch (error) {
      lost = wordsOf(error);
      throw error;
    }
  };
  return { read, lost: () => lost };
}
