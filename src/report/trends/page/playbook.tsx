import type { ReactElement } from 'react';
import { count, span } from '../../words.ts';
import type { MilestoneTrend, PlaybookTrend, Point, Spread } from '../schema.ts';
import * as say from '../words.ts';
import { ClockChart } from './clock-chart.tsx';
import { Table } from './table.tsx';

/** The milestones of a playbook as small multiples, each with its figures and its runs as tables. */
export function Playbook({ of }: { readonly of: PlaybookTrend }): ReactElement {
  const scenarios = of.scenarios.map(({ scenario, runs }) => `${scenario} ${runs}`).join(', ');
  return (
    <>
      <h4>{say.line(of.title)}</h4>
      <p className="dim">
        {of.playbook}, n {of.runs}, {of.versions.length > 1 ? 'versions' : 'version'}{' '}
        {of.versions.map(say.line).join(', ')}
        {scenarios === '' ? '' : `; scenarios: ${scenarios}`}
      </p>
      <div className="grid">
        {of.milestones.map((milestone) => (
          <Milestone key={milestone.milestone} of={milestone} />
        ))}
      </div>
    </>
  );
}

interface Clock {
  readonly name: string;
  readonly spread: Spread;
  readonly lengthOf: (point: Point) => number | null;
  readonly target: number | null;
  readonly judged: boolean;
}

/** Both clocks, and first that of the target where it is neither of them. */
function clocksOf({ known, intruded, target }: MilestoneTrend): Clock[] {
  const clock = (from: string, rest: Pick<Clock, 'name' | 'spread' | 'lengthOf'>): Clock => {
    const judged = target?.from === from;
    // Runs that had another target are judged by their own: one line would be wrong for them.
    return { ...rest, judged, target: judged && !target.changed ? target.within : null };
  };
  const both = [
    clock('known', { name: 'from known', spread: known, lengthOf: (point) => point.known }),
    clock('intruded', { name: 'from intrusion', spread: intruded, lengthOf: (point) => point.intruded }),
  ];
  if (!target || target.changed || both.some(({ judged }) => judged)) return both;
  const { from, took } = target;
  return [clock(from, { name: `from ${from}`, spread: took, lengthOf: (point) => point.took }), ...both];
}

function Milestone({ of }: { readonly of: MilestoneTrend }): ReactElement {
  const clocks = clocksOf(of);
  // Where nobody ever reached it there is nothing to draw, and it has been said.
  const drawn = of.reached === 0 ? [] : clocks;
  return (
    <section className="multiple">
      <h5>{of.milestone}</h5>
      <p className="dim">
        Reached in {say.reachedIn(of)}. Target: {say.target(of)}.
      </p>
      {drawn.map((clock) => (
        <figure key={clock.name}>
          <figcaption>
            {clock.name}: {say.spread(clock.spread)}
          </figcaption>
          {clock.spread.n > 0 && (
            <ClockChart
              label={`${of.milestone}, ${clock.name}: ${say.spread(clock.spread)}`}
              points={of.points}
              lengthOf={clock.lengthOf}
              spread={clock.spread}
              target={clock.target}
              judged={clock.judged}
            />
          )}
        </figure>
      ))}
      <details>
        <summary>
          {of.milestone}: {count(of.runs, 'run')} as a table
        </summary>
        <Table
          caption={`${of.milestone}, the first run first`}
          columns={['opened', 'run', ...clocks.map(({ name }) => name), 'target']}
          rows={of.points.map((point) => [
            say.day(point.opened),
            say.line(point.run),
            ...clocks.map(({ lengthOf }) => lengthText(point, lengthOf(point))),
            verdictText(point),
          ])}
        />
      </details>
    </section>
  );
}

function lengthText({ reached }: Point, length: number | null): string {
  if (length !== null) return span(length);
  return reached ? 'not known' : 'not reached';
}

function verdictText({ verdict, within }: Point): string {
  if (verdict === null || within === null) return 'none';
  return `${verdict === 'unknown' ? 'not known' : verdict.replace('-', ' ')} (within ${span(within)})`;
}
