import { evolveWorldAll } from './evolve.ts';
import type { Change, Thing, World } from './model.ts';
import { isPlace, thingOf } from './thing.ts';

/** One part of what happens at once: it sees what the parts before it did. */
export type Part = (world: World, at: number) => Change[];

/**
 * What the attacker gets by what is already in hand, to a fixpoint: every credential held by a stage, system or account
 * that is compromised and not isolated, or that a usable credential opens, isolated or not; never one that is
 * destroyed. The changes come in rounds,
 * so that a cause stands before what follows from it, and in document order within a round. Empty where nothing is left
 * to take. The moment does not matter to it; it is taken so that spread is a `Part` like any other.
 */
export function spread(world: World, _at: number): Change[] {
  const things = Object.values(world.things);
  const takenNow = new Set<string>();
  const keys = new Map<string, Thing>();
  for (const thing of things) if (thing.kind === 'credential' && thing.stolen) addKey(keys, thing);

  const changes: Change[] = [];
  for (;;) {
    const reasons = withinReach(world, things, keys, takenNow);
    if (reasons.size === 0) return changes;
    for (const thing of things) {
      const because = reasons.get(thing.id);
      if (because === undefined) continue;
      changes.push({ item: thing.id, set: { stolen: true }, because });
      takenNow.add(thing.id);
      addKey(keys, thing);
    }
  }
}

/** The changes of each part after those before it, and then what spreads from them. */
export function inTurn(world: World, at: number, parts: readonly Part[]): Change[] {
  const changes: Change[] = [];
  let now = world;
  for (const part of [...parts, spread]) {
    const more = part(now, at);
    changes.push(...more);
    now = evolveWorldAll(now, more, at);
  }
  return changes;
}

/** The credentials that can be taken now and are not yet, each with why. */
function withinReach(
  world: World,
  things: readonly Thing[],
  keys: ReadonlyMap<string, Thing>,
  takenNow: ReadonlySet<string>,
): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const holder of things) {
    if (holder.holds.length === 0 || !isPlace(holder.kind)) continue;
    const how = wayIn(holder, keys);
    if (how === '') continue;
    for (const id of holder.holds) {
      const held = thingOf(world, id);
      if (held?.kind !== 'credential' || held.stolen || takenNow.has(id) || reasons.has(id)) continue;
      reasons.set(id, `${holder.name}, which holds it, ${how}`);
    }
  }
  return reasons;
}

function wayIn(holder: Thing, keys: ReadonlyMap<string, Thing>): string {
  // What is gone can be neither sat in nor opened.
  if (holder.destroyed) return '';
  if (holder.compromised && !holder.isolated) return 'is compromised';
  const key = keys.get(holder.id);
  return key ? `can be opened with ${key.name}` : '';
}

/** Remembers what a stolen credential opens while it lives. The first one that opens a thing is the one that is named. */
function addKey(keys: Map<string, Thing>, credential: Thing): void {
  if (!credential.alive) return;
  for (const id of credential.opens) if (!keys.has(id)) keys.set(id, credential);
}
