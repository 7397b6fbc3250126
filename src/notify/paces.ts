import type { Pace } from './channel.ts';

interface Window {
  /** When tries came to their end, in order. */
  ends: number[];
  /** The longest time that this limit was ever said to count. */
  per: number;
}

/**
 * Keeps limits before anybody has to say so. A try counts from its end: whenever it arrived in between, the next one arrives later
 * by the whole time. Every try counts, also one that failed.
 */
export class Paces {
  readonly #windows = new Map<string, Window>();

  /** When something that counts towards these may be begun: `now`, or later. */
  opens(paces: readonly Pace[], now: number): number {
    let opens = now;
    for (const { name, count, per } of paces) {
      const ends = this.#windows.get(name)?.ends ?? [];
      const decisive = ends.at(-Math.max(1, Math.floor(count)));
      if (decisive !== undefined) opens = Math.max(opens, decisive + per);
    }
    return opens;
  }

  /** Something that counts towards these has come to its end. */
  count(paces: readonly Pace[], now: number): void {
    const counted = new Set<string>();
    for (const { name, per } of paces) {
      const window = this.#windows.get(name) ?? { ends: [], per: 0 };
      this.#windows.set(name, window);
      window.per = Math.max(window.per, per);
      if (!counted.has(name)) window.ends.push(now);
      counted.add(name);
      const oldest = now - window.per;
      window.ends = window.ends.filter((end) => end > oldest);
    }
  }
}
