import type { Environment } from '../language/evaluate.ts';
import { fillTemplate, type Template } from '../language/template.ts';
import type { Action, Catalogue } from '../playbook/catalogue/model.ts';
import { type Ready, shownCall } from '../playbook/catalogue/ready.ts';
import type { Step } from '../playbook/model.ts';
import { fitsPattern } from '../playbook/patterns.ts';
import { environmentOf } from './context.ts';
import { sha256 } from './definition.ts';
import type { InstanceRef } from './entries.ts';
import { Filling } from './fill.ts';
import { instanceOf, itemOf, type State } from './state.ts';
import { stepOf } from './targets.ts';

/** A value that an action needs, and that nothing gives yet. */
export interface Asked {
  readonly input: string;
  readonly ask: string;
  /** What is wrong with the one that was given. */
  readonly problem?: string;
}

/** What would be done for an instance now, to the last character. */
export interface Plan {
  readonly action: Action;
  readonly calls: readonly Ready[];
  /** A line each, as a person reads it. */
  readonly shown: readonly string[];
  /** Of all of it. An approval, and the word to begin, hold for this alone. */
  readonly hash: string;
  /** Values of the action's inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Inputs that somebody must give first. */
  readonly asks: readonly Asked[];
  /** Anything else that keeps it from being done, in words. */
  readonly problems: readonly string[];
  /** Whether none of its calls changes anything. */
  readonly readOnly: boolean;
}

/** How long a command that the playbook itself names may run, milliseconds. */
const OWN_TIMEOUT = 600_000;

/**
 * The actions that a step could be done by, for one item: what the step runs itself, or those of the catalogue for its effect
 * and the item's type, in the catalogue's order. Empty in an exercise: there the world answers.
 */
export function actionsFor(state: State, ref: InstanceRef): Action[] {
  const step = stepOf(state, ref.step);
  if (!step || state.run?.kind !== 'incident') return [];
  if (step.run) return [ownAction(step, step.run)];
  if (step.uses !== undefined) {
    const named = state.definition.actions.get(step.uses);
    return named ? [named.action] : [];
  }
  if (!step.effect) return [];
  const item = ref.item === undefined ? undefined : itemOf(state, ref.item);
  const all = [...state.definition.actions.values()].map(({ action }) => action);
  const fitting = all.filter(
    ({ effect, types, finds }) =>
      effect === step.effect && (effect === 'survey' ? finds?.kind === step.of : types.includes(item?.type ?? '')),
  );
  // One that ends the step comes first: it is what is meant unless another is chosen.
  return fitting.sort((a, b) => Number(b.finishes) - Number(a.finishes));
}

/** The action that was chosen for an instance, else the first; null where there is none. */
export function actionOf(state: State, ref: InstanceRef): Action | null {
  const actions = actionsFor(state, ref);
  const chosen = instanceOf(state, ref)?.planned?.action;
  const planned = actions.find(({ id }) => id === chosen);
  if (planned) return planned;
  // Of many surveys none is meant before somebody says which.
  return actions[0]?.effect === 'survey' && actions.length > 1 ? null : (actions[0] ?? null);
}

/** What would be done now for an instance; null where nothing runs by itself. */
export function planOf(state: State, ref: InstanceRef): Plan | null {
  const action = actionOf(state, ref);
  const step = stepOf(state, ref.step);
  if (!action || !step) return null;
  const around = environmentOf(state, state.at, { item: ref.item });
  const { inputs, asks } = inputsOf(state, step, action, ref, around);
  const named = state.definition.actions.get(action.id);
  const filling = new Filling(step.run ? around : withInputs(around, inputs));
  const base = named && (state.run?.endpoints?.[named.catalogue.id] ?? named.catalogue.base);
  const calls = action.calls.map((call) => filling.call(call, base, named?.catalogue ?? { headers: {} }));
  const waiting = asks.map(({ input }) => `inputs.${input} is not known`);
  const problems = [...filling.problems].filter((problem) => !waiting.includes(problem));
  return {
    action,
    calls,
    shown: calls.map(shownCall),
    hash: sha256(JSON.stringify([action.id, calls, subjectsOf(state, ref)])),
    inputs,
    asks,
    problems,
    readOnly: calls.every((call) => call.readOnly),
  };
}

/** What expressions about an action's answers read: its inputs, the item, and what a call put out. */
export function answerEnvironment(
  state: State,
  ref: InstanceRef,
  inputs: Readonly<Record<string, string>>,
  outputs: unknown,
): Environment {
  const around = environmentOf(state, state.at, { item: ref.item });
  return {
    now: around.now,
    read: (name) => (name === 'inputs' ? inputs : name === 'outputs' ? outputs : around.read(name)),
  };
}

/** References to the secrets that are put to the proof: what they are is nowhere in the state. */
function subjectsOf(state: State, ref: InstanceRef): Readonly<Record<string, string>> {
  return instanceOf(state, ref)?.planned?.subjects ?? {};
}

function withInputs(around: Environment, inputs: Readonly<Record<string, string>>): Environment {
  return { now: around.now, read: (name) => (name === 'inputs' ? inputs : around.read(name)) };
}

function inputsOf(state: State, step: Step, action: Action, ref: InstanceRef, around: Environment) {
  const given = instanceOf(state, ref)?.planned?.with ?? {};
  const inputs: Record<string, string> = {};
  const asks: Asked[] = [];
  for (const [input, { ask, default: usual, pattern }] of Object.entries(action.inputs)) {
    const value = given[input] ?? filled(step.with?.[input], around) ?? filled(usual, around);
    if (value === undefined) asks.push({ input, ask });
    else if (pattern !== undefined && fitsPattern(`^(?:${pattern})$`, value) !== true)
      asks.push({ input, ask, problem: `${JSON.stringify(value.slice(0, 100))} is not of the form ${pattern}` });
    else inputs[input] = value;
  }
  return { inputs, asks };
}

/** Nothing is made up for what is not known. */
function filled(template: Template | undefined, around: Environment): string | undefined {
  if (!template) return undefined;
  const result = fillTemplate(template, around, { asWritten: true });
  return 'value' in result ? result.value : undefined;
}

const ownActions = new WeakMap<Step, Action>();

/** The command that a step of the playbook runs itself, as an action of its own. */
function ownAction(step: Step, argv: readonly Template[]): Action {
  const known = ownActions.get(step);
  if (known) return known;
  const action: Action = {
    id: `step/${step.id}`,
    title: `The command of ${step.id}`,
    effect: step.effect ?? 'verify',
    types: [],
    finishes: true,
    inputs: {},
    subjects: {},
    calls: [
      {
        id: 'do',
        via: { how: 'command', argv, env: {}, exits: [0] },
        readOnly: false,
        // Who writes that it is tried again says that it may be.
        idempotent: step.retry !== undefined,
        timeout: OWN_TIMEOUT,
        ...(step.retry && { retry: step.retry }),
        outputs: {},
      },
    ],
    docs: '',
    needs: [],
    path: step.path,
  };
  ownActions.set(step, action);
  return action;
}

/** Where the secrets of an action's catalogue are set otherwise than usual. */
export function catalogueOf(state: State, action: Action): Catalogue | null {
  return state.definition.actions.get(action.id)?.catalogue ?? null;
}
