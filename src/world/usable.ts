import type { Thing, World } from './model.ts';
import { isPlace, thingOf } from './thing.ts';

/**
 * Can the attacker use it: a credential that is stolen and alive; a stage, system or account that is compromised and
 * not isolated; an artifact that is poisoned and not quarantined (those who take it in are within reach). Nothing else
 * is ever usable.
 */
export function usable(world: World, id: string): boolean {
  const thing = thingOf(world, id);
  return thing !== undefined && obstacle(thing) === '';
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
  if (thing.kind === 'artifact') {
    if (thing.quarantined) return 'quarantined';
    return thing.poisoned ? '' : 'not poisoned';
  }
  if (!isPlace(thing.kind)) return 'of no use to an attacker';
  if (thing.isolated) return 'isolated';
  return thing.compromised ? '' : 'not compromised';
}
