import { createHash } from 'node:crypto';
import type { Action, Catalogue } from '../playbook/catalogue/model.ts';
import { compilePlaybook, type PlaybookMachine } from '../playbook/machine.ts';
import { allSteps, leadOf, type Phase, type Playbook, type Step } from '../playbook/model.ts';
import type { Inject, Scenario, WorldItem } from '../scenario/model.ts';

/** What a run is played from: the models, indexed once. Never changes in a run. */
export interface Definition {
  readonly playbook: Playbook;
  /** Null in an incident. */
  readonly scenario: Scenario | null;
  readonly machine: PlaybookMachine;
  readonly lead: string;
  /** Every step, those of an `on-failure` included, in document order. */
  readonly steps: Readonly<Record<string, Step>>;
  /** A step's place in the document. */
  readonly order: Readonly<Record<string, number>>;
  readonly phases: Readonly<Record<string, Phase>>;
  /** Of each phase, the steps whose instances may come to something without being touched: by a condition, a wait, a failure. */
  readonly restless: Readonly<Record<string, readonly Step[]>>;
  readonly injects: Readonly<Record<string, Inject>>;
  readonly things: Readonly<Record<string, WorldItem>>;
  /** Milestone to the phases and the steps that reach it. */
  readonly reachedBy: Readonly<
    Record<string, { readonly phases: readonly string[]; readonly steps: readonly string[] }>
  >;
  /** What can be done by itself, by the action's id, with the catalogue that it stands in. Empty in an exercise. */
  readonly actions: ReadonlyMap<string, { readonly action: Action; readonly catalogue: Catalogue }>;
  /** The same by `effect type` of an item, and by `survey kind`: those first that end the step. */
  readonly actionsBy: ReadonlyMap<string, readonly Action[]>;
  /** In an exercise: how long what would be run takes where the scenario does not say, milliseconds by `effect type`. */
  readonly takes: Readonly<Record<string, number>>;
  /** Names (lower case) under which a world item is found, to the items. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Indexes the models of a run. */
export function define(
  playbook: Playbook,
  scenario: Scenario | null,
  catalogues: readonly Catalogue[] = [],
  takes: Definition['takes'] = {},
): Definition {
  const steps = allSteps(playbook);
  return {
    playbook,
    scenario,
    machine: compilePlaybook(playbook),
    lead: leadOf(playbook),
    steps: byId(steps),
    order: Object.fromEntries(steps.map((step, index) => [step.id, index])),
    phases: byId(playbook.phases),
    restless: Object.fromEntries(playbook.phases.map(({ id, steps }) => [id, steps.filter(isRestless)])),
    injects: byId(scenario?.injects ?? []),
    things: byId([
      ...(scenario?.world ?? []),
      ...(scenario?.adversary.moves ?? []).flatMap((move) => move.does.create),
    ]),
    reachedBy: milestonesOf(playbook),
    actions: new Map(
      catalogues.flatMap((catalogue) => catalogue.actions.map((action) => [action.id, { action, catalogue }] as const)),
    ),
    actionsBy: actionsByEffect(catalogues.flatMap(({ actions }) => actions)),
    takes,
    names: namesOf(scenario),
  };
}

/** One that ends the step comes first: it is what is meant unless another is chosen. */
function actionsByEffect(actions: readonly Action[]): Map<string, Action[]> {
  const by = new Map<string, Action[]>();
  for (const action of [...actions].sort((a, b) => Number(b.finishes) - Number(a.finishes))) {
    const { effect, types, finds } = action;
    for (const of of effect === 'survey' ? (finds ? [finds.kind] : []) : types) {
      const key = `${effect} ${of}`;
      const fitting = by.get(key) ?? [];
      if (!fitting.includes(action)) by.set(key, [...fitting, action]);
    }
  }
  return by;
}

/** SHA-256 of a text, as hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isRestless({ if: condition, wait, repeat, require, onFailure }: Step): boolean {
  return Boolean(condition ?? repeat ?? require) || wait !== undefined || onFailure.length > 0;
}

function byId<T extends { readonly id: string }>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((part) => [part.id, part]));
}

function milestonesOf(playbook: Playbook): Definition['reachedBy'] {
  const by: Record<string, { phases: string[]; steps: string[] }> = {};
  const slot = (name: string) => (by[name] ??= { phases: [], steps: [] });
  for (const phase of playbook.phases) {
    for (const step of phase.steps.flatMap((one) => [one, ...one.onFailure]))
      for (const name of step.reaches) slot(name).steps.push(step.id);
    for (const name of phase.reaches) slot(name).phases.push(phase.id);
  }
  return by;
}

function namesOf(scenario: Scenario | null): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const add = (name: string, id: string) => {
    const key = name.trim().toLowerCase();
    const ids = names.get(key) ?? [];
    if (!ids.includes(id)) names.set(key, [...ids, id]);
  };
  if (!scenario) return names;
  const created = scenario.adversary.moves.flatMap((move) => move.does.create);
  for (const item of [...scenario.world, ...created]) add(item.name, item.id);
  for (const response of Object.values(scenario.responses))
    for (const [id, aliases] of Object.entries(response.finds)) for (const alias of aliases) add(alias, id);
  return names;
}
