import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import type { Entry } from '../../src/engine/entries.ts';
import { evolve, evolveAll, initialState } from '../../src/engine/evolve.ts';
import type { State } from '../../src/engine/state.ts';
import { fc } from '../helpers/properties.ts';
import { askOf, type Intent, intents } from './arbitrary.ts';
import { shipped, T } from './given.ts';

const definition = shipped();
const document = { id: 'x', version: '1.0.0', sha256: '', text: '' };
const opening: Ask = {
  type: 'open',
  run: 'test',
  kind: 'exercise',
  tool: 'test',
  playbook: document,
  scenario: { ...document, clues: {} },
  roles: { lead: 'Ada', operator: 'Ada', communicator: 'Ada' },
};

/** Gives commands one after the other; at each, `before` may look at the clock first. */
function play(
  plan: readonly Intent[],
  before: (state: State, now: number, from: number) => { state: State; entries: readonly Entry[] } = (state) => ({
    state,
    entries: [],
  }),
) {
  const opened = decide(initialState(definition), { ...opening, now: T });
  let state = opened.state;
  const entries: Entry[] = [...opened.entries];
  let now = T;
  for (const intent of plan) {
    const from = now;
    now += intent.pause;
    // Who recovers was stopped until then, and looked at no clock.
    const looked = intent.type === 'recover' ? { state, entries: [] } : before(state, now, from);
    entries.push(...looked.entries);
    const person = intent.other % 11 === 0 ? 'Jon' : 'Ada';
    const decided = decide(looked.state, {
      ...askOf(decide(looked.state, { type: 'wake', now }).state, intent),
      now,
      by: { person },
    });
    entries.push(...decided.entries);
    state = decided.state;
  }
  return { state, entries };
}

/** A state as data that can be compared. */
const plain = ({ definition: _, ...state }: State): unknown => structuredClone(state);

describe('the engine, whatever is asked of it', () => {
  it('returns only entries that evolve takes, and replays to the same state', () => {
    fc.assert(
      fc.property(intents, (plan) => {
        const { state, entries } = play(plan);
        expect(plain(evolveAll(initialState(definition), entries))).toEqual(plain(state));
      }),
      { numRuns: 10_000 },
    );
  }, 300_000);

  it('gives the same state entry by entry, and through JSON', () => {
    fc.assert(
      fc.property(intents, (plan) => {
        const { state, entries } = play(plan);
        const read = entries.map((entry): Entry => JSON.parse(JSON.stringify(entry)));
        expect(plain(read.reduce(evolve, initialState(definition)))).toEqual(plain(state));
      }),
      { numRuns: 300 },
    );
  });

  it('writes the same entries however often somebody looked at the clock', () => {
    fc.assert(
      fc.property(intents, fc.array(fc.nat(100), { minLength: 1, maxLength: 8 }), (plan, looks) => {
        const calm = play(plan);
        const restless = play(plan, (state, now, from) => {
          const entries: Entry[] = [];
          let at = state;
          for (const percent of [...looks].sort((a, b) => a - b)) {
            const decided = decide(at, { type: 'wake', now: from + Math.floor(((now - from) * percent) / 100) });
            entries.push(...decided.entries);
            at = decided.state;
          }
          return { state: at, entries };
        });
        expect(restless.entries).toEqual(calm.entries);
      }),
      { numRuns: 500 },
    );
  });

  it('never changes a state that it was given', () => {
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || Object.isFrozen(value) || value === definition) return;
      Object.freeze(value);
      for (const part of Object.values(value)) freeze(part);
    };
    fc.assert(
      fc.property(intents, (plan) => {
        play(plan, (state) => {
          freeze(state);
          return { state, entries: [] };
        });
      }),
      { numRuns: 200 },
    );
  });
});
