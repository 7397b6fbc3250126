import { StringData } from '@actions/expressions/data/index';
import { endswith } from '@actions/expressions/funcs/endswith';
import { format } from '@actions/expressions/funcs/format';
import { startswith } from '@actions/expressions/funcs/startswith';
import type { Expression, Node } from './expression-tree.ts';
import { type ContextName, type FactName, isFact } from './names.ts';
import { areEqual, isOrdered, isPlain, wrap } from './operators.ts';
import { formatInstant, parseInstant } from './time.ts';
import { Every, everyPart, isSame, isTime, jsonOf, partOf, read, textOf } from './values.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What an expression is evaluated in. Nothing is copied or converted before it is read. */
export interface Environment {
  /** Plain data of a context: objects, arrays, texts, numbers, booleans, null. Only own properties are read. */
  read(name: Exclude<ContextName, 'now'>): unknown;
  /** Epoch milliseconds: `now`, and what `hours-since` counts to. */
  readonly now: number;
  /** The world's facts, where the expression was parsed with them. */
  fact?(name: FactName, id: string): boolean;
}

/** A value, which is never null; or the paths that are not known and without which it cannot be told. */
export type Evaluated = { readonly value: Exclude<JsonValue, null> } | { readonly unknown: readonly string[] };

/**
 * Evaluates an expression for a decision: what is missing is never taken for a value. A null is unknown as an operand
 * (unless the other side is the word `null`), under `!`, as an argument of any function but same(), and as the result.
 * `false && unknown` is false and `true || unknown` is true in either order, since nothing that is learned later can
 * change them; a missing value before `||` takes a fallback after it. Else what is unknown makes the whole unknown.
 */
export function evaluate(expression: Expression, environment: Environment): Evaluated {
  return new Evaluation(environment, false).result(expression.root);
}

/** As evaluate, but for a text that a person reads: format(), join() and toJson() show what is missing. */
export function evaluateForText(expression: Expression, environment: Environment): Evaluated {
  return new Evaluation(environment, true).result(expression.root);
}

/**
 * As evaluate, but a text that was read, and that is the result, stays as it was given: one that is a time is not put into UTC.
 * A thing that is named like a time would be called by another name.
 */
export function evaluateAsWritten(expression: Expression, environment: Environment): Evaluated {
  const result = evaluate(expression, environment);
  if (!('value' in result) || typeof result.value !== 'string') return result;
  return { value: writtenAs(result.value, expression.root, environment) ?? result.value };
}

/** The text that was read as this one: what a path names, alone or as what || and && choose. */
function writtenAs(seen: string, node: Node, environment: Environment): string | null {
  if (node.kind === 'logic')
    return node.args.map((arg) => writtenAs(seen, arg, environment)).find((text) => text !== null) ?? null;
  if (node.kind !== 'path' || node.context === 'now') return null;
  let value = environment.read(node.context);
  for (const { name } of node.segments) value = partOf(value, name);
  return typeof value === 'string' && read(value) === seen ? value : null;
}

/** Whether a value counts as true: not null, false, 0, NaN or the empty text. */
export function isTruthy(value: unknown): boolean {
  return typeof value === 'object' ? value !== null : Boolean(value);
}

const UNKNOWN = Symbol('unknown');
const HOUR = 3_600_000;

class Evaluation {
  readonly #environment: Environment;
  readonly #forText: boolean;
  #missing: string[] = [];

  constructor(environment: Environment, forText: boolean) {
    this.#environment = environment;
    this.#forText = forText;
  }

  result(root: Node): Evaluated {
    const value = this.#needed(root);
    if (value === UNKNOWN) return { unknown: [...new Set(this.#missing)] };
    return { value: (value instanceof Every ? value.items : value) as Exclude<JsonValue, null> };
  }

  /** The node's value; null where it is missing, UNKNOWN where it cannot be told. */
  #value(node: Node): unknown {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'path':
        return this.#path(node);
      case 'index':
        return this.#index(node);
      case 'every':
        return this.#every(node);
      case 'not': {
        const value = this.#needed(node.of);
        return value === UNKNOWN ? UNKNOWN : !isTruthy(value);
      }
      case 'compare':
        return this.#compare(node);
      case 'logic':
        return this.#logic(node);
      case 'call':
        return this.#call(node);
    }
  }

  /** As #value, where a missing value will not do. */
  #needed(node: Node): unknown {
    const value = this.#value(node);
    return value === null ? this.#unknown(describe(node)) : value;
  }

  #unknown(what: string): typeof UNKNOWN {
    this.#missing.push(what);
    return UNKNOWN;
  }

  #path(node: Extract<Node, { kind: 'path' }>): unknown {
    if (node.context === 'now') return formatInstant(this.#environment.now);
    let value = this.#environment.read(node.context);
    for (const segment of node.segments) value = partOf(value, segment.name);
    return read(value);
  }

  #index(node: Extract<Node, { kind: 'index' }>): unknown {
    const of = this.#value(node.of);
    const key = this.#needed(node.key);
    if (of === UNKNOWN || key === UNKNOWN) return UNKNOWN;
    return typeof key === 'object' ? null : read(partOf(of, String(key)));
  }

  #every(node: Extract<Node, { kind: 'every' }>): unknown {
    const of = this.#needed(node.of);
    return of === UNKNOWN ? UNKNOWN : everyPart(of);
  }

  #compare({ operator, left, right }: Extract<Node, { kind: 'compare' }>): unknown {
    if (isNull(left) || isNull(right)) {
      const value = this.#value(isNull(right) ? left : right);
      return value === UNKNOWN ? UNKNOWN : (value === null) === (operator === '==');
    }
    const a = this.#needed(left);
    const b = this.#needed(right);
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
    if (operator === '==') return areEqual(a, b);
    if (operator === '!=') return !areEqual(a, b);
    // Of a time and a text that is none, the order of letters would tell something that is not so.
    if (typeof a === 'string' && typeof b === 'string' && isTime(a) !== isTime(b)) {
      return this.#unknown(`${describe(isTime(a) ? right : left)} (not a time)`);
    }
    return isOrdered(operator, a, b);
  }

  #logic({ operator, args }: Extract<Node, { kind: 'logic' }>): unknown {
    const before = this.#missing.length;
    const deciding = operator === '||';
    let unknown = false;
    let onlyMissing = deciding;
    let value: unknown = UNKNOWN;
    for (const arg of args) {
      const raw = this.#value(arg);
      value = raw === null ? this.#unknown(describe(arg)) : raw;
      if (value === UNKNOWN) {
        unknown = true;
        onlyMissing = onlyMissing && raw === null;
        continue;
      }
      const decides = isTruthy(value) === deciding;
      const isFallback = onlyMissing && (decides || arg.kind === 'literal');
      if (unknown ? value === deciding || isFallback : decides) {
        this.#missing.length = before;
        return value;
      }
    }
    return unknown ? UNKNOWN : value;
  }

  #call({ name, args }: Extract<Node, { kind: 'call' }>): unknown {
    const [first, second] = args;
    if (!first) return null;
    if (isFact(name)) return this.#fact(name, first);
    if (name === 'same') return this.#same(first, second);
    const shown = this.#forText && (name === 'format' || name === 'toJson' || name === 'join');
    const values = args.map((arg) => (shown ? this.#value(arg) : this.#needed(arg)));
    if (values.includes(UNKNOWN)) return UNKNOWN;
    const [a, b] = values;
    switch (name) {
      case 'contains':
        return this.#contains(first, a, b);
      case 'startsWith':
        return isPlain(a) && isPlain(b) && startswith.call(wrap(a), wrap(b)).coerceString() === 'true';
      case 'endsWith':
        return isPlain(a) && isPlain(b) && endswith.call(wrap(a), wrap(b)).coerceString() === 'true';
      case 'format':
        return format.call(...values.map((value) => new StringData(textOf(value)))).coerceString();
      case 'join':
        return this.#join(first, a, b);
      case 'toJson':
        return jsonOf(a, 2);
      case 'hours-since':
        return this.#hoursSince(first, a);
    }
  }

  #fact(name: FactName, arg: Node): unknown {
    const id = arg.kind === 'literal' ? String(arg.value) : '';
    return this.#environment.fact?.(name, id) ?? this.#unknown(`${name}('${id}')`);
  }

  #same(first: Node, second: Node | undefined): unknown {
    const a = this.#value(first);
    const b = second ? this.#value(second) : null;
    return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : isSame(a, b);
  }

  #contains(node: Node, list: unknown, value: unknown): unknown {
    const items = itemsOf(list);
    if (!items) {
      return isPlain(list) && isPlain(value) && textOf(list).toLowerCase().includes(textOf(value).toLowerCase());
    }
    if (items.some((item) => item !== null && areEqual(item, value))) return true;
    return items.includes(null) ? this.#unknown(`an item of ${describe(node)}`) : false;
  }

  #join(node: Node, list: unknown, separator: unknown): unknown {
    const items = itemsOf(list);
    if (!items) return textOf(list);
    if (!this.#forText && items.includes(null)) return this.#unknown(`an item of ${describe(node)}`);
    return items.map(textOf).join(isPlain(separator) ? textOf(separator) : ',');
  }

  /** Down to a hundredth of an hour, never more than have passed: a deadline is not missed by rounding. */
  #hoursSince(node: Node, time: unknown): unknown {
    const at = typeof time === 'string' ? parseInstant(time) : null;
    if (at === null) return this.#unknown(`${describe(node)} (not a time)`);
    return Math.floor(((this.#environment.now - at) / HOUR) * 100) / 100;
  }
}

function isNull(node: Node): boolean {
  return node.kind === 'literal' && node.value === null;
}

function itemsOf(value: unknown): readonly unknown[] | null {
  if (value instanceof Every) return value.items.map(read);
  return Array.isArray(value) ? value.map(read) : null;
}

/** A node as a person would name it. */
function describe(node: Node): string {
  switch (node.kind) {
    case 'path':
      return [node.context, ...node.segments.map(({ name }) => name)].join('.');
    case 'index':
      return node.key.kind === 'literal'
        ? `${describe(node.of)}.${String(node.key.value)}`
        : `${describe(node.of)}[${describe(node.key)}]`;
    case 'every':
      return `${describe(node.of)}.*`;
    case 'call':
      return `${node.name}()`;
    case 'literal':
      return typeof node.value === 'string' ? `'${node.value}'` : String(node.value);
    default:
      return 'a part of the expression';
  }
}
