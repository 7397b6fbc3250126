import type { Moment } from '../source.ts';
import { span } from '../words.ts';

/** Shows moments in UTC, and in the run's zone where that differs. ISO 8601 in. */
export interface Times {
  /** The zone's name; null where the run kept UTC, so that nothing is said twice. */
  readonly zone: string | null;
  /** `2026-03-02 08:12 UTC`, and the zone's time in brackets where it differs. */
  full(iso: string): string;
  /** `2026-03-02`. */
  day(iso: string): string;
  /** `08:12:30` in UTC. */
  utc(iso: string): string;
  /** `09:12:30` in the zone, with the date where it is another one than in UTC; empty without a zone. */
  local(iso: string): string;
}

/** Times for a zone by its IANA name; one that this machine does not know counts as UTC. */
export function timesIn(timezone: string): Times {
  const format = formatter(timezone);
  const utc = (iso: string) => iso.slice(11, 19);
  const day = (iso: string) => iso.slice(0, 10);
  const local = (iso: string) => {
    if (!format) return '';
    const { date, time } = inZone(format, iso);
    return date === day(iso) ? time : `${date} ${time}`;
  };
  return {
    zone: format ? timezone : null,
    day,
    utc,
    local,
    full: (iso) => {
      const here = `${day(iso)} ${iso.slice(11, 16)} UTC`;
      return format ? `${here} (${local(iso).slice(0, -3)} ${timezone})` : here;
    },
  };
}

/** What came late because nobody was there says so, and by how much; nothing of anything else. */
export function lateness({ late, time, recorded }: Moment): string {
  if (!late) return '';
  return `(late: it was due while nobody was there, ${span(Date.parse(recorded) - Date.parse(time))} before)`;
}

const alwaysUtc = new Set(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT', 'Z', 'Zulu', 'Universal', 'Etc/UCT', 'UCT']);

function formatter(timeZone: string): Intl.DateTimeFormat | null {
  if (alwaysUtc.has(timeZone)) return null;
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    return null;
  }
}

function inZone(format: Intl.DateTimeFormat, iso: string): { date: string; time: string } {
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(new Date(iso))) parts[type] = value;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
  };
}
