import type { Step } from '../../playbook/model.ts';
import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { actionsFor } from '../plan.ts';
import { refOf } from '../queries.ts';
import { type Instance, instanceOf, itemOf, itemsOf } from '../state.ts';
import {
  assertApproved,
  assertNothingRuns,
  assertProof,
  assertRequired,
  assertRole,
  assertText,
  nameOf,
  needOpen,
  needStep,
} from './asserts.ts';
import { complete } from './complete.ts';
import type { Deciding } from './deciding.ts';
import { showsOnTakeUp, takeUp } from './take.ts';

/** Finishing an instance: as the playbook says, or otherwise. */
export const finishCommands = {
  finish: (decision, command) => {
    const { step, instance } = needDoable(decision, command);
    const ref = refOf(instance);
    assertByHand(decision, step, ref);
    assertProof(decision, step, ref, command.evidence);
    const answered = answerOf(decision, step, command);
    if (ending(step, command.choice))
      assertNothingRuns(decision, Object.keys(decision.state.steps), 'this cannot end yet');
    if (step.evidence && (command.evidence?.length ?? 0) + instance.evidence.length === 0)
      refuse('invalid', `${nameOf(decision, ref)} needs evidence.`, { hint: 'Give a file or paste a text.' });
    if (instance.status === 'ready' || instance.status === 'retracted') takeUp(decision, ref);
    assertShown(decision, ref);
    if (answered) decision.say({ type: 'step.answered', ...ref, ...answered });
    const response = decision.state.definition.scenario?.responses[step.id];
    const takes = showsOnTakeUp(step) ? 0 : (response?.takes ?? takesByItself(decision, step, ref));
    if (takes > 0) {
      const evidence = command.evidence && command.evidence.length > 0 ? { evidence: command.evidence } : {};
      decision.say({ type: 'step.started', ...ref, what: 'action', until: decision.at + takes, ...evidence });
    } else complete(decision, ref, { evidence: command.evidence, outputs: command.outputs });
  },
  'do-otherwise': (decision, command) => {
    assertText(command.how, 'How it was done');
    const { step, instance } = needDoable(decision, command);
    const ref = refOf(instance);
    if (step.decide) refuse('invalid', `${nameOf(decision, ref)} is a decision: it is answered, skipped or failed.`);
    if (step.evidence && (command.evidence?.length ?? 0) === 0)
      refuse('invalid', `${nameOf(decision, ref)} needs evidence, however it is done.`);
    assertProof(decision, step, ref, command.evidence);
    if (instance.status === 'ready' || instance.status === 'retracted') decision.say({ type: 'step.taken', ...ref });
    complete(decision, ref, { evidence: command.evidence, otherwise: command.how });
  },
} satisfies Deciding;

/** Whether a choice ends the run. */
function ending({ decide }: Step, choice: string | undefined): boolean {
  return decide?.form === 'options' && decide.options.some(({ id, ends }) => id === choice && ends !== undefined);
}

/** In a drill nothing is run, and what would be takes as long as it would. */
function takesByItself({ state }: Decision, { effect }: Step, { item }: InstanceRef): number {
  const type = item === undefined ? undefined : itemOf(state, item)?.type;
  return state.run?.kind === 'exercise' ? (state.definition.takes[`${effect} ${type}`] ?? 0) : 0;
}

/** What can be run is run, or done otherwise in words: to tick it off would leave nothing that says how. */
function assertByHand(decision: Decision, step: Step, ref: InstanceRef): void {
  if (step.decide || step.effect === 'survey') return;
  const action = actionsFor(decision.state, ref).find(({ finishes }) => finishes);
  if (action)
    refuse('not-now', `${nameOf(decision, ref)} is done by: ${action.title}.`, {
      hint: 'Run it, or do it otherwise and say how.',
    });
}

/** An instance that this person may do now: open, theirs, its conditions hold, approved. */
function needDoable(
  decision: Decision,
  command: Command<'finish' | 'do-otherwise'>,
): { step: Step; instance: Instance } {
  const ref = command.item === undefined ? { step: command.step } : { step: command.step, item: command.item };
  const instance = needOpen(decision, ref);
  const step = needStep(decision, command.step);
  if (instance.status === 'failed')
    refuse('not-now', `${nameOf(decision, ref)} has failed.`, { hint: 'Try it again first, or skip it.' });
  assertRole(decision, step.role, `do ${nameOf(decision, ref)}`);
  assertRequired(decision, step, instance);
  assertApproved(decision, step, instance);
  return { step, instance };
}

function assertShown(decision: Decision, ref: { step: string; item?: string }): void {
  const instance = instanceOf(decision.state, ref);
  if (instance?.responseDue === undefined || instance.response !== undefined) return;
  const left = Math.ceil((instance.responseDue - decision.at) / 1000);
  refuse('not-now', `The answer to ${nameOf(decision, ref)} is not there yet: ${left} s to go.`, {
    hint: 'Take it up now, and finish it when the answer has come.',
  });
}

interface Answered {
  readonly choice?: string;
  readonly answer?: string;
  readonly rationale?: string;
}

/** What is answered where something is asked. */
function answerOf(decision: Decision, step: Step, command: Command<'finish'>): Answered | null {
  const rationale = command.rationale?.trim() ?? '';
  if (step.rationale && rationale === '')
    refuse('invalid', `${step.id} needs a rationale.`, { hint: 'Say why, in a sentence: the report prints it.' });
  const why = rationale === '' ? {} : { rationale };
  if (!step.decide) return rationale === '' ? null : why;
  if (step.decide.form === 'text') {
    assertText(command.answer ?? '', `An answer to ${step.id}`);
    return { answer: command.answer ?? '', ...why };
  }
  const open =
    step.decide.form === 'options'
      ? step.decide.options.map(({ id }) => id)
      : itemsOf(decision.state, step.decide.kind)
          .filter((item) => !item.ruledOut)
          .map(({ id }) => id);
  const choice = command.choice ?? '';
  if (!open.includes(choice)) {
    const names = open.map((id) => itemOf(decision.state, id)?.name ?? id);
    refuse('invalid', choice === '' ? `${step.id} needs a choice.` : `${choice} is not a choice of ${step.id}.`, {
      hint: open.length > 0 ? `It is one of: ${names.join(', ')}.` : 'Nothing to choose from is in the register yet.',
    });
  }
  return { choice, ...why };
}
