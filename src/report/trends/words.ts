import { shorten, visible } from '../visible.ts';
import { count, countedFrom, span } from '../words.ts';
import type { LeftOut, MilestoneTrend, Repeated, Section, Spread, Trends } from './schema.ts';

const DAY = 86_400_000;
const LONGEST_TEXT = 300;

export const titles = {
  exercise: 'Drills',
  incident: 'Incidents',
  playbooks: 'Milestones',
  ratings: 'Objectives',
  repeated: 'Repeated findings',
  improvements: 'Open improvements',
  coverage: 'Coverage',
  leftOut: 'Left out',
  definitions: 'How it is counted',
} as const;

export const spoils = 'It names what drills are about: who has yet to play one should not read it.';

/** A text from outside on one line, with nothing in it that cannot be seen. */
export function line(text: string): string {
  const lines = visible(text).split('\n');
  return shorten(lines.flatMap((part) => part.trim() || []).join(' / '), LONGEST_TEXT);
}

/** `2026-03-02`. */
export function day(iso: string | null): string {
  return iso === null ? 'never' : iso.slice(0, 10);
}

/** How old something is, in days once it has some. */
export function age(ms: number | null): string {
  if (ms === null) return 'later than now';
  return ms >= DAY ? count(Math.floor(ms / DAY), 'day') : span(ms);
}

/** `12 drills from 2026-01-05 to 2026-05-30`. */
export function which({ kind, runs }: Section): string {
  const [first, last] = [runs[0], runs.at(-1)];
  const word = kind === 'exercise' ? 'drill' : 'incident';
  if (!first || !last) return `No ${word} counts yet.`;
  if (first === last) return `One ${word}, on ${day(first.opened)}.`;
  return `${count(runs.length, word)}, from ${day(first.opened)} to ${day(last.opened)}.`;
}

/** The median with its quartiles, or the values where they are too few; always with n. */
export function spread({ n, median, q1, q3, values }: Spread): string {
  if (n === 0) return 'n 0: not known';
  if (median === null || q1 === null || q3 === null)
    return `n ${n}, too few for a median: ${values.map((value) => span(value)).join(', ')}`;
  return `n ${n}, median ${span(median)}, quartiles ${span(q1, q3)} to ${span(q3)}`;
}

/** `3 of 4 runs, in 1 of which what is back is not shown to be clean`. */
export function reachedIn({ reached, runs, doubted }: MilestoneTrend): string {
  const doubt = doubted === 0 ? '' : `, in ${doubted} of which what is back is not shown to be clean`;
  return `${reached} of ${count(runs, 'run')}${doubt}`;
}

/** `within 5 min from knowing: met 3, missed 1`. */
export function target({ target: of }: MilestoneTrend): string {
  if (!of) return 'none';
  const { within, from, met, missed, notReached, unknown, changed } = of;
  const also = [
    notReached > 0 ? `, not reached ${notReached}` : '',
    unknown > 0 ? `, not known ${unknown}` : '',
    changed ? '; it was another one in earlier runs, each is judged by its own' : '',
  ];
  return `within ${span(within)} from ${countedFrom(from)}: met ${met}, missed ${missed}${also.join('')}`;
}

/** Where and when something was seen again, and what has been made of it. */
export function repeatedIn({ in: place, by, first, last, improvements }: Repeated): string {
  const made = improvements === 0 ? 'no improvement' : count(improvements, 'improvement');
  return `${place}, ${day(first)} to ${day(last)}; ${made} open from it${by === 'words' ? '; the same by its words' : ''}`;
}

const whys: Readonly<Record<LeftOut['why'], string>> = {
  scripted: 'played by a script',
  rehearsal: 'rehearsal',
  open: 'not closed',
  empty: 'never opened',
  damaged: 'damaged',
  'other-version': 'of another version',
};

/** Why a run does not count, in words. */
export function why(one: LeftOut): string {
  return whys[one.why];
}

/** What the whole is about, a sentence each. */
export function about({ now, since, scripted, earlier }: Trends): string[] {
  return [
    `Counted up to ${now.slice(0, 16).replace('T', ' ')} UTC${since === null ? '' : `, from ${since.slice(0, 16).replace('T', ' ')} UTC on`}.`,
    ...(earlier > 0 ? [`${count(earlier, 'run')} opened before that ${earlier === 1 ? 'is' : 'are'} left out.`] : []),
    scripted
      ? 'Runs that a script played are counted: their times are not those of a team.'
      : 'Runs that a script played are left out.',
    'Drills and incidents are never counted together; rehearsals are left out.',
    'People and teams are not compared. Names stand only where somebody owns an improvement.',
  ];
}
