import type { Report } from '../model.ts';
import type { Lesson } from '../review.ts';
import { offset } from '../words.ts';
import { bullets, type Section } from './blocks.ts';
import { said } from './people.ts';
import { type Inline, join, rich } from './rich.ts';

/** What went well, what went poorly, where luck helped, and what contributed; what people said first. */
export function reviewSection({ review }: Report): Section | null {
  const parts = [
    ['What went well', review.well],
    ['What went poorly', review.poorly],
    ['Where we were lucky', review.lucky],
    ['What contributed', review.factors],
  ] as const;
  if (parts.every(([, lessons]) => lessons.length === 0)) return null;
  const silent = parts.every(([, lessons]) => lessons.every(({ by }) => by === 'rule'));
  return {
    title: 'What went well, what went poorly, and luck',
    blocks: [
      silent ? 'Nobody said anything of it: all of this is derived by rule from what happened.' : '',
      ...parts.map(
        ([title, lessons]): Section => ({
          title,
          blocks: [
            lessons.length > 0 ? bullets(lessons.map(lesson)) : 'Nothing was said, and nothing follows from the run.',
          ],
        }),
      ),
    ],
  };
}

function lesson({ text, by, who, moment }: Lesson): Inline {
  const when = moment === null ? null : rich`T ${offset(moment.at)}`;
  if (by === 'rule') return rich`${text} *(${join(['derived', when], ', ')})*`;
  return rich`${text} (${join([said(who), when], ', ')})`;
}
