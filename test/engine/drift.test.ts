import { describe, expect, it } from 'vitest';
import { driftsOf, isReplay, playedAt } from '../../src/engine/drift.ts';
import { book, scene } from './books.ts';
import { definitionOf, Run } from './given.ts';

const minute = 60_000;

const steps = `      - { step: look, role: lead, do: Look., reaches: seen }
      - { step: isolate-stages, role: operator, after: [], for-each: stage, effect: isolate, do: Stop it., reaches: stopped }`;

/** A scenario based on a breach, with these published milestones and rows; `expected` of the play as it happened. */
function replay({
  milestones = '{}',
  rows = [],
  expected = '{}',
}: {
  milestones?: string;
  rows?: readonly string[];
  expected?: string;
}) {
  const timeline = rows.map((row) => `{ what: It happened., sources: [p1], ${row} }`).join(', ');
  const text = scene(`
adversary:
  enters: { at: T-5h, with: [ci-token] }
  moves:
    - { move: enter-build, at: T-4h, needs: [ci-token], does: { compromise: [build] } }
    - { move: plant, at: T+10m, retry: 5m, needs: [build], does: { poison: [sdk] } }
injects:
  - { inject: call, at: T+5m, from: Press, via: phone, to: [lead], text: Is it true? }
  - { inject: held, hold: true, from: Press, via: phone, to: [lead], text: Again. }
plays:
  - { play: as-it-happened, pace: never, expect: ${expected} }`).replace(
    'based-on: { case: fictional, sources: [] }',
    `based-on:
  case: A breach
  sources: [{ source: p1, title: Report, path: report.md }]
  milestones: ${milestones}
  timeline: [${timeline}]`,
  );
  const definition = definitionOf(book(steps), text);
  if (!definition.scenario) throw new Error('it has a scenario');
  return { run: new Run(definition), scenario: definition.scenario };
}

type Given = Parameters<typeof replay>[0];

/** What a team that looks at T+12m and isolates at T+20m misses, in minutes. */
function missed(given: Given) {
  const { run, scenario } = replay(given);
  run.at('12m');
  run.completes('look');
  run.at('20m');
  run.completes('isolate-stages', { item: 'build' });
  run.at('60m');
  return driftsOf(scenario, run.state).map(({ what, published, played, path }) => ({
    what: `${what.as} ${what.id}`,
    published: published / minute,
    played: played === null ? null : played / minute,
    path: path.join('.'),
  }));
}

describe('given a milestone with a published time', () => {
  it('when it is reached within the tolerance, then it holds', () => {
    expect(missed({ milestones: '{ seen: T+11m, stopped: T+20m }' })).toEqual([]);
  });

  it('when it is reached later, then both times are told', () => {
    expect(missed({ milestones: '{ seen: T+10m }' })).toEqual([
      { what: 'milestone seen', published: 10, played: 12, path: 'based-on.milestones.seen' },
    ]);
  });

  it('when it stands in a row alone, then the row is held to it', () => {
    expect(missed({ rows: ['at: T+15m, milestone: stopped'] })).toEqual([
      { what: 'milestone stopped', published: 15, played: 20, path: 'based-on.timeline.0.at' },
    ]);
  });

  it('when it stands under milestones and in a row, then it is told once', () => {
    expect(missed({ milestones: '{ seen: T+10m }', rows: ['at: T+10m, milestone: seen'] })).toHaveLength(1);
  });

  it('when the phase that reached it opens again, then the first time still holds', () => {
    const { run, scenario } = replay({ milestones: '{ stopped: T+20m }' });
    run.at('20m');
    run.completes('isolate-stages', { item: 'build' });
    run.does({ type: 'reopen', step: 'isolate-stages', item: 'build', reason: 'It runs again.' });
    run.at('30m');
    run.completes('isolate-stages', { item: 'build' });
    expect(driftsOf(scenario, run.state)).toEqual([]);
  });
});

describe('given a step with a published time', () => {
  it('when an instance of it was taken up or finished then, then it holds', () => {
    const { run, scenario } = replay({ rows: ['at: T+3m, step: look', 'at: T+8m, step: look'] });
    run.at('3m');
    run.does({ type: 'take', step: 'look' });
    run.at('8m');
    run.completes('look');
    expect(driftsOf(scenario, run.state)).toEqual([]);
  });

  it('when it was done at another time, or never, then that is told', () => {
    expect(missed({ rows: ['at: T+3m, step: look', 'at: T+4m, step: hold-open'] })).toEqual([
      { what: 'step look', published: 3, played: 12, path: 'based-on.timeline.0.at' },
      { what: 'step hold-open', published: 4, played: null, path: 'based-on.timeline.1.at' },
    ]);
  });
});

describe('given a move with a published time', () => {
  it('when it happens then, then it holds', () => {
    expect(missed({ rows: ['at: T+10m, move: plant'] })).toEqual([]);
  });

  it('when the team prevents it, then it never happened as published', () => {
    const { run, scenario } = replay({ rows: ['at: T+10m, move: plant'] });
    run.completes('isolate-stages', { item: 'build' });
    run.at('60m');
    expect(driftsOf(scenario, run.state)).toMatchObject([{ what: { id: 'plant' }, played: null }]);
  });

  it('when the play says that the victim prevented it too, then it need not happen', () => {
    const { run, scenario } = replay({ rows: ['at: T+10m, move: plant'], expected: '{ prevented: [plant] }' });
    run.completes('isolate-stages', { item: 'build' });
    run.at('60m');
    expect(driftsOf(scenario, run.state)).toEqual([]);
  });
});

describe('given an inject with a published time', () => {
  it('when it is timed, then it holds; when it is held, then it has no time of its own', () => {
    expect(missed({ rows: ['at: T+5m, inject: call', 'at: T+6m, inject: held'] })).toEqual([]);
  });
});

describe('a scenario', () => {
  it('without a published time, or without the play, has nothing to be held to', () => {
    expect(isReplay(replay({}).scenario)).toBe(false);
    expect(isReplay(replay({ rows: ['at: T+9m, left-out: Nobody saw it.'] }).scenario)).toBe(false);
    const { scenario } = replay({ rows: ['at: T+9m, step: look'] });
    expect(isReplay(scenario)).toBe(true);
    expect(isReplay({ ...scenario, plays: [] })).toBe(false);
  });
});

it('given several times, then the nearest to the published one counts', () => {
  const { run } = replay({});
  run.at('3m');
  run.does({ type: 'take', step: 'look' });
  run.at('8m');
  run.completes('look');
  expect(playedAt(run.state, { as: 'step', id: 'look' }, 4 * minute)).toBe(3 * minute);
  expect(playedAt(run.state, { as: 'step', id: 'look' }, 9 * minute)).toBe(8 * minute);
});
