import { itemOf, itemsOf, type State } from '../engine/state.ts';
import { kinds } from '../playbook/model.ts';
import { span } from '../report/words.ts';
import { hasAttacker } from '../scenario/attacker.ts';
import type { Thing } from '../world/model.ts';

/** A thing of the truth beside what the team knew of it. */
export interface TruthRow {
  readonly what: 'known' | 'found' | 'late' | 'missed' | 'wrongly out' | 'unreal' | 'rightly out';
  readonly name: string;
  readonly kind: string;
  /** How it stood at the end. */
  readonly end: string;
  /** When the team had it, milliseconds from T. */
  readonly at: number | null;
}

/** What was true beside what was in the register: found, missed, late, unreal. */
export function truthRows(state: State): TruthRow[] {
  const { truth, matches } = state.world;
  const itemFor = new Map(Object.entries(matches).map(([item, thing]) => [thing, item]));
  const real = Object.values(truth.things)
    .filter((thing) => thing.succeeds === undefined)
    .map((thing) => realRow(state, thing, itemFor.get(thing.id)));
  const typed = kinds.flatMap((kind) => itemsOf(state, kind)).filter((item) => matches[item.id] === undefined);
  const unreal = typed.map(
    (item): TruthRow => ({
      what: item.ruledOut ? 'rightly out' : 'unreal',
      name: item.name,
      kind: item.kind,
      end: 'was never part of it',
      at: item.addedAt,
    }),
  );
  return [...real, ...unreal];
}

function realRow(state: State, thing: Thing, id: string | undefined): TruthRow {
  const item = id === undefined ? undefined : itemOf(state, id);
  const row = { name: thing.name, kind: thing.kind, end: endOf(thing, isAttacked(state)) };
  if (!item) return { ...row, what: 'missed', at: null };
  const what = item.ruledOut
    ? 'wrongly out'
    : item.how === 'known'
      ? 'known'
      : usedBefore(state, thing.id, item.addedAt)
        ? 'late'
        : 'found';
  return { ...row, what, at: item.addedAt };
}

/** Late: a move had used it during play before the team had it. */
function usedBefore(state: State, thing: string, at: number): boolean {
  return (state.definition.scenario?.adversary.moves ?? []).some((move) => {
    const happened = state.world.truth.happened[move.id];
    const uses = [
      ...move.needs,
      ...move.needsAny,
      ...move.needsRunning,
      ...move.does.compromise,
      ...move.does.destroy,
      ...move.does.create.map(({ id }) => id),
    ].includes(thing);
    return uses && happened !== undefined && happened >= 0 && happened < at;
  });
}

/** Whether the case has an attacker; else its moves are what went on by itself. */
export function isAttacked({ definition: { scenario } }: State): boolean {
  return scenario === null || hasAttacker(scenario);
}

function endOf(thing: Thing, attacked: boolean): string {
  if (thing.destroyed) return 'destroyed';
  const now = attacked ? stateOf(thing) : ownState(thing);
  return [now, ...(thing.loss === undefined ? [] : [`${span(thing.loss)} lost`])].filter(Boolean).join(', ');
}

/** Without an attacker nothing is clean or stolen. */
function ownState(thing: Thing): string {
  if (thing.kind === 'credential') return thing.alive ? 'alive' : 'dead';
  if (thing.kind === 'backup') return thing.broken === undefined ? 'a good copy' : 'broken';
  if (thing.quarantined) return 'quarantined';
  if (thing.isolated) return 'isolated';
  if (thing.destroyedAt !== undefined) return 'back';
  return thing.kind === 'stakeholder' ? '' : 'untouched';
}

function stateOf(thing: Thing): string {
  if (thing.kind === 'credential')
    return [thing.stolen ? 'stolen' : 'not stolen', thing.alive ? 'alive' : 'dead'].join(', ');
  if (thing.kind === 'artifact')
    return [thing.poisoned ? 'poisoned' : 'clean', thing.quarantined ? 'quarantined' : 'served'].join(', ');
  if (thing.kind === 'backup') return thing.broken === undefined ? '' : 'broken';
  if (thing.kind === 'stakeholder') return '';
  return [
    thing.reinfected ? 'reinfected' : thing.compromised ? 'compromised' : 'clean',
    ...(thing.isolated ? ['isolated'] : []),
  ].join(', ');
}
