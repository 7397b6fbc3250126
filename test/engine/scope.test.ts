import { describe, expect, it } from 'vitest';
import { scopeNow, scopeSummary } from '../../src/engine/context.ts';
import type { State } from '../../src/engine/state.ts';
import { phased } from './books.ts';
import { definitionOf, Run } from './given.ts';

const book = phased(`
  - phase: freeze
    title: Freeze
    steps:
      - { step: stop, role: operator, for-each: stage, effect: isolate, do: Stop it. }
    gate: { stage: isolated }
  - phase: thaw
    title: Thaw
    steps:
      - { step: start, role: operator, for-each: stage, effect: resume, do: Start it. }
      - { step: hold-open, after: [], role: lead, do: Keeps it open. }
`);

/** A run with two stages in the register. */
function twoStages(): Run {
  const run = new Run(definitionOf(book, null));
  for (const name of ['one', 'two']) run.does({ type: 'add-item', kind: 'stage', name });
  return run;
}

const words = (state: State) => [scopeSummary(state), scopeNow(state, 'stage').counts];

describe('given stages that were isolated', () => {
  it('when they run again, then the scope says so, and isolates no more than what still is', () => {
    const run = twoStages();
    expect(words(run.state)).toEqual(['2 stages (0 isolated)', [[0, 'isolated']]]);
    run.at('1m');
    for (const item of ['one', 'two']) run.does({ type: 'finish', step: 'stop', item });
    expect(scopeSummary(run.state)).toBe('2 stages (2 isolated)');
    run.at('2m');
    run.does({ type: 'finish', step: 'start', item: 'one' });
    expect(words(run.state)).toEqual([
      '2 stages (1 isolated, 1 resumed)',
      [
        [1, 'isolated'],
        [1, 'resumed'],
      ],
    ]);
    run.does({ type: 'finish', step: 'start', item: 'two' });
    expect(scopeSummary(run.state)).toBe('2 stages (0 isolated, 2 resumed)');
    expect(run.state.phases.freeze?.status).toBe('closed');
  });
});
