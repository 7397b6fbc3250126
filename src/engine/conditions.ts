import { evaluate, isTruthy } from '../language/evaluate.ts';
import type { Expression } from '../language/expression.ts';
import { environmentOf, type Local } from './context.ts';
import type { State } from './state.ts';

/** How a condition comes out: true, false, or the paths that would have to be known to tell. */
export type Truth = boolean | { readonly unknown: readonly string[] };

/** Tests a condition of playbook or scenario. */
export function test(state: State, at: number, condition: Expression, local: Local = {}): Truth {
  const result = evaluate(condition, environmentOf(state, at, local));
  return 'unknown' in result ? result : isTruthy(result.value);
}
