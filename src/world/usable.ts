import type { Thing, World } from './model.ts';
import { isPlace, thingOf } from './thing.ts';

/**
 * Can the attacker use it: a credential that is stolen and alive; a stage, system or account that is compromised and
 * not isolated; an artifact that is poisoned and not quarantined (those who take it in are within reach). What is
 * destroyed is of use to nobody, and nothing else is ever usable.
 */
export function usable(world: World, id: string): boolean {
  const thing = thingOf(world, id);
  return thing !== undefined && obstacle(thing) === '';
}

/**
 * Has the attacker what that credential was good for: itself, or one that took its place, or the one that took the
 * place of that. Of anything else: is it usable.
 */
export function hasUseOf(world: World, id: string): boolean {
  return usable(world, id) || successorsOf(world, id).some((thing) => usable(world, thing.id));
}

/** What took the place of a credential, and what took the place of that, the older first. */
export function successorsOf(world: World, id: string): Thing[] {
  const things = Object.values(world.things).filter(({ succeeds }) => succeeds !== undefined);
  const found = new Map<string, Thing>();
  for (const one of [id, ...things.map((thing) => thing.id)]) {
    if (one !== id && !found.has(one)) continue;
    for (const thing of things) if (thing.succeeds === one) found.set(thing.id, thing);
  }
  return [...found.values()];
}

/** Whether a credential has been revoked. One that does not exist yet has not. */
export function isDead(world: World, id: string): boolean {
  return thingOf(world, id)?.alive === false;
}

/** Why a place does not run, whoever is in it, in words; empty where it does. */
export function whyNotRunning(world: World, id: string): string {
  const thing = thingOf(world, id);
  if (!thing) return 'does not exist yet';
  if (thing.destroyed) return 'destroyed';
  return thing.isolated ? 'isolated' : '';
}

/** Why the attacker cannot use it, in words; empty where it can. The defenders' doing is named before what never came about. */
export function whyNotUsable(world: World, id: string): string {
  const thing = thingOf(world, id);
  return thing ? obstacle(thing) : 'does not exist yet';
}

/** The first usable credential, in document order, that opens this thing. */
export function openedBy(world: World, id: string): Thing | undefined {
  return Object.values(world.things).find(
    (thing) => thing.kind === 'credential' && thing.opens.includes(id) && obstacle(thing) === '',
  );
}

function obstacle(thing: Thing): string {
  if (thing.kind === 'credential') {
    if (!thing.alive) return 'revoked';
    return thing.stolen ? '' : 'never stolen';
  }
  if (thing.destroyed) return 'destroyed';
  if (thing.kind === 'artifact') {
    if (thing.quarantined) return 'quarantined';
    return thing.poisoned ? '' : 'not poisoned';
  }
  if (!isPlace(thing.kind)) return 'of no use to an attacker';
  if (thing.isolated) return 'isolated';
  return thing.compromised ? '' : 'not compromised';
}
