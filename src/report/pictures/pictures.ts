import type { Report } from '../model.ts';
import { blastRadius } from './blast-radius.ts';
import { burnDown } from './burn-down.ts';
import { deadlines } from './deadlines.ts';
import { milestones } from './milestones.ts';
import { objectives } from './objectives.ts';
import type { Picture } from './picture.ts';
import { whoDidWhat } from './who-did-what.ts';

/** What the pictures are drawn from: no more of a report than that. */
export type Pictured = Pick<
  Report,
  'overview' | 'milestones' | 'objectives' | 'attack' | 'people' | 'progress' | 'clocks' | 'timeline'
>;

/** The pictures of a report that have something to show, in their order. */
export function picturesOf(report: Pictured): Picture[] {
  const all = [whoDidWhat, milestones, blastRadius, burnDown, objectives, deadlines];
  return all.flatMap((draw) => draw(report) ?? []);
}
