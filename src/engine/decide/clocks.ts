import type { Clock } from '../../playbook/model.ts';
import { type Decision, refuse } from '../decision.ts';
import { assertPerson, assertRoleOrLead, assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';

function needClock(decision: Decision, id: string): Clock {
  const { clocks } = decision.state.definition.playbook;
  const clock = clocks.find((one) => one.id === id);
  if (clock) return clock;
  const hint =
    clocks.length === 0 ? 'This playbook has none.' : `There are: ${clocks.map((one) => one.id).join(', ')}.`;
  return refuse('invalid', `There is no clock ${id} in this playbook.`, { hint });
}

/** While it is played it is for the clock's owner, or the lead. Afterwards roles have ended: whoever knows the law says it, with their name. */
function assertTheirs(decision: Decision, { owner }: Clock, what: string): void {
  if (decision.state.stage === 'play') assertRoleOrLead(decision, owner, what);
}

/** Whether a deadline is theirs to keep: that is a person's word, with a reason, and may come long after the run. */
export const clockCommands = {
  'rule-out-clock': (decision, { clock: id, reason }) => {
    const clock = needClock(decision, id);
    assertText(reason, 'A rationale');
    assertPerson(decision);
    assertTheirs(decision, clock, `say that ${clock.short} does not apply`);
    if (decision.state.clocks[id]?.status === 'not-applicable')
      refuse('not-now', `${clock.short} was said not to apply already.`, { hint: 'Take that back first.' });
    decision.say({ type: 'clock.ruled-out', clock: id, reason });
  },
  'rule-in-clock': (decision, { clock: id, reason }) => {
    const clock = needClock(decision, id);
    assertText(reason, 'A reason');
    assertPerson(decision);
    assertTheirs(decision, clock, `say that ${clock.short} applies after all`);
    if (decision.state.clocks[id]?.status !== 'not-applicable')
      refuse('not-now', `Nobody has said that ${clock.short} does not apply.`);
    decision.say({ type: 'clock.ruled-in', clock: id, reason });
  },
} satisfies Deciding;
