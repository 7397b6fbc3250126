import type { Judged, Rating, Verdict } from '../../engine/entries.ts';
import type { AttackReport, AttackRow } from '../attack.ts';
import { ratingDefinitions, ratingsSource } from '../hseep.ts';
import type { InjectReport } from '../injects.ts';
import type { ObjectiveReport } from '../objectives.ts';
import { clause, inWords, offset } from '../words.ts';
import { bullets, type Inline, join, md, quotation, type Section, table } from './blocks.ts';
import { said } from './people.ts';

const verdicts: Readonly<Record<Verdict, string>> = { met: 'met', late: 'late', unmet: 'not met', open: 'not judged' };

function rated(rating: Rating | null): string {
  return rating === null ? 'not rated' : `${rating}, ${ratingDefinitions[rating].name}`;
}

/** Objectives with their ratings and what each rests on, in HSEEP's terms. */
export function objectivesSection(objectives: readonly ObjectiveReport[]): Section {
  const rows = objectives.map(({ title, capability, rating, final, suggested }) => [
    title,
    capability,
    md`**${rated(rating)}**`,
    final ? md`people; suggested was ${suggested?.rating ?? 'none'}` : 'suggested, nobody rated it',
  ]);
  const used = [...new Set(objectives.flatMap(({ rating, suggested }) => [rating, suggested?.rating ?? null]))];
  return {
    title: 'Objectives and ratings',
    blocks: [
      objectives.length > 0
        ? table(['Objective', 'Capability', 'Rating', 'Given by'], rows)
        : 'The scenario names no objective.',
      ...objectives.map(objectiveSection),
      used.some((rating) => rating !== null) ? definitions : '',
    ],
  };
}

function objectiveSection({ title, tasks, suggested, ratings }: ObjectiveReport): Section {
  const evidenceOf = (task: string) => suggested?.evidence.find(({ text }) => text === task);
  const others = (suggested?.evidence ?? []).filter(({ text }) => !tasks.some((task) => task.title === text));
  return {
    title: md`Objective: ${title}`,
    blocks: [
      table(
        ['Critical task', 'How it came out', 'Evidence'],
        tasks.map((task) => {
          const seen = task.who ? `seen by ${said(task.who)}` : task.by === 'seen' ? 'nobody said' : null;
          const expected = task.by === 'expected' ? (evidenceOf(task.title)?.evidence ?? null) : null;
          return [task.title, verdict(task.verdict), join([seen, expected, task.note ?? null], '; ')];
        }),
      ),
      others.length > 0 ? `Injects that belong to it:\n\n${bullets(others.map(judgement))}` : '',
      suggested ? md`Suggested: **${rated(suggested.rating)}**. Why: ${clause(suggested.because)}.`.md : '',
      bullets(
        ratings.map(
          ({ rating, reason, who }, index) =>
            md`${index === 0 ? 'Rated' : 'Before that'} **${rated(rating)}** by ${said(who)}: ${reason}`,
        ),
      ),
    ],
  };
}

function verdict(how: Verdict): Inline {
  return how === 'met' || how === 'open' ? verdicts[how] : md`**${verdicts[how]}**`;
}

function judgement({ text, verdict: how, evidence }: Judged): Inline {
  return md`${text}: ${verdict(how)} (${evidence})`;
}

const definitions: Section = {
  title: 'What the ratings mean',
  blocks: [
    bullets(
      (['P', 'S', 'M', 'U'] as const).map(
        (rating) => md`**${ratingDefinitions[rating].name} (${rating}).** ${ratingDefinitions[rating].definition}`,
      ),
    ),
    `Source: ${ratingsSource}. P, S and M all achieve the objective.`,
  ],
};

/** The attacker's day beside the team's, by time. */
export function attackSection({ intruded, rows, prevented }: AttackReport): Section {
  return {
    title: 'Attacker and team',
    blocks: [
      intruded === null
        ? 'The scenario does not say when the intrusion began.'
        : `In truth the intrusion began at T ${offset(intruded)}.`,
      table(
        ['T', 'Attacker', 'Team'],
        rows.map((row) => [
          when(row),
          row.side === 'attacker' ? attacker(row) : null,
          row.side === 'team' ? teamDid(row) : null,
        ]),
      ),
      prevented.length > 0
        ? md`Never happened: ${prevented.join('; ')}.`.md
        : 'Every move that the attacker had was made.',
    ],
  };
}

function when({ at, until }: AttackRow): string {
  return until === undefined || until === at ? offset(at) : `${offset(at)} to ${offset(until)}`;
}

function attacker({ what, text, by, again }: AttackRow): Inline {
  if (what !== 'blocked') return text;
  const more = again ? `, and ${again.times} more until ${offset(again.until)}` : '';
  return md`**blocked:** ${text}. Stopped by: ${(by ?? []).join('; ')}${more}`;
}

function teamDid({ what, text }: AttackRow): Inline {
  switch (what) {
    case 'failed':
      return md`${text} **failed**`;
    case 'overrode':
      return md`**broke the glass** over ${text}`;
    case 'reached':
      return md`**${text}** reached`;
    case 'withdrawn':
      return md`**${text}** withdrawn`;
    default:
      return text;
  }
}

/** The injects as they were played, each with its words and what came of it. */
export function injectsSection(injects: readonly InjectReport[]): Section {
  const rows = injects.map(({ inject, from, delivered, withheld, answer, question, judged }) => [
    delivered ? offset(delivered.at) : null,
    inject,
    from,
    withheld ??
      (question === null ? 'delivered' : answer ? `answered ${offset(answer.moment.at)}` : md`**not answered**`),
    judged ? md`${verdict(judged.verdict)}: ${judged.text} (${judged.evidence})` : null,
  ]);
  return {
    title: 'Injects',
    blocks: [
      injects.length > 0 ? table(['T', 'Inject', 'From', 'What came of it', 'Expected'], rows) : 'There was no inject.',
      ...injects.filter(({ delivered }) => delivered !== null).map(injectSection),
    ],
  };
}

function injectSection({ inject, from, via, to, text, question, answer, improvised }: InjectReport): Section {
  return {
    title: improvised ? md`Inject: ${inject} (improvised)` : md`Inject: ${inject}`,
    blocks: [
      md`From ${from}, by ${via}, to ${inWords(to)}:`.md,
      quotation(text),
      question === null ? '' : md`Asked: ${question}`.md,
      answer ? md`Answer of ${said(answer.who)} at T ${offset(answer.moment.at)}:`.md : '',
      answer ? quotation(answer.text) : '',
    ],
  };
}
