import type { FactName } from './facts.ts';

/** Which runs can show a thing at all. A rehearsal counts as an exercise: it tries the plan and changes nothing. */
export type ShownBy = 'incident' | 'exercise' | 'either';

/** One thing that a control asks for, in our words. */
export interface Element {
  readonly asks: string;
  readonly by: ShownBy;
  /** The rule that looks for it. Null: no journal can show it, and `because` says why. */
  readonly fact: FactName | null;
  readonly because?: string;
  /** The control of the same framework whose elements it is to be held against, one by one. */
  readonly covers?: string;
}

/** A control of a framework, with what it asks for that a run could say something about. */
export interface Control {
  readonly id: string;
  readonly title: string;
  readonly elements: readonly Element[];
}

/** A framework, the version of it that was read, and where that is published. Texts of controls are paraphrased. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly source: string;
  /** What is to be known before anything of it is relied on. */
  readonly note?: string;
  readonly controls: readonly Control[];
}

/** An element that a real incident can show. */
export function incident(fact: FactName, asks: string): Element {
  return { asks, by: 'incident', fact };
}

/** An element that a test of the plan can show. */
export function exercise(fact: FactName, asks: string): Element {
  return { asks, by: 'exercise', fact };
}

/** An element that either can show. */
export function either(fact: FactName, asks: string): Element {
  return { asks, by: 'either', fact };
}

/** An element that no run can show. */
export function never(asks: string, because: string): Element {
  return { asks, by: 'either', fact: null, because };
}
