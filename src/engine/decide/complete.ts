import { fillTemplate } from '../../language/template.ts';
import { formatInstant } from '../../language/time.ts';
import { effects, type Scalar, type Step } from '../../playbook/model.ts';
import { act } from '../../world/act.ts';
import { test } from '../conditions.ts';
import { environmentOf } from '../context.ts';
import type { Decision } from '../decision.ts';
import type { Body, Evidence, InstanceRef } from '../entries.ts';
import { renderedMessage } from '../instructions.ts';
import { momentOf } from '../moments.ts';
import { closePhases, settleMilestones } from '../settle/phases.ts';
import { endPlay } from '../settle/play.ts';
import { instanceOf, type State } from '../state.ts';
import { stepOf } from '../targets.ts';
import { showsOnTakeUp } from './take.ts';

type Outputs = Readonly<Record<string, Scalar | null>>;

interface How {
  /** It comes about by itself: nobody says it now. */
  readonly follows?: boolean;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly outputs?: Outputs | undefined;
  readonly otherwise?: string | undefined;
  /** It was run, and what it gave is in the journal already. */
  readonly acted?: boolean;
  /** Nothing was done, so there is nothing to check. */
  readonly unchecked?: boolean;
  /** What stays alive or open after it. */
  readonly leaves?: string;
}

/**
 * The end of a step for one item: what the world puts out and shows, whether the step's check holds, whether the effect
 * takes, and what it changes. An instance that fails stays to be tried again, skipped, or done otherwise.
 */
export function complete(decision: Decision, ref: InstanceRef, how: How): void {
  const { state } = decision;
  const step = stepOf(state, ref.step);
  const instance = instanceOf(state, ref);
  if (!step || !instance) return;
  const tell = (body: Body) => (how.follows ? decision.follow(body) : decision.say(body));
  const outputs = { ...outputsOf(decision, ref), ...how.outputs };
  const failure = how.unchecked ? null : failureOf(decision, step, ref, outputs);
  const told = how.acted ? {} : { outputs };
  if (failure !== null) {
    tell({ type: 'step.failed', ...ref, reason: failure, ...given(told) });
    return;
  }
  if (!showsOnTakeUp(step)) show(decision, ref);
  // Who told them otherwise has told them: nothing goes out beside it.
  const asPlanned = how.otherwise === undefined;
  if (step.notify !== undefined && asPlanned)
    decision.follow({
      type: 'message.posted',
      ...ref,
      to: step.notify,
      text: renderedMessage(state, step, ref.item, decision.at),
    });
  if (step.repeat && asPlanned) {
    turn(decision, step, ref, tell, how);
    return;
  }
  tell({
    type: 'step.done',
    ...ref,
    ...given({ ...told, evidence: how.evidence }),
    ...(how.otherwise === undefined ? {} : { otherwise: how.otherwise }),
  });
  takeEffect(decision, step, ref, how.leaves);
  learn(decision, ref);
  end(decision, step, ref);
}

function given(parts: { outputs?: Outputs; evidence?: readonly Evidence[] | undefined }) {
  const { outputs, evidence } = parts;
  return {
    ...(outputs && Object.keys(outputs).length > 0 ? { outputs } : {}),
    ...(evidence && evidence.length > 0 ? { evidence } : {}),
  };
}

/** A repeat does its turn, then asks whether there is need for another. */
function turn(decision: Decision, step: Step, ref: InstanceRef, tell: (body: Body) => void, how: How): void {
  const turns = instanceOf(decision.state, ref)?.turns ?? 0;
  decision.follow({ type: 'step.turn', ...ref, turn: turns + 1 });
  takeEffect(decision, step, ref);
  const enough = step.repeat && test(decision.state, decision.at, step.repeat.until, { item: ref.item }) === true;
  if (enough) tell({ type: 'step.done', ...ref, ...given({ evidence: how.evidence }) });
  else
    tell({
      type: 'step.started',
      ...ref,
      what: 'repeat',
      until: decision.at + (step.repeat?.every ?? 0),
      ...given({ evidence: how.evidence }),
    });
}

function outputsOf(decision: Decision, ref: InstanceRef): Outputs {
  const outputs = decision.state.definition.scenario?.responses[ref.step]?.outputs ?? {};
  const environment = environmentOf(decision.state, decision.at, { item: ref.item });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value];
      const filled = fillTemplate(value, environment);
      return [name, 'value' in filled ? filled.value : null];
    }),
  );
}

function show(decision: Decision, ref: InstanceRef): void {
  const text = decision.state.definition.scenario?.responses[ref.step]?.show;
  if (text !== undefined) decision.follow({ type: 'response.shown', ...ref, text });
}

/** Why it did not work, in words; null when it did. */
function failureOf(decision: Decision, step: Step, ref: InstanceRef, outputs: Outputs): string | null {
  const overridden = instanceOf(decision.state, ref)?.overridden ?? [];
  if (step.check && !overridden.includes('check')) {
    const truth = test(decision.state, decision.at, step.check, { item: ref.item, outputs });
    if (truth === false) return `The check does not hold: ${step.check.text.trim()}.`;
    if (truth !== true) return `The check cannot be told: ${truth.unknown.join(', ')} is not known.`;
  }
  const thing = thingOf(decision.state, ref);
  if (!step.effect || thing === null) return null;
  const answer = act(decision.state.world.truth, step.effect, thing, decision.at);
  return 'refused' in answer ? answer.refused : null;
}

/** The effect that the team reached, and what it changed in the world, if the item is of the world at all. */
function takeEffect(decision: Decision, step: Step, ref: InstanceRef, leaves?: string): void {
  if (!step.effect || ref.item === undefined) return;
  const left = leaves === undefined ? {} : { leaves };
  decision.follow({ type: 'effect.reached', item: ref.item, reached: effects[step.effect], step: step.id, ...left });
  const thing = thingOf(decision.state, ref);
  if (thing === null) return;
  const answer = act(decision.state.world.truth, step.effect, thing, decision.at);
  if ('changes' in answer && answer.changes.length > 0)
    decision.follow({ type: 'world.changed', changes: answer.changes });
}

function thingOf(state: State, ref: InstanceRef): string | null {
  return ref.item === undefined ? null : (state.world.matches[ref.item] ?? null);
}

/** Some steps tell the team since when the attacker was in. */
function learn(decision: Decision, ref: InstanceRef): void {
  const { state } = decision;
  const anchors = state.definition.scenario?.anchors;
  if (!anchors || anchors.intruded === null || anchors.intrudedKnownBy !== ref.step) return;
  if (momentOf(state, 'intruded') !== null) return;
  const value = formatInstant((state.run?.starts ?? 0) + anchors.intruded);
  decision.follow({
    type: 'anchor.revised',
    anchor: 'intruded',
    value,
    source: ref.step,
    reason: `${ref.step} showed it`,
  });
}

function end(decision: Decision, step: Step, ref: InstanceRef): void {
  if (step.decide?.form !== 'options') return;
  const choice = instanceOf(decision.state, ref)?.choice;
  const ends = step.decide.options.find((option) => option.id === choice)?.ends;
  if (ends === undefined) return;
  // What the decision itself comes to still counts; nothing new opens.
  settleMilestones(decision);
  closePhases(decision);
  endPlay(decision, ends);
}
