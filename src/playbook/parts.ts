import * as z from 'zod';
import { versionPattern } from '../language/mends.ts';
import { duration } from '../language/zod.ts';
import { type Effect, effects, type Kind, kinds, type Reached } from './model.ts';

const effectNames = Object.keys(effects) as Effect[];
const reachedNames = Object.values(effects) as Reached[];

/** A text with something in it. */
export const text = () => z.string().min(1);

export const kind = () => z.enum(kinds);
export const effect = () => z.enum(effectNames);
export const reached = () => z.enum(reachedNames);
export const scalar = () => z.union([z.string(), z.number(), z.boolean()]);
export const valueType = () => z.enum(['string', 'number', 'boolean', 'time']);

/** One thing, or a list of them; always a list once read. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z
    .union([item, z.array(item).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);
}

/** A map with a key a kind, so that an editor offers the kinds. */
export function perKind<T extends z.ZodType>(value: T) {
  const shape = Object.fromEntries(kinds.map((name) => [name, value.optional()]));
  return z.strictObject(shape as Record<Kind, z.ZodOptional<T>>);
}

/** A duration that something is done again after, or ends after: with none at all it would never come to an end. */
export const someTime = () => duration().refine((ms) => ms > 0, { error: 'expected a duration longer than nothing' });

export const formatVersion = () => z.literal(1).describe('The version of this format: always 1.');

export const version = () =>
  z
    .string()
    .regex(versionPattern, { error: 'expected a version such as 1.0.0' })
    .describe('The version of this document, such as 1.0.0. Reports name it.');

/** A program with its arguments. An argument may be empty; the program is looked at by a rule. */
export const argv = () =>
  z.array(z.string(), { error: 'expected a list: the program, then each of its arguments' }).min(1).max(200);

export const retry = () =>
  z.strictObject({
    times: z.int().min(1).max(20).describe('How often again, at most.'),
    every: duration().describe('How long after each failure, such as 10s.'),
  });
