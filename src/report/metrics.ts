import type { MilestoneFigure, TargetFigure } from './milestones.ts';
import type { Overview } from './overview.ts';
import { notClean } from './restores.ts';

/** A length, or why nobody knows it: never 0 for what nobody knows. */
export interface MetricFigure {
  /** Milliseconds; null: unknown. */
  readonly value: number | null;
  /** Why it is unknown, in words; null where it is known. */
  readonly unknown: string | null;
}

/** One of the four lengths that responses are compared by, with how it is counted. */
export interface Metric {
  readonly metric: 'detect' | 'acknowledge' | 'contain' | 'recover';
  /** `TTD`. */
  readonly short: string;
  readonly title: string;
  /** How it is counted, in whole sentences. */
  readonly definition: string;
  /** The playbook's milestone that it ends with; null: none of its milestones has such a name, or it needs none. */
  readonly milestone: string | null;
  /** From when somebody knew; null where it does not count from there. */
  readonly fromKnown: MetricFigure | null;
  /** From when the intrusion began; null where there is none to count from. */
  readonly fromIntruded: MetricFigure | null;
  /** The target that the playbook sets the milestone. */
  readonly target: TargetFigure | null;
}

export interface Metrics {
  /** What kind of time all of these are, in words: exercise time of a drill is no team's time in an incident. */
  readonly time: string;
  /** In a case without an intrusion there is nothing to detect. */
  readonly metrics: readonly Metric[];
}

/** The names by which a playbook's milestone is known for what it is, the first that it has. docs/report.md tells them. */
const names = {
  acknowledge: ['acknowledged'],
  contain: ['contained', 'stopped'],
  recover: ['recovered', 'restored', 'all-clear'],
} as const;

type Timed = keyof typeof names;

const told: Readonly<Record<Timed, { readonly short: string; readonly title: string; readonly what: string }>> = {
  acknowledge: { short: 'TTA', title: 'Time to acknowledge', what: 'to when somebody said that they have it' },
  contain: { short: 'TTC', title: 'Time to contain', what: 'to when everything in scope was contained' },
  recover: { short: 'TTR', title: 'Time to recover', what: 'to when the work was back as it was' },
};

/** The four lengths, from the milestones and the anchors as the run has them in the end. */
export function metricsOf(overview: Overview, milestones: readonly MilestoneFigure[], truth: string | null): Metrics {
  const known = overview.anchors.known.value;
  const intruded = overview.anchors.intruded.value;
  const detect: Metric = {
    metric: 'detect',
    short: 'TTD',
    title: 'Time to detect',
    definition: 'From when the intrusion began to when somebody knew of it, both as the run has them in the end.',
    milestone: null,
    fromKnown: null,
    fromIntruded: between(intruded, known, truth),
    target: null,
  };
  const others = (['acknowledge', 'contain', 'recover'] as const).map((metric): Metric => {
    const figure = milestoneFor(metric, milestones);
    return {
      metric,
      short: told[metric].short,
      title: told[metric].title,
      definition: [definitionOf(metric, figure, overview.intrusion), notClean(figure?.doubts ?? [])]
        .filter((part) => part !== '')
        .join(' '),
      milestone: figure?.milestone ?? null,
      fromKnown: since(figure, figure?.fromKnown ?? null, whyNot('known', null), overview),
      fromIntruded: overview.intrusion
        ? since(figure, figure?.fromIntruded ?? null, whyNot('intruded', truth), overview)
        : null,
      target: figure?.target ?? null,
    };
  });
  return { time: timeOf(overview), metrics: [...(overview.intrusion ? [detect] : []), ...others] };
}

/** The milestone by which a playbook says that it is so: the first of the known names that it has. */
function milestoneFor(metric: Timed, milestones: readonly MilestoneFigure[]): MilestoneFigure | undefined {
  return names[metric].flatMap((name) => milestones.find(({ milestone }) => milestone === name) ?? [])[0];
}

function definitionOf(metric: Timed, figure: MilestoneFigure | undefined, intrusion: boolean): string {
  const from = `From ${intrusion ? 'each of the two moments' : 'when somebody knew'} ${told[metric].what}`;
  if (figure) return `${from}: the last time that the milestone “${figure.milestone}” was reached.`;
  return `${from}. The playbook has no milestone ${names[metric].map((name) => `“${name}”`).join(' or ')}.`;
}

function between(from: string | null, to: string | null, truth: string | null): MetricFigure {
  if (from === null) return { value: null, unknown: whyNot('intruded', truth) };
  if (to === null) return { value: null, unknown: whyNot('known', null) };
  return { value: Date.parse(to) - Date.parse(from), unknown: null };
}

function since(
  figure: MilestoneFigure | undefined,
  value: number | null,
  anchorless: string,
  { stage }: Overview,
): MetricFigure {
  if (!figure) return { value: null, unknown: 'the playbook has no such milestone' };
  if (figure.at === null) {
    const reached = figure.times.length > 0 ? 'reached, and withdrawn again' : 'never reached';
    return { value: null, unknown: stage === 'play' && figure.times.length === 0 ? 'not reached yet' : reached };
  }
  return value === null ? { value: null, unknown: anchorless } : { value, unknown: null };
}

function whyNot(anchor: 'known' | 'intruded', truth: string | null): string {
  if (anchor === 'known') return 'nobody said when it was first known';
  return truth === null
    ? 'nobody knows when the intrusion began'
    : `the team did not find out when the intrusion began; in truth it was ${truth}`;
}

function timeOf({ mark, script }: Overview): string {
  if (mark === 'REHEARSAL') return 'Time of going through it. It does not tell how long a response takes.';
  if (mark === 'LIVE') return 'Time on the wall.';
  return script
    ? 'Exercise time, of a script and not of people. It does not tell how long a response takes.'
    : 'Exercise time. It tells how this drill went, and not how long an incident takes.';
}
