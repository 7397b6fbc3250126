import type { CommandType } from '../../engine/commands.ts';
import type { Pending } from '../../engine/state.ts';
import type { Context } from '../context.ts';
import { plainLine } from '../plain.ts';
import { answer, choice, type Form, type Question, why } from './form.ts';

function whichChannel(question: string, names: readonly string[]): Question {
  return choice(
    'via',
    question,
    names.map((value) => ({ value, label: plainLine(value) })),
  );
}

/** Messages of a channel that are not being sent just now. */
function whichMessage(c: Context, via: string): Question {
  const waiting = Object.entries(c.state.outbox[via]?.pending ?? {}).filter(([, { status }]) => status !== 'begun');
  const choices = waiting.map(([value, one]) => ({
    value,
    label: plainLine(`${value} ${standing(one)}: ${one.subject}`),
  }));
  return choice('message', 'Which message?', choices);
}

const words = { queued: 'waits', begun: 'goes out', unknown: 'may be there or not', dead: 'was not taken' };
const standing = ({ status }: Pending) => words[status];

const channels = (c: Context) => Object.keys(c.state.outbox);

/** Forms for what goes out to others. */
export const outboxForms = {
  'retry-delivery': {
    title: 'Send again what did not go out',
    asks: (_, c) => [whichChannel('By which channel?', channels(c))],
    makes: (v) => ({ type: 'retry-delivery', via: answer(v, 'via') }),
  },
  'drop-delivery': {
    title: 'Drop a message that did not go out',
    asks: (v, c) => [
      whichChannel('Of which channel?', channels(c)),
      whichMessage(c, v.via ?? ''),
      why('Why is it not to be told?'),
    ],
    makes: (v) => ({
      type: 'drop-delivery',
      via: answer(v, 'via'),
      messages: [answer(v, 'message')],
      reason: answer(v, 'reason'),
    }),
  },
  withhold: {
    title: 'Keep details from a channel, or tell them again',
    asks: (_, c) => [
      whichChannel('Which channel?', channels(c)),
      choice('withheld', 'Who broke in may read along?', [
        { value: 'yes', label: 'Yes: say there no more than that there is something' },
        { value: 'no', label: 'No: details go out there again' },
      ]),
      why(),
    ],
    makes: (v) => ({
      type: 'withhold',
      via: answer(v, 'via'),
      withheld: answer(v, 'withheld') === 'yes',
      reason: answer(v, 'reason'),
    }),
  },
} satisfies Partial<Record<CommandType, Form>>;
