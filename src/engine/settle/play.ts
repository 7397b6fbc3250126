import { hasAttacker } from '../../scenario/attacker.ts';
import { attempt } from '../../world/attack.ts';
import type { Decision } from '../decision.ts';
import { movesDue } from '../due.ts';
import { judgeInject } from '../expectations.ts';
import { factsOf } from '../facts.ts';
import { suggest } from '../ratings.ts';

/**
 * Ends play. The attacker does not stop when the team does: moves that are due up to the scenario's duration still have
 * their try. Then truth is told, and everything is judged by it.
 */
export function endPlay(decision: Decision, outcome: string, reason?: string): void {
  decision.holdRecorded();
  const body = { type: 'play.ended' as const, outcome, ...(reason === undefined ? {} : { reason }) };
  if (reason === undefined) decision.follow(body);
  else decision.say(body);
  const { at } = decision;
  const there = new Set(Object.keys(decision.state.world.truth.things));
  for (let [due] = movesInOrder(decision); due; [due] = movesInOrder(decision)) {
    decision.at = Math.max(due.at, at);
    tryMove(decision, due.move);
  }
  decision.at = at;
  judge(
    decision,
    Object.keys(decision.state.world.truth.things).filter((id) => !there.has(id)),
  );
}

function movesInOrder(decision: Decision) {
  return movesDue(decision.state).sort((a, b) => a.at - b.at);
}

/** One try of the attacker at a move, at the decision's time. */
export function tryMove(decision: Decision, id: string): void {
  const { scenario } = decision.state.definition;
  const move = scenario?.adversary.moves.find((one) => one.id === id);
  if (!scenario || !move) return;
  const result = attempt(decision.state.world.truth, move, decision.at, hasAttacker(scenario));
  if ('blocked' in result) {
    const again = move.retry === undefined ? null : decision.at + move.retry;
    const retryAt = again === null || again > scenario.duration ? {} : { retryAt: again };
    decision.follow({ type: 'world.blocked', move: id, blockedBy: result.blocked, ...retryAt });
    return;
  }
  decision.follow({ type: 'world.moved', move: id });
  if (result.changes.length > 0) decision.follow({ type: 'world.changed', changes: result.changes });
}

function judge(decision: Decision, tooLate: readonly string[]): void {
  const { scenario } = decision.state.definition;
  decision.follow({ type: 'hot-wash.opened', facts: factsOf(decision.state, tooLate) });
  if (!scenario) return;
  for (const inject of scenario.injects) {
    const judged = judgeInject(decision.state, inject);
    if (!judged) continue;
    const { objective } = inject;
    decision.follow({
      type: 'inject.judged',
      inject: inject.id,
      ...(objective === undefined ? {} : { objective }),
      judged,
    });
  }
  for (const objective of scenario.objectives)
    decision.follow({ type: 'objective.suggested', objective: objective.id, ...suggest(decision.state, objective) });
}
