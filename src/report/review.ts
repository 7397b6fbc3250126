import type { NoteSort } from '../engine/entries.ts';
import type { AttackReport } from './attack.ts';
import type { ClockReport } from './clocks.ts';
import type { Deviation } from './deviations.ts';
import type { MilestoneFigure } from './milestones.ts';
import type { Overview } from './overview.ts';
import { inFull } from './restores.ts';
import type { ScopeReport } from './scope.ts';
import type { Moment, Source, Who } from './source.ts';
import { clause, count, inWords, span } from './words.ts';

/** Something that the run teaches: said by a person, or derived by rule from what happened. */
export interface Lesson {
  readonly text: string;
  /** `people`: somebody said it. `rule`: it follows from the entries. */
  readonly by: 'people' | 'rule';
  readonly who: Who | null;
  readonly moment: Moment | null;
  /** The objective that it belongs to. */
  readonly objective: string | null;
}

/** What is asked after every run, each with what people said first. */
export interface Review {
  readonly well: readonly Lesson[];
  readonly poorly: readonly Lesson[];
  readonly lucky: readonly Lesson[];
  readonly factors: readonly Lesson[];
}

interface Seen {
  readonly overview: Overview;
  readonly milestones: readonly MilestoneFigure[];
  readonly clocks: readonly ClockReport[];
  readonly deviations: readonly Deviation[];
  readonly scope: ScopeReport;
  readonly attack: AttackReport | null;
}

/** A target that was met with less than this part of it left was a near thing. */
const NEAR = 0.1;

/** What went well, what went poorly, where luck helped, and what contributed. Nothing is derived while play goes on. */
export function reviewOf(source: Source, seen: Seen): Review {
  const isOver = seen.overview.stage === 'hot-wash' || seen.overview.stage === 'closed';
  const both = (sort: NoteSort, rules: () => Lesson[]) => [...saidAs(source, sort), ...(isOver ? rules() : [])];
  return {
    well: both('well', () => well(seen)),
    poorly: both('poorly', () => poorly(seen)),
    lucky: both('lucky', () => lucky(seen)),
    factors: both('factor', () => factors(source, seen)),
  };
}

function saidAs(source: Source, sort: NoteSort): Lesson[] {
  return source
    .of('note.added')
    .filter((entry) => entry.sort === sort)
    .map((entry) => ({
      text: entry.text,
      by: 'people',
      who: source.who(entry.by),
      moment: source.moment(entry),
      objective: entry.objective ?? null,
    }));
}

function rule(text: string, moment: Moment | null = null): Lesson {
  return { text, by: 'rule', who: null, moment, objective: null };
}

const lastReached = ({ times }: MilestoneFigure) => times.at(-1)?.reached ?? null;

function well({ milestones, clocks, attack }: Seen): Lesson[] {
  return [
    ...milestones.flatMap((figure) =>
      figure.target?.verdict === 'met' && figure.target.took !== null && figure.doubts.length === 0
        ? [
            rule(
              `“${figure.milestone}” was reached within its target: after ${span(figure.target.took, figure.target.within)} of ${span(figure.target.within)}.`,
              lastReached(figure),
            ),
          ]
        : [],
    ),
    ...(attack?.prevented ?? []).map((move) => rule(`Prevented: ${clause(move)}.`)),
    ...clocks.flatMap(({ status, title, ended }) =>
      status === 'met' ? [rule(`The deadline “${title}” was met.`, ended)] : [],
    ),
  ];
}

function poorly({ milestones, clocks, deviations, scope }: Seen): Lesson[] {
  return [
    ...milestones.flatMap((figure) => missedTarget(figure)),
    ...notShownClean(milestones),
    ...clocks.flatMap(({ status, title, ended }) =>
      status === 'missed' ? [rule(`The deadline “${title}” was missed.`, ended)] : [],
    ),
    ...deviations.flatMap(({ sort, about, reason, moment }) => {
      if (sort === 'override') return [rule(`A rule was overridden: ${about} (“${clause(reason)}”).`, moment)];
      if (sort === 'failed') return [rule(`${about} failed: ${clause(reason)}.`, moment)];
      if (sort === 'unknown') return [rule(`Nobody knew how ${about} came out: ${clause(reason)}.`, moment)];
      return sort === 'overdue' ? [rule(`${about} took longer than it may.`, moment)] : [];
    }),
    ...scope.items.flatMap(({ name, late, ruledOut, truth, added }) => [
      ...(late !== null && truth?.unreal !== true ? [rule(`${name} was found late.`, added)] : []),
      ...(ruledOut && truth?.touched ? [rule(`${name} was ruled out, and was affected in truth.`, added)] : []),
    ]),
    ...(scope.missed ?? []).flatMap(({ name, truth }) =>
      truth.touched ? [rule(`${name} was affected in truth, and nobody found it.`)] : [],
    ),
  ];
}

/** Milestones that say that something is back, in one sentence: the doubt is the same. */
function notShownClean(milestones: readonly MilestoneFigure[]): Lesson[] {
  const doubted = milestones.filter(({ doubts }) => doubts.length > 0);
  const last = doubted.at(-1);
  if (!last) return [];
  const names = inWords(doubted.map(({ milestone }) => `“${milestone}”`));
  return [
    rule(
      `${names} ${doubted.length === 1 ? 'was' : 'were'} reached, which does not say that what is back is clean: ${inFull(last.doubts)}.`,
      lastReached(last),
    ),
  ];
}

function missedTarget({ milestone, target, times, at: reached }: MilestoneFigure): Lesson[] {
  const at = times.at(-1)?.reached ?? null;
  if (target?.verdict === 'not-reached') return [rule(`“${milestone}” was not reached.`)];
  if (target?.verdict !== 'missed') return [];
  return [
    rule(
      `“${milestone}” missed its target of ${span(target.within)}${target.over === null ? '' : ` by ${span(target.over, reached ?? target.over)}`}.`,
      at,
    ),
  ];
}

/** What came out well though nothing that the team did made it so, and what came out well by little. */
function lucky({ milestones, scope, attack }: Seen): Lesson[] {
  // Where nobody is behind it, what nothing happened to was in nobody's way.
  const spared = (attack?.attacker ? (scope.missed ?? []) : [])
    .filter(({ truth }) => !truth.touched)
    .map(({ name }) => name);
  return [
    ...spared.map((name) => rule(`Nobody found ${name}, and nothing had happened to it.`)),
    ...milestones.flatMap((figure) => {
      const { target } = figure;
      if (target?.verdict !== 'met' || target.took === null) return [];
      const left = target.within - target.took;
      return left < target.within * NEAR
        ? [rule(`“${figure.milestone}” met its target with ${span(left)} to spare.`, lastReached(figure))]
        : [];
    }),
  ];
}

function factors(source: Source, { deviations }: Seen): Lesson[] {
  const unheld = Object.keys(source.definition.playbook.roles).filter((role) => source.state.roles[role] === undefined);
  const cut = source.of('run.recovered');
  const self = source.of('approval.granted').filter((entry) => entry.self).length;
  return [
    ...deviations.flatMap(({ sort, about, flag, reason, moment, who }) =>
      sort === 'flag' && flag
        ? [{ ...rule(`The step ${about} was said to be ${flag}: ${clause(reason)}.`, moment), who }]
        : [],
    ),
    ...unheld.map((role) => rule(`Nobody held the role ${source.roleTitle(role)}.`)),
    ...(cut.length > 0 && cut[0]
      ? [rule(`The program was cut off ${cut.length === 1 ? 'once' : `${cut.length} times`}.`, source.moment(cut[0]))]
      : []),
    ...(self > 0 ? [rule(`${count(self, 'approval was', 'approvals were')} given by who had asked for it.`)] : []),
  ];
}
