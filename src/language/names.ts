/**
 * What an expression may read. `now` is the time of evaluation, as a 24-character UTC ISO text. `secrets` is never read: what
 * names one is put in by whoever starts a command.
 */
export const contextNames = ['inputs', 'run', 'steps', 'item', 'outputs', 'scope', 'now', 'secrets'] as const;
export type ContextName = (typeof contextNames)[number];

/** Facts of a scenario's world, each a function of one id. Only where the caller allows them. */
export const factNames = [
  'happened',
  'prevented',
  'compromised',
  'alive',
  'served',
  'reinfected',
  'lost',
  'missed',
] as const;
export type FactName = (typeof factNames)[number];

export type FunctionName =
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'format'
  | 'join'
  | 'toJson'
  | 'same'
  | 'hours-since'
  | FactName;

/** Names that lead from data into JavaScript's own objects: refused as a key in YAML and as a name in an expression. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

export function isForbidden(name: string): boolean {
  return forbidden.has(name);
}

export function isContext(name: string): name is ContextName {
  return contextNames.some((known) => known === name);
}

export function isFact(name: string): name is FactName {
  return factNames.some((known) => known === name);
}
