import type { Anchor } from '../engine/entries.ts';
import { effects, type Kind, kinds, type Reached } from '../playbook/model.ts';
import type { Source, Told } from './source.ts';

/** What the team had in hand at a moment: a decision is judged by it, not by what came out later. */
export interface KnownThen {
  /** Kinds with items at that moment. `items` leaves out those ruled out. */
  readonly scope: readonly {
    readonly kind: Kind;
    readonly items: number;
    readonly ruledOut: number;
    readonly reached: readonly { readonly effect: Reached; readonly items: number }[];
  }[];
  /** Story times as they were taken to be then, ISO 8601 UTC; null: not known. */
  readonly anchors: Readonly<Record<Anchor, string | null>>;
}

interface Held {
  readonly kind: Kind;
  ruledOut: boolean;
  readonly reached: Set<Reached>;
}

interface Counts {
  items: number;
  ruledOut: number;
  readonly reached: Map<Reached, number>;
}

interface Tally {
  readonly held: Map<string, Held>;
  /** Kept as entries come, so that a moment costs the same however many items there are. */
  readonly counts: Map<Kind, Counts>;
  anchors: Record<Anchor, string | null>;
}

/** What was known just before each of the given entries, by sequence number. One pass over the run. */
export function knownBefore(source: Source, wanted: ReadonlySet<number>): Map<number, KnownThen> {
  const tally: Tally = { held: new Map(), counts: new Map(), anchors: { known: null, intruded: null } };
  const known = new Map<number, KnownThen>();
  for (const entry of source.entries) {
    if (wanted.has(entry.seq)) known.set(entry.seq, snapshot(tally));
    note(tally, entry);
  }
  return known;
}

function note(tally: Tally, entry: Told): void {
  switch (entry.type) {
    case 'run.opened':
      tally.anchors = { ...entry.anchors };
      break;
    case 'anchor.revised':
      tally.anchors = { ...tally.anchors, [entry.anchor]: entry.value };
      break;
    case 'item.added':
      tally.held.set(entry.item, { kind: entry.kind, ruledOut: false, reached: new Set() });
      weigh(tally, entry.item, 1);
      break;
    case 'item.ruled-out':
    case 'item.ruled-in':
      change(tally, entry.item, (held) => {
        held.ruledOut = entry.type === 'item.ruled-out';
      });
      break;
    case 'effect.reached':
      change(tally, entry.item, (held) => held.reached.add(entry.reached));
      break;
    case 'effect.withdrawn':
      change(tally, entry.item, (held) => held.reached.delete(entry.reached));
      break;
  }
}

function change(tally: Tally, item: string, how: (held: Held) => void): void {
  const held = tally.held.get(item);
  if (!held) return;
  weigh(tally, item, -1);
  how(held);
  weigh(tally, item, 1);
}

function weigh(tally: Tally, item: string, by: 1 | -1): void {
  const held = tally.held.get(item);
  if (!held) return;
  const counts = tally.counts.get(held.kind) ?? { items: 0, ruledOut: 0, reached: new Map<Reached, number>() };
  tally.counts.set(held.kind, counts);
  if (held.ruledOut) counts.ruledOut += by;
  else {
    counts.items += by;
    for (const effect of held.reached) counts.reached.set(effect, (counts.reached.get(effect) ?? 0) + by);
  }
}

function snapshot(tally: Tally): KnownThen {
  const scope = kinds.flatMap((kind) => {
    const counts = tally.counts.get(kind);
    if (!counts) return [];
    const reached = Object.values(effects).flatMap((effect) => {
      const items = counts.reached.get(effect) ?? 0;
      return items > 0 ? [{ effect, items }] : [];
    });
    return [{ kind, items: counts.items, ruledOut: counts.ruledOut, reached }];
  });
  return { scope, anchors: tally.anchors };
}
