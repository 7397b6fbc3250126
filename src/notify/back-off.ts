const FIRST = 1000;
const LONGEST = 60_000;

/**
 * When something that failed is tried again: after a second, then twice as long each time, up to a minute. What the other side says
 * wins, but no try follows another within a second: an answer of `0` must not become a loop.
 */
export class BackOff {
  #failures = 0;
  #until = 0;
  #isAsked = false;

  /** The time before which it is not tried; in the past where it may be. */
  get until(): number {
    return this.#until;
  }

  /** Whether the last time went well, or there was none. */
  get isClear(): boolean {
    return this.#failures === 0;
  }

  /** It failed. `after`: what the other side said, in milliseconds. */
  failed(now: number, after?: number): void {
    this.#isAsked = after !== undefined && Number.isFinite(after) && after >= 0;
    const own = Math.min(LONGEST, FIRST * 2 ** Math.min(this.#failures, 10));
    this.#until = now + (this.#isAsked ? Math.max(FIRST, after ?? 0) : own);
    this.#failures += 1;
  }

  /** It went well. */
  succeeded(): void {
    this.#failures = 0;
    this.#until = 0;
  }

  /** A person does not want to wait. What the other side asked for is kept. */
  hurry(): void {
    if (!this.#isAsked) this.#until = 0;
  }
}
