import * as z from 'zod';
import { duration, id } from '../language/zod.ts';
import { termKeys } from './clocks/schema.ts';
import { formatVersion, oneOrMore, perKind, reached, scalar, text, valueType, version } from './parts.ts';
import { stepSchema } from './step-schema.ts';

const role = z.strictObject({
  title: text().describe('What people call this role.'),
  duty: text().optional().describe('What this role does, and what it leaves to others.'),
  people: z.int().min(1).max(50).optional().describe('How many people may hold this role. Default: 1.'),
});

const input = z.strictObject({
  type: valueType().describe('What sort of value it is.'),
  pattern: text().optional().describe('A regular expression that the value must match.'),
  ask: text().describe('The question that asks for it at the opening.'),
  default: scalar().optional().describe('The value where nobody gives one.'),
});

const field = z.strictObject({
  type: valueType().describe('What sort of value it is.'),
  required: z.boolean().default(false).describe('Whether an item must have it.'),
  default: scalar().optional().describe('The value where nobody gives one. It may read inputs.'),
});

const target = z.strictObject({
  within: duration().describe('How soon, such as 30m.'),
  from: text().default('known').describe('What the time counts from: known, intruded or a milestone.'),
});

const clock = z.strictObject({
  clock: id().describe('The id of the clock.'),
  uses: text()
    .optional()
    .describe('A clock of the shipped library, such as gdpr-33. What is written here goes before it.'),
  title: text().optional().describe('What must happen before it runs out.'),
  starts: text()
    .optional()
    .describe(
      'An expression; once it is true, the clock runs. Where the time counts from another clock it may be left out.',
    ),
  ...termKeys,
  'met-by': text().describe('The step whose completion meets it.'),
  owner: text().optional().describe('The role that answers for it.'),
  source: text().optional().describe('The law or the contract that sets it.'),
});

const gateEffects = oneOrMore(reached());
const gateRule = z.union([
  gateEffects.transform((effects) => ({ effects, some: false })),
  z
    .strictObject({ some: gateEffects.describe('One item that has reached all of these is enough.') })
    .transform(({ some }) => ({ effects: some, some: true })),
]);

const phase = z.strictObject({
  phase: id().describe('The id of the phase, unique in the playbook.'),
  title: text().describe('What people read.'),
  after: z.array(text()).optional().describe('Phases to wait for. Default: the phase before. [] is at once.'),
  steps: z.array(stepSchema).min(1).max(200).describe('What is to be done, in order.'),
  gate: perKind(gateRule)
    .optional()
    .describe(
      'What must hold before the phase closes: kind to the effects that every item (or some item) has reached.',
    ),
  reaches: oneOrMore(id()).optional().describe('The milestone, or the milestones, that closing this reaches.'),
});

/** A playbook as it is written. */
export const playbookSchema = z.strictObject({
  format: formatVersion(),
  playbook: id().describe('The id of the playbook: the name of its file.'),
  version: version(),
  title: text().describe('What people read.'),
  summary: text().describe('When to take this playbook out, in a sentence.'),
  severity: z.enum(['low', 'medium', 'high', 'critical']).describe('How bad it is, until somebody knows better.'),
  'maps-to': z.record(text(), oneOrMore(text())).default({}).describe('What this answers in other frameworks.'),
  roles: z.record(id(), role).describe('Who does what. The role `lead` decides; without it, the first one does.'),
  inputs: z
    .record(id(), input)
    .default({})
    .describe('Values asked for at the opening. They may be unknown, and change.'),
  secrets: z
    .array(
      z
        .string()
        .regex(/^[A-Z_][A-Z0-9_]*$/, { error: 'expected the name of an environment variable, such as NPM_TOKEN' }),
    )
    .default([])
    .describe('Names of environment variables. Their values never reach the journal.'),
  scope: perKind(z.record(id(), field)).default({}).describe('Fields that items of a kind have beside name and type.'),
  targets: z.record(id(), target).default({}).describe('How soon each milestone is to be reached.'),
  audiences: z
    .array(id())
    .default([])
    .describe('Groups of people who are told things. Who they are is configured locally.'),
  clocks: z.array(clock).default([]).describe('Deadlines of laws and contracts, each started by a fact.'),
  phases: z.array(phase).min(1).max(100).describe('The parts of the work, in order.'),
});

export type RawPlaybook = z.output<typeof playbookSchema>;
export type RawPhase = RawPlaybook['phases'][number];
export type RawClock = RawPlaybook['clocks'][number];
