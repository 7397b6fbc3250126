import type { Playbook, Scalar } from '../playbook/model.ts';
import { fitsPattern } from '../playbook/patterns.ts';
import { coerce } from './fields.ts';

/** A value of a playbook's input as it is kept, or what is wrong with it. */
export function inputValue(
  { inputs }: Playbook,
  name: string,
  given: Scalar | null,
): { readonly value: Scalar | null } | { readonly message: string; readonly hint: string } {
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (!input)
    return { message: `There is no input ${name}.`, hint: `There are: ${Object.keys(inputs).join(', ') || 'none'}.` };
  const coerced = coerce(input, given);
  if ('problem' in coerced) return { message: `${name} ${coerced.problem}.`, hint: input.ask };
  const { value } = coerced;
  if (input.pattern !== undefined && typeof value === 'string' && fitsPattern(input.pattern, value) === false)
    return { message: `${value} is not a ${name}.`, hint: `It must match ${input.pattern}.` };
  return { value };
}
