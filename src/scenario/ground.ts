import type { Kind } from '../playbook/model.ts';
import type { Move, Scenario, WorldItem } from './model.ts';

/** Kinds that an attacker can sit in. */
export const places: readonly Kind[] = ['stage', 'system', 'account'];

/** The names of the ground truth, indexed once. Of two equal ids the first is meant. */
export interface Ground {
  /** What is there, and what moves create. */
  readonly items: ReadonlyMap<string, WorldItem>;
  readonly moves: ReadonlyMap<string, Move>;
  /** In document order: the world, then what moves create. */
  readonly all: readonly WorldItem[];
}

export function groundOf({ world, adversary }: Scenario): Ground {
  const all = [...world, ...adversary.moves.flatMap((move) => move.does.create)];
  const items = new Map<string, WorldItem>();
  const moves = new Map<string, Move>();
  for (const item of all) if (!items.has(item.id)) items.set(item.id, item);
  for (const move of adversary.moves) if (!moves.has(move.id)) moves.set(move.id, move);
  return { items, moves, all };
}
