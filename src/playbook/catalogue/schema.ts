import * as z from 'zod';
import { id } from '../../language/zod.ts';
import { effect, formatVersion, kind, text, version } from '../parts.ts';
import { basic, call, callKeys, headers, lookKeys, proof, simulate, types } from './call-schema.ts';

const tool = z.strictObject({
  tool: text().describe('The program, as commands name it.'),
  version: z.array(text()).min(1).max(20).describe('The command that prints its version, such as [gh, --version].'),
  least: z
    .string()
    .regex(/^\d+(?:\.\d+)*$/, { error: 'expected a version such as 2.0' })
    .optional()
    .describe('The oldest version that is known to do.'),
  from: text().describe('Where a person gets it: an address, or the name of a package.'),
});

const input = z.strictObject({
  ask: text().describe('The question that asks for it where nothing gives it.'),
  default: text()
    .optional()
    .describe("The value where nobody gives one. It may read item, run and the playbook's inputs."),
  pattern: text().optional().describe('A regular expression that the value must match as a whole.'),
});

const finds = z.strictObject({
  kind: kind().describe('What sort of items they are.'),
  type: id().describe('Their type: one of those of the action.'),
  each: text().describe('An expression that gives the list, as ${{ outputs.json }}.'),
  name: text().describe('The name of an item. Here, `item` is one of the list.'),
  fields: z.record(id(), text()).default({}).describe('Fields of an item. Here, `item` is one of the list.'),
});

const action = z.strictObject({
  action: id().describe('The id of the action, unique in its catalogue. A playbook names it catalogue/action.'),
  title: text().describe('What it does, as people read it.'),
  effect: effect().describe('What it does to an item.'),
  type: types().describe('The type of item that it is for, or several; of a survey, what it finds.'),
  inputs: z.record(id(), input).default({}).describe('Values that it needs beside the item.'),
  subjects: z
    .record(id(), text())
    .default({})
    .describe(
      'Secrets that are put to the proof: name to the question that asks for a reference to it. ${{ secrets.<name> }}.',
    ),
  ...callKeys,
  calls: z
    .array(call)
    .min(1)
    .max(20)
    .optional()
    .describe('Several calls instead of one: each begins when the one before has done what was expected.'),
  check: z.strictObject(lookKeys).optional().describe('A last look that changes nothing: how success is seen.'),
  finishes: z
    .boolean()
    .optional()
    .describe('Whether its end is the end of the step. Default: yes, but of a survey, which a person confirms.'),
  finds: finds.optional().describe('How what a survey gives becomes items of the register.'),
  proof: proof.optional().describe('What the last answer says of the credential that was tried.'),
  leaves: text().optional().describe('What stays alive or open after it.'),
  undo: text().optional().describe('How it is taken back.'),
  docs: z
    .string()
    .regex(/^https?:\/\/\S+$/, { error: 'expected an address such as https://docs.github.com/rest' })
    .describe("The vendor's page that describes it."),
  needs: z.array(text()).default([]).describe('Permissions that it needs, as its vendor names them.'),
  simulate: simulate.optional().describe('How it is in a drill.'),
});

/** A catalogue of actions as it is written. */
export const catalogueSchema = z.strictObject({
  format: formatVersion(),
  catalogue: id().describe('The id of the catalogue: the name of its file.'),
  version: version(),
  title: text().describe('What people read: the name of the vendor or of the tool.'),
  base: z
    .string()
    .regex(/^https?:\/\/[^\s?#{}]+$/, { error: 'expected an address such as https://api.github.com, without values' })
    .optional()
    .describe('Where its requests go, unless that is configured otherwise.'),
  headers: headers().default({}).describe('Headers of each of its requests. They may read secrets.'),
  basic: basic().optional().describe('HTTP Basic of each of its requests, as user:password. It may read secrets.'),
  tools: z.array(tool).default([]).describe('The programs that its commands start.'),
  probe: z
    .strictObject(lookKeys)
    .optional()
    .describe('A look that changes nothing and tells whether the secrets work. It reads secrets alone.'),
  actions: z.array(action).min(1).max(200).describe('Ways to do an effect to an item of a type.'),
});

export type RawCatalogue = z.output<typeof catalogueSchema>;
export type RawAction = RawCatalogue['actions'][number];
