import type { Report } from './model.ts';

/** What stands on every page of a report, and on every picture of it: of what kind the run is, and how the page may be handled. */
export function markingWords({ overview: { mark }, draft }: Report): readonly string[] {
  return [mark, ...(draft === null ? [] : ['DRAFT'])];
}
