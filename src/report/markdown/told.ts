import type { Report } from '../model.ts';
import { md, quotation, type Section } from './blocks.ts';
import type { Times } from './times.ts';

/** What was told, word by word, and nothing of deadlines: for whom is not to see those. */
export function toldSection({ messages }: Report, times: Times): Section {
  return {
    title: 'What was told',
    blocks: messages.map(
      ({ moment, to, text }): Section => ({
        title: md`To ${to}, ${times.full(moment.recorded)}`,
        blocks: [quotation(text)],
      }),
    ),
  };
}
