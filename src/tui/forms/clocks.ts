import type { CommandType } from '../../engine/commands.ts';
import type { Context } from '../context.ts';
import { plainLine } from '../plain.ts';
import { answer, choice, type Form, type Question, why } from './form.ts';

/** A clock of the playbook, among those that were said not to apply, or among the others. */
function whichClock(c: Context, isOut: boolean): Question {
  const { playbook } = c.state.definition;
  const some = playbook.clocks.filter(({ id }) => (c.state.clocks[id]?.status === 'not-applicable') === isOut);
  const choices = some.map(({ id, short, title }) => ({ value: id, label: plainLine(`${short}: ${title}`) }));
  return choice('clock', 'Which deadline?', choices);
}

/** Forms for what people say of deadlines. */
export const clockForms = {
  'rule-out-clock': {
    title: 'Say that a deadline does not apply',
    asks: (_, c) => [whichClock(c, false), why('Why does it not apply? The report says it with your name.')],
    makes: (v) => ({ type: 'rule-out-clock', clock: answer(v, 'clock'), reason: answer(v, 'reason') }),
  },
  'rule-in-clock': {
    title: 'Say that a deadline applies after all',
    asks: (_, c) => [whichClock(c, true), why()],
    makes: (v) => ({ type: 'rule-in-clock', clock: answer(v, 'clock'), reason: answer(v, 'reason') }),
  },
} satisfies Partial<Record<CommandType, Form>>;
