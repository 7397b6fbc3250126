import type { Definition } from '../../engine/definition.ts';
import type { Entry, Rating } from '../../engine/entries.ts';
import type { Effect } from '../../playbook/model.ts';
import type { TargetFigure } from '../milestones.ts';
import type { Report } from '../model.ts';
import { SCRIPTED } from '../overview.ts';
import type { Told } from '../source.ts';
import { type Finding, findingsOf, ruleOfProposal } from './findings.ts';

/** What trends need of one run that is closed: a few lines in place of a report, so that many fit into memory. */
export interface RunDigest {
  readonly run: string;
  readonly kind: 'exercise' | 'incident';
  /** Wall time of the opening, ISO 8601 UTC. */
  readonly opened: string;
  readonly playbook: { readonly id: string; readonly title: string; readonly version: string };
  readonly scenario: { readonly id: string; readonly title: string } | null;
  readonly milestones: readonly MilestoneDigest[];
  /** Null in an incident. */
  readonly objectives: readonly ObjectiveDigest[] | null;
  /** Each rule once. */
  readonly findings: readonly Finding[];
  /** Those that were not dropped again. */
  readonly improvements: readonly ImprovementDigest[];
  readonly roles: readonly { readonly role: string; readonly title: string; readonly held: boolean }[];
  /** Of the steps that were done, those of rehearsals left out. */
  readonly effects: readonly Effect[];
}

export interface MilestoneDigest {
  readonly milestone: string;
  readonly reached: boolean;
  /** It says that something is back, and that is not shown to be clean. */
  readonly doubted: boolean;
  readonly fromKnown: number | null;
  readonly fromIntruded: number | null;
  readonly target: Pick<TargetFigure, 'within' | 'from' | 'took' | 'verdict'> | null;
}

interface ObjectiveDigest {
  readonly objective: string;
  readonly title: string;
  readonly rating: Rating | null;
  /** Whether a person gave it. */
  readonly final: boolean;
}

interface ImprovementDigest {
  readonly text: string;
  readonly owner: string | null;
  readonly due: string | null;
  /** Wall time, ISO 8601 UTC. */
  readonly added: string;
  /** The rule of what it was accepted from; null: somebody wrote it. */
  readonly rule: string | null;
}

/** Whether a script played a drill, or a part of it: neither its people nor its times are real. */
export function isScripted(entries: readonly Entry[]): boolean {
  const [first] = entries;
  if (first?.type !== 'run.opened' || first.kind !== 'exercise') return false;
  return entries.some(({ typedBy }) => typedBy?.startsWith(SCRIPTED) === true);
}

/** Why a run whose report is there does not count; null: it does. */
export function leftOutOf({ overview: { stage, mark } }: Report): 'open' | 'rehearsal' | null {
  if (stage !== 'closed') return 'open';
  return mark === 'REHEARSAL' ? 'rehearsal' : null;
}

/** The digest of a closed run, from its report and what it was played from. @throws RangeError where a time in it is none */
export function digestOf(report: Report, definition: Definition, entries: readonly Told[]): RunDigest {
  const { overview } = report;
  const { id, title, version } = overview.playbook;
  const { scenario } = overview;
  return {
    run: overview.run,
    kind: report.kind,
    opened: utc(overview.opened),
    playbook: { id, title, version },
    scenario: scenario ? { id: scenario.id, title: scenario.title } : null,
    milestones: report.milestones.map(({ milestone, at, fromKnown, fromIntruded, target, doubts }) => ({
      milestone,
      reached: at !== null,
      doubted: doubts.length > 0,
      fromKnown,
      fromIntruded,
      target: target && { within: target.within, from: target.from, took: target.took, verdict: target.verdict },
    })),
    objectives:
      report.objectives?.map(({ objective, title: named, rating, final }) => ({
        objective,
        title: named,
        rating,
        final,
      })) ?? null,
    findings: findingsOf(report, definition),
    improvements: report.improvements
      .filter(({ dropped }) => dropped === null)
      .map(({ text, owner, due, moment, from }) => ({
        text,
        owner,
        due,
        added: utc(moment.recorded),
        rule: from === null ? null : ruleOfProposal(from),
      })),
    roles: rolesIn(report, definition),
    effects: effectsIn(entries, definition),
  };
}

/** @throws RangeError where it is no time */
function utc(time: string): string {
  return new Date(Date.parse(time)).toISOString();
}

function rolesIn({ people }: Report, { playbook, scenario }: Definition): RunDigest['roles'] {
  const held = new Set(people.participants.flatMap(({ roles }) => roles.map(({ role }) => role)));
  const cast = Object.entries(scenario?.cast ?? {}).filter(([, { plays }]) => plays);
  return [...Object.entries(playbook.roles), ...cast].map(([role, { title }]) => ({
    role,
    title,
    held: held.has(role),
  }));
}

function effectsIn(entries: readonly Told[], { steps }: Definition): Effect[] {
  const added = new Map<string, Effect | undefined>();
  const done = new Set<Effect>();
  for (const entry of entries) {
    if (entry.type === 'step.added') added.set(entry.id, entry.effect);
    if (entry.type !== 'step.done') continue;
    const step = steps[entry.step];
    const effect = step?.effect ?? added.get(entry.step);
    if (effect !== undefined) done.add(effect);
    if (step?.notify !== undefined) done.add('notify');
  }
  return [...done].sort();
}
