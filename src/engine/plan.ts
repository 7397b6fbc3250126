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
import { KeptPlans } from './kept-plans.ts';
import { ownAction } from './own-action.ts';
import { Reads } from './reads.ts';
import { type Instance, instanceOf, itemOf, type State } from './state.ts';
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
  /** Whether it is another one at each moment. */
  readonly readsTime: boolean;
}

/**
 * The actions that a step could be done by, for one item: what the step runs itself, or those of the catalogue for its effect
 * and the item's type, in the catalogue's order, those first that end the step. Empty in an exercise, where the world answers,
 * and for a decision, which nothing takes.
 */
export function actionsFor(state: State, ref: InstanceRef): readonly Action[] {
  const step = stepOf(state, ref.step);
  if (!step || step.decide || state.run?.kind !== 'incident') return none;
  if (step.run) return [ownAction(step, step.run)];
  if (step.uses !== undefined) {
    const action = state.definition.actions.get(step.uses)?.action;
    // One that does another thing would have the step's effect reached by what does not do it.
    return action && action.effect === step.effect ? [action] : none;
  }
  if (!step.effect) return none;
  const of = step.effect === 'survey' ? step.of : itemOf(state, ref.item ?? '')?.type;
  return state.definition.actionsBy.get(`${step.effect} ${of}`) ?? none;
}

const none: readonly Action[] = [];

/** An action that was chosen or run for a step before, whatever there is for it now. */
export function actionNamed(state: State, stepId: string, id: string): Action | null {
  const step = stepOf(state, stepId);
  if (step?.run && ownAction(step, step.run).id === id) return ownAction(step, step.run);
  return state.definition.actions.get(id)?.action ?? null;
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
  const planned = plannedFor(state, ref, action);
  const item = ref.item === undefined ? undefined : itemOf(state, ref.item);
  if (!item) return made(state, ref, step, action, planned).plan;
  return kept.of(state, step.id, item, planned, () => made(state, ref, step, action, planned));
}

const kept = new KeptPlans<Plan>();

function made(state: State, ref: InstanceRef, step: Step, action: Action, planned: Instance['planned']) {
  const reads = new Reads(environmentOf(state, state.at, { item: ref.item }));
  const { inputs, asks } = inputsOf(step, action, planned?.with ?? {}, reads);
  const named = state.definition.actions.get(action.id);
  const filling = new Filling(step.run ? reads : reads.with(inputs));
  const base = named && (own(state.run?.endpoints ?? {}, named.catalogue.id) ?? named.catalogue.base);
  const calls = action.calls.map((call) => filling.call(call, base, named?.catalogue ?? { headers: {} }));
  const waiting = asks.map(({ input }) => `inputs.${input} is not known`);
  const problems = [...filling.problems].filter((problem) => !waiting.includes(problem));
  const plan: Plan = {
    action,
    calls,
    shown: calls.map(shownCall),
    // References to the secrets that are put to the proof belong to it: what they are is nowhere in the state.
    hash: sha256(JSON.stringify([action.id, calls, planned?.subjects ?? {}])),
    inputs,
    asks,
    problems: reads.theTime ? [...problems, READS_TIME] : problems,
    readOnly: calls.every((call) => call.readOnly),
    readsTime: reads.theTime,
  };
  return { plan, readMore: reads.more || reads.theTime };
}

/** The time in a command would be another when it is run than when it was shown and approved. */
const READS_TIME = 'it reads the time, so it would not be what was shown: give the time as a value';

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

/** What somebody chose for this action; undefined where nobody did, or for another one, which would not be meant here. */
export function plannedFor(state: State, ref: InstanceRef, { id }: Action): Instance['planned'] {
  const planned = instanceOf(state, ref)?.planned;
  return planned?.action === id ? planned : undefined;
}

function inputsOf(step: Step, action: Action, given: Readonly<Record<string, string>>, around: Environment) {
  const inputs: Record<string, string> = {};
  const asks: Asked[] = [];
  for (const [input, { ask, default: usual, pattern }] of Object.entries(action.inputs)) {
    const value = own(given, input) ?? filled(own(step.with ?? {}, input), around) ?? filled(usual, around);
    if (value === undefined) asks.push({ input, ask });
    else if (pattern !== undefined && fitsPattern(`^(?:${pattern})$`, value) !== true)
      asks.push({ input, ask, problem: `${JSON.stringify(value.slice(0, 100))} is not of the form ${pattern}` });
    else inputs[input] = value;
  }
  return { inputs, asks };
}

/** What is there under a name, and not what every object answers to. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Nothing is made up for what is not known. */
function filled(template: Template | undefined, around: Environment): string | undefined {
  if (!template) return undefined;
  const result = fillTemplate(template, around, { asWritten: true });
  return 'value' in result ? result.value : undefined;
}

/** Where the secrets of an action's catalogue are set otherwise than usual. */
export function catalogueOf(state: State, action: Action): Catalogue | null {
  return state.definition.actions.get(action.id)?.catalogue ?? null;
}
