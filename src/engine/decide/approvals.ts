import type { Step } from '../../playbook/model.ts';
import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { approvalFor } from '../instructions.ts';
import { holdersOf, type Instance, instanceOf, type State } from '../state.ts';
import { stepOf } from '../targets.ts';
import {
  assertPerson,
  assertRequired,
  assertRole,
  assertText,
  nameOf,
  needInstance,
  needOpen,
  needStep,
} from './asserts.ts';
import type { Deciding } from './deciding.ts';

/** Approvals: asked for by whoever does it, decided by who holds the role, for exactly what was shown. */
export const approvalCommands = {
  'request-approval': (decision, command) => {
    assertSome(command.instances);
    const roles = new Set(command.instances.map((ref) => needAskable(decision, ref)));
    if (roles.size > 1) refuse('invalid', 'These need the approval of different roles: ask for each on its own.');
    const { role, shown, hashes } = approvalFor(decision.state, command.instances);
    decision.say({
      type: 'approval.requested',
      instances: command.instances,
      role,
      shown,
      hashes,
    });
  },
  approve: (decision, command) => {
    assertSome(command.instances);
    for (const ref of command.instances) assertAwaiting(decision, ref);
    const { hash, hashes } = approvalFor(decision.state, command.instances);
    assertPerson(decision);
    assertApprovers(decision, command.instances, 'approve this');
    if (hash !== command.hash)
      refuse('not-allowed', 'What you were shown is no longer what would be done.', {
        hint: 'Look at it again, then decide.',
      });
    const person = decision.given.by?.person;
    const self = person !== undefined && command.instances.some((ref) => isOwn(decision.state, ref, person));
    assertOthers(decision, self, command.instances[0]);
    const given = command.instances.map((ref, index) => ({ ref, hash: hashes[index] ?? '' }));
    for (const one of given) assertFresh(decision, one);
    const isLast = ({ ref, hash }: Given) => isEnough(needStep(decision, ref.step), needInstance(decision, ref), hash);
    const body = (some: readonly Given[]) => ({
      instances: some.map(({ ref }) => ref),
      hashes: some.map(({ hash }) => hash),
      self,
    });
    const last = given.filter(isLast);
    const others = given.filter((one) => !isLast(one));
    if (others.length > 0) decision.say({ type: 'approval.given', ...body(others) });
    if (last.length > 0) decision.say({ type: 'approval.granted', ...body(last) });
  },
  'refuse-approval': (decision, command) => {
    assertSome(command.instances);
    assertText(command.reason, 'A reason');
    for (const ref of command.instances) assertAwaiting(decision, ref);
    assertApprovers(decision, command.instances, 'refuse this');
    decision.say({ type: 'approval.refused', instances: command.instances, reason: command.reason });
  },
} satisfies Deciding;

/** Whether who would approve does it too: has it in hand, asked for this, or holds the role whose step it is. */
export function isOwn(state: State, ref: InstanceRef, person: string): boolean {
  const { owner, approval } = instanceOf(state, ref) ?? {};
  const role = stepOf(state, ref.step)?.role;
  const holders = role === undefined ? [] : holdersOf(state, role);
  // Of a role that several hold, only who does it is concerned: the others are there to approve.
  const holder = holders.length === 1 ? holders[0] : undefined;
  return [owner?.person, approval?.by?.person, holder].includes(person);
}

/** Where it is so agreed, nobody approves what they do themselves. */
function assertOthers(decision: Decision, self: boolean, ref: InstanceRef | undefined): void {
  if (!self || decision.state.run?.selfApproval !== 'refused' || !ref) return;
  refuse('not-allowed', 'Nobody approves here what they do themselves: that is the policy of this run.', {
    hint: 'Somebody else must, or the lead breaks the glass.',
    glass: { what: 'approval', ...ref },
  });
}

interface Given {
  readonly ref: InstanceRef;
  /** Of what is approved of it. */
  readonly hash: string;
}

/** Whoever decides about several things at once may decide about each of them. */
function assertApprovers(decision: Decision, instances: readonly InstanceRef[], what: string): void {
  for (const { step } of instances) assertRole(decision, needStep(decision, step).approval, what);
}

/** Who has approved exactly what `hash` is of, where several must: what was another thing then is not approved. */
export function approversOf({ approval }: Instance, hash: string | undefined): readonly string[] {
  return approval?.hash === hash ? (approval?.given ?? []) : [];
}

/** Several must be different people. */
function assertFresh(decision: Decision, { ref, hash }: Given): void {
  const approvers = approversOf(needInstance(decision, ref), hash);
  const person = decision.given.by?.person ?? '';
  if (!approvers.includes(person)) return;
  const left = (needStep(decision, ref.step).approvals ?? 1) - approvers.length;
  refuse('not-now', `${person} has approved ${nameOf(decision, ref)} already.`, {
    hint: `${left} more must, each another person.`,
  });
}

function isEnough({ approvals = 1 }: Step, instance: Instance, hash: string): boolean {
  return approversOf(instance, hash).length + 1 >= approvals;
}

function assertSome(instances: readonly InstanceRef[]): void {
  if (instances.length === 0) refuse('invalid', 'Say what is to be approved.');
  const keys = instances.map(({ step, item }) => `${step}/${item ?? ''}`);
  if (new Set(keys).size < keys.length) refuse('invalid', 'The same thing is named twice.');
}

/** The role that would have to approve. */
function needAskable(decision: Decision, ref: InstanceRef): string {
  const instance = needOpen(decision, ref);
  const step = needStep(decision, ref.step);
  if (step.approval === undefined) return refuse('invalid', `${nameOf(decision, ref)} needs no approval.`);
  assertRole(decision, step.role, `ask for approval of ${nameOf(decision, ref)}`);
  if (instance.status === 'awaiting-approval')
    refuse('not-now', `Approval of ${nameOf(decision, ref)} was asked for already.`);
  if (instance.status === 'failed')
    refuse('not-now', `${nameOf(decision, ref)} has failed.`, { hint: 'Try it again first.' });
  assertRequired(decision, step, instance);
  return step.approval;
}

function assertAwaiting(decision: Decision, ref: InstanceRef): void {
  if (needInstance(decision, ref).status !== 'awaiting-approval')
    refuse('not-now', `Nobody asked for approval of ${nameOf(decision, ref)}.`);
}
