import { type Item, itemsOf } from '../engine/state.ts';
import type { Kind, Reached, Scalar } from '../playbook/model.ts';
import { kinds } from '../playbook/model.ts';
import { hasAttacker } from '../scenario/attacker.ts';
import type { Thing } from '../world/model.ts';
import { type Aftermath, aftermathOf } from './aftermath.ts';
import type { How } from './brought-about.ts';
import type { Moment, Source } from './source.ts';
import { clause, offset, span } from './words.ts';

export interface ScopeItem {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly name: string;
  /** `known` from the start, `found` by a survey, `revealed` by an inject, `unplanned`: typed in with no survey. */
  readonly how: Item['how'];
  readonly added: Moment;
  /** The step by which it was found. */
  readonly foundBy?: string;
  /** In the register later than it should have been; null: not. See `lateOf`. */
  readonly late: 'after-survey' | 'revealed' | null;
  readonly ruledOut?: { readonly at: number; readonly reason: string };
  readonly notPossible: readonly { readonly effect: Reached; readonly at: number; readonly reason: string }[];
  /** Milliseconds from T of every time that an effect was reached and stands; `times` says more of each of them. */
  readonly effects: readonly {
    readonly effect: Reached;
    readonly at: readonly number[];
    readonly times: readonly Time[];
  }[];
  /** What was done to it in an incident and never shown to have come about: revoked and not tried, restored and not verified. */
  readonly unproven: readonly ('proven-dead' | 'verified')[];
  readonly fields: readonly { readonly field: string; readonly value: Scalar | null }[];
  /** What it is in truth; null where there is no truth to compare with: an incident, or a drill still in play. */
  readonly truth: Truth | null;
}

interface Time {
  readonly at: number;
  /** Null in a drill. */
  readonly how: How | null;
  /** What of the item stays alive or open all the same, in words. */
  readonly leaves?: string;
}

export interface Truth {
  /** Not of this world: a false lead. */
  readonly unreal: boolean;
  /** The attacker had it at some time, or it was destroyed. */
  readonly touched: boolean;
  /** As it stood when play ended, in a few words. */
  readonly atTheEnd: string;
}

export interface MissedItem {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly name: string;
  readonly truth: Truth;
}

export interface ScopeReport {
  readonly items: readonly ScopeItem[];
  /** Things of the world that were never in the register; null where there is no truth to compare with. */
  readonly missed: readonly MissedItem[] | null;
}

/** How an effect of an item came about by a step at a time. */
export type HowOf = (item: string, reached: Reached, step: string, at: number) => How | null;

/** The scope register beside the truth, in the order of kinds, then of coming in. */
export function scopeOf(source: Source, howOf: HowOf): ScopeReport {
  const late = lateOf(source);
  const aftermath = aftermathOf(source);
  const added = new Map(source.of('item.added').map((entry) => [entry.item, source.moment(entry)]));
  const items = kinds.flatMap((kind) =>
    itemsOf(source.state, kind).flatMap((item) => {
      const moment = added.get(item.id);
      if (!moment) return [];
      const truth = source.revealed ? truthOf(source, matchOf(source, item.id), aftermath) : null;
      return [scopeItem(source, item, { added: moment, late: late.get(item.id) ?? null, truth }, howOf)];
    }),
  );
  return { items, missed: source.revealed ? missedOf(source, aftermath) : null };
}

function scopeItem(
  source: Source,
  item: Item,
  { added, late, truth }: Pick<ScopeItem, 'added' | 'late' | 'truth'>,
  howOf: HowOf,
): ScopeItem {
  const { id, kind, type, name, how, foundBy, ruledOut } = item;
  return {
    id,
    kind,
    type,
    name,
    how,
    added,
    ...(foundBy ? { foundBy: source.step(foundBy) } : {}),
    late,
    ...(ruledOut ? { ruledOut: { at: ruledOut.at, reason: ruledOut.reason } } : {}),
    notPossible: Object.entries(item.notPossible).map(([effect, why]) => ({
      effect: effect as Reached,
      at: why.at,
      reason: why.reason,
    })),
    effects: Object.entries(item.reached).map(([effect, times]) => ({
      effect: effect as Reached,
      at: times.map(({ at }) => at),
      times: times.map(({ at, step, leaves }) => ({
        at,
        how: howOf(id, effect as Reached, step, at),
        ...(leaves === undefined ? {} : { leaves }),
      })),
    })),
    unproven: unprovenOf(source, item),
    fields: Object.entries(item.fields).map(([field, value]) => ({ field, value })),
    truth,
  };
}

/** Of a rehearsal and a drill nothing: nothing was done in the one, and the other has its truth. */
function unprovenOf({ state, exercise }: Source, item: Item): ScopeItem['unproven'] {
  return exercise || state.run?.rehearsal ? [] : lacksProof(item);
}

/** What was done to an item and not shown to have come about. */
export function lacksProof({ kind, reached, ruledOut }: Item): ScopeItem['unproven'] {
  if (ruledOut) return [];
  return [
    ...(kind === 'credential' && reached.revoked && !reached['proven-dead'] ? (['proven-dead'] as const) : []),
    ...(reached.restored && !reached.verified ? (['verified'] as const) : []),
  ];
}

function matchOf(source: Source, item: string): Thing | undefined {
  const thing = source.state.world.matches[item];
  return thing === undefined ? undefined : source.state.world.truth.things[thing];
}

/**
 * Late is what came into the register after the survey of its kind was first finished, whoever added it, and what an
 * inject had to reveal. Without a finished survey of a kind nothing of it is late.
 */
function lateOf(source: Source): Map<string, 'after-survey' | 'revealed'> {
  const surveyed = new Map<Kind, number>();
  for (const entry of source.of('step.done')) {
    const step = source.definition.steps[entry.step];
    if (step?.effect === 'survey' && step.of && !surveyed.has(step.of)) surveyed.set(step.of, entry.seq);
  }
  const late = new Map<string, 'after-survey' | 'revealed'>();
  for (const entry of source.of('item.added')) {
    if (entry.how === 'revealed') late.set(entry.item, 'revealed');
    else if (entry.seq > (surveyed.get(entry.kind) ?? Number.POSITIVE_INFINITY)) late.set(entry.item, 'after-survey');
  }
  return late;
}

/**
 * What should have been found and never was: what was touched. Where nobody is behind it, all of it: the scenario names
 * nothing then that the team could have left alone. What was touched comes first.
 */
export function overlooked({ missed }: ScopeReport, attacker: boolean): readonly MissedItem[] {
  const touched = (missed ?? []).filter(({ truth }) => truth.touched);
  return attacker ? touched : [...touched, ...(missed ?? []).filter(({ truth }) => !truth.touched)];
}

function missedOf(source: Source, aftermath: Aftermath): MissedItem[] {
  return (source.state.facts?.missed ?? []).flatMap((id) => {
    const thing = source.state.world.truth.things[id];
    // What came to be after play nobody could have found.
    if (!thing || aftermath.created.has(id)) return [];
    return [{ id, kind: thing.kind, type: thing.type, name: thing.name, truth: truthOf(source, thing, aftermath) }];
  });
}

function truthOf(source: Source, thing: Thing | undefined, aftermath: Aftermath): Truth {
  if (!thing) return { unreal: true, touched: false, atTheEnd: 'not of this world' };
  const touched =
    thing.stolen ||
    thing.planted ||
    thing.poisoned ||
    thing.destroyedAt !== undefined ||
    thing.history.some((change) => change.compromised);
  return { unreal: false, touched, atTheEnd: `${atTheEnd(source, thing)}${lately(thing, aftermath)}` };
}

function atTheEnd(source: Source, thing: Thing): string {
  const { scenario } = source.definition;
  if (scenario === null || hasAttacker(scenario)) return `${standing(source, thing)}${lacking(thing)}`;
  const { kind, alive, broken, destroyed, destroyedAt } = thing;
  // Nobody could have compromised it: that it never was says nothing.
  if (destroyed) return 'destroyed';
  if (kind === 'credential') return alive ? 'alive' : 'revoked';
  if (kind === 'backup') return broken === undefined ? 'a good copy' : `broken: ${clause(broken)}`;
  if (destroyedAt === undefined) return 'untouched';
  return lacking(thing).slice(2) || 'destroyed, and set up anew';
}

/** A state that the team never saw, since it came after their work, says so. */
function lately(thing: Thing, { taken, words }: Aftermath): string {
  const since = taken.get(thing.id);
  return since === undefined ? '' : ` since ${offset(since)}, after ${words}`;
}

/** What is back from a backup lacks what was written after that. */
function lacking({ destroyed, loss }: Thing): string {
  return destroyed || loss === undefined ? '' : `, destroyed and restored: ${loss > 0 ? span(loss) : 'nothing'} lost`;
}

function standing(source: Source, thing: Thing): string {
  if (thing.destroyed) return 'destroyed';
  if (thing.kind === 'credential') {
    if (thing.stolen) return thing.alive ? 'stolen and alive' : 'stolen, revoked';
    return thing.alive ? 'never stolen' : 'never stolen, revoked';
  }
  if (thing.kind === 'backup') return backup(source, thing);
  if (thing.poisoned) return thing.quarantined ? 'poisoned, quarantined' : 'poisoned and served';
  if (thing.reinfected) return 'compromised, restored to a tainted state';
  if (thing.compromised) return thing.isolated ? 'compromised, isolated' : 'compromised';
  const was = thing.kind === 'artifact' ? 'poisoned' : 'compromised';
  return thing.history.some((change) => change.compromised) ? `${was}, then cleaned` : `never ${was}`;
}

/** A backup is what it is of, as that stood when it was taken. */
function backup(source: Source, { of, taken, broken }: Thing): string {
  const history = (of === undefined ? undefined : source.state.world.truth.things[of])?.history ?? [];
  if (broken !== undefined) return `broken: ${clause(broken)}`;
  const then = history.findLast(({ at }) => taken === undefined || at <= taken)?.compromised ?? false;
  return then ? 'holds the compromised state' : 'holds a clean state';
}
