import type { Effect } from '../playbook/model.ts';
import { setMarks } from './marks.ts';
import type { Change, Thing, World } from './model.ts';
import { restore, whyNotRestorable } from './restore.ts';
import { inTurn } from './spread.ts';
import { isPlace, thingOf } from './thing.ts';
import { openedBy, successorsOf } from './usable.ts';

type Answer = (world: World, thing: Thing) => Change[];

/** What changes something, and for which things. An effect on a thing that is not meant for it changes nothing. */
const answers: Readonly<Partial<Record<Effect, Answer>>> = {
  isolate: forPlaces((_, thing) => setMarks(thing, { isolated: true }, 'the team stopped it')),
  resume: forPlaces((_, thing) => setMarks(thing, { isolated: false }, 'the team let it run')),
  remove: forPlaces(remove),
  revoke: forCredentials(revoke),
  replace: forCredentials(replace),
  quarantine: forArtifacts((_, thing) => setMarks(thing, { quarantined: true }, 'the team took it off the shelf')),
  rebuild: (world, thing) => (thing.kind === 'artifact' ? rebuildArtifact : forPlaces(rebuildPlace))(world, thing),
  restore,
};

/**
 * What an effect that the team did at `at` (milliseconds from T) changes in truth, and what spreads from it; often
 * nothing. It is refused, in words, only where the world shows the team that it failed: a living credential cannot be
 * proven dead, and a backup that is broken, gone or empty can be neither verified nor restored. On a thing that the
 * world does not have, nothing changes.
 */
export function act(world: World, effect: Effect, id: string, at: number): { changes: Change[] } | { refused: string } {
  const thing = thingOf(world, id);
  if (!thing) return { changes: [] };
  const refused = failureOf(world, effect, thing);
  if (refused !== '') return { refused };
  const answer = answers[effect];
  return { changes: answer ? inTurn(world, at, [() => answer(world, thing)]) : [] };
}

/** What the team sees that it did not work, and what to do next; empty where it worked. */
function failureOf(world: World, effect: Effect, thing: Thing): string {
  if (effect === 'prove-dead' && thing.kind === 'credential' && thing.alive)
    return `${thing.name} was accepted: it is still alive. Revoke it where it was issued, then try it again.`;
  if (effect !== 'verify' && effect !== 'restore') return '';
  const why = whyNotRestorable(world, thing);
  if (why === '') return '';
  return `${thing.name}: ${why.replace(/(?<![.\s])[.\s]+$/, '')}. Take another backup, and rule this one out with that as the reason.`;
}

/** A door that the attacker has a key to is gone through again at once: what is removed is back before anybody looks. */
function remove(world: World, thing: Thing): Change[] {
  if (openedBy(world, thing.id)) return [];
  return setMarks(thing, { compromised: false }, 'the team removed what the attacker left');
}

/** What was wiped is set up anew, empty and clean. */
function rebuildPlace(world: World, thing: Thing): Change[] {
  if (!thing.destroyed) return remove(world, thing);
  return setMarks(thing, { destroyed: false }, 'the team set it up anew');
}

/** What is dead already stands in the register for what took its place: to revoke it again ends that. */
function revoke(world: World, thing: Thing): Change[] {
  const ended = thing.alive ? [thing] : successorsOf(world, thing.id);
  return ended.flatMap((one) => setMarks(one, { alive: false }, 'the team had it withdrawn'));
}

function replace(world: World, thing: Thing): Change[] {
  const { history: _, ...old } = thing;
  const { id, number } = freeId(world, thing.id);
  const successor = {
    ...old,
    id,
    name: `${thing.name} (${number})`,
    succeeds: thing.id,
    planted: false,
    stolen: false,
    alive: true,
  };
  const places = Object.values(world.things).filter((place) => place.holds.includes(thing.id));
  const because = `it replaces ${thing.name}`;
  const placed = { place: id, in: places.map((place) => place.id), because };
  return [{ create: successor, because }, ...(places.length === 0 ? [] : [placed])];
}

function freeId(world: World, id: string): { id: string; number: number } {
  let number = 2;
  while (thingOf(world, `${id}-${number}`)) number += 1;
  return { id: `${id}-${number}`, number };
}

/** A builder that is isolated is no cleaner for it: only a clean one builds clean. */
function rebuildArtifact(world: World, artifact: Thing): Change[] {
  const bad = Object.values(world.things).find((thing) => thing.compromised && thing.publishes.includes(artifact.id));
  const because = bad ? `the team rebuilt it with ${bad.name}, which is compromised` : 'the team rebuilt it';
  return setMarks(artifact, { destroyed: false, poisoned: bad !== undefined, quarantined: false }, because);
}

function forPlaces(answer: Answer): Answer {
  return (world, thing) => (isPlace(thing.kind) ? answer(world, thing) : []);
}

function forCredentials(answer: Answer): Answer {
  return (world, thing) => (thing.kind === 'credential' ? answer(world, thing) : []);
}

function forArtifacts(answer: Answer): Answer {
  return (world, thing) => (thing.kind === 'artifact' ? answer(world, thing) : []);
}
