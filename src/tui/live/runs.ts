import type { InstanceRef } from '../../engine/entries.ts';
import { labelOf, refOf } from '../../engine/queries.ts';
import { holds, instanceOf } from '../../engine/state.ts';
import { stepAfter } from '../../engine/step-machine.ts';
import { stepOf } from '../../engine/targets.ts';
import { isApproved, isGranted } from '../approvals.ts';
import type { Context } from '../context.ts';
import { plainLine } from '../plain.ts';
import { byHand, isComplete, openNow, planNow } from '../plans.ts';
import type { CommandsRun } from '../view.ts';

/** So many are begun by one yes: as many as can be read, and as a system takes at once. */
const AT_ONCE = 20;

/** What a yes would run for an instance now; null where it cannot be run as it stands. */
export function runOf({ state }: Context, ref: InstanceRef, rationale?: string): CommandsRun | null {
  const plan = planNow(state, ref);
  if (!plan || !isComplete(state, ref, plan)) return null;
  return {
    item: ref.item ?? null,
    hash: plan.hash,
    label: plainLine(labelOf(state, ref)),
    calls: plan.calls.map(({ readOnly }, at) => ({ shown: plan.shown[at] ?? '', readOnly })),
    ...(rationale !== undefined && { rationale }),
  };
}

/** Whether people approved exactly what would be run: then a yes was given already. */
export function isConfirmed(c: Context, ref: InstanceRef): boolean {
  const instance = instanceOf(c.state, ref);
  return stepOf(c.state, ref.step)?.approval !== undefined && instance !== undefined && isGranted(c, instance, ref);
}

/** What could be run of a step by one yes, and how many instances of it are left for later or for other hands. */
export function runsOf(c: Context, step: string): { readonly runs: readonly CommandsRun[]; readonly left: number } {
  const { state, view } = c;
  const role = stepOf(state, step)?.role;
  if (role !== undefined && !holds(state, role, view.speaker)) return { runs: [], left: 0 };
  const runs: CommandsRun[] = [];
  let left = 0;
  for (const instance of openNow(state)) {
    if (instance.step !== step || instance.status === 'running') continue;
    const ref = refOf(instance);
    const run = runs.length < AT_ONCE && isReady(c, ref) ? runOf(c, ref) : null;
    if (run) runs.push(run);
    else left += 1;
  }
  return { runs, left };
}

function isReady(c: Context, ref: InstanceRef): boolean {
  const instance = instanceOf(c.state, ref);
  const step = stepOf(c.state, ref.step);
  if (!instance || !step || instance.status === 'failed' || stepAfter(instance.status, 'start') === null) return false;
  if (instance.status === 'outcome-unknown' || instance.asks?.length) return false;
  const plan = planNow(c.state, ref);
  if (!plan || byHand(c.state, ref, plan).length > 0) return false;
  return step.approval === undefined || isApproved(c, instance, ref);
}
