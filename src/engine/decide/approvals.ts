import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { approvalFor } from '../instructions.ts';
import { assertRequired, assertRole, assertText, nameOf, needInstance, needOpen, needStep } from './asserts.ts';
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
    const { role, hash, hashes } = approvalFor(decision.state, command.instances);
    assertRole(decision, role, 'approve this');
    if (hash !== command.hash)
      refuse('not-allowed', 'What you were shown is no longer what would be done.', {
        hint: 'Look at it again, then decide.',
      });
    const self = command.instances.some((ref) => isOwn(decision, ref));
    decision.say({ type: 'approval.granted', instances: command.instances, hashes, self });
  },
  'refuse-approval': (decision, command) => {
    assertSome(command.instances);
    assertText(command.reason, 'A reason');
    for (const ref of command.instances) assertAwaiting(decision, ref);
    assertRole(decision, approvalFor(decision.state, command.instances).role, 'refuse this');
    decision.say({ type: 'approval.refused', instances: command.instances, reason: command.reason });
  },
} satisfies Deciding;

/** Who approves does it too: has it in hand, asked for this, or holds the role whose step it is. */
function isOwn(decision: Decision, ref: InstanceRef): boolean {
  const person = decision.given.by?.person;
  const { owner, approval } = needInstance(decision, ref);
  const { role } = needStep(decision, ref.step);
  const holder = role === undefined ? undefined : decision.state.roles[role];
  return person !== undefined && [owner?.person, approval?.by?.person, holder].includes(person);
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
