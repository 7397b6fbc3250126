import { BooleanData, NumberData, StringData } from '@actions/expressions/data/index';
import { equals, greaterThan, lessThan } from '@actions/expressions/result';
import type { Comparison } from './expression-tree.ts';

export type Plain = string | number | boolean;

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A value as the library has it. */
export function wrap(value: Plain): StringData | NumberData | BooleanData {
  if (typeof value === 'string') return new StringData(value);
  return typeof value === 'number' ? new NumberData(value) : new BooleanData(value);
}

/** The library's ==: texts whatever their case, numbers with texts that are numbers, lists and objects by identity. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (!isPlain(a) || !isPlain(b)) return a === b;
  if (typeof a === typeof b && a === b) return true;
  return equals(wrap(a), wrap(b));
}

/** The library's <, <=, > and >=: what is neither text, number nor boolean has no order. */
export function isOrdered(operator: Comparison, a: unknown, b: unknown): boolean {
  if (!isPlain(a) || !isPlain(b)) return false;
  const [left, right] = [wrap(a), wrap(b)];
  if (operator.length === 2 && equals(left, right)) return true;
  return operator.startsWith('<') ? lessThan(left, right) : greaterThan(left, right);
}
