import type { Kind } from '../playbook/model.ts';
import type { WorldItem } from '../scenario/model.ts';
import type { Mark, Thing, World } from './model.ts';

/** A change names a thing that the world does not have: the entries do not belong together. */
export class UnknownThing extends Error {
  readonly id: string;

  constructor(id: string) {
    super(
      `A change names "${id}", and there is no such thing in the world. The entries before it are missing or damaged.`,
    );
    this.name = 'UnknownThing';
    this.id = id;
  }
}

/** The thing of that id; undefined where there is none (`constructor` is a possible id, so only own keys count). */
export function thingOf(world: World, id: string): Thing | undefined {
  return Object.hasOwn(world.things, id) ? world.things[id] : undefined;
}

/** The thing of that id. Throws `UnknownThing`. */
export function needThing(world: World, id: string): Thing {
  const thing = thingOf(world, id);
  if (!thing) throw new UnknownThing(id);
  return thing;
}

/** Something that an attacker can be in, and that can be cut off: a stage, a system, an account. */
export function isPlace(kind: Kind): boolean {
  return kind === 'stage' || kind === 'system' || kind === 'account';
}

/** Something that can be wiped. A credential is revoked, and a stakeholder has no state. */
export function isDestructible(kind: Kind): boolean {
  return isPlace(kind) || kind === 'artifact' || kind === 'backup';
}

/** In the attacker's hand, isolated or quarantined or not: what a backup of it would hold. */
export function tainted(thing: Pick<Thing, 'kind' | 'compromised' | 'poisoned'>): boolean {
  return thing.kind === 'artifact' ? thing.poisoned : thing.compromised;
}

/** What it means for the attacker to take a thing of that kind. Backups and stakeholders cannot be taken. */
export function takenMarks(kind: Kind): Partial<Record<Mark, boolean>> {
  if (kind === 'credential') return { stolen: true };
  // Poisoned anew it is served again: the shelf that it was taken off is not the attacker's.
  if (kind === 'artifact') return { poisoned: true, quarantined: false };
  return isPlace(kind) ? { compromised: true } : {};
}

/** A thing as the scenario writes it: untouched, or planted by the attacker and in the attacker's hand. */
export function thingFrom(item: WorldItem, planted: boolean): Omit<Thing, 'history'> {
  return {
    id: item.id,
    kind: item.kind,
    type: item.type,
    name: item.name,
    holds: item.holds,
    opens: item.opens,
    publishes: item.publishes,
    ...(item.of === undefined ? {} : { of: item.of }),
    ...(item.taken === undefined ? {} : { taken: item.taken }),
    ...(item.broken === undefined ? {} : { broken: item.broken }),
    planted,
    stolen: false,
    alive: true,
    compromised: false,
    isolated: false,
    poisoned: false,
    quarantined: false,
    reinfected: false,
    ...(planted ? takenMarks(item.kind) : {}),
  };
}
