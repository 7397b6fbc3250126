import type { Definition } from '../engine/definition.ts';
import type { By, Entry, EntryType, InstanceRef } from '../engine/entries.ts';
import { evolveAll, initialState } from '../engine/evolve.ts';
import type { State } from '../engine/state.ts';

/** An entry with its place in the journal and the hash of its line. */
export type Told<T extends EntryType = EntryType> = Entry<T> & { readonly seq: number; readonly hash: string };

/** When something was, on every clock there is. */
export interface Moment {
  /** The entry that says so, by its sequence number. */
  readonly entry: number;
  /** Milliseconds from T. */
  readonly at: number;
  /** T plus `at`, ISO 8601 UTC: in a drill the story's time, in an incident the wall's. */
  readonly time: string;
  /** Wall time of recording, ISO 8601 UTC. */
  readonly recorded: string;
  /** When it happened, where it was told later, ISO 8601 UTC. */
  readonly happened?: string;
  /** Of an incident: it fell due while nobody was there, and came when it was recorded. */
  readonly late?: true;
}

/** Who did it, and as what. */
export interface Who {
  readonly person: string;
  readonly role?: string;
  readonly roleTitle?: string;
}

/** What every section of a report is made from. */
export interface Source {
  readonly entries: readonly Told[];
  readonly definition: Definition;
  /** After the last entry. */
  readonly state: State;
  readonly exercise: boolean;
  /** Play is over: what was hidden from players may be told. */
  readonly revealed: boolean;
  /** Entries of one type, oldest first. */
  of<T extends EntryType>(type: T): readonly Told<T>[];
  moment(entry: Told): Moment;
  who(by: By | undefined): Who | null;
  roleTitle(role: string): string;
  /** The name of a register item, of a thing of the world, or the id where neither knows it. */
  item(id: string): string;
  /** `isolate-stages for build.yml`. */
  step(ref: InstanceRef): string;
  phase(id: string): string;
  /** The title of an added step; undefined for a register item or a planned step. */
  nameOf(id: string): string | undefined;
}

/**
 * Reads a run's entries once; the state after the last of them is folded where nobody has it already. Throws where they are
 * not a run's, from its first entry on.
 */
export function sourceOf(entries: readonly Told[], definition: Definition, folded?: State): Source {
  if (entries[0]?.type !== 'run.opened')
    throw new RangeError('A report needs the whole run: its first entry must be the one that opened it.');
  const state = folded ?? evolveAll(initialState(definition), entries);
  const moment = momentsFrom(Date.parse(entries[0].starts));
  const byType = indexed(entries);
  const names = namesOf(byType);
  const item = (id: string) => names.get(id) ?? state.world.truth.things[id]?.name ?? definition.things[id]?.name ?? id;
  const roleTitle = (role: string) =>
    definition.playbook.roles[role]?.title ?? definition.scenario?.cast[role]?.title ?? role;
  return {
    entries,
    definition,
    state,
    exercise: entries[0].kind === 'exercise',
    revealed: entries[0].kind === 'exercise' && (byType.get('hot-wash.opened')?.length ?? 0) > 0,
    of: <T extends EntryType>(type: T) => (byType.get(type) ?? []) as readonly Told[] as readonly Told<T>[],
    moment,
    who: (by) => (by ? whoOf(by, roleTitle) : null),
    roleTitle,
    item,
    step: (ref) => {
      const name = definition.steps[ref.step] ? ref.step : (names.get(ref.step) ?? ref.step);
      return ref.item === undefined ? name : `${name} for ${item(ref.item)}`;
    },
    phase: (id) => definition.phases[id]?.title ?? id,
    nameOf: (id) => names.get(id),
  };
}

function indexed(entries: readonly Told[]): Map<EntryType, Told[]> {
  const byType = new Map<EntryType, Told[]>();
  for (const entry of entries) {
    const list = byType.get(entry.type);
    if (list) list.push(entry);
    else byType.set(entry.type, [entry]);
  }
  return byType;
}

function namesOf(byType: ReadonlyMap<EntryType, readonly Told[]>): Map<string, string> {
  const names = new Map<string, string>();
  for (const added of (byType.get('item.added') ?? []) as readonly Told<'item.added'>[])
    names.set(added.item, added.name);
  for (const added of (byType.get('step.added') ?? []) as readonly Told<'step.added'>[])
    names.set(added.id, added.title);
  return names;
}

function momentsFrom(starts: number): (entry: Told) => Moment {
  // What was decided at once has one time, and most entries were decided with others.
  let last = { at: Number.NaN, time: '' };
  return (entry) => {
    const { at } = entry;
    if (last.at !== at) last = { at, time: new Date(starts + at).toISOString() };
    return {
      entry: entry.seq,
      at,
      time: last.time,
      recorded: entry.recorded,
      ...(entry.happened === undefined ? {} : { happened: entry.happened }),
      ...(entry.late ? { late: true } : {}),
    };
  };
}

function whoOf(by: By, roleTitle: (role: string) => string): Who {
  return by.role === undefined
    ? { person: by.person }
    : { person: by.person, role: by.role, roleTitle: roleTitle(by.role) };
}
