import type { Anchor, Evidence } from '../engine/entries.ts';
import { sourcesOfMilestones } from '../engine/in-the-case.ts';
import { mayBeIntrusion } from '../engine/intrusion.ts';
import { markOf, type RunMark } from '../engine/queries.ts';
import type { Scalar } from '../playbook/model.ts';
import type { Reference, Scenario } from '../scenario/model.ts';
import type { Moment, Source, Who } from './source.ts';

export interface Overview {
  readonly run: string;
  /** `DRILL` for an exercise, `LIVE` for an incident, `REHEARSAL` where only what changes nothing was run. */
  readonly mark: RunMark;
  /** The scenario's title in a drill; else the one that was given at the opening, or the playbook's. */
  readonly title: string;
  /** What raised an incident; null where nothing did, and in a drill. */
  readonly alert: AlertReport | null;
  readonly playbook: {
    readonly id: string;
    readonly title: string;
    readonly version: string;
    readonly severity: string;
  };
  readonly scenario: ScenarioOverview | null;
  /** Frameworks that the playbook is mapped to, each with its ids. */
  readonly mapsTo: readonly { readonly framework: string; readonly ids: readonly string[] }[];
  readonly timezone: string;
  /** T on the run's own clock, ISO 8601 UTC: the story's in a drill. */
  readonly starts: string;
  /** Wall time of the opening and of the last entry of play, ISO 8601 UTC. */
  readonly opened: string;
  readonly ended: string | null;
  /** Milliseconds of play; so far, in a draft. */
  readonly played: number;
  readonly stage: 'play' | 'over' | 'hot-wash' | 'closed';
  /** The scenario's scripted team, where one played the run or a part of it; null: people did. */
  readonly script: Script | null;
  /** How many phases there are, and how many of them are not closed, skipped ones left out. */
  readonly phases: { readonly of: number; readonly open: number };
  /** Null while in play. */
  readonly outcome: { readonly name: string; readonly words: string; readonly reason: string | null } | null;
  readonly anchors: Readonly<Record<Anchor, AnchorReport>>;
  /** Whether there is an intrusion to count from, or may be one: not in a drill without an attacker, once play is over. */
  readonly intrusion: boolean;
  readonly inputs: readonly {
    readonly input: string;
    readonly ask: string | null;
    readonly value: Scalar | null;
    readonly revisions: readonly {
      readonly moment: Moment;
      readonly value: Scalar | null;
      readonly reason: string;
      readonly who: Who | null;
    }[];
  }[];
}

export interface AlertReport {
  /** Where it came from, such as `github-secret-scanning`. */
  readonly source: string;
  readonly links: readonly string[];
  /** The alert as it came, kept beside the journal. */
  readonly evidence: Evidence | null;
}

export interface Script {
  readonly play: string;
  readonly title: string | null;
  /** Entries that people typed beside it. */
  readonly byPeople: number;
}

export interface ScenarioOverview {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly briefing: string;
  /** Milliseconds that it is made for. */
  readonly duration: number;
  /** `fictional`, or the breach that it replays; null until truth is told: who knows the case knows what to look for. */
  readonly case: string | null;
  readonly sources: readonly Reference[];
  /** Where the victim's own milestones were published. */
  readonly milestoneSources: readonly Reference[];
}

export interface AnchorReport {
  /** ISO 8601 UTC on the run's own clock; null: not known. */
  readonly value: string | null;
  readonly revisions: readonly {
    readonly moment: Moment;
    readonly value: string | null;
    readonly source: string;
    readonly reason: string;
    readonly who: Who | null;
  }[];
}

const outcomes: Readonly<Record<string, string>> = {
  closed: 'every phase was closed',
  'time-up': 'the time ran out',
  stopped: 'it was stopped',
};

/** Which run it is, from when to when, and how it ended. */
export function overviewOf(source: Source): Overview {
  const opened = source.of('run.opened')[0];
  if (!opened) throw new RangeError('A run begins with its opening.');
  const { playbook, scenario } = source.definition;
  const drilled = source.exercise ? scenario : null;
  const stage = source.state.stage === 'new' ? 'play' : source.state.stage;
  return {
    run: opened.run,
    mark: markOf(source.state),
    title: drilled?.title ?? opened.title ?? playbook.title,
    alert: opened.alert
      ? { source: opened.alert.source, links: opened.alert.links, evidence: opened.alert.evidence ?? null }
      : null,
    playbook: { id: playbook.id, title: playbook.title, version: playbook.version, severity: playbook.severity },
    scenario: drilled ? scenarioOf(drilled, source.revealed) : null,
    mapsTo: Object.entries(playbook.mapsTo).map(([framework, ids]) => ({ framework, ids })),
    timezone: opened.timezone,
    starts: new Date(Date.parse(opened.starts)).toISOString(),
    opened: opened.recorded,
    ended: source.of('play.ended')[0]?.recorded ?? null,
    played: source.of('play.ended')[0]?.at ?? source.state.at,
    stage,
    script: scriptOf(source),
    phases: phasesOf(source),
    outcome: outcomeOf(source),
    anchors: { known: anchorOf(source, 'known'), intruded: anchorOf(source, 'intruded') },
    intrusion: mayBeIntrusion(source.state),
    inputs: inputsOf(source),
  };
}

function scenarioOf(scenario: Scenario, revealed: boolean): ScenarioOverview {
  const { id, title, version, briefing, duration, basedOn } = scenario;
  const isTold = revealed || basedOn.case === 'fictional';
  return {
    id,
    title,
    version,
    briefing,
    duration,
    case: isTold ? basedOn.case : null,
    sources: isTold ? basedOn.sources : [],
    milestoneSources: isTold ? sourcesOfMilestones(scenario) : [],
  };
}

/** What the entries that a play typed begin with, in `typedBy`. */
export const SCRIPTED = 'play:';

/** A play is known by what typed its entries: a report must not pass a script off for a team. */
function scriptOf(source: Source): Script | null {
  const typed = source.entries.flatMap(({ typedBy }) => (typedBy === undefined ? [] : [typedBy]));
  const first = typed.find((typedBy) => typedBy.startsWith(SCRIPTED));
  if (!source.exercise || first === undefined) return null;
  const play = first.slice(SCRIPTED.length);
  return {
    play,
    title: source.definition.scenario?.plays.find(({ id }) => id === play)?.title ?? null,
    byPeople: typed.filter((typedBy) => !typedBy.startsWith(SCRIPTED)).length,
  };
}

function phasesOf({ state }: Source): Overview['phases'] {
  const phases = Object.values(state.phases);
  return { of: phases.length, open: phases.filter(({ status }) => status !== 'closed' && status !== 'skipped').length };
}

function outcomeOf(source: Source): Overview['outcome'] {
  const ended = source.of('play.ended')[0];
  if (!ended) return null;
  const name = ended.outcome;
  return { name, words: outcomes[name] ?? name.replaceAll('-', ' '), reason: ended.reason ?? null };
}

function anchorOf(source: Source, anchor: Anchor): AnchorReport {
  const value = source.state.anchors[anchor];
  return {
    value: value === null ? null : new Date(value).toISOString(),
    revisions: source
      .of('anchor.revised')
      .filter((entry) => entry.anchor === anchor)
      .map((entry) => ({
        moment: source.moment(entry),
        value: entry.value,
        source: entry.source,
        reason: entry.reason,
        who: source.who(entry.by),
      })),
  };
}

function inputsOf(source: Source): Overview['inputs'] {
  return Object.entries(source.state.inputs).map(([input, value]) => ({
    input,
    ask: source.definition.playbook.inputs[input]?.ask ?? null,
    value,
    revisions: source
      .of('input.revised')
      .filter((entry) => entry.input === input)
      .map((entry) => ({
        moment: source.moment(entry),
        value: entry.value,
        reason: entry.reason,
        who: source.who(entry.by),
      })),
  }));
}
