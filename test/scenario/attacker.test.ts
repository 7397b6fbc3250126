import { describe, expect, it } from 'vitest';
import { hasAttacker } from '../../src/scenario/attacker.ts';
import type { Move } from '../../src/scenario/model.ts';
import { SCENARIO, thing } from '../report/small-drill.ts';

const nothing: Move = {
  id: 'it',
  at: 0,
  needs: [],
  needsAny: [],
  needsRunning: [],
  needsDead: [],
  does: { compromise: [], poison: [], destroy: [], create: [] },
  path: [],
};
const none = { adversary: { enters: null, moves: [] }, anchors: { known: 0, intruded: null } };
const moving = (move: Partial<Move>) => ({ ...none, adversary: { enters: null, moves: [{ ...nothing, ...move }] } });
const doing = (does: Partial<Move['does']>) => moving({ does: { ...nothing.does, ...does } });

describe('whether a case has an attacker', () => {
  it.each([
    ['somebody came in', { ...none, adversary: SCENARIO.adversary }],
    ['it is said since when they were in', { ...none, anchors: { known: 0, intruded: -1 } }],
    ['a move compromises', doing({ compromise: ['build'] })],
    ['a move poisons', doing({ poison: ['package'] })],
    ['a move makes something of its own', doing({ create: [thing('door', 'credential')] })],
    ['a move needs something usable', moving({ needs: ['token'] })],
    ['a move needs one of several', moving({ needsAny: ['token'] })],
  ])('given %s, then it has one', (_, scenario) => {
    expect(hasAttacker(scenario)).toBe(true);
  });

  it.each([
    ['nothing happens by itself', none],
    ['a job runs and destroys', moving({ needsRunning: ['job'], does: { ...nothing.does, destroy: ['copy'] } })],
    ['something stops when a key is revoked', moving({ needsDead: ['key'] })],
  ])('given nobody came in and %s, then it has none', (_, scenario) => {
    expect(hasAttacker(scenario)).toBe(false);
  });
});
