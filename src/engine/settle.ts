import type { Decision } from './decision.ts';
import { settleClocks } from './settle/clocks.ts';
import { settleInjects } from './settle/injects.ts';
import { openInstances, settleInstances } from './settle/instances.ts';
import { closePhases, openPhases, reopenPhases, settleMilestones } from './settle/phases.ts';
import { endPlay } from './settle/play.ts';

const ROUNDS = 1000;

/**
 * Derives everything that follows from what has just been entered, as entries: phases that open, close and reopen,
 * instances that open or are not needed, milestones, deadlines, injects whose condition holds. Goes on until nothing
 * follows any more. A state that is decided on was settled before, so what was not touched since is passed over.
 */
export function settle(decision: Decision): void {
  for (let round = 0; round < ROUNDS; round++) {
    if (decision.state.stage !== 'play') return;
    const before = decision.entries.length;
    decision.touched.turn();
    openPhases(decision);
    settleInstances(decision);
    openInstances(decision);
    settleMilestones(decision);
    closePhases(decision);
    reopenPhases(decision);
    settleClocks(decision);
    settleInjects(decision);
    if (decision.entries.length > before) continue;
    if (isOver(decision)) endPlay(decision, 'closed');
    return;
  }
  throw new Error('the playbook does not settle: two of its conditions undo each other');
}

function isOver({ state }: Decision): boolean {
  return Object.values(state.phases).every(({ status }) => status === 'closed' || status === 'skipped');
}
