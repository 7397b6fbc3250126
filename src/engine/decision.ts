import { formatInstant } from '../language/time.ts';
import type { Given, Refusal } from './commands.ts';
import { Draft } from './draft.ts';
import type { Body, Entry } from './entries.ts';
import { apply } from './evolve.ts';
import { Touched } from './settle/touched.ts';
import type { State } from './state.ts';
import { exerciseOf, wallOf } from './time.ts';

/** A wake-up that comes later than this was not kept waiting by a busy machine. Milliseconds. */
const LATE = 60_000;

/** A decision in the making: entries so far, and the state that they have led to. */
export class Decision {
  readonly entries: Entry[] = [];
  readonly given: Given;
  /** What may have to be settled. */
  readonly touched: Touched;
  /** Exercise time that the next entries happen at. */
  at: number;
  #draft: Draft;
  #held: string | null = null;

  constructor(state: State, given: Given, at: number) {
    this.#draft = new Draft(state);
    this.touched = new Touched(state.definition);
    this.given = given;
    this.at = at;
  }

  get state(): State {
    return this.#draft.state;
  }

  /** What follows from the rules: nobody in particular says it. */
  follow(body: Body): void {
    const late = this.#isLate() ? { late: true as const } : {};
    this.#emit({ ...body, at: this.at, recorded: this.#recorded(), ...late } as Entry);
  }

  /** What the person who gave the command says. */
  say(body: Body): void {
    const { by, typedBy, happened } = this.given;
    this.#emit({
      ...body,
      at: this.at,
      recorded: this.#recorded(),
      ...(by ? { by } : {}),
      ...(typedBy === undefined ? {} : { typedBy }),
      ...(happened === undefined ? {} : { happened }),
    } as Entry);
  }

  /** All that still follows is recorded at this moment, whatever time it happens at: the end of play. */
  holdRecorded(): void {
    this.#held = this.#recorded();
  }

  /** Another decision on top of this one, to be kept only if it comes to an end. */
  branch(): Decision {
    return new Decision(this.state, this.given, this.at);
  }

  /** Keeps what a branch decided. */
  join(branch: Decision): void {
    // One by one: an attack that went on for weeks is more than a call takes arguments.
    for (const entry of branch.entries) this.entries.push(entry);
    this.#draft = new Draft(branch.state);
    this.at = branch.at;
  }

  #emit(entry: Entry): void {
    apply(this.#draft, entry);
    this.entries.push(entry);
    this.touched.add(entry);
  }

  /** It was due while nobody was there. */
  #isLate(): boolean {
    const { state, given } = this;
    return state.run?.kind === 'incident' && exerciseOf(state, given.now) - this.at > LATE;
  }

  /** What fell due before the command is recorded at its own time, however late the wake-up came. */
  #recorded(): string {
    const { state } = this;
    if (this.#held !== null) return this.#held;
    // In an incident it is recorded when it is, whenever it was due.
    if (state.run?.kind === 'incident') return formatInstant(this.given.now);
    const due = state.stage === 'play' && this.at >= state.clock.exercise ? wallOf(state, this.at) : null;
    return formatInstant(due === null ? this.given.now : Math.min(due, this.given.now));
  }
}

/** Thrown inside `decide`, never out of it. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Refuses the command that is being decided. */
export function refuse(code: Refusal['code'], message: string, more: Omit<Refusal, 'code' | 'message'> = {}): never {
  throw new Refused({ code, message, ...more });
}
