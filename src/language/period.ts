import { formatDuration, parseDuration } from './time.ts';

/** How long a deadline gives: exact time (milliseconds), or days of a calendar, counted after the day on which it begins. */
export interface Period {
  readonly unit: 'time' | 'days' | 'months' | 'business-days';
  readonly count: number;
}

/** A deadline that a law sets in words alone, such as "without undue delay". */
export const NO_FIXED_TIME = 'no-fixed-time';

/** What a period looks like: `72h`, `60 days`, `1 month`, `4 business-days`. Also given to editors, so it stands alone. */
export const periodPattern =
  /^(?:no-fixed-time|[1-9]\d{0,3} (?:days?|months?|business-days?)|(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?)$/;

const counted = /^([1-9]\d{0,3}) (day|month|business-day)s?$/;

/** A period as it is written; null for anything else. `2d` is 48 hours, `2 days` ends with the second day. */
export function parsePeriod(text: string): Period | null {
  const [, count, unit] = counted.exec(text) ?? [];
  if (count !== undefined) return { unit: `${unit}s` as 'days' | 'months' | 'business-days', count: Number(count) };
  const time = parseDuration(text);
  return time === null ? null : { unit: 'time', count: time };
}

const words = { days: 'calendar day', months: 'month', 'business-days': 'business day' } as const;

/** `72h`, `60 calendar days`, `1 month`, `4 business days`. */
export function periodText({ unit, count }: Period): string {
  if (unit === 'time') return formatDuration(count);
  return `${count} ${words[unit]}${count === 1 ? '' : 's'}`;
}
