import { answerToRead } from './answers.ts';
import type { Context } from './context.ts';
import type { KeyRow } from './key-row.ts';
import { current, unread, waitingBehind } from './now.ts';

/** Reads what came, wherever somebody is. */
export const message: KeyRow = {
  keys: ['m'],
  act: 'message',
  label: (c) => `read ${unread(c).length > 1 ? `${unread(c).length} messages` : 'the message'}`,
  when: (c) => unread(c).length > 0,
};

/** Over a pane in which nothing is typed. */
export const messageOver: KeyRow = {
  ...message,
  label: (c) => `read ${waitingBehind(c).length > 1 ? `${waitingBehind(c).length} messages` : 'the message'}`,
  when: (c) => waitingBehind(c).length > 0,
};

export const answer: KeyRow = {
  keys: ['v'],
  act: 'answer',
  label: answerLabel,
  when: (c) => answerToRead(c) !== undefined,
  help: 'Read what a step answered: what is new, what NOW has, or the last.',
};

function answerLabel(c: Context): string {
  const count = c.view.answers.length;
  if (count > 0) return count > 1 ? `read ${count} answers` : 'read the answer';
  return current(c)?.instance?.response === undefined ? 'last answer' : 'its answer';
}
