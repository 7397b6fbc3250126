import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { openInstances, refOf } from '../../src/engine/queries.ts';
import type { State } from '../../src/engine/state.ts';
import { askOf, type Intent, intents } from './arbitrary.ts';
import { evidence, shipped, T } from './given.ts';

const definition = shipped();
const document = { id: 'x', version: '1.0.0', sha256: '', text: '' };
const roles = Object.fromEntries(Object.keys(definition.playbook.roles).map((role) => [role, 'Ada']));
const opening: Ask = {
  type: 'open',
  run: 'test',
  kind: 'exercise',
  tool: 'test',
  playbook: document,
  scenario: { ...document, clues: {} },
  roles,
};

/** What an intent comes to: mostly one of the first open instances is seen through, so that phases are gone through. */
function asksOf(state: State, intent: Intent): ((now: State) => Ask)[] {
  const instance = openInstances(state)[intent.pick % 3];
  if (!instance || intent.other % 4 === 0) return [(now) => askOf(now, intent)];
  const ref = refOf(instance);
  return [
    () => ({ type: 'request-approval', instances: [ref] }),
    (now) => ({ type: 'approve', instances: [ref], hash: approvalFor(now, [ref]).hash }),
    (now) => ({ ...askOf(now, { ...intent, type: 'finish' }), ...ref, evidence }) as Ask,
  ];
}

describe('what follows from a command', () => {
  it('has all been derived: a look at everything, as a change of the clock asks for, finds nothing more', () => {
    fc.assert(
      fc.property(fc.array(intents, { maxLength: 3 }), (plans) => {
        let now = T;
        let state = initialState(definition);
        const give = (ask: Ask) => {
          const decided = decide(state, { ...ask, now, by: { person: 'Ada' } });
          state = decided.state;
          return decided.entries;
        };
        give(opening);
        for (const intent of plans.flat()) {
          now += Math.min(intent.pause, 60_000);
          give({ type: 'wake' });
          for (const ask of asksOf(state, intent)) {
            give(ask(state));
            if (state.stage !== 'play') return;
            const speed = state.clock.speed === 1 ? 2 : 1;
            expect(give({ type: 'set-speed', speed }).map(({ type }) => type)).toEqual(['time.anchored']);
          }
        }
      }),
      { numRuns: 300, seed: 20260302 },
    );
  });
});
