import * as z from 'zod';
import { duration, id } from '../language/zod.ts';
import { argv, effect, kind, oneOrMore, retry, scalar, someTime, text } from './parts.ts';

/** `github/disable-workflow`: ids as `idPattern` has them. */
const actionPattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const option = z.strictObject({
  label: text().describe('What people read when they choose.'),
  ends: id().optional().describe('Choosing this closes the run with this outcome.'),
});

const repeat = z.strictObject({
  every: someTime().describe('Time between two sends, such as 30m.'),
  until: text().describe('An expression; once it is true, the repeat is done.'),
});

const approval = z.union([
  text(),
  z.strictObject({
    role: text().describe('The role that must approve.'),
    count: z
      .int()
      .min(2)
      .max(9)
      .optional()
      .describe('How many different people of that role must approve. Default: one.'),
    expires: someTime()
      .optional()
      .describe('How long an approval holds, such as 30m. Default: until the step is done.'),
  }),
]);

/** A step without what opens beside it: the same everywhere, so an `on-failure` cannot nest. */
const plainStep = {
  step: id().describe('The id of the step, unique in the playbook.'),
  role: text().optional().describe('The role whose step it is.'),
  do: text().optional().describe('The instruction. It may read values, such as the name of its item.'),
  decide: text().optional().describe('A question to decide. It needs options, from or answer.'),
  options: z.record(id(), option).optional().describe('What can be chosen: id to label.'),
  from: kind().optional().describe('The choice is among the items of this kind in the scope register.'),
  answer: z.literal('text').optional().describe('The question is answered in free words.'),
  notify: text().optional().describe('An audience or a role that gets the message.'),
  message: text().optional().describe('What they are told. It may read values, such as the title of the run.'),
  wait: duration().optional().describe('The step only waits this long, such as 10m.'),
  run: argv()
    .optional()
    .describe(
      'The command that does it: the program, then each argument. No shell reads it; arguments may read values.',
    ),
  retry: retry().optional().describe('How often, and how long after, the command is tried again where it failed.'),
  uses: z
    .string()
    .regex(actionPattern, { error: 'expected an action of a catalogue, such as github/disable-workflow' })
    .optional()
    .describe('The action of a catalogue that does it: catalogue/action. Default: any that fits effect and type.'),
  with: z
    .record(id(), scalar().transform(String))
    .optional()
    .describe('Values for the inputs of the action. They may read values.'),
  effect: effect().optional().describe('What finishing the step does to its items.'),
  of: kind().optional().describe('The kind of thing that a survey lists.'),
  'for-each': text()
    .optional()
    .describe(
      'One instance for each item: a kind, or an expression that gives an item or a list. Items found later too.',
    ),
  if: text().optional().describe('An expression; where it is false, the step is not needed.'),
  after: z
    .array(text())
    .optional()
    .describe('Steps of this phase to wait for. Default: the step before. [] is at once.'),
  approval: approval
    .optional()
    .describe(
      'The role that must approve before it is done; or the role, how many of it, and for how long that holds.',
    ),
  require: text().optional().describe('An expression that must be true before the step may be done.'),
  check: text().optional().describe('An expression that must be true of what the step gave: it reads outputs.'),
  repeat: repeat.optional().describe('Sends the message, or is to be done, again and again until something is true.'),
  timeout: duration().optional().describe('Time from take-up until the step is overdue; opens on-failure.'),
  evidence: z.literal('required').optional().describe('A file or a pasted text must be given.'),
  rationale: z.literal('required').optional().describe('A reason must be given.'),
  reaches: oneOrMore(id()).optional().describe('The milestone, or the milestones, that finishing this reaches.'),
  'maps-to': z
    .record(text(), oneOrMore(text()))
    .optional()
    .describe('What this answers in other frameworks: name to references.'),
};

export const stepSchema = z.strictObject({
  ...plainStep,
  'on-failure': z
    .array(z.strictObject(plainStep))
    .min(1)
    .max(20)
    .optional()
    .describe('Steps that open beside an instance of this one that failed or is overdue.'),
});

export type RawPlainStep = Omit<z.output<typeof stepSchema>, 'on-failure'>;
export type RawStep = z.output<typeof stepSchema>;
