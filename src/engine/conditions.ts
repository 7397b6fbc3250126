import { evaluate, isTruthy } from '../language/evaluate.ts';
import { type Expression, parseExpression } from '../language/expression.ts';
import { readsOf } from '../language/paths.ts';
import { formatInstant, parseInstant } from '../language/time.ts';
import { environmentOf, type Local } from './context.ts';
import type { State } from './state.ts';

/** How a condition comes out: true, false, or the paths that would have to be known to tell. */
export type Truth = boolean | { readonly unknown: readonly string[] };

/** Tests a condition of playbook or scenario. */
export function test(state: State, at: number, condition: Expression, local: Local = {}): Truth {
  const result = evaluate(condition, environmentOf(state, at, local));
  return 'unknown' in result ? result : isTruthy(result.value);
}

/** What a condition reads, with its values, for people: `item.taken is 2026-03-02 05:12Z`. */
export function valuesRead(state: State, at: number, condition: Expression, local: Local = {}): string {
  const environment = environmentOf(state, at, local);
  const paths = readsOf(condition).paths.map(({ start, end }) => condition.text.slice(start, end));
  const said = [...new Set(paths)].map((path) => {
    const parsed = parseExpression(path);
    const result = 'expression' in parsed ? evaluate(parsed.expression, environment) : { unknown: [path] };
    return `${path} is ${'unknown' in result ? 'not known' : forPeople(result.value)}`;
  });
  return said.join(', ');
}

function forPeople(value: unknown): string {
  const at = typeof value === 'string' ? parseInstant(value) : null;
  return at === null ? String(value) : `${formatInstant(at).slice(0, 16).replace('T', ' ')}Z`;
}
