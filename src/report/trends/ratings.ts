import type { Rating } from '../../engine/entries.ts';
import type { RunDigest } from './digest.ts';
import { grouped } from './grouped.ts';
import { periodOf, periodsBetween } from './periods.ts';
import type { ObjectiveTrend, Period, RatingCounts } from './schema.ts';

/** Ratings of all objectives by the period in which their runs were opened; a period without a run is there, with nothing in it. */
export function periodsOf(runs: readonly RunDigest[]): Period[] {
  const rated = runs.filter(({ objectives }) => objectives !== null);
  const all = periodsBetween(rated.map(({ opened }) => opened));
  return all.names.map((period) => {
    const own = rated.filter(({ opened }) => periodOf(opened, all.unit) === period);
    const ratings = countsOf(own.flatMap(({ objectives }) => objectives?.map(({ rating }) => rating) ?? []));
    return { period, runs: own.length, objectives: sum(ratings), met: metOf(ratings), ratings };
  });
}

/** Each objective of each scenario over its runs, by scenario, then in the order of the last run. */
export function objectivesOf(runs: readonly RunDigest[]): ObjectiveTrend[] {
  return grouped(runs, ({ scenario }) => scenario?.id ?? '').flatMap(([scenario, own]) => {
    const names = own.toReversed().flatMap(({ objectives }) => objectives?.map(({ objective }) => objective) ?? []);
    return [...new Set(names)].map((name) => objectiveOf(scenario, name, own));
  });
}

function objectiveOf(scenario: string, name: string, runs: readonly RunDigest[]): ObjectiveTrend {
  const own = runs.flatMap(({ run, opened, objectives }) => {
    const found = objectives?.find(({ objective }) => objective === name);
    return found ? [{ run, opened, title: found.title, rating: found.rating, byPeople: found.final }] : [];
  });
  const ratings = countsOf(own.map(({ rating }) => rating));
  return {
    scenario,
    objective: name,
    title: own.at(-1)?.title ?? name,
    runs: own.length,
    met: metOf(ratings),
    ratings,
    byPeople: own.filter(({ rating, byPeople }) => byPeople && rating !== null).length,
    last: own.findLast(({ rating }) => rating !== null)?.opened ?? null,
    points: own.map(({ run, opened, rating, byPeople }) => ({ run, opened, rating, byPeople })),
  };
}

function countsOf(ratings: readonly (Rating | null)[]): RatingCounts {
  const counts = { P: 0, S: 0, M: 0, U: 0, unrated: 0 };
  for (const rating of ratings) counts[rating ?? 'unrated'] += 1;
  return counts;
}

function metOf({ P, S, M }: RatingCounts): number {
  return P + S + M;
}

function sum({ P, S, M, U, unrated }: RatingCounts): number {
  return P + S + M + U + unrated;
}
