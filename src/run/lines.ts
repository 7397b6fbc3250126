import type { Entry } from '../engine/entries.ts';
import { namesIn, sentenceOf } from '../engine/sentences.ts';
import { clockText } from '../engine/time.ts';
import type { Session, Stored } from './session.ts';

/** Wide enough for `T+1:23:45`. */
const TIME_WIDTH = 11;

/** What follows by itself from the line before it: a reader who wants the story would lose it among these. */
const consequences: readonly Entry['type'][] = [
  'step.not-needed',
  'effect.reached',
  'response.due',
  'response.shown',
  'step.turn-due',
];

/**
 * A run told in plain lines as it goes: what people do, what reaches them, and how far they are. The journal has the
 * rest. What the attacker does is truth that players must not see: it is held back, and told at the hot wash.
 */
export class Narrator {
  readonly #session: Session;
  readonly #truth: string[] = [];
  readonly #stopped = new Set<string>();
  #told: number;

  /** `told` is how many of the session's entries need not be told. */
  constructor(session: Session, told = 0) {
    this.#session = session;
    this.#told = told;
  }

  /** The lines of what happened since they were last asked for. */
  news(): string[] {
    const fresh = this.#session.entries.slice(this.#told);
    this.#told += fresh.length;
    return fresh.flatMap((entry) => this.#linesOf(entry));
  }

  #linesOf(entry: Stored): string[] {
    if (entry.type.startsWith('world.')) {
      this.#holdBack(entry);
      return [];
    }
    if (isConsequence(entry)) return [];
    const line = this.#line(entry);
    if (entry.type !== 'hot-wash.opened' || this.#truth.length === 0) return [line];
    return [line, ...this.#truth.splice(0)];
  }

  /** A move that is tried again and again, and stopped by the same, is told once. */
  #holdBack(entry: Stored): void {
    if (entry.type !== 'world.moved' && entry.type !== 'world.blocked') return;
    const said = JSON.stringify(entry.type === 'world.blocked' ? [entry.move, entry.blockedBy] : [entry.move]);
    if (this.#stopped.has(said)) return;
    this.#stopped.add(said);
    this.#truth.push(this.#line(entry));
  }

  #line(entry: Entry): string {
    const { state } = this.#session;
    const late = entry.late ? ' (late: it was due while nobody was there)' : '';
    return `${clockText(entry.at).padEnd(TIME_WIDTH)}${sentenceOf(entry, state.definition, namesIn(state))}${late}`;
  }
}

/** A step that opens is one, unless it asks for what nobody knows yet. */
function isConsequence(entry: Entry): boolean {
  if (entry.type === 'step.opened') return !entry.asks?.length;
  return consequences.includes(entry.type);
}
