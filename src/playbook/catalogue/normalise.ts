import { createExpressions, type Expressions, type Site } from '../expressions.ts';
import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';
import { mapValues } from '../normalise.ts';
import { present } from '../present.ts';
import type { Action, ActionInput, Call, Catalogue, Finds } from './model.ts';
import { callOf, templatesOf } from './normalise-call.ts';
import type { RawAction, RawCatalogue } from './schema.ts';
import { ofAction, ofAllRequests, ofAnswer, ofDefault, ofFind, ofProbe } from './sees.ts';

export interface NormalisedCatalogue {
  readonly catalogue: Catalogue;
  readonly sites: readonly Site[];
}

/** The model of a catalogue that fits the schema: silence resolved, expressions parsed. Their problems go to `findings`. */
export function normaliseCatalogue(raw: RawCatalogue, findings: Findings): NormalisedCatalogue {
  const expressions = createExpressions(findings);
  const { probe } = raw;
  const catalogue: Catalogue = present({
    id: raw.catalogue,
    version: raw.version,
    title: raw.title,
    base: raw.base,
    headers: templatesOf(raw.headers, ['headers'], ofAllRequests, expressions),
    basic: raw.basic === undefined ? undefined : expressions.template(['basic'], raw.basic, ofAllRequests),
    tools: raw.tools.map((tool) => present(tool)),
    probe: probe && look('probe', probe, ['probe'], { reads: ofProbe, expressions }),
    actions: raw.actions.map((action, at) => actionOf(action, raw.catalogue, ['actions', at], expressions)),
  });
  return { catalogue, sites: expressions.sites };
}

function actionOf(raw: RawAction, catalogue: string, path: Path, expressions: Expressions): Action {
  return present({
    id: `${catalogue}/${raw.action}`,
    title: raw.title,
    effect: raw.effect,
    types: raw.type,
    finishes: raw.finishes ?? raw.effect !== 'survey',
    inputs: mapValues(raw.inputs, (input, name) => inputOf(input, [...path, 'inputs', name], expressions)),
    subjects: raw.subjects,
    calls: callsOf(raw, path, expressions),
    finds: raw.finds && findsOf(raw.finds, [...path, 'finds'], expressions),
    proof: raw.proof && {
      dead: raw.proof.dead.map((match) => present(match)),
      alive: raw.proof.alive.map((match) => present(match)),
    },
    leaves: raw.leaves,
    undo: raw.undo,
    docs: raw.docs,
    needs: raw.needs,
    simulate: raw.simulate,
    path,
  });
}

function inputOf(raw: RawAction['inputs'][string], path: Path, expressions: Expressions): ActionInput {
  const given = raw.default;
  return present({
    ask: raw.ask,
    default: given === undefined ? undefined : expressions.template([...path, 'default'], given, ofDefault),
    pattern: raw.pattern,
  });
}

/** One call may be written at the action itself; how success is seen comes last. */
function callsOf(raw: RawAction, path: Path, expressions: Expressions): Call[] {
  const place = { reads: ofAction, expressions };
  const calls =
    raw.calls?.map((call, at) => callOf(call.call, call, { ...place, path: [...path, 'calls', at] })) ??
    (raw.run !== undefined || raw.http !== undefined ? [callOf('do', raw, { ...place, path })] : []);
  if (raw.check === undefined) return calls;
  return [...calls, look('check', raw.check, [...path, 'check'], place)];
}

function look(
  id: string,
  raw: NonNullable<RawAction['check']>,
  path: Path,
  place: { readonly reads: typeof ofAction; readonly expressions: Expressions },
): Call {
  return callOf(id, { ...raw, 'read-only': true }, { ...place, path });
}

function findsOf(raw: NonNullable<RawAction['finds']>, path: Path, expressions: Expressions): Finds {
  return {
    kind: raw.kind,
    type: raw.type,
    each: expressions.whole([...path, 'each'], raw.each, ofAnswer, { bare: true }),
    name: expressions.template([...path, 'name'], raw.name, ofFind),
    fields: templatesOf(raw.fields, [...path, 'fields'], ofFind, expressions),
  };
}
