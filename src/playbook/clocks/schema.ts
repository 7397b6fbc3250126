import * as z from 'zod';
import { calendars } from '../../language/holidays.ts';
import { NO_FIXED_TIME, parsePeriod, periodPattern } from '../../language/period.ts';
import { id, written } from '../../language/zod.ts';
import { dateText, dayOfDate } from '../../language/zone.ts';
import { formatVersion, text } from '../parts.ts';

/** How long there is: a period, or null where the law has no number. */
const due = () =>
  written(periodPattern, 'expected a time such as 72h, 60 days, 1 month, 4 business-days or no-fixed-time', (given) => {
    if (given === NO_FIXED_TIME) return { period: null };
    const period = parsePeriod(given);
    return period && { period };
  });

const timeOfDay = () =>
  written(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day in quotes, such as "17:30"', (given) => {
    const [hours = 0, minutes = 0] = given.split(':').map(Number);
    return (hours * 60 + minutes) * 60_000;
  });

const date = () =>
  written(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-12-25', (given) => {
    const [year = 0, month = 0, day = 0] = given.split('-').map(Number);
    const at = dayOfDate(year, month, day);
    return dateText(at) === given ? at : null;
  });

/** What both a playbook and the library say of a deadline. */
export const termKeys = {
  short: text().max(24).optional().describe('What stands for it where there is little room, such as GDPR 33.'),
  from: text()
    .optional()
    .describe(
      'What the time counts from: known, intruded, a milestone, steps.<step> (when that was finished) or clocks.<clock> (when what meets it was done). Default: known.',
    ),
  due: due()
    .optional()
    .describe(
      'How long there is: exact time such as 72h; calendar days (60 days), months (1 month) or business days (4 business-days), which end with their last day; no-fixed-time where the law has no number.',
    ),
  'at-latest': z
    .strictObject({
      due: due().describe('How long there is at most, such as 24h.'),
      from: text().describe('What that counts from, such as known.'),
    })
    .optional()
    .describe('A second limit: the earlier of the two holds, unless this one had passed when the first began.'),
  until: timeOfDay()
    .optional()
    .describe('When the last day ends, of a deadline in days or months, such as "17:30". Default: with the day.'),
  'on-free-day': z
    .enum(['stays', 'next-business-day', 'next-business-day-noon'])
    .optional()
    .describe(
      'What becomes of a deadline whose last day is free: it stays (the default), or moves to the next business day, or to noon of it.',
    ),
  calendar: z
    .enum(calendars)
    .optional()
    .describe(
      'Which days are free: weekends (Saturdays and Sundays, the default), or us-federal with the federal holidays.',
    ),
  holidays: z.array(date()).max(400).optional().describe('More days that are free, such as 2026-12-25.'),
  timezone: text().optional().describe('The time zone in which its days begin and end. Default: that of the run.'),
};

/** What a library says for people to judge whether a deadline is theirs. */
const aboutKeys = {
  'applies-to': text().describe('Whom it binds.'),
  'starts-when': text().describe('Which fact or determination starts it.'),
  'counts-from': text().describe('The moment that its time counts from.'),
  wording: text().describe('What the law or the rule asks, close to its own words.'),
  note: text()
    .optional()
    .describe('What else is to be known: exceptions, reliefs, and how its end is worked out here.'),
};

const libraryClock = z.strictObject({
  clock: id().describe('The name by which a playbook uses it.'),
  title: text().describe('What must happen before it runs out.'),
  ...termKeys,
  source: text().optional().describe('The article that sets it.'),
  ...aboutKeys,
});

/** A library of deadlines as it is written. */
export const clockLibrarySchema = z.strictObject({
  format: formatVersion(),
  'clock-library': id().describe('The id of the library: the name of its file.'),
  title: text().describe('The law, the rules or the contract that its clocks come from.'),
  clocks: z.array(libraryClock).min(1).max(100).describe('The clocks.'),
});

export type RawClockLibrary = z.output<typeof clockLibrarySchema>;
export type RawLibraryClock = RawClockLibrary['clocks'][number];
