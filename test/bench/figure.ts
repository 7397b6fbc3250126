/** One measured figure, as it goes to whoever prints it. */
export interface Figure {
  /** What was measured. */
  readonly what: string;
  readonly value: number;
  /** `x`: times its base, which was measured in turn with it. */
  readonly unit: 'x' | 'ms' | '/s' | 'KB' | 'MB' | 'entries' | 'frames';
  /** What the figure has to keep to; a figure without one is there to be looked at. */
  readonly target?: { readonly at: 'most' | 'least'; readonly value: number };
  /** How it was measured, and what else was: rounds, warm-up, base. */
  readonly how: string;
  /** Whether bare node and bare flushes are to be shown beside it, since it has no base of its own. */
  readonly bare?: boolean;
}

/** Hands a figure to the program that started this one: a line of JSON each. */
export function tell(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
