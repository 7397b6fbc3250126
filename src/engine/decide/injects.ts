import type { Inject } from '../../scenario/model.ts';
import { type Decision, refuse } from '../decision.ts';
import { deliver } from '../settle/injects.ts';
import { assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';

function needInject(decision: Decision, id: string): Inject {
  return decision.state.definition.injects[id] ?? refuse('invalid', `There is no inject ${id} in this scenario.`);
}

/** An inject that has not come yet. */
function needPending(decision: Decision, id: string): Inject {
  const inject = needInject(decision, id);
  const now = decision.state.injects[id];
  if (now?.deliveredAt !== undefined) refuse('not-now', `${id} was delivered already.`);
  if (now?.dropped !== undefined) refuse('not-now', `${id} was dropped.`);
  return inject;
}

/** Injects: what the facilitator does with them, and what the team answers. */
export const injectCommands = {
  'answer-inject': (decision, command) => {
    assertText(command.answer, 'An answer');
    const now = decision.state.injects[command.inject];
    if (now?.deliveredAt === undefined || !now.shown)
      return refuse('invalid', `Nothing called ${command.inject} has come.`);
    if (now.shown.question === undefined) return refuse('invalid', `${command.inject} asks nothing.`);
    if (now.answeredAt !== undefined)
      return refuse('not-now', `${command.inject} was answered already.`, {
        hint: 'Correct the entry if the answer was wrong.',
      });
    assertAddressed(decision, now.shown.to);
    const ask = decision.state.definition.injects[command.inject]?.ask;
    if (ask?.form === 'options' && !ask.options.some(({ id }) => id === command.answer))
      refuse('invalid', `${command.answer} is not a choice.`, {
        hint: `It is one of: ${ask.options.map(({ id }) => id).join(', ')}.`,
      });
    decision.say({ type: 'inject.answered', inject: command.inject, answer: command.answer });
  },
  'release-inject': (decision, command) => deliver(decision, needPending(decision, command.inject), true),
  'hold-inject': (decision, command) => {
    const inject = needPending(decision, command.inject);
    if (inject.hold || decision.state.injects[inject.id]?.held) refuse('not-now', `${inject.id} is held already.`);
    decision.say({ type: 'inject.held', inject: inject.id });
  },
  'drop-inject': (decision, command) => {
    assertText(command.reason, 'A reason');
    decision.say({ type: 'inject.dropped', inject: needPending(decision, command.inject).id, reason: command.reason });
  },
  'improvise-inject': (decision, command) => {
    const { from, via, to, text } = command;
    assertText(text, 'A text');
    assertText(from, 'Whom it is from');
    const { playbook, scenario } = decision.state.definition;
    const stranger = to.find((role) => !Object.hasOwn(playbook.roles, role) && !scenario?.cast[role]);
    if (to.length === 0 || stranger !== undefined)
      refuse('invalid', stranger === undefined ? 'Say for which roles it is.' : `There is no role ${stranger}.`);
    const { injects, definition } = decision.state;
    let number = Object.values(injects).filter((inject) => inject.shown?.improvised).length + 1;
    while (injects[`improvised-${number}`] || definition.injects[`improvised-${number}`]) number += 1;
    decision.say({ type: 'inject.delivered', inject: `improvised-${number}`, from, via, to, text, improvised: true });
  },
} satisfies Deciding;

/** Whom an inject is for answers it; where nobody of them plays, anybody does. */
function assertAddressed(decision: Decision, to: readonly string[]): void {
  const { by } = decision.given;
  const holders = to.flatMap((role) => decision.state.roles[role] ?? []);
  if (!by || holders.length === 0 || holders.includes(by.person)) return;
  refuse('not-allowed', `It is for ${to.join(', ')}, and that is ${[...new Set(holders)].join(', ')}.`);
}
