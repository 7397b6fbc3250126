import type { State } from '../engine/state.ts';
import type { Stored } from '../run/session.ts';
import { itemName } from './context.ts';

/** Something that the run showed could be better; accepting it makes it an improvement. `id` is its `from`. */
export interface Proposal {
  readonly id: string;
  readonly text: string;
}

/** What flags, broken glass, skipped and otherwise done steps, missed finds and unmet expectations propose, each once. */
export function proposalsOf(state: State, entries: readonly Stored[]): Proposal[] {
  const all = [...entries.flatMap((entry) => fromEntry(state, entry)), ...fromTruth(state)];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function fromEntry(state: State, entry: Stored): Proposal[] {
  switch (entry.type) {
    case 'step.flagged':
      return [
        { id: `flag ${entry.step} ${entry.flag} ${entry.seq}`, text: `${entry.step} is ${entry.flag}: ${entry.text}` },
      ];
    case 'glass.broken': {
      const where =
        entry.over.what === 'gate' ? `the gate of ${entry.over.phase}` : `${entry.over.what} of ${entry.over.step}`;
      return [{ id: `glass ${where}`, text: `Look at ${where}: the glass was broken, because ${entry.reason}` }];
    }
    case 'step.skipped':
      return [{ id: `skip ${entry.step}`, text: `Is ${entry.step} needed? It was skipped: ${entry.reason}` }];
    case 'step.done':
      return entry.otherwise === undefined
        ? []
        : [{ id: `otherwise ${entry.step}`, text: `Write down the other way of ${entry.step}: ${entry.otherwise}` }];
    case 'step.added':
      return [{ id: `added ${entry.id}`, text: `Add to the playbook: ${entry.title}, because ${entry.reason}` }];
    case 'step.overdue':
      return [{ id: `overdue ${entry.step}`, text: `Make ${entry.step} faster: it ran over its time` }];
    case 'inject.judged':
      return entry.judged.verdict === 'met' || entry.judged.verdict === 'open'
        ? []
        : [
            {
              id: `inject ${entry.inject}`,
              text: `Answer better to ${entry.inject}: ${entry.judged.text}, ${entry.judged.evidence}`,
            },
          ];
    case 'item.not-possible':
      return [
        {
          id: `impossible ${entry.item} ${entry.reached}`,
          text: `Make it possible that ${itemName(state, entry.item)} is ${entry.reached}: ${entry.reason}`,
        },
      ];
    default:
      return [];
  }
}

function fromTruth(state: State): Proposal[] {
  const { truth } = state.world;
  const missed = (state.facts?.missed ?? []).map((id) => ({
    id: `missed ${id}`,
    text: `Find the ${truth.things[id]?.kind ?? 'item'} ${truth.things[id]?.name ?? id} next time: nobody did`,
  }));
  const unmet = Object.values(state.ratings).flatMap(({ evidence }) =>
    evidence.filter(({ verdict }) => verdict === 'unmet'),
  );
  return [
    ...missed,
    ...unmet.map(({ text, evidence }) => ({ id: `unmet ${text}`, text: `Train this: ${text} (${evidence})` })),
  ];
}
