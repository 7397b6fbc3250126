import type { ContextName } from '../language/expression.ts';
import type { ClockLibrary } from './clocks/library.ts';
import { clockOf } from './clocks/normalise.ts';
import { createExpressions, type Expressions, type Sees, type Site } from './expressions.ts';
import type { Findings } from './findings.ts';
import type { Decide, Field, ForEach, GateRule, Kind, Path, Phase, Playbook, Step } from './model.ts';
import { kinds } from './model.ts';
import { present } from './present.ts';
import type { RawPhase, RawPlaybook } from './schema.ts';
import type { RawPlainStep, RawStep } from './step-schema.ts';

/** What can be read anywhere in a run. */
export const anywhere: readonly ContextName[] = ['inputs', 'run', 'steps', 'scope', 'now'];

export interface Normalised {
  readonly playbook: Playbook;
  readonly sites: readonly Site[];
}

/** The model of a playbook that fits the schema: silence resolved, expressions parsed. Their problems go to `findings`. */
export function normalisePlaybook(raw: RawPlaybook, findings: Findings, library: ClockLibrary): Normalised {
  const expressions = createExpressions(findings);
  const playbook: Playbook = {
    id: raw.playbook,
    version: raw.version,
    title: raw.title,
    summary: raw.summary,
    severity: raw.severity,
    mapsTo: raw['maps-to'],
    roles: mapValues(raw.roles, (role) => present(role)),
    inputs: mapValues(raw.inputs, (input) => present(input)),
    secrets: raw.secrets,
    scope: scopeOf(raw, expressions),
    targets: raw.targets,
    audiences: raw.audiences,
    clocks: raw.clocks.map((clock, index) =>
      clockOf(clock, { path: ['clocks', index], all: raw.clocks, expressions, library, contexts: anywhere }),
    ),
    phases: raw.phases.map((phase, index) => phaseOf(phase, index, raw.phases[index - 1]?.phase, expressions)),
  };
  return { playbook, sites: expressions.sites };
}

function scopeOf(raw: RawPlaybook, expressions: Expressions): Playbook['scope'] {
  const scope: Partial<Record<Kind, Readonly<Record<string, Field>>>> = {};
  for (const kind of kinds) {
    const fields = raw.scope[kind];
    if (fields === undefined) continue;
    scope[kind] = mapValues(fields, (field, name) => {
      const { default: given } = field;
      if (typeof given !== 'string' || !given.includes('{')) return present(field);
      const path = ['scope', kind, name, 'default'];
      const template = expressions.template(path, given, { contexts: ['inputs'] });
      return given.includes('${{') ? { ...field, default: template } : present(field);
    });
  }
  return scope;
}

function phaseOf(raw: RawPhase, index: number, before: string | undefined, expressions: Expressions): Phase {
  const path = ['phases', index];
  const gate: GateRule[] = [];
  for (const kind of kinds) {
    const rule = raw.gate?.[kind];
    if (rule !== undefined) gate.push({ kind, ...rule });
  }
  return {
    id: raw.phase,
    title: raw.title,
    after: raw.after ?? (before === undefined ? [] : [before]),
    steps: raw.steps.map((step, at) => {
      const place = { phase: raw.phase, path: [...path, 'steps', at], before: raw.steps[at - 1]?.step };
      return stepOf(step, place, expressions);
    }),
    gate,
    reaches: raw.reaches ?? [],
    path,
  };
}

/** Where a step stands. */
interface Place {
  readonly phase: string;
  readonly path: Path;
  readonly before: string | undefined;
}

function stepOf(raw: RawStep, place: Place, expressions: Expressions): Step {
  const forEach = forEachOf(raw, place, expressions);
  const fallbacks = raw['on-failure'] ?? [];
  const onFailure = fallbacks.map((fallback, at) => {
    const beside = { ...place, path: [...place.path, 'on-failure', at], before: fallbacks[at - 1]?.step };
    // It opens beside one failed instance, so that instance's item is known to it.
    return { ...plainStepOf(fallback, beside, forEach, expressions), onFailureOf: raw.step };
  });
  const step = plainStepOf(raw, place, forEach, expressions);
  return forEach === undefined ? { ...step, onFailure } : { ...step, forEach, onFailure };
}

function plainStepOf(
  raw: RawPlainStep,
  { phase, path, before }: Place,
  forEach: ForEach | undefined,
  expressions: Expressions,
): Step {
  const sees: Sees = { contexts: anywhere, forEach };
  const condition = (key: 'if' | 'require' | 'check', seen: Sees) => {
    const text = raw[key];
    return text === undefined ? undefined : expressions.whole([...path, key], text, seen, { bare: true });
  };
  const template = (key: 'do' | 'message') => {
    const text = raw[key];
    return text === undefined ? undefined : expressions.template([...path, key], text, sees);
  };
  const until = raw.repeat && expressions.whole([...path, 'repeat', 'until'], raw.repeat.until, sees, { bare: true });
  return present({
    id: raw.step,
    phase,
    role: raw.role,
    do: template('do'),
    decide: decideOf(raw),
    notify: raw.notify,
    message: template('message'),
    wait: raw.wait,
    ...commandOf(raw, path, sees, expressions),
    effect: raw.effect,
    of: raw.of,
    if: condition('if', sees),
    after: raw.after ?? (before === undefined ? [] : [before]),
    ...approvalOf(raw),
    require: condition('require', sees),
    check: condition('check', { ...sees, contexts: [...anywhere, 'outputs'] }),
    repeat: raw.repeat && until && { every: raw.repeat.every, until },
    timeout: raw.timeout,
    onFailure: [],
    evidence: raw.evidence !== undefined,
    rationale: raw.rationale !== undefined,
    reaches: raw.reaches ?? [],
    mapsTo: raw['maps-to'] ?? {},
    path,
  });
}

function commandOf(raw: RawPlainStep, path: Path, sees: Sees, expressions: Expressions) {
  const given = raw.with;
  return {
    run: raw.run?.map((argument, at) => expressions.template([...path, 'run', at], argument, sees)),
    retry: raw.retry,
    uses: raw.uses,
    with: given && mapValues(given, (text, name) => expressions.template([...path, 'with', name], text, sees)),
  };
}

function approvalOf({ approval }: RawPlainStep) {
  if (typeof approval !== 'object') return { approval };
  return { approval: approval.role, approvals: approval.count, approvalExpires: approval.expires };
}

function decideOf(raw: RawPlainStep): Decide | undefined {
  if (raw.decide === undefined) return undefined;
  const question = raw.decide;
  if (raw.from !== undefined) return { form: 'from', question, kind: raw.from };
  if (raw.answer !== undefined) return { form: 'text', question };
  const options = Object.entries(raw.options ?? {}).map(([id, option]) => present({ id, ...option }));
  return { form: 'options', question, options };
}

function forEachOf(raw: RawPlainStep, { path }: Place, expressions: Expressions): ForEach | undefined {
  const text = raw['for-each'];
  if (text === undefined) return undefined;
  // A word that is no kind stays one here: the rule for references says so, with the nearest kind.
  if (!text.includes('${{')) return { over: 'kind', kind: text as Kind, text };
  const contexts = anywhere;
  return { over: 'expression', expression: expressions.whole([...path, 'for-each'], text, { contexts }), text };
}

/** Own keys only, in their order. */
export function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
