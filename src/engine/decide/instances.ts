import { type Effect, effects } from '../../playbook/model.ts';
import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { refOf } from '../queries.ts';
import { instanceOf, itemOf } from '../state.ts';
import { type StepEvent, stepAfter } from '../step-machine.ts';
import { stepOf, stepsOf } from '../targets.ts';
import {
  assertLead,
  assertNothingRuns,
  assertNotRunning,
  assertRole,
  assertRoleOrLead,
  assertText,
  nameOf,
  needInstance,
  needOpen,
  needStep,
} from './asserts.ts';
import type { Deciding } from './deciding.ts';
import { takeUp } from './take.ts';

/** Refuses what the life of an instance has no move for. */
function assertMove(decision: Decision, ref: InstanceRef, event: StepEvent, what: string): void {
  const { status } = needInstance(decision, ref);
  if (!stepAfter(status, event)) refuse('not-now', `${nameOf(decision, ref)} is ${status}: it cannot be ${what}.`);
}

/** What becomes of an instance is for whoever's step it is, or the lead's to say. */
function assertTheirs(decision: Decision, ref: InstanceRef, what: string): void {
  assertRoleOrLead(decision, needStep(decision, ref.step).role, `${what} ${nameOf(decision, ref)}`);
}

/** Commands on the life of an instance, but for finishing it. */
export const instanceCommands = {
  take: (decision, command) => {
    const ref = refOf(command);
    const instance = needOpen(decision, ref);
    const step = needStep(decision, command.step);
    assertRole(decision, step.role, `take up ${nameOf(decision, ref)}`);
    if (instance.status === 'active' || instance.status === 'awaiting-approval')
      refuse('not-now', `${nameOf(decision, ref)} is with ${instance.owner?.person ?? 'somebody'} already.`);
    if (instance.status === 'failed')
      refuse('not-now', `${nameOf(decision, ref)} has failed.`, {
        hint: 'Try it again first, or skip it.',
      });
    takeUp(decision, ref);
  },
  release: (decision, command) => {
    const ref = refOf(command);
    assertMove(decision, ref, 'release', 'given back');
    // Who handed the role over in the middle of it may still let go.
    if (needInstance(decision, ref).owner?.person !== decision.given.by?.person)
      assertTheirs(decision, ref, 'give back');
    decision.say({ type: 'step.released', ...ref, ...(command.reason ? { reason: command.reason } : {}) });
  },
  fail: (decision, command) => {
    const ref = refOf(command);
    assertText(command.reason, 'A reason');
    needOpen(decision, ref);
    assertRole(decision, needStep(decision, ref.step).role, `say that ${nameOf(decision, ref)} failed`);
    assertMove(decision, ref, 'fail', 'failed');
    decision.say({ type: 'step.failed', ...ref, reason: command.reason });
  },
  retry: (decision, command) => {
    assertMove(decision, command, 'retry', 'tried again');
    assertTheirs(decision, refOf(command), 'try again');
    decision.say({ type: 'step.retried', ...refOf(command) });
  },
  skip: (decision, command) => {
    const ref = refOf(command);
    assertText(command.reason, 'A reason');
    assertMove(decision, ref, 'skip', 'skipped');
    assertNotRunning(decision, needInstance(decision, ref), 'it cannot be skipped yet');
    assertTheirs(decision, ref, 'skip');
    decision.say({ type: 'step.skipped', ...ref, reason: command.reason });
  },
  reopen: (decision, command) => {
    assertText(command.reason, 'A reason');
    assertMove(decision, command, 'reopen', 'reopened');
    assertTheirs(decision, refOf(command), 'reopen');
    decision.say({ type: 'step.reopened', ...refOf(command), reason: command.reason });
  },
  retract: (decision, command) => {
    const ref = refOf(command);
    assertText(command.reason, 'A reason');
    assertMove(decision, ref, 'retract', 'retracted');
    assertTheirs(decision, ref, 'retract');
    withdrawEffect(decision, ref, needStep(decision, ref.step).effect);
    decision.say({ type: 'step.retracted', ...ref, reason: command.reason });
  },
  'skip-phase': (decision, command) => {
    assertText(command.reason, 'A reason');
    assertLead(decision, 'skip a phase');
    const phase =
      decision.state.phases[command.phase] ?? refuse('invalid', `There is no phase ${command.phase} in this playbook.`);
    if (phase.status === 'closed' || phase.status === 'skipped')
      refuse('not-now', `${command.phase} is ${phase.status} already.`);
    const steps = stepsOf(decision.state, command.phase).flatMap((one) => [one, ...one.onFailure]);
    assertNothingRuns(
      decision,
      steps.map(({ id }) => id),
      `${command.phase} cannot be skipped yet`,
    );
    for (const step of steps)
      for (const instance of Object.values(decision.state.steps[step.id] ?? {}))
        if (stepAfter(instance.status, 'skip'))
          decision.follow({ type: 'step.skipped', ...refOf(instance), reason: `${command.phase} is skipped` });
    decision.say({ type: 'phase.skipped', phase: command.phase, reason: command.reason });
  },
  'add-step': (decision, command) => {
    assertText(command.title, 'What is to be done');
    assertText(command.reason, 'A reason');
    const { state } = decision;
    const phase =
      state.phases[command.phase] ?? refuse('invalid', `There is no phase ${command.phase} in this playbook.`);
    if (phase.status === 'skipped')
      refuse('not-now', `${command.phase} is skipped: nothing in it opens any more.`, {
        hint: 'Add it to another phase.',
      });
    if (command.role !== undefined && !Object.hasOwn(state.definition.playbook.roles, command.role))
      refuse('invalid', `There is no role ${command.role} in this playbook.`);
    assertEffect(decision, command.effect, command.item);
    let number = Object.keys(state.added).length + 1;
    while (stepOf(state, `unplanned-${number}`)) number += 1;
    decision.say({
      type: 'step.added',
      id: `unplanned-${number}`,
      phase: command.phase,
      title: command.title,
      ...(command.role === undefined ? {} : { role: command.role }),
      ...(command.effect === undefined ? {} : { effect: command.effect }),
      ...(command.item === undefined ? {} : { item: command.item }),
      reason: command.reason,
    });
  },
  flag: (decision, command) => {
    needStep(decision, command.step);
    assertText(command.text, 'What is to be changed');
    decision.say({ type: 'step.flagged', step: command.step, flag: command.flag, text: command.text });
  },
} satisfies Deciding;

function withdrawEffect(decision: Decision, ref: InstanceRef, effect: Effect | undefined): void {
  if (!effect || ref.item === undefined) return;
  const reached = effects[effect];
  const item = itemOf(decision.state, ref.item);
  const had = item?.reached[reached]?.some((reach) => reach.step === ref.step);
  if (had && instanceOf(decision.state, ref))
    decision.follow({ type: 'effect.withdrawn', item: ref.item, reached, step: ref.step });
}

function assertEffect(decision: Decision, effect: Effect | undefined, item: string | undefined): void {
  if (effect === 'survey')
    refuse('invalid', 'A survey cannot be added: type what was found into the register instead.');
  if (effect !== undefined && item === undefined) refuse('invalid', `To ${effect} needs an item of the register.`);
  if (item !== undefined && !itemOf(decision.state, item))
    refuse('invalid', `There is no item ${item} in the register.`);
}
