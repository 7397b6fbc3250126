import { type Decision, Refused, refuse } from '../decision.ts';
import type { InstanceRef, Override } from '../entries.ts';
import { gateLacks } from '../gates.ts';
import { planOf } from '../plan.ts';
import { instanceOf } from '../state.ts';
import { targetsOf } from '../targets.ts';
import {
  assertApproved,
  assertLead,
  assertRequired,
  assertText,
  nameOf,
  needInstance,
  needOpen,
  needStep,
} from './asserts.ts';
import type { Deciding } from './deciding.ts';

/** Overriding what the rules refuse. Always open to the lead, always with a reason, never silent. */
export const glassCommands = {
  'break-glass': (decision, command) => {
    assertText(command.reason, 'A reason');
    assertLead(decision, 'break the glass');
    const refused = refusedBy(decision, command.over);
    if (refused === null) refuse('invalid', 'Nothing is refused there: the glass can stay whole.');
    decision.say({
      type: 'glass.broken',
      over: command.over,
      refused,
      reason: command.reason,
      ...planLetPass(decision, command.over),
    });
    if (command.over.what === 'order') {
      const { step, item } = command.over;
      decision.follow({ type: 'step.opened', ...(item === undefined ? { step } : { step, item }) });
    }
    if (command.over.what === 'check') {
      const { step, item } = command.over;
      decision.follow({ type: 'step.retried', ...(item === undefined ? { step } : { step, item }) });
    }
  },
} satisfies Deciding;

/** Where something is run without approval, it is what would be run now: the lead has seen this, and nothing that comes later. */
function planLetPass({ state }: Decision, over: Override): { plan?: string } {
  if (over.what !== 'approval' || state.run?.kind !== 'incident') return {};
  return { plan: planOf(state, over)?.hash ?? '' };
}

/** What the rules say against it; null where they say nothing. */
function refusedBy(decision: Decision, over: Override): string | null {
  if (over.what === 'gate') return gateRefusal(decision, over.phase);
  const ref: InstanceRef = over.item === undefined ? { step: over.step } : { step: over.step, item: over.item };
  const step = needStep(decision, over.step);
  if (over.what === 'order') {
    if (instanceOf(decision.state, ref)) return null;
    const exists = step.onFailureOf === undefined && (targetsOf(decision.state, step)?.includes(ref.item) ?? false);
    if (!exists) refuse('invalid', `${nameOf(decision, ref)} cannot be opened: there is nothing to do it for.`);
    return said(() => needInstance(decision, ref));
  }
  if (over.what === 'check') {
    const instance = needInstance(decision, ref);
    return instance.status === 'failed' && step.check ? (instance.reason ?? 'The check does not hold.') : null;
  }
  const instance = needOpen(decision, ref);
  return said(() => (over.what === 'require' ? assertRequired : assertApproved)(decision, step, instance));
}

function gateRefusal(decision: Decision, phase: string): string | null {
  const status =
    decision.state.phases[phase]?.status ?? refuse('invalid', `There is no phase ${phase} in this playbook.`);
  if (status === 'closed' || status === 'skipped') return null;
  const lacks = gateLacks(decision.state, phase);
  if (lacks.length === 0) return null;
  const words = lacks.map(({ rule, items, unsurveyed }) =>
    unsurveyed ? `no ${rule.kind} is known` : `${items.join(', ')} not ${rule.effects.join(' and ')}`,
  );
  return `The gate of ${phase} does not hold: ${words.join('; ')}.`;
}

/** What a check refuses with. */
function said(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.message;
    throw error;
  }
}
