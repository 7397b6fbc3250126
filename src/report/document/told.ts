import type { Report } from '../model.ts';
import { quotation, type Section } from './blocks.ts';
import { rich } from './rich.ts';
import type { Times } from './times.ts';

/** What was told, word by word, and nothing of deadlines: for whom is not to see those. */
export function toldSection({ messages }: Report, times: Times): Section {
  return {
    title: 'What was told',
    blocks: messages.map(
      ({ moment, to, text }): Section => ({
        title: rich`To ${to}, ${times.full(moment.recorded)}`,
        blocks: [quotation(text)],
      }),
    ),
  };
}
