import { describe, expect, it } from 'vitest';
import type { ClockReport } from '../../src/report/clocks.ts';
import type { Told } from '../../src/report/source.ts';
import { intents } from '../engine/arbitrary.ts';
import { fc } from '../helpers/properties.ts';
import { badNight } from './live/leaked-token.ts';
import { playedBy, type Reported, reportOf, shippedPlays } from './runs.ts';

/** The figures of a run worked out again from its entries, by plain reading, with nothing of the engine or the report. */
class Recount {
  readonly #entries: readonly Told[];

  constructor(entries: readonly Told[]) {
    this.#entries = entries;
  }

  all<T extends Told['type']>(type: T): Extract<Told, { type: T }>[] {
    return this.#entries.filter((entry) => entry.type === type) as Extract<Told, { type: T }>[];
  }

  /** Milliseconds from T, as it was said last. */
  anchor(name: 'known' | 'intruded'): number | null {
    const opened = this.all('run.opened')[0];
    if (!opened) return null;
    let value = opened.anchors[name];
    for (const entry of this.all('anchor.revised')) if (entry.anchor === name) value = entry.value;
    return value === null ? null : Date.parse(value) - Date.parse(opened.starts);
  }

  /** When it was reached last, unless it was withdrawn after that. */
  milestone(name: string): number | null {
    let at: number | null = null;
    for (const entry of this.#entries) {
      if (entry.type === 'milestone.reached' && entry.milestone === name) at = entry.at;
      if (entry.type === 'milestone.withdrawn' && entry.milestone === name) at = null;
    }
    return at;
  }

  byPerson(person: string): number {
    return this.#entries.filter(({ by }) => by?.person === person).length;
  }

  effects(item: string, reached: string): number[] {
    let at: { at: number; step: string }[] = [];
    for (const entry of this.#entries) {
      if (entry.type === 'effect.reached' && entry.item === item && entry.reached === reached) at.push(entry);
      if (entry.type === 'effect.withdrawn' && entry.item === item && entry.reached === reached)
        at = at.filter(({ step }) => step !== entry.step);
    }
    return at.map((one) => one.at);
  }
}

const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);

/** Holds every figure of a report to the entries that it comes from. */
function holdToEntries(run: Reported): void {
  const { entries } = run;
  const report = reportOf(run);
  const count = new Recount(entries);
  const known = count.anchor('known');
  const intruded = count.anchor('intruded');

  for (const { milestone, at, fromKnown, fromIntruded, target, times } of report.milestones) {
    const reached = count.milestone(milestone);
    expect([milestone, at, fromKnown, fromIntruded]).toEqual([
      milestone,
      reached,
      minus(reached, known),
      minus(reached, intruded),
    ]);
    expect(times.length).toBe(count.all('milestone.reached').filter((entry) => entry.milestone === milestone).length);
    if (!target) continue;
    const base = target.from === 'known' ? known : target.from === 'intruded' ? intruded : count.milestone(target.from);
    expect(target.took).toBe(minus(reached, base));
    if (target.took !== null) expect(target.verdict).toBe(target.took > target.within ? 'missed' : 'met');
  }

  const named = {
    acknowledge: ['acknowledged'],
    contain: ['contained', 'stopped'],
    recover: ['recovered', 'restored', 'all-clear'],
  };
  for (const { metric, fromKnown, fromIntruded, milestone } of report.metrics.metrics) {
    if (metric === 'detect') expect(fromIntruded?.value).toBe(minus(known, intruded));
    else {
      const has = report.milestones.map((one) => one.milestone);
      expect(milestone).toBe(named[metric].find((name) => has.includes(name)) ?? null);
      const reached = milestone === null ? null : count.milestone(milestone);
      expect(fromKnown?.value).toBe(minus(reached, known));
      if (report.overview.intrusion) expect(fromIntruded?.value).toBe(minus(reached, intruded));
    }
    // What nobody knows says why, and what is known does not.
    for (const figure of [fromKnown, fromIntruded])
      if (figure) expect(figure.value === null).toBe(figure.unknown !== null && figure.unknown !== '');
  }

  expect(report.integrity.entries).toBe(entries.length);
  expect(report.integrity.head).toBe(entries.at(-1)?.hash);
  expect(report.scope.items.map(({ id }) => id).sort()).toEqual(
    count
      .all('item.added')
      .map(({ item }) => item)
      .sort(),
  );
  for (const { id, effects } of report.scope.items)
    for (const { effect, at } of effects) expect([id, effect, at]).toEqual([id, effect, count.effects(id, effect)]);
  for (const { person, entries: number } of report.people.participants) expect(number).toBe(count.byPerson(person));
  expect(report.messages.length).toBe(count.all('message.posted').length);
  expect(report.decisions.filter(({ sort }) => sort === 'answer').length).toBe(count.all('step.answered').length);
  expect(report.deviations.filter(({ sort }) => sort === 'override').length).toBe(count.all('glass.broken').length);
  expect(report.deviations.filter(({ sort }) => sort === 'flag').length).toBe(count.all('step.flagged').length);
  expect(report.improvements.length).toBe(count.all('improvement.added').length);
  expect(report.people.approvals.length).toBe(
    entries.filter(({ type }) => ['approval.given', 'approval.granted', 'approval.refused'].includes(type)).length,
  );
  const said = Object.values(report.review)
    .flat()
    .filter(({ by }) => by === 'people');
  expect(said.length).toBe(count.all('note.added').filter(({ sort }) => sort !== undefined).length);

  for (const clock of report.clocks) holdClock(clock, count);
  expect(report.calls.length).toBe(count.all('page.sent').length);

  holdMoments(report, new Map(entries.map((entry) => [entry.seq, entry])));
}

/** A deadline as its entries have it: when it starts, until when it runs, and how it ends. */
function holdClock({ clock, started, due, ended, notApplicable, status }: ClockReport, count: Recount): void {
  const of = <T extends { readonly clock: string }>(entries: readonly T[]) =>
    entries.filter((one) => one.clock === clock);
  const start = of(count.all('clock.started')).at(-1);
  expect([clock, started?.entry, due]).toEqual([clock, start?.seq, start?.due ?? null]);
  const ends = of([...count.all('clock.met'), ...count.all('clock.missed'), ...count.all('clock.stopped')]);
  const end = ends.toSorted((a, b) => a.seq - b.seq).findLast(({ seq }) => seq > (start?.seq ?? 0));
  expect([clock, ended?.entry]).toEqual([clock, end?.seq]);
  if (start && status !== 'not-applicable')
    expect([clock, status]).toEqual([clock, end ? end.type.replace('clock.', '') : 'running']);
  const rulings = of([...count.all('clock.ruled-out'), ...count.all('clock.ruled-in')]);
  const ruling = rulings.toSorted((a, b) => a.seq - b.seq).at(-1);
  expect([clock, notApplicable !== null]).toEqual([clock, ruling?.type === 'clock.ruled-out']);
}

/** Every moment in a report names the entry that it is of, with that entry's own times. */
function holdMoments(value: unknown, entries: ReadonlyMap<number, Told>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('entry' in value && 'recorded' in value && 'at' in value) {
    const entry = entries.get(Number(value.entry));
    expect(entry && { at: entry.at, recorded: entry.recorded }).toEqual({ at: value.at, recorded: value.recorded });
    return;
  }
  for (const one of Object.values(value)) holdMoments(one, entries);
}

describe('every figure of a report, worked out again from the entries', () => {
  it.each(shippedPlays())('given the shipped play $name, then it is the same', (run) => {
    holdToEntries(run);
  });

  it('given a real incident, then it is the same', () => {
    const { entries, run } = badNight();
    holdToEntries({ name: 'bad night', entries, definition: run.state.definition });
  });

  it('given any run, then it is the same', () => {
    fc.assert(
      fc.property(intents, (plan) => holdToEntries(playedBy(plan))),
      { numRuns: 200 },
    );
  });
});
