import { aftermathOf } from './aftermath.ts';
import type { Source } from './source.ts';
import { inWords, offset } from './words.ts';

/** What is left to do in truth, one line for each way of it; empty where truth is not told. */
export interface Left {
  readonly words: string;
  /** Ids of the world's things. */
  readonly things: readonly string[];
  /** The line for a reader, without a full stop. */
  readonly text: string;
}

/** What was left undone in truth in the end. A thing stands once, and what came after the team had closed says so. */
export function leftOf(source: Source): Left[] {
  const { facts } = source.state;
  if (!source.revealed || !facts) return [];
  const { taken, words: after } = aftermathOf(source);
  const held = new Set([...facts.compromised, ...facts.served]);
  const named = (id: string) => {
    const since = taken.get(id);
    const notes = [
      ...(facts.reinfected.includes(id) && held.has(id)
        ? ['restored from a backup that held the compromised state']
        : []),
      ...(since === undefined ? [] : [`since ${offset(since)}, after ${after}`]),
    ];
    return notes.length > 0 ? `${source.item(id)} (${notes.join('; ')})` : source.item(id);
  };
  const line = (words: string, things: readonly string[]): Left[] =>
    things.length > 0 ? [{ words, things, text: `${words}: ${inWords(things.map(named))}` }] : [];
  return [
    ...line('Still compromised', facts.compromised),
    ...line('Stolen, and still alive', facts.alive),
    ...line('Poisoned, and still served', facts.served),
    ...line(
      'Restored to a tainted state',
      facts.reinfected.filter((id) => !held.has(id)),
    ),
    ...line('Destroyed, and not brought back', facts.lost),
  ];
}

/** Whether anything was left in the attacker's hand in the end. What is destroyed is lost, and nobody's. */
export function isHeld({ facts }: Source['state']): boolean {
  return (
    facts !== null && [facts.compromised, facts.alive, facts.served, facts.reinfected].some((ids) => ids.length > 0)
  );
}
