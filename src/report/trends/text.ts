import { pad } from '../../language/fit.ts';
import { count, span } from '../words.ts';
import type {
  Coverage,
  MilestoneTrend,
  ObjectiveTrend,
  Period,
  PlaybookTrend,
  Point,
  RatingCounts,
  Section,
  Spread,
  Trends,
} from './schema.ts';
import { columns, folded } from './text-lines.ts';
import * as say from './words.ts';

/** So many runs fit on a line beside their label. */
const MOST_COLUMNS = 60;
const LABEL = 16;
const MOST_REPEATED = 15;

/** Trends for a terminal of 80 columns, without colour: small charts of block characters, each beside its figures. */
export function toTrendsText(model: Trends): string {
  const blocks = [
    ['TRENDS', '', ...say.about(model).flatMap((sentence) => folded(sentence))],
    ...[model.drills, model.incidents].flatMap(sectionLines),
    leftOutLines(model),
    [say.titles.definitions.toUpperCase(), '', ...model.definitions.flatMap(definitionLines)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function sectionLines(section: Section): string[][] {
  const title = say.titles[section.kind];
  const heading = (words: string) => `${title} · ${words}`;
  const head = [title.toUpperCase(), '', ...folded(say.which(section))];
  if (section.runs.length === 0) return [head];
  return [
    [...head, ...(section.kind === 'exercise' ? folded(say.spoils) : [])],
    [
      heading(say.titles.playbooks),
      ...folded('A column for each run, the first first, from 0 to the most. × not reached, ? not known.', '  '),
    ],
    ...section.playbooks.map(playbookLines),
    ...(section.kind === 'exercise' ? [[heading(say.titles.ratings), ...ratingLines(section)]] : []),
    [heading(say.titles.repeated), ...repeatedLines(section)],
    [heading(say.titles.improvements), ...improvementLines(section)],
    [heading(say.titles.coverage), ...coverageLines(section)],
  ];
}

function playbookLines({ playbook, title, versions, runs, scenarios, milestones }: PlaybookTrend): string[] {
  const played = scenarios.map((one) => `${one.scenario} ${one.runs}`).join(', ');
  return [
    ...folded(
      `${say.line(title)} (${playbook}), n ${runs}, ${versions.length > 1 ? 'versions' : 'version'} ${versions.map(say.line).join(', ')}`,
      '  ',
    ),
    ...(played === '' ? [] : folded(played, labelled('scenarios'))),
    ...milestones.flatMap(milestoneLines),
  ];
}

function milestoneLines(milestone: MilestoneTrend): string[] {
  const { known, intruded, points } = milestone;
  return [
    ...folded(`${milestone.milestone}, reached in ${say.reachedIn(milestone)}`, '  '),
    ...(milestone.target ? folded(say.target(milestone), labelled('target')) : []),
    // Where nobody ever reached it there is nothing to draw, and it has been said.
    ...(milestone.reached === 0 ? [] : clockLines('from known', points, known, (point) => point.known)),
    ...(milestone.reached === 0 ? [] : clockLines('from intrusion', points, intruded, (point) => point.intruded)),
  ];
}

function clockLines(
  label: string,
  points: readonly Point[],
  spread: Spread,
  lengthOf: (point: Point) => number | null,
): string[] {
  if (spread.n === 0) return folded(say.spread(spread), labelled(label));
  const last = points.slice(-MOST_COLUMNS);
  const chart = columns(last.map((point) => lengthOf(point) ?? (point.reached ? '?' : '×')));
  const lengths = last.flatMap((point) => lengthOf(point) ?? []);
  const most = lengths.length === 0 ? '' : `  to ${span(Math.max(...lengths))}`;
  const cut = last.length < points.length ? [`${labelled('')}the last ${MOST_COLUMNS} of ${points.length} runs`] : [];
  return [`${labelled(label)}${chart}${most}`, ...cut, ...folded(say.spread(spread), labelled(''))];
}

function ratingLines({ periods, objectives }: Section): string[] {
  return [
    ...folded('A letter for each objective: P S M U, - not rated. P, S and M achieve it.', '  '),
    ...periods.flatMap(periodLines),
    ...objectives.flatMap(objectiveLines),
  ];
}

function periodLines({ period, runs, objectives, met, ratings }: Period): string[] {
  if (runs === 0) return [`${labelled(period)}no run`];
  const rated = objectives - ratings.unrated;
  return folded(
    `${letters(ratings)}  ${count(runs, 'run')}; of ${rated} rated, ${met} met: ${figures(ratings)}`,
    labelled(period),
  );
}

function objectiveLines({ scenario, title, runs, met, ratings, byPeople, last, points }: ObjectiveTrend): string[] {
  const rated = runs - ratings.unrated;
  const inTurn = points
    .slice(-MOST_COLUMNS)
    .map(({ rating }) => rating ?? '-')
    .join('');
  return [
    ...folded(`${scenario}: ${say.line(title)}`, '  '),
    ...folded(
      `${inTurn}  n ${rated}, ${met} met, ${byPeople} rated by people, last rated ${say.day(last)}`,
      labelled(''),
    ),
  ];
}

function letters({ P, S, M, U, unrated }: RatingCounts): string {
  const all = P + S + M + U + unrated;
  // Of many, each letter stands for several; none that is there goes.
  const short = (number: number) => (all <= MOST_COLUMNS ? number : Math.ceil((number / all) * (MOST_COLUMNS - 5)));
  const of = (letter: string, number: number) => letter.repeat(short(number));
  return of('P', P) + of('S', S) + of('M', M) + of('U', U) + of('-', unrated);
}

function figures({ P, S, M, U, unrated }: RatingCounts): string {
  return `P ${P}, S ${S}, M ${M}, U ${U}${unrated > 0 ? `, not rated ${unrated}` : ''}`;
}

function repeatedLines({ repeated }: Section): string[] {
  if (repeated.length === 0) return ['  Nothing was seen twice.'];
  const rest = repeated.length - MOST_REPEATED;
  return [
    ...repeated
      .slice(0, MOST_REPEATED)
      .flatMap((one) => [
        ...folded(say.line(one.text), labelled(`${one.runs} of ${one.of}`)),
        ...folded(say.repeatedIn(one), labelled('')),
      ]),
    ...(rest > 0 ? folded(`${rest} more; the other formats have all of them`, labelled('')) : []),
  ];
}

function improvementLines({ improvements }: Section): string[] {
  if (improvements.length === 0) return ['  None.'];
  return improvements.flatMap(({ text, owner, due, overdue, age, playbook, run }) => [
    ...folded(say.line(text), labelled(say.age(age))),
    ...folded(
      `${owner === null ? 'nobody has it' : `owner ${say.line(owner)}`}${due === null ? '' : `, due ${say.line(due)}`}${overdue ? ', OVERDUE' : ''}; ${playbook}, ${run}`,
      labelled(''),
    ),
  ]);
}

function coverageLines({ coverage, objectives }: Section): string[] {
  const named: readonly (readonly [string, readonly Covered[]])[] = [
    ['playbooks', coverage.playbooks.map((one) => ({ ...one, name: one.id }))],
    ['scenarios', coverage.scenarios.map((one) => ({ ...one, name: one.id }))],
    ['roles', coverage.roles.map((one) => ({ ...one, name: `${one.playbook}/${one.role}` }))],
    ['effects', coverage.effects.map((one) => ({ ...one, name: one.effect }))],
    [
      'objectives',
      objectives.map((one) => ({
        name: `${one.scenario}/${one.objective}`,
        runs: one.runs - one.ratings.unrated,
        last: one.last,
      })),
    ],
  ];
  return named.flatMap(([label, all]) => coveredLines(label, all));
}

type Covered = Pick<Coverage['effects'][number], 'runs' | 'last'> & { readonly name: string };

function coveredLines(label: string, all: readonly Covered[]): string[] {
  if (all.length === 0) return [];
  const done = all.filter(({ runs }) => runs > 0);
  const never = all.filter(({ runs }) => runs === 0).map(({ name }) => name);
  const shown = done.map(({ name, runs, last }) => `${name} ${runs} (${say.day(last)})`);
  return [
    ...folded(`${done.length} of ${all.length}, each with its runs and the last of them`, labelled(label)),
    ...(shown.length === 0 ? [] : folded(shown.join(', '), labelled(''))),
    ...(never.length === 0 ? [] : folded(never.join(', '), `${labelled('')}never: `)),
  ];
}

function leftOutLines({ leftOut }: Trends): string[] {
  if (leftOut.length === 0) return [];
  return [
    say.titles.leftOut.toUpperCase(),
    '',
    ...leftOut.flatMap((one) => folded(`${say.line(one.run)}: ${say.why(one)}`, '  ')),
  ];
}

function definitionLines({ figure, definition }: Trends['definitions'][number]): string[] {
  return folded(`${figure}: ${definition}`, '  ');
}

function labelled(label: string): string {
  return pad(`    ${label}`, LABEL + 4);
}
