import type { Step } from '../../playbook/model.ts';
import type { Objective } from '../../scenario/model.ts';
import { test, valuesRead } from '../conditions.ts';
import { type Decision, refuse } from '../decision.ts';
import type { Evidence, InstanceRef } from '../entries.ts';
import { approvalFor } from '../instructions.ts';
import { planOf } from '../plan.ts';
import { refOf } from '../queries.ts';
import { holdersOf, holds, type Instance, instanceOf, itemOf, runningOf, type State } from '../state.ts';
import { isSettled } from '../step-machine.ts';
import { stepOf, targetsOf, waitsFor } from '../targets.ts';

/** A text that has to be given. */
export function assertText(text: string, what: string): void {
  if (text.trim() === '') refuse('invalid', `${what} is needed.`);
}

export function needObjective(decision: Decision, id: string): Objective {
  const found = decision.state.definition.scenario?.objectives.find((objective) => objective.id === id);
  return found ?? refuse('invalid', `There is no objective ${id} in this scenario.`);
}

export function needStep(decision: Decision, id: string): Step {
  return stepOf(decision.state, id) ?? refuse('invalid', `There is no step ${id} in this playbook.`);
}

/** The words for an instance: `isolate-stages for release.yml`. */
export function nameOf(decision: Decision, ref: InstanceRef): string {
  const item = ref.item === undefined ? undefined : itemOf(decision.state, ref.item);
  return ref.item === undefined ? ref.step : `${ref.step} for ${item?.name ?? ref.item}`;
}

/** An instance that has opened, whatever has become of it. */
export function needInstance(decision: Decision, ref: InstanceRef): Instance {
  const step = needStep(decision, ref.step);
  const instance = instanceOf(decision.state, ref);
  if (instance) return instance;
  if (step.onFailureOf !== undefined) refuse('invalid', `${ref.step} opens only when ${step.onFailureOf} fails.`);
  const waiting = targetsOf(decision.state, step)?.includes(ref.item) ?? false;
  if (!waiting) return refuse('invalid', whyNoTarget(decision, step, ref));
  const before = waitsFor(decision.state, step, ref.item);
  const phase = decision.state.phases[step.phase]?.status === 'waiting' ? `phase ${step.phase} to open` : null;
  const what = [...(phase ? [phase] : []), ...before].join(', ') || `the phases before ${step.phase}`;
  return refuse('not-now', `${nameOf(decision, ref)} is not open yet: it waits for ${what}.`, {
    hint: 'The lead can open it out of order by breaking the glass.',
    glass: { what: 'order', ...ref },
  });
}

function whyNoTarget(decision: Decision, step: Step, ref: InstanceRef): string {
  if (step.forEach && ref.item === undefined) return `${ref.step} is done item by item: say for which.`;
  if (!step.forEach && ref.item !== undefined) return `${ref.step} is not done item by item.`;
  return `${nameOf(decision, ref)}: that item is not in its scope.`;
}

/** An instance that can still be worked on. */
export function needOpen(decision: Decision, ref: InstanceRef): Instance {
  const instance = needInstance(decision, ref);
  const name = nameOf(decision, ref);
  if (isSettled(instance.status))
    refuse('not-now', `${name} is ${instance.status} already.`, {
      hint: 'Reopen it to do it again, or retract it if it never was done.',
    });
  if (instance.status === 'outcome-unknown')
    refuse('not-now', `Nobody knows how ${name} came out${instance.unknown ? `: ${instance.unknown}` : ''}.`, {
      hint: 'Look first, then say whether it happened.',
    });
  const acting = runningOf(instance);
  if (acting) refuse('not-now', `${name} is running: ${acting.shown}`, { hint: 'Wait for it, or tell it to stop.' });
  if (instance.status === 'running') {
    const what = { action: 'is running', wait: 'waits', repeat: 'repeats by itself' }[
      instance.running?.what ?? 'action'
    ];
    refuse('not-now', `${name} ${what}.`);
  }
  return instance;
}

/** What reaches systems is somebody's word: the program says it never by itself. */
export function assertPerson({ given: { by } }: Decision): void {
  if (!by || by.person.trim() === '') refuse('not-allowed', 'Who says so must be known.');
}

/** The person who gives the command must hold the step's role. */
export function assertRole(decision: Decision, role: string | undefined, what: string): void {
  const { by } = decision.given;
  if (role === undefined || !by) return;
  if (holds(decision.state, role, by.person)) return;
  const holder = holdersOf(decision.state, role).join(' or ');
  if (holder === '')
    refuse('not-allowed', `Nobody holds the role ${role}, whose it is to ${what}.`, {
      hint: `Take the role ${role} first.`,
    });
  refuse('not-allowed', `To ${what} is for ${role}, and that is ${holder}.`, {
    hint: `${holder} can do it, or hand the role over.`,
  });
}

/** Only the lead. */
export function assertLead(decision: Decision, what: string): void {
  assertRole(decision, decision.state.definition.lead, what);
}

/** Whoever's step it is, or the lead: of what becomes of a step without its being done. */
export function assertRoleOrLead(decision: Decision, role: string | undefined, what: string): void {
  const { lead } = decision.state.definition;
  const { by } = decision.given;
  if (by && holds(decision.state, lead, by.person)) return;
  assertRole(decision, role, what);
}

/** What its conditions say; each may be overridden by the lead. */
export function assertRequired(decision: Decision, step: Step, instance: Instance): void {
  const ref = refOf(instance);
  if (instance.overridden.includes('require')) return;
  const glass = { what: 'require' as const, ...ref };
  if (instance.asks && instance.asks.length > 0)
    refuse(
      'not-allowed',
      `Whether ${nameOf(decision, ref)} is needed depends on ${instance.asks.join(', ')}, which is not known.`,
      {
        hint: 'Fill it in, skip the step with a reason, or let the lead break the glass.',
        glass,
      },
    );
  if (!step.require) return;
  const truth = test(decision.state, decision.at, step.require, { item: instance.item });
  if (truth === true) return;
  const rule = step.require.text.trim();
  if (truth === false)
    refuse(
      'not-allowed',
      `${nameOf(decision, ref)} requires ${rule}, and that does not hold: ${valuesRead(decision.state, decision.at, step.require, { item: instance.item })}.`,
      {
        hint: 'The lead can override it by breaking the glass, with a reason.',
        glass,
      },
    );
  else
    refuse('not-allowed', `${nameOf(decision, ref)} requires ${rule}, and ${truth.unknown.join(', ')} is not known.`, {
      hint: 'Find it out and fill it in, or let the lead break the glass.',
      glass,
    });
}

/** An approval must be there, for exactly what would be done now. */
export function assertApproved(decision: Decision, step: Step, instance: Instance): void {
  const { approval } = step;
  if (approval === undefined || isWaived(decision.state, instance)) return;
  const ref = refOf(instance);
  const glass = { what: 'approval' as const, ...ref };
  if (hasExpired(step, instance, decision.at))
    refuse('not-allowed', `The approval of ${nameOf(decision, ref)} has expired.`, {
      hint: 'Ask for approval again.',
      glass,
    });
  if (instance.approval?.state !== 'granted')
    refuse('not-allowed', `${nameOf(decision, ref)} needs the approval of ${approval}.`, {
      hint: instance.approval ? `It was asked for; ${approval} has not decided.` : 'Ask for it first.',
      glass,
    });
  const [hash] = approvalFor(decision.state, [ref]).hashes;
  if (instance.approval?.hash !== hash)
    refuse('not-allowed', `What was approved of ${nameOf(decision, ref)} is no longer what would be done.`, {
      hint: 'Ask for approval again.',
      glass,
    });
  assertNotByApprover(decision, instance);
}

/** Roles may have changed hands since: who approved it does not do it, where that is the policy. */
function assertNotByApprover(decision: Decision, { approval, ...instance }: Instance): void {
  const person = decision.given.by?.person;
  if (decision.state.run?.selfApproval !== 'refused' || person === undefined) return;
  if (approval?.by?.person !== person && !approval?.given?.includes(person)) return;
  const ref = refOf(instance);
  refuse('not-allowed', `${person} has approved ${nameOf(decision, ref)}, and nobody does here what they approved.`, {
    hint: 'Somebody else must do it, or approve it.',
    glass: { what: 'approval', ...ref },
  });
}

/** Whether the lead let this pass without approval: in a live run what is to be run now, and nothing else. */
export function isWaived(state: State, instance: Instance): boolean {
  if (!instance.overridden.includes('approval')) return false;
  return instance.waived === undefined || instance.waived === (planOf(state, refOf(instance))?.hash ?? '');
}

/** Whether an approval was given too long ago to hold; of several, the first of them. */
export function hasExpired({ approvalExpires }: Step, { approval }: Instance, at: number): boolean {
  if (approvalExpires === undefined || approval?.state !== 'granted') return false;
  return at - (approval.since ?? approval.at) > approvalExpires;
}

/** What runs is not cut off from what becomes of it: it ends first, by itself or because it was told to. */
export function assertNothingRuns(decision: Decision, steps: readonly string[], what: string): void {
  for (const step of steps)
    for (const instance of Object.values(decision.state.steps[step] ?? {})) assertNotRunning(decision, instance, what);
}

/** The same of one instance. */
export function assertNotRunning(decision: Decision, instance: Instance, what: string): void {
  const acting = runningOf(instance);
  if (!acting) return;
  refuse('not-now', `${nameOf(decision, refOf(instance))} is running, so ${what}: ${acting.shown}`, {
    hint: 'Wait for it, or tell it to stop: what became of it must be known first.',
  });
}

/** That a real credential is dead is not said but shown. */
export function assertProof(
  decision: Decision,
  step: Step,
  ref: InstanceRef,
  evidence: readonly Evidence[] | undefined,
): void {
  if (decision.state.run?.kind !== 'incident' || step.effect !== 'prove-dead' || (evidence?.length ?? 0) > 0) return;
  refuse('invalid', `${nameOf(decision, ref)} needs evidence: the answer that refused it.`, {
    hint: 'Paste what was answered. Only a refusal that means dead is proof; a timeout is none.',
  });
}
