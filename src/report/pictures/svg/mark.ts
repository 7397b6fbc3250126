import type { Picture } from '../picture.ts';
import { LINE, MARGIN, type Option, written } from './sheet.ts';

/** A picture that was cut out of a drill's report does not pass for an incident's. */
export function marked(mark: Picture['mark'], width: number): Option[] {
  return mark === 'LIVE' ? [] : [written(mark, width - MARGIN, LINE / 2, { align: 'right', bold: true })];
}
