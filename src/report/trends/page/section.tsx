import type { ReactElement } from 'react';
import { count } from '../../words.ts';
import type { Section as Told } from '../schema.ts';
import * as say from '../words.ts';
import { Playbook } from './playbook.tsx';
import { RatingChart } from './rating-chart.tsx';
import { Table } from './table.tsx';

/** All that drills tell, or all that incidents do. */
export function Section({ of }: { readonly of: Told }): ReactElement {
  const title = say.titles[of.kind];
  const isDrill = of.kind === 'exercise';
  return (
    <section id={title.toLowerCase()} aria-labelledby={`${title.toLowerCase()}-title`}>
      <h2 id={`${title.toLowerCase()}-title`} className={of.kind}>
        {isDrill ? title.toUpperCase() : `${title.toUpperCase()} · LIVE`}
      </h2>
      <p>{say.which(of)}</p>
      {isDrill && <p>{say.spoils}</p>}
      {of.runs.length > 0 && (
        <>
          <Milestones of={of} />
          {isDrill && <Ratings of={of} />}
          <Repeated of={of} />
          <Improvements of={of} />
          <Coverage of={of} />
        </>
      )}
    </section>
  );
}

type Part = { readonly of: Told };

function Heading({ of, words }: Part & { readonly words: string }): ReactElement {
  return (
    <h3>
      {say.titles[of.kind]} · {words}
    </h3>
  );
}

function Milestones({ of }: Part): ReactElement {
  return (
    <>
      <Heading of={of} words={say.titles.playbooks} />
      <p className="dim">
        A mark for each run, the first at the left, from 0 up. Full dot: reached; open square: reached, and the target
        on this clock missed; cross below the line: not reached; ring below the line: not known. Band: the quartiles;
        line: the median; dashed line: the target.
      </p>
      {of.playbooks.map((one) => (
        <Playbook key={one.playbook} of={one} />
      ))}
    </>
  );
}

function Ratings({ of }: Part): ReactElement {
  const caption = 'Ratings of objectives by period';
  return (
    <>
      <Heading of={of} words={say.titles.ratings} />
      <figure className="ratings">
        <figcaption>{caption}, P at the bottom; those not rated are not drawn.</figcaption>
        <RatingChart periods={of.periods} label={`${caption}; the table below has the figures`} />
      </figure>
      <Table
        caption={caption}
        columns={['period', 'runs', 'objectives', 'met', 'P', 'S', 'M', 'U', 'not rated']}
        rows={of.periods.map(({ period, runs, objectives, met, ratings: { P, S, M, U, unrated } }) => [
          period,
          ...[runs, objectives, met, P, S, M, U, unrated].map(String),
        ])}
      />
      <Table
        caption="Each objective over its runs, the first first; - is not rated"
        columns={['objective', 'scenario', 'ratings in turn', 'rated', 'met', 'rated by people', 'last rated']}
        long={0}
        marks={2}
        rows={of.objectives.map((one) => [
          say.line(one.title),
          one.scenario,
          one.points.map(({ rating }) => rating ?? '-').join(' '),
          String(one.runs - one.ratings.unrated),
          String(one.met),
          String(one.byPeople),
          say.day(one.last),
        ])}
      />
    </>
  );
}

function Repeated({ of }: Part): ReactElement {
  return (
    <>
      <Heading of={of} words={say.titles.repeated} />
      {of.repeated.length === 0 ? (
        <p>Nothing was seen twice.</p>
      ) : (
        <Table
          caption="What two runs or more showed, most often first"
          columns={['finding', 'in', 'runs', 'first', 'last', 'open improvements', 'the same by']}
          long={0}
          rows={of.repeated.map((one) => [
            say.line(one.text),
            one.in,
            `${one.runs} of ${one.of}`,
            say.day(one.first),
            say.day(one.last),
            String(one.improvements),
            one.by,
          ])}
        />
      )}
    </>
  );
}

function Improvements({ of }: Part): ReactElement {
  return (
    <>
      <Heading of={of} words={say.titles.improvements} />
      {of.improvements.length === 0 ? (
        <p>None.</p>
      ) : (
        <Table
          caption={`${count(of.improvements.length, 'open improvement')}, the oldest first`}
          columns={['improvement', 'age', 'owner', 'due', 'playbook', 'run']}
          long={0}
          rows={of.improvements.map((one) => [
            say.line(one.text),
            say.age(one.age),
            one.owner === null ? 'nobody' : say.line(one.owner),
            one.due === null ? 'not said' : `${say.line(one.due)}${one.overdue ? ', OVERDUE' : ''}`,
            one.playbook,
            say.line(one.run),
          ])}
        />
      )}
    </>
  );
}

function Coverage({ of: section }: Part): ReactElement {
  const { coverage } = section;
  const rows = [
    ...coverage.playbooks.map((one) => ['playbook', one.id, one] as const),
    ...coverage.scenarios.map((one) => ['scenario', one.id, one] as const),
    ...coverage.roles.map((one) => ['role', `${one.title} (${one.playbook}/${one.role})`, one] as const),
    ...coverage.effects.map((one) => ['effect', one.effect, one] as const),
    ...section.objectives.map((one) => {
      const rated = { runs: one.runs - one.ratings.unrated, last: one.last };
      return ['objective', `${one.title} (${one.scenario}/${one.objective})`, rated] as const;
    }),
  ];
  return (
    <>
      <Heading of={section} words={say.titles.coverage} />
      <Table
        caption="What was exercised, when last, and what never was"
        columns={['what', 'sort', 'runs', 'last']}
        long={0}
        rows={rows.map(([sort, name, { runs, last }]) => [say.line(name), sort, String(runs), say.day(last)])}
      />
    </>
  );
}
