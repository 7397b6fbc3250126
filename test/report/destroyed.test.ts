import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/model.ts';
import { truthRows } from '../../src/tui/truth-rows.ts';
import { Run } from './build.ts';
import { hours, minutes, SCENARIO, thing } from './small-drill.ts';

const backup = (id: string, more = {}) =>
  thing(id, 'backup', { known: true, type: 'restic', name: id, of: 'store', taken: -hours(6), ...more });

const wiped: Scenario = {
  ...SCENARIO,
  world: [
    ...SCENARIO.world,
    thing('store', 'system', { known: true, name: 'artefact-store' }),
    thing('cache', 'system', { known: true, name: 'the cache' }),
    backup('nightly'),
    backup('dump', { broken: 'The bucket is empty.' }),
  ],
  adversary: {
    ...SCENARIO.adversary,
    moves: [
      {
        id: 'wipe',
        at: minutes(10),
        needs: [],
        needsAny: [],
        needsRunning: [],
        needsDead: [],
        does: { compromise: [], poison: [], destroy: ['store', 'cache'], create: [] },
        path: [],
      },
    ],
  },
};

/** Restores the store at 20 minutes, and stops. */
function restored(): Run {
  const add = { type: 'add-step', phase: 'triage', title: 'Bring it back', reason: 'It is gone.' } as const;
  return new Run({ scenario: wiped })
    .at(20)
    .do({ ...add, effect: 'restore', item: 'nightly' })
    .do({ type: 'finish', step: 'unplanned-1', item: 'nightly' })
    .at(30)
    .do({ type: 'stop', reason: 'Enough.' });
}

describe('what was destroyed', () => {
  it('given a thing that is gone and one that was restored, when it is reported, then what is gone is left open, and the rest is a loss', () => {
    const { openQuestions, attack, summary } = restored().report;
    expect(openQuestions.map(({ text }) => text)).toContain('Destroyed, and not brought back: the cache');
    expect(openQuestions.map(({ text }) => text).join(' ')).not.toContain('artefact-store');
    expect(attack?.losses).toEqual([
      { name: 'artefact-store', how: 'restored', lost: hours(6) + minutes(10) },
      { name: 'the cache', how: 'gone', lost: null },
    ]);
    expect(summary.outcome.slice(-2)).toEqual([
      'In truth the cache was destroyed and not brought back.',
      'Artefact-store was destroyed and restored; what was written in the last 6 h 10 min before that is gone for good.',
    ]);
  });

  it('given the register, when it is reported, then it says how each stood, and which backup was of no use', () => {
    const ends = restored().report.scope.items.map(({ id, truth }) => [id, truth?.atTheEnd, truth?.touched]);
    expect(ends).toEqual(
      expect.arrayContaining([
        ['store', 'never compromised, destroyed and restored: 6 h 10 min lost', true],
        ['cache', 'destroyed', true],
        ['dump', 'broken: The bucket is empty', false],
      ]),
    );
  });

  it('given a team that had closed, when something is wiped after that, then it says when', () => {
    const run = new Run({ scenario: wiped }).at(5).do({ type: 'stop', reason: 'Enough.' });
    expect(run.report.openQuestions.find(({ text }) => text.startsWith('Destroyed'))?.text).toMatch(
      /^Destroyed, and not brought back: artefact-store \(since \+10 min/,
    );
  });

  it('given the hot wash, when truth is told, then the same stands there', () => {
    const rows = truthRows(restored().state).map(({ name, end }) => [name, end]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['artefact-store', 'clean, 6 h 10 min lost'],
        ['the cache', 'destroyed'],
        ['dump', 'broken'],
      ]),
    );
  });
});
