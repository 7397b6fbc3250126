import type { By, InstanceRef } from '../engine/entries.ts';
import { markOf, rolesHeldBy } from '../engine/queries.ts';
import { holdersOf, itemOf, type State } from '../engine/state.ts';
import type { CallBook } from '../run/contacts.ts';
import type { Standing, Stored } from '../run/session.ts';
import { plainLine } from './plain.ts';
import type { View } from './view.ts';

/** Everything that a screen, a key or a form may look at. */
export interface Context {
  readonly run: string;
  readonly state: State;
  /** Exercise time, milliseconds from T. */
  readonly now: number;
  /** The same array for the whole run; it grows. */
  readonly entries: readonly Stored[];
  readonly view: View;
  /** How it stands with what is told elsewhere. */
  readonly told: readonly Standing[];
  /** Who can be called from here, where contacts are set up. */
  readonly book?: CallBook;
  /** Why contacts that are set up cannot be read. */
  readonly bookTrouble?: string;
  /** Another process holds the run. */
  readonly joined?: true;
}

/** Whether it is real: also of a rehearsal, in which nothing is changed. */
export function isIncident({ run }: State): boolean {
  return run?.kind === 'incident';
}

/** How the word that stands on every screen looks. */
export function kindTone(state: State): 'drill' | 'live' | 'rehearsal' {
  return ({ DRILL: 'drill', LIVE: 'live', REHEARSAL: 'rehearsal' } as const)[markOf(state)];
}

/** What a run is called: a drill as its scenario, an incident as whoever raised it has it, else as its playbook. */
export function titleOf({ run, definition }: State): string {
  return plainLine(definition.scenario?.title ?? run?.title ?? definition.playbook.title);
}

/** Whether what happened in truth may be shown. */
export function isRevealed(state: State): boolean {
  return state.stage === 'hot-wash' || state.stage === 'closed';
}

/**
 * Whether entries may be shown with their numbers. Before the hot wash of a drill a gap between two of them would tell that
 * something happened in truth: that a find is real.
 */
export function isNumbered(state: State): boolean {
  return isRevealed(state) || isIncident(state);
}

/** Who speaks, in `role` where they hold it, else in the first role that they hold. */
export function speakerBy(c: Context, role?: string): By {
  const person = c.view.speaker;
  const held = rolesHeldBy(c.state, person);
  const as = role !== undefined && held.includes(role) ? role : held[0];
  return as === undefined ? { person } : { person, role: as };
}

/** An instance as a word in a form: `step` or `step/item`. */
export function refKey(ref: InstanceRef): string {
  return ref.item === undefined ? ref.step : `${ref.step}/${ref.item}`;
}

export function keyRef(key: string): InstanceRef {
  const [step = '', item] = key.split('/');
  return item === undefined ? { step } : { step, item };
}

/** The name of an item of the register as it is shown. */
export function itemName(state: State, id: string): string {
  return plainLine(itemOf(state, id)?.name ?? id);
}

/** Everybody who is known: they hold a role, or have spoken here. */
export function peopleOf(c: Context): string[] {
  return [...new Set([...c.view.people, ...Object.keys(c.state.roles).flatMap((role) => holdersOf(c.state, role))])];
}

/** Every role that can be taken, with its title: the playbook's, and the scenario's cast. */
export function rolesOf(state: State): { id: string; title: string; duty: string; plays: boolean }[] {
  const { playbook, scenario } = state.definition;
  return [
    ...Object.entries(playbook.roles).map(([id, { title, duty }]) => ({ id, title, duty: duty ?? '', plays: true })),
    ...Object.entries(scenario?.cast ?? {}).map(([id, { title, plays }]) => ({ id, title, duty: '', plays })),
  ];
}

/** Roles that nobody holds and that are needed: the playbook's, and those who play and are written to. */
export function freeRoles({ state }: Context): string[] {
  const { playbook, scenario } = state.definition;
  const written = new Set(scenario?.injects.flatMap(({ to }) => to));
  const cast = Object.entries(scenario?.cast ?? {}).flatMap(([id, { plays }]) =>
    plays && written.has(id) ? [id] : [],
  );
  return [...Object.keys(playbook.roles), ...cast].filter((role) => state.roles[role] === undefined);
}

const outcomes: Readonly<Record<string, string>> = {
  closed: 'every phase is closed',
  'time-up': 'time is up',
  stopped: 'it was stopped',
};

/** Who holds a role, as names beside each other; null: nobody. */
export function holderNames(state: State, role: string): string | null {
  const holders = holdersOf(state, role);
  return holders.length === 0 ? null : plainLine(holders.join(', '));
}

/** Whether somebody else may still take a role: nobody holds it, or it is for several. */
export function hasRoom(state: State, role: string): boolean {
  const most = state.definition.playbook.roles[role]?.people ?? 1;
  return holdersOf(state, role).length < most;
}

/** How play came out, in words; an outcome that the playbook names stays as it is. */
export function outcomeWords({ outcome }: State): string {
  return plainLine(outcomes[outcome ?? ''] ?? outcome ?? '');
}
