import { expect, it } from 'vitest';
import { Decision } from '../../src/engine/decision.ts';
import type { Entry } from '../../src/engine/entries.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { shipped } from './given.ts';

it('given a branch with more entries than a call takes arguments, when it is joined, then all of them are kept', () => {
  const decision = new Decision(initialState(shipped()), { now: 0 }, 0);
  const branch = decision.branch();
  const entry: Entry = { type: 'world.moved', move: 'again', at: 0, recorded: '2026-03-02T08:12:00Z' };
  for (let count = 0; count < 150_000; count += 1) branch.entries.push(entry);
  decision.join(branch);
  expect(decision.entries).toHaveLength(150_000);
});
