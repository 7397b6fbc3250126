import * as z from 'zod';
import { momentPattern, parseDuration } from '../language/time.ts';
import { duration, id, instant, storyTime } from '../language/zod.ts';
import { formatVersion, oneOrMore, scalar, someTime, text, version } from '../playbook/parts.ts';
import { basedOnSchema, lesson } from './based-on-schema.ts';
import { expectSchema } from './expect-schema.ts';
import { adversarySchema, worldSchema } from './world-schema.ts';

/** Long enough for an attacker who comes back after weeks. */
const LONGEST_PLAY = 60 * 24 * 60 * 60 * 1000;

const anchors = z.strictObject({
  known: storyTime().prefault('T').describe('When the team learns that something is wrong.'),
  intruded: storyTime().optional().describe('When the attacker came in. Leave it out if nobody ever finds out.'),
  'intruded-known-by': text().optional().describe('The step from which players learn `intruded`.'),
});

const cast = z.strictObject({
  title: text().describe('What people call this role.'),
  plays: z.boolean().default(true).describe('Whether it acts in the exercise.'),
});

const response = z.strictObject({
  show: z
    .union([text(), z.strictObject({ file: text().describe('A file beside this one, such as clues/release.yml.') })])
    .optional()
    .describe('What the step shows, as it is. Players find things in it.'),
  finds: z
    .record(id(), oneOrMore(text()))
    .default({})
    .describe('What can be found: id to the words that find it. false-leads: words that find nothing.'),
  takes: duration().default(0).describe('How long the answer takes, such as 4m.'),
  outputs: z.record(id(), scalar()).default({}).describe('What the step gives to its check. It may read item.'),
});

const option = z.strictObject({ label: text().describe('What people read when they choose.') });

const ask = z.strictObject({
  question: text().describe('What they are asked.'),
  answer: z.literal('text').optional().describe('The question is answered in free words.'),
  options: z.record(id(), option).optional().describe('What can be chosen: id to label.'),
});

const inject = z.strictObject({
  inject: id().describe('The id of the inject.'),
  at: storyTime().optional().describe('When it is delivered, such as T+12m.'),
  hold: z.literal(true).optional().describe('The facilitator delivers it; a play does so by its `releases`.'),
  when: text().optional().describe('An expression; once it is true, it is delivered.'),
  from: text().describe('Who sends it.'),
  via: text().describe('How it comes: slack, phone, alert.'),
  to: oneOrMore(text()).describe('The roles that get it.'),
  text: text().describe('What they get, as it is.'),
  ask: ask.optional().describe('A question that waits for an answer.'),
  reveals: z.array(text()).default([]).describe('What of the world it puts into the scope register.'),
  expect: expectSchema.optional().describe('What must follow from it.'),
  objective: text().optional().describe('The objective that it exercises.'),
  note: text().optional().describe('For the facilitator alone.'),
});

const task = z.strictObject({
  task: text().describe('What a team does that masters the objective.'),
  expect: expectSchema.optional().describe('The facts that show it.'),
  observe: text().optional().describe('What the facilitator looks for, where facts do not show it.'),
});

const objective = z.strictObject({
  objective: id().describe('The id of the objective.'),
  title: text().describe('What the team is to show.'),
  capability: text().describe('The capability that it belongs to.'),
  tasks: z.array(task).max(100).default([]).describe('Its critical tasks.'),
});

/** A moment of play, in milliseconds from T: written `20m` or `T+20m`. */
const moment = () =>
  z
    .string()
    .regex(momentPattern, { error: 'expected a time after T such as 20m' })
    .transform((written) => parseDuration(written.replace(/^T\+/, '')) ?? 0);

const play = z.strictObject({
  play: id().describe('The id of the play.'),
  title: text().optional().describe('What people read.'),
  pace: z
    .union([z.literal('never'), someTime()])
    .describe('The time from one thing done to the next, such as 60s. never: nobody does anything.'),
  first: z.array(text()).default([]).describe('Steps that are done before others.'),
  at: z.record(text(), moment()).default({}).describe('Step to the time after T at which it is done.'),
  answers: z.record(text(), scalar().transform(String)).default({}).describe('Step or inject to the answer.'),
  releases: z
    .record(text(), moment())
    .default({})
    .describe('Held inject to the time after T at which it is delivered.'),
  misses: z.array(text()).default([]).describe('What of the world this team never finds.'),
  'breaks-glass': z.record(text(), text()).default({}).describe('Step to the reason for overriding its rules.'),
  expect: expectSchema.prefault({}).describe('How it must end.'),
});

/** A scenario as it is written. */
export const scenarioSchema = z.strictObject({
  format: formatVersion(),
  scenario: id().describe('The id of the scenario: the name of its file.'),
  version: version(),
  title: text().describe('What people read.'),
  playbook: id().describe('The playbook that is exercised.'),
  duration: someTime()
    .refine((ms) => ms <= LONGEST_PLAY, { error: 'expected at most 60d' })
    .describe('How long play lasts, such as 60m.'),
  session: someTime()
    .optional()
    .describe('How long people sit at it, such as 90m, where the story is longer: quiet hours are jumped over.'),
  timezone: text().default('UTC').describe('The time zone in which times are shown, such as Europe/Berlin.'),
  starts: instant().optional().describe('The time in the story of T, the moment at which play starts.'),
  'based-on': basedOnSchema.describe('What this is based on.'),
  teaches: text().max(100).optional().describe('What a team learns here, in one line. It gives nothing away.'),
  lessons: z.array(lesson).max(20).default([]).describe('What it teaches, each through a rule of the world.'),
  'maps-to': z.record(text(), oneOrMore(text())).default({}).describe('What the case is in other frameworks.'),
  briefing: text().describe('What players read before play.'),
  inputs: z
    .record(text(), scalar().nullable())
    .default({})
    .describe("Values of the playbook's inputs. null: not known yet."),
  anchors: anchors.prefault({}).describe('The two moments that every figure is measured from.'),
  cast: z.record(id(), cast).default({}).describe("Roles beside the playbook's."),
  world: worldSchema,
  adversary: adversarySchema.prefault({}).describe('The attacker.'),
  responses: z.record(text(), response).default({}).describe('What a step shows and gives in a drill.'),
  injects: z.array(inject).max(1000).default([]).describe('The messages to players: timed, held or conditional.'),
  objectives: z.array(objective).max(100).default([]).describe('What the exercise is for.'),
  plays: z.array(play).max(100).default([]).describe('Scripted teams: demonstrations, and the tests of this scenario.'),
});

export type RawScenario = z.output<typeof scenarioSchema>;
export type RawInject = RawScenario['injects'][number];
export type RawResponse = RawScenario['responses'][string];
export type RawPlay = RawScenario['plays'][number];
export type RawObjective = RawScenario['objectives'][number];
