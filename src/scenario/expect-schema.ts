import * as z from 'zod';
import { duration, id } from '../language/zod.ts';
import { effect, oneOrMore, text } from '../playbook/parts.ts';

const none = z.literal('none');
const factList = (about: string) =>
  z
    .union([none, oneOrMore(text())])
    .optional()
    .describe(`${about} A list must be among them; none means that there is none.`);

export const expectSchema = z.strictObject({
  reached: z
    .union([none, oneOrMore(text()), z.record(text(), duration())])
    .optional()
    .describe('A milestone, several, or milestone to the latest time after T. none: no milestone at all.'),
  step: text().optional().describe('A step that must be finished, for every item.'),
  before: text().optional().describe('The step must be finished before this other one is begun.'),
  answered: z
    .union([z.literal(true), oneOrMore(text())])
    .optional()
    .describe('The question of the inject must be answered; or with this option, or one of these.'),
  effect: effect().optional().describe('An effect that must be done to `on`.'),
  on: text().optional().describe('The thing of the world that the effect must be done to.'),
  within: duration().optional().describe('How soon: from delivery for an inject, from T elsewhere.'),
  outcome: id()
    .optional()
    .describe('How the run must end: closed, time-up, stopped, or a name that an option ends with.'),
  ratings: z
    .record(text(), z.enum(['P', 'S', 'M', 'U']))
    .optional()
    .describe('Objective to the rating that the facts must suggest.'),
  happened: factList('Moves that happened.'),
  prevented: factList('Moves that had not happened by the end.'),
  compromised: factList('What is compromised at the end.'),
  alive: factList('Credentials that are stolen and still work.'),
  served: factList('Artifacts that are poisoned and still offered.'),
  reinfected: factList('What was restored to a tainted state.'),
  lost: factList('What was destroyed and neither restored nor rebuilt.'),
  loss: z
    .record(text(), duration())
    .optional()
    .describe('Thing to the most that may be lost of it: from the backup it was restored from to its destruction.'),
  missed: factList('What never came into the register.'),
});

export type RawExpect = z.output<typeof expectSchema>;
