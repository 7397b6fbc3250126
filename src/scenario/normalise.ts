import type { Template } from '../language/template.ts';
import { createExpressions, type Expressions, type Site } from '../playbook/expressions.ts';
import type { Findings } from '../playbook/findings.ts';
import type { ForEach, Path, Scalar } from '../playbook/model.ts';
import { anywhere, mapValues } from '../playbook/normalise.ts';
import { fanOutOf, type Outline } from '../playbook/outline.ts';
import { present } from '../playbook/present.ts';
import { type Clue, readClue } from './clues.ts';
import { expectOf } from './expects.ts';
import type { Inject, Objective, Play, Response, Scenario } from './model.ts';
import { basedOnOf } from './normalise-based-on.ts';
import { adversaryOf, worldOf } from './normalise-world.ts';
import type { RawInject, RawObjective, RawPlay, RawResponse, RawScenario } from './schema.ts';
import { createStoryClock, type StoryClock } from './story-clock.ts';

export interface NormalisedScenario {
  readonly scenario: Scenario;
  readonly sites: readonly Site[];
}

interface Reader {
  readonly outline: Outline | null;
  readonly findings: Findings;
  readonly expressions: Expressions;
  readonly clock: StoryClock;
  readonly clue: Clue;
}

/** Words that find nothing stand beside the finds, under this key. */
export const FALSE_LEADS = 'false-leads';

/** The model of a scenario that fits the schema: times from T, clues read, expressions parsed. Problems go to `findings`. */
export function normaliseScenario(
  raw: RawScenario,
  { outline, findings, clue }: Pick<Reader, 'outline' | 'findings' | 'clue'>,
): NormalisedScenario {
  const expressions = createExpressions(findings);
  const clock = createStoryClock(raw.starts ?? null, findings);
  const reader: Reader = { outline, findings, expressions, clock, clue };
  const world = { playbook: outline?.playbook ?? null, clock, findings };
  const scenario: Scenario = present({
    id: raw.scenario,
    version: raw.version,
    title: raw.title,
    playbook: raw.playbook,
    duration: raw.duration,
    session: raw.session,
    timezone: raw.timezone,
    starts: raw.starts ?? null,
    basedOn: basedOnOf(raw['based-on'], clock),
    teaches: raw.teaches,
    lessons: raw.lessons,
    mapsTo: raw['maps-to'],
    briefing: raw.briefing,
    inputs: raw.inputs,
    anchors: anchorsOf(raw, clock),
    cast: raw.cast,
    world: worldOf(raw.world, world),
    adversary: adversaryOf(raw.adversary, world),
    responses: mapValues(raw.responses, (response, step) => responseOf(response, step, reader)),
    injects: raw.injects.map((inject, index) => injectOf(inject, ['injects', index], reader)),
    objectives: raw.objectives.map((objective, index) => objectiveOf(objective, ['objectives', index])),
    plays: raw.plays.map((play, index) => playOf(play, ['plays', index])),
  });
  return { scenario, sites: expressions.sites };
}

function anchorsOf({ anchors }: RawScenario, clock: StoryClock): Scenario['anchors'] {
  return present({
    known: clock.at(['anchors', 'known'], anchors.known),
    intruded: anchors.intruded === undefined ? null : clock.at(['anchors', 'intruded'], anchors.intruded),
    intrudedKnownBy: anchors['intruded-known-by'],
  });
}

function responseOf(raw: RawResponse, step: string, reader: Reader): Response {
  const path = ['responses', step];
  const file = typeof raw.show === 'object' ? raw.show.file : undefined;
  const shown = typeof raw.show === 'string' ? raw.show : undefined;
  const { [FALSE_LEADS]: falseLeads = [], ...finds } = raw.finds;
  return present({
    step,
    show: file === undefined ? shown : readClue(file, [...path, 'show', 'file'], reader.clue, reader.findings),
    file,
    finds,
    falseLeads,
    takes: raw.takes,
    outputs: mapValues(raw.outputs, (value, name) => outputOf(value, [...path, 'outputs', name], step, reader)),
    path,
  });
}

function outputOf(value: Scalar, path: Path, id: string, { outline, expressions }: Reader): Template | Scalar {
  if (typeof value !== 'string' || !value.includes('{')) return value;
  const step = outline?.steps.get(id);
  const forEach: ForEach | undefined = step && outline ? fanOutOf(step, outline) : undefined;
  const template = expressions.template(path, value, { contexts: [], forEach });
  return value.includes('${{') ? template : value;
}

function injectOf(raw: RawInject, path: Path, { clock, expressions }: Reader): Inject {
  const seen = { contexts: anywhere };
  const when = [...path, 'when'];
  return present({
    id: raw.inject,
    at: raw.at === undefined ? undefined : clock.at([...path, 'at'], raw.at),
    hold: raw.hold === true,
    when: raw.when === undefined ? undefined : expressions.whole(when, raw.when, seen, { bare: true, facts: true }),
    from: raw.from,
    via: raw.via,
    to: raw.to,
    text: raw.text,
    ask: askOf(raw.ask),
    reveals: raw.reveals,
    expect: raw.expect && expectOf(raw.expect, [...path, 'expect']),
    objective: raw.objective,
    note: raw.note,
    path,
  });
}

function askOf(raw: RawInject['ask']): Inject['ask'] {
  if (raw === undefined) return undefined;
  const { question, options } = raw;
  if (options === undefined) return { question, form: 'text' };
  return { question, form: 'options', options: Object.entries(options).map(([id, { label }]) => ({ id, label })) };
}

function objectiveOf(raw: RawObjective, path: Path): Objective {
  const tasks = raw.tasks.map((task, index) =>
    present({
      title: task.task,
      expect: task.expect && expectOf(task.expect, [...path, 'tasks', index, 'expect']),
      observe: task.observe,
    }),
  );
  return { id: raw.objective, title: raw.title, capability: raw.capability, tasks };
}

function playOf(raw: RawPlay, path: Path): Play {
  return present({
    id: raw.play,
    title: raw.title,
    pace: raw.pace === 'never' ? null : raw.pace,
    first: raw.first,
    at: raw.at,
    answers: raw.answers,
    releases: raw.releases,
    misses: raw.misses,
    breaksGlass: raw['breaks-glass'],
    expect: expectOf(raw.expect, [...path, 'expect']),
    path,
  });
}
