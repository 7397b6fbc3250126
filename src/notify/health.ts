import { isDeepStrictEqual } from 'node:util';
import type { Errand } from './errand.ts';

/**
 * How it goes with a courier. `idle`: nothing is to be sent. `working`: it sends, or keeps a pace. `waiting`: the other side asked
 * it to wait. `down`: nobody answers. `stopped`: nothing is sent until somebody does something about it.
 */
export type HealthState = 'idle' | 'working' | 'waiting' | 'down' | 'stopped';

/** How it goes with a courier, and since when. Times are wall times, epoch milliseconds. */
export interface Health {
  readonly state: HealthState;
  readonly since: number;
  readonly why?: string;
  readonly mend?: string;
  /** When it tries again. */
  readonly next?: number;
}

/** Keeps the health, and since when it is so; says when it is another one. */
export class HealthKeeper {
  readonly #errand: Pick<Errand, 'clock' | 'changed'>;
  #now: Health;

  constructor(errand: Pick<Errand, 'clock' | 'changed'>) {
    this.#errand = errand;
    this.#now = { state: 'idle', since: errand.clock.now() };
  }

  get now(): Health {
    return this.#now;
  }

  say(state: HealthState, more: Omit<Health, 'state' | 'since'> = {}): void {
    const { since, ...before } = this.#now;
    if (isDeepStrictEqual(before, { state, ...more })) return;
    this.#now = { state, since: state === before.state ? since : this.#errand.clock.now(), ...more };
    this.#errand.changed?.();
  }
}

/** What is not yet there, counted. */
export interface Counts {
  readonly queued: number;
  /** May be there or not. */
  readonly unknown?: number;
  /** Will not be taken. */
  readonly dead?: number;
}

/**
 * How it goes, in as few words as a status line has room for: `Slack: degraded, 7 queued`. `queued` counts what is under way too.
 */
export function healthWords(title: string, { state }: Pick<Health, 'state'>, counts: Counts): string {
  const { queued, unknown = 0, dead = 0 } = counts;
  const parts = [
    ...(queued > 0 ? [`${queued} queued`] : []),
    ...(unknown > 0 ? [`${unknown} unclear`] : []),
    ...(dead > 0 ? [`${dead} refused`] : []),
  ];
  return `${title}: ${[words[state], ...parts].join(', ')}`;
}

const words: Readonly<Record<HealthState, string>> = {
  idle: 'ok',
  working: 'sending',
  waiting: 'degraded',
  down: 'down',
  stopped: 'stopped',
};

/** The same with the reason, the mend and the next try, for plain lines: `Slack: down, 7 queued. No answer. Next try 03:13:20Z.` */
export function healthSentence(title: string, health: Health, counts: Counts): string {
  const { why, mend, next } = health;
  const parts = [
    healthWords(title, health, counts),
    ...(why === undefined ? [] : [why]),
    ...(mend === undefined ? [] : [mend]),
    ...(next === undefined ? [] : [`Next try ${new Date(next).toISOString().slice(11, 19)}Z`]),
  ];
  return parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1).replace(/\.$/, '')}.`).join(' ');
}
