import * as z from 'zod';
import {
  element,
  finding,
  judged,
  maybe,
  moment,
  number,
  rating,
  target,
  text,
  texts,
  tracking,
  verdict,
  who,
} from './parts.ts';

const figure = z.object({ value: number.nullable(), unknown: maybe }).nullable();
export const metrics = z.object({
  time: text,
  metrics: z.array(
    z.object({
      metric: z.enum(['detect', 'acknowledge', 'contain', 'recover']),
      short: text,
      title: text,
      definition: text,
      milestone: maybe,
      fromKnown: figure,
      fromIntruded: figure,
      target,
    }),
  ),
});
export const milestone = z.object({
  milestone: text,
  times: z.array(z.object({ reached: moment, withdrawn: moment.optional(), because: text.optional() })),
  at: number.nullable(),
  fromKnown: number.nullable(),
  fromIntruded: number.nullable(),
  target,
  inTheCase: number.nullable(),
  doubts: z.array(z.enum(['tainted', 'after-intrusion', 'undated', 'unverified'])),
});
export const objective = z.object({
  objective: text,
  title: text,
  capability: text,
  tasks: z.array(
    z.object({
      title: text,
      by: z.enum(['seen', 'expected']),
      watch: text.optional(),
      verdict,
      note: text.optional(),
      who,
    }),
  ),
  suggested: z.object({ rating: rating.nullable(), because: text, evidence: z.array(judged) }).nullable(),
  ratings: z.array(z.object({ rating, reason: text, who, moment })),
  rating: rating.nullable(),
  final: z.boolean(),
});
const by = z.enum(['people', 'rule']);
const lessons = z.array(z.object({ text, by, who, moment: moment.nullable(), objective: maybe }));
export const review = z.object({ well: lessons, poorly: lessons, lucky: lessons, factors: lessons });
const findings = z.array(z.object({ text, by, analysis: maybe }));
export const assessment = z
  .object({
    overview: z.array(z.object({ label: text, value: maybe })),
    objectives: z.array(
      z.object({
        objective: text,
        title: text,
        capability: text,
        rating: rating.nullable(),
        strengths: findings,
        areas: findings,
        unjudged: texts,
      }),
    ),
    strengths: findings,
    areas: findings,
  })
  .nullable();
export const improvement = z.object({
  improvement: text,
  text,
  owner: maybe,
  due: maybe,
  from: maybe,
  dropped: maybe,
  moment,
  who,
  objective: maybe,
  capability: maybe,
  element: element.nullable(),
  elementSaid: z.boolean(),
  doneWhen: maybe,
  unverifiable: maybe,
  finding: finding.nullable(),
  tracked: z.array(z.object({ tracker: text, state: tracking, issue: maybe, url: maybe, why: maybe })),
  revised: moment.nullable(),
});
const rest = z.object({ inScope: number, contained: number, unmet: number, phases: number });
export const progressPoint = z.object({
  at: number,
  team: rest.nullable(),
  truth: z.object({ hit: number, open: number }).nullable(),
});
export const decisionNeeded = z.object({
  sort: z.enum(['deadline', 'outcome', 'question', 'approval', 'rating', 'proposal', 'risk', 'owner', 'due']),
  text,
  owner: text,
  due: maybe,
});
export const inject = z.object({
  inject: text,
  from: text,
  via: text,
  to: texts,
  text,
  improvised: z.boolean(),
  delivered: moment.nullable(),
  withheld: maybe,
  question: maybe,
  answer: z.object({ text, moment, who }).nullable(),
  objective: maybe,
  judged: judged.nullable(),
});
export const attack = z
  .object({
    attacker: z.boolean(),
    intruded: number.nullable(),
    ended: number.nullable(),
    endedWords: text,
    rows: z.array(
      z.object({
        entry: number.nullable(),
        at: number,
        side: z.enum(['attacker', 'itself', 'team']),
        what: z.enum(['entered', 'happened', 'blocked', 'finished', 'failed', 'overrode', 'reached', 'withdrawn']),
        text,
        by: texts.optional(),
        again: z.object({ times: number, until: number }).optional(),
        until: number.optional(),
        afterPlay: z.literal(true).optional(),
      }),
    ),
    prevented: texts,
    held: z.boolean(),
    losses: z.array(z.object({ name: text, how: z.enum(['gone', 'restored', 'anew']), lost: number.nullable() })),
  })
  .nullable();
