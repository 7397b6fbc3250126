import { formatDuration, parseInstant } from '../language/time.ts';
import type { Contacts, Person } from './model.ts';

const DAY = 86_400_000;

/**
 * Why what is said of a person may no longer be right, in words; null where it was looked at not too long ago. `moment`: epoch
 * milliseconds.
 */
export function staleness(contacts: Contacts, person: Person, moment: number): string | null {
  if (person.checked === undefined) return 'never checked';
  const checked = parseInstant(`${person.checked}T00:00:00Z`);
  // The day is that of whoever looked, and the first of them begins 14 hours before UTC's.
  if (checked === null || checked - moment > DAY) return `checked on a day that has not come, ${person.checked}`;
  if (moment - checked <= contacts.staleAfter + DAY) return null;
  return `checked ${formatDuration(Math.floor((moment - checked) / DAY) * DAY)} ago, ${person.checked}`;
}
