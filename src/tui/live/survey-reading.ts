import type { Context } from '../context.ts';
import { type Line, line as lineOf } from '../lines.ts';
import { plainLine } from '../plain.ts';
import type { Press } from '../press.ts';
import type { SurveyPane } from '../view.ts';
import { type SurveyRow, surveyRows } from './survey.ts';

/** So many rows are read out; the others have their numbers all the same. */
const MOST = 60;

/** The rows of a survey with their numbers, to be heard. */
export function surveyLines(pane: SurveyPane, c: Context): Line[] {
  const rows = surveyRows(c.state, pane);
  const marked = new Set(pane.marked);
  const told = rows
    .slice(0, MOST)
    .flatMap((row, at) => (row.row === 'finish' ? [] : [`${at + 1} ${wordsOf(row, marked)}`]));
  const more = rows.length - 1 - told.length;
  return [...told, ...(more > 0 ? [`${more} more, to ${rows.length - 1}`] : [])].map((text) => lineOf(text));
}

function wordsOf(row: Exclude<SurveyRow, { row: 'finish' }>, marked: ReadonlySet<string>): string {
  if (row.row === 'action') return `look: ${plainLine(row.action.title)}${row.isRunning ? ', which runs now' : ''}`;
  const { name, itemType } = row.find;
  const state = row.isKnown ? 'in the register' : marked.has(name) ? 'marked' : 'found';
  return `${state}: ${plainLine(name)}, ${plainLine(itemType)}`;
}

export const surveyHowTo =
  'A number marks a find, or looks with what is listed. !all marks all, !add puts the marked into the register. Other words are a find by hand. An empty line finishes. !later leaves it open.';

/** What a typed line means in a survey. Null: nothing. */
export function understandSurvey(pane: SurveyPane, c: Context, said: string): readonly Press[] | null {
  const rows = surveyRows(c.state, pane);
  if (said === '') return [{ key: 'end' }, { key: 'enter' }];
  if (said === '!all') return [{ key: 'ctrl-a' }];
  if (said === '!add') return rows[0]?.row === 'find' ? [{ key: 'home' }, { key: 'enter' }] : null;
  if (!/^\d+$/.test(said)) return [{ paste: said }, { key: 'enter' }];
  const row = rows[Number(said) - 1];
  if (!row || row.row === 'finish') return null;
  const down = Array.from({ length: Number(said) - 1 }, () => ({ key: 'down' }));
  return [{ key: 'home' }, ...down, { key: row.row === 'find' ? 'space' : 'enter' }];
}
