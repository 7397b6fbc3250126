import type { Ask } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import type { Definition } from '../../src/engine/definition.ts';
import type { Entry } from '../../src/engine/entries.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { reportModel } from '../../src/report/report.ts';
import type { Told } from '../../src/report/source.ts';
import { loadScenario } from '../../src/run/content.ts';
import { shippedNames } from '../../src/run/shipped.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { askOf, type Intent } from '../engine/arbitrary.ts';
import { shipped, T } from '../engine/given.ts';

/** A run to report: its entries as a journal has them, and what they were played from. */
export interface Reported {
  readonly name: string;
  readonly entries: readonly Told[];
  readonly definition: Definition;
}

/** Every play of every shipped scenario, or of one, played to its end. */
export function shippedPlays(only?: string): Reported[] {
  const names = only === undefined ? shippedNames('scenario') : [only];
  return names.flatMap((name) => {
    const content = loadScenario(name);
    return content.scenario.plays.map((play) => {
      const { session } = playInMemory(content, play);
      return { name: `${name}, ${play.id}`, entries: session.entries, definition: session.state.definition };
    });
  });
}

const definition = shipped();
const document = { id: 'x', version: '1.0.0', sha256: 'f'.repeat(64), text: '' };

/** A drill in which these commands were given, whatever came of them; `people` are who speak. */
export function playedBy(plan: readonly Intent[], people: readonly [string, string] = ['Ada', 'Jon']): Reported {
  const [first, second] = people;
  const opening: Ask = {
    type: 'open',
    run: 'run-zq41',
    kind: 'exercise',
    tool: 'test',
    playbook: document,
    scenario: { ...document, clues: {} },
    roles: { lead: first, operator: first, communicator: first },
  };
  let { state, entries } = decide(initialState(definition), { ...opening, now: T, typedBy: 'user@host-of-it' });
  const all: Entry[] = [...entries];
  let now = T;
  for (const intent of plan) {
    now += intent.pause;
    const by = { person: intent.other % 11 === 0 ? second : first };
    const ask = askOf(decide(state, { type: 'wake', now }).state, intent);
    ({ state, entries } = decide(state, { ...ask, now, by, typedBy: 'user@host-of-it' }));
    all.push(...entries);
  }
  return { name: 'any', entries: all.map(stored), definition };
}

function stored(entry: Entry, index: number): Told {
  return { ...entry, seq: index + 1, hash: String(index).padStart(64, '0') } as Told;
}

export function reportOf({ entries, definition: from }: Reported) {
  return reportModel(entries, from);
}
