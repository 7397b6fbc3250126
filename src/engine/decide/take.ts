import type { Step } from '../../playbook/model.ts';
import type { Decision } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { instanceOf } from '../state.ts';
import { stepOf } from '../targets.ts';

/** What there is to work with is shown when a step is taken up; what comes of it, when it is done. */
export function showsOnTakeUp(step: Step): boolean {
  return step.effect === 'survey' || step.decide !== undefined || step.evidence;
}

/** Takes up an instance. A survey shows what the world has to show, at once or when it is there. */
export function takeUp(decision: Decision, ref: InstanceRef): void {
  decision.say({ type: 'step.taken', ...ref });
  const response = decision.state.definition.scenario?.responses[ref.step];
  const step = stepOf(decision.state, ref.step);
  if (response?.show === undefined || !step || !showsOnTakeUp(step)) return;
  if (instanceOf(decision.state, ref)?.response !== undefined) return;
  if (response.takes > 0) decision.follow({ type: 'response.due', ...ref, until: decision.at + response.takes });
  else decision.follow({ type: 'response.shown', ...ref, text: response.show });
}
