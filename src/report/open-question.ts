/** What such a line begins with: it must not be read over. */
export const alarms = {
  outcome: 'OUTCOME UNKNOWN',
  alive: 'STILL ALIVE',
  unproven: 'NOT PROVEN DEAD',
  unverified: 'NOT VERIFIED',
  leaves: 'LEFT ALIVE OR OPEN',
} as const;

export type Alarm = keyof typeof alarms;

/** Something that was not answered or not finished when the last entry was written. */
export interface OpenQuestion {
  readonly sort: 'truth' | Alarm | 'anchor' | 'input' | 'condition' | 'step' | 'approval' | 'inject' | 'clock' | 'role';
  readonly text: string;
  /** Whose it is, where somebody's: a person, or a role's title. */
  readonly owner: string | null;
}

/** Whether a question is one of those that a reader must see first. */
export function isAlarm({ sort }: OpenQuestion): boolean {
  return Object.hasOwn(alarms, sort);
}
