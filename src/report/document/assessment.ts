import type { Judged, Rating, Verdict } from '../../engine/entries.ts';
import type { AttackReport, AttackRow } from '../attack.ts';
import { ratingDefinitions, ratingsSource } from '../hseep.ts';
import type { InjectReport } from '../injects.ts';
import type { Report } from '../model.ts';
import type { ObjectiveReport } from '../objectives.ts';
import { shorten } from '../visible.ts';
import { clause, count, inWords, offset, plainTimes, sentence } from '../words.ts';
import { bullets, led, quotation, type Section, table } from './blocks.ts';
import { said } from './people.ts';
import { type Inline, join, type Rich, rich } from './rich.ts';

/** Enough to know it again; the whole text stands under the table. */
const SHOWN_TEXT = 60;

const verdicts: Readonly<Record<Verdict, string>> = { met: 'met', late: 'late', unmet: 'not met', open: 'not judged' };

function rated(rating: Rating | null): string {
  return rating === null ? 'not rated' : `${rating}, ${ratingDefinitions[rating].name}`;
}

/** Objectives with their ratings and what each rests on, in HSEEP's terms. */
export function objectivesSection(objectives: readonly ObjectiveReport[], injects: readonly InjectReport[]): Section {
  const byPeople = objectives.some(({ final }) => final);
  const rows = objectives.map(({ title, capability, rating, final, suggested }) => [
    title,
    capability,
    rating === null || final ? rich`**${rated(rating)}**` : rich`**${rated(rating)}** (suggested)`,
    ...(byPeople ? [final ? rich`people; suggested was ${suggested?.rating ?? 'none'}` : 'nobody: suggested'] : []),
  ]);
  return {
    title: 'Objectives and ratings',
    blocks: [
      objectives.length > 0
        ? table(['Objective', 'Capability', 'Rating', ...(byPeople ? ['Given by'] : [])], rows)
        : 'The scenario names no objective.',
      objectives.length > 0 && !byPeople
        ? 'Nobody rated these in the hot wash: each is suggested by rule, from the evidence below it.'
        : '',
      ...objectives.map((objective) => objectiveSection(objective, injects)),
    ],
  };
}

function objectiveSection(
  { objective, title, tasks, suggested, ratings }: ObjectiveReport,
  injects: readonly InjectReport[],
): Section {
  const evidenceOf = (task: string) => suggested?.evidence.find(({ text }) => text === task);
  const own = numbered(injects).flatMap((inject) =>
    inject.objective === objective && inject.judged ? [judgement(inject, inject.judged)] : [],
  );
  return {
    title: rich`Objective: ${title}`,
    blocks: [
      table(
        ['Critical task', 'How it came out', 'Evidence'],
        tasks.map((task) => {
          const seen = task.who ? `seen by ${said(task.who)}` : task.by === 'seen' ? 'nobody said' : null;
          const expected = task.by === 'expected' ? evidenceOf(task.title) : undefined;
          return [
            task.title,
            verdict(task.verdict),
            join([seen, expected ? plainTimes(expected.evidence) : null, task.note ?? null], '; '),
          ];
        }),
      ),
      ...led('Injects that belong to it:', bullets(own)),
      suggested ? why(suggested, ratings.length > 0) : '',
      bullets(
        ratings.map(
          ({ rating, reason, who }, index) =>
            rich`${index === 0 ? 'Rated' : 'Before that'} **${rated(rating)}** by ${said(who)}: ${reason}`,
        ),
      ),
    ],
  };
}

/** The table above has the letter already where no person gave another. */
function why({ rating, because }: NonNullable<ObjectiveReport['suggested']>, final: boolean): Rich {
  const reason = clause(plainTimes(because));
  if (rating === null) return rich`Not rated: ${reason}.`;
  return final
    ? rich`Suggested: **${rated(rating)}**. Why: ${reason}.`
    : rich`Why **${rating}** is suggested: ${reason}.`;
}

function verdict(how: Verdict): Inline {
  return how === 'met' || how === 'open' ? verdicts[how] : rich`**${verdicts[how]}**`;
}

function judgement(inject: Numbered, { text, verdict: how, evidence }: Judged): Inline {
  return rich`Inject ${called(inject)}: ${plainTimes(text)}: ${verdict(how)} (${plainTimes(evidence)})`;
}

type Numbered = InjectReport & { readonly number: number | null };

/** An inject has no title: it is called by its number among those that came, and by who it came from. */
function numbered(injects: readonly InjectReport[]): Numbered[] {
  return injects.map((inject, index) => ({ ...inject, number: inject.delivered === null ? null : index + 1 }));
}

function called({ number, from }: Numbered): string {
  return number === null ? from : `${number}, ${from}`;
}

/** HSEEP's words, whole, for who does not know the letters; nothing where nothing was rated. */
export function ratingsSection({ objectives }: Report): Section | null {
  return objectives?.some(({ rating, suggested }) => rating !== null || suggested?.rating) ? definitions : null;
}

const definitions: Section = {
  title: 'What the ratings mean',
  blocks: [
    bullets(
      (['P', 'S', 'M', 'U'] as const).map(
        (rating) => rich`**${ratingDefinitions[rating].name} (${rating}).** ${ratingDefinitions[rating].definition}`,
      ),
    ),
    `Source: ${ratingsSource}. P, S and M all achieve the objective.`,
  ],
};

/** The attacker's day, or what went on without one, beside the team's, by time. */
export function attackSection(attack: AttackReport): Section {
  const { attacker, ended, endedWords, rows, prevented } = attack;
  const after = rows.filter(({ afterPlay }) => afterPlay);
  // One column, one unit: in a story of days, what came on its second day is told in days too.
  const last = Math.max(0, ...rows.map(({ at, until, again }) => again?.until ?? until ?? at));
  const moved = (row: AttackRow) => moveWords(row, last);
  return {
    title: attacker ? 'Attacker and team' : 'What went on, and the team',
    blocks: [
      beginning(attack),
      table(
        ['T', attacker ? 'Attacker' : 'What went on', 'Team'],
        rows
          .filter(({ afterPlay }) => !afterPlay)
          .map((row) =>
            row.side === 'team' ? [when(row, last), null, teamDid(row)] : [when(row, last), moved(row), null],
          ),
      ),
      ...(ended === null
        ? []
        : led(
            rich`**After ${endedWords}** at T ${offset(ended, last)}, as a consequence of how things then stood:`,
            bullets(after.map((row) => rich`${when(row, last)}: ${moved(row)}`)),
          )),
      prevented.length > 0 ? rich`Never happened: ${prevented.join('; ')}.` : nothingPrevented(attack),
    ],
  };
}

function beginning({ attacker, intruded }: AttackReport): string {
  if (!attacker) return 'There is no attacker in this case: it was an accident, and what goes on by itself.';
  return intruded === null
    ? 'The scenario does not say when the intrusion began.'
    : `In truth the intrusion began at T ${offset(intruded)}.`;
}

function nothingPrevented({ attacker, rows }: AttackReport): string {
  if (attacker) return 'Every move that the attacker had was made.';
  return rows.some(({ side }) => side === 'itself') ? 'Nothing of it was prevented.' : '';
}

function when({ at, until }: AttackRow, last: number): string {
  const from = offset(at, last);
  const to = until === undefined ? from : offset(until, last);
  return from === to ? from : `${from} to ${to}`;
}

function moveWords({ what, text, by, again }: AttackRow, last: number): Inline {
  if (what !== 'blocked') return sentence(text);
  const more = again ? `, and ${count(again.times, 'more time')} until ${offset(again.until, last)}` : '';
  return rich`**blocked:** ${text}. Stopped by: ${(by ?? []).join('; ')}${more}`;
}

function teamDid({ what, text }: AttackRow): Inline {
  switch (what) {
    case 'failed':
      return rich`${text} **failed**`;
    case 'overrode':
      return rich`**broke the glass** over ${text}`;
    case 'reached':
      return rich`**${text}** reached`;
    case 'withdrawn':
      return rich`**${text}** withdrawn`;
    default:
      return text;
  }
}

/** The injects as they were played, each with its words and what came of it. */
export function injectsSection(injects: readonly InjectReport[]): Section {
  const rows = numbered(injects).map(({ number, from, text, delivered, withheld, answer, question, judged }) => [
    number,
    delivered ? offset(delivered.at) : null,
    from,
    shorten(text, SHOWN_TEXT),
    withheld ??
      (question === null ? 'delivered' : answer ? `answered ${offset(answer.moment.at)}` : rich`**not answered**`),
    judged ? rich`${verdict(judged.verdict)}: ${plainTimes(judged.text)} (${plainTimes(judged.evidence)})` : null,
  ]);
  return {
    title: 'Injects',
    blocks: [
      injects.length > 0
        ? table(['No.', 'T', 'From', 'Message', 'What came of it', 'Expected'], rows)
        : 'There was no inject.',
      ...numbered(injects)
        .filter(({ delivered }) => delivered !== null)
        .map(injectSection),
    ],
  };
}

function injectSection(inject: Numbered): Section {
  const { via, to, text, question, answer, improvised, delivered } = inject;
  const at = delivered ? `, T ${offset(delivered.at)}` : '';
  return {
    title: improvised ? rich`Inject ${called(inject)}${at} (improvised)` : rich`Inject ${called(inject)}${at}`,
    blocks: [
      rich`By ${via}, to ${inWords(to)}:`,
      quotation(text),
      question === null ? '' : rich`Asked: ${question}`,
      answer ? rich`Answer of ${said(answer.who)} at T ${offset(answer.moment.at)}:` : '',
      answer ? quotation(answer.text) : '',
    ],
  };
}
