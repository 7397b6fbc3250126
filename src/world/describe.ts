import { formatDuration } from '../language/time.ts';
import type { Change, Mark, World } from './model.ts';
import { thingOf } from './thing.ts';

const phrases: Readonly<Record<Mark, { readonly true: string; readonly false: string }>> = {
  stolen: { true: 'was stolen', false: 'is no longer stolen' },
  alive: { true: 'is alive again', false: 'was revoked' },
  compromised: { true: 'was compromised', false: 'is clean' },
  isolated: { true: 'was isolated', false: 'was resumed' },
  poisoned: { true: 'was poisoned', false: 'is clean' },
  quarantined: { true: 'was quarantined', false: 'is served again' },
  reinfected: { true: 'was reinfected', false: 'is no longer reinfected' },
  destroyed: { true: 'was destroyed', false: 'is back' },
};

/**
 * One change in a sentence without its full stop, for the hot wash and the report: what happened to what, and why.
 * Things are called by their names; one that the world does not have (yet), by its id. The world may be the one before
 * the change or after it.
 */
export function describeChange(change: Change, world: World): string {
  return `${whatChanged(change, world)}: ${change.because}`;
}

function whatChanged(change: Change, world: World): string {
  const name = (id: string) => thingOf(world, id)?.name ?? id;
  if ('create' in change) {
    const { create } = change;
    return create.planted ? `${create.name} was planted` : `${create.name} was issued`;
  }
  if ('place' in change) return `${name(change.place)} was put into ${inWords(change.in.map(name))}`;
  // What is wiped has no other state: "is clean" would sound like a gain.
  const marks = change.set.destroyed ? { destroyed: true } : change.set;
  const parts = (Object.entries(marks) as [Mark, boolean][]).map(([mark, value]) => phrases[mark][`${value}`]);
  if (change.loss !== undefined) parts.push(`lost ${formatDuration(change.loss)} for good`);
  return `${name(change.item)} ${inWords(parts)}`;
}

function inWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
