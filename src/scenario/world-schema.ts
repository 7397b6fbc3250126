import * as z from 'zod';
import { id, storyTime } from '../language/zod.ts';
import { kind, perKind, scalar, someTime, text } from '../playbook/parts.ts';

/** What every item of the world may have. Beside it stand the fields of the playbook's `scope`; a rule looks at those. */
const itemKeys = {
  type: text().describe('What sort of thing it is, such as github-token. Actions are found by it.'),
  name: text().optional().describe('What people call it. Default: its id.'),
  known: z.boolean().default(false).describe('Whether it is in the scope register from the start.'),
  holds: z.array(text()).default([]).describe('The credentials that are in a stage, a system or an account.'),
  opens: z.array(text()).default([]).describe('What a credential opens.'),
  publishes: z.array(text()).default([]).describe('The artifacts that a stage builds.'),
  of: text().optional().describe('What a backup is a backup of.'),
  taken: storyTime().optional().describe('When a backup was taken: T-3h, or an ISO 8601 time.'),
  broken: text().optional().describe('What people see who try a backup that can be neither verified nor restored.'),
};

const worldItem = z.object(itemKeys).catchall(scalar());
const createdItem = z
  .object({ kind: kind().describe('The kind of thing that it is.'), ...itemKeys })
  .catchall(scalar());

export const worldItemKeys: readonly string[] = Object.keys(itemKeys);

export const worldSchema = perKind(z.record(id(), worldItem)).describe(
  'The ground truth: kind to id to thing. Players see only what is known or found.',
);

const move = z.strictObject({
  move: id().describe('The id of the move.'),
  title: text().optional().describe('What the attacker does, in words for the hot wash.'),
  at: storyTime().describe('When it is due, such as T+18m.'),
  retry: someTime().optional().describe('How soon a blocked move is tried again. Without it there is one attempt.'),
  needs: z
    .array(text())
    .default([])
    .describe(
      'All of these must be usable: a credential, or a successor of it, stolen and alive; a place compromised and not isolated.',
    ),
  'needs-any': z.array(text()).default([]).describe('One of these must be usable.'),
  'needs-running': z
    .array(text())
    .default([])
    .describe(
      'Places that must run: neither isolated nor destroyed, whoever is in them. For harm that a schedule or a tool does.',
    ),
  'needs-dead': z
    .array(text())
    .default([])
    .describe('Credentials that must have been revoked. For a trap that is sprung by it; give the move a `retry`.'),
  does: z
    .strictObject({
      compromise: z.array(text()).default([]).describe('Stages, systems and accounts that become compromised.'),
      poison: z.array(text()).default([]).describe('Artifacts that are published poisoned.'),
      destroy: z.array(text()).default([]).describe('What is wiped: places, artifacts, backups.'),
      create: z.record(id(), createdItem).default({}).describe('What comes into the world: id to thing.'),
    })
    .describe('What it does to the world.'),
});

export const adversarySchema = z
  .strictObject({
    enters: z
      .strictObject({
        at: storyTime().describe('When the attacker comes in, such as T-5h.'),
        with: z
          .array(text())
          .min(1)
          .describe('The credentials that are stolen, or the places that are compromised, then.'),
      })
      .optional()
      .describe('How the attacker comes in.'),
    moves: z
      .array(move)
      .max(500)
      .default([])
      .describe('What the attacker does, each when its needs hold and its time has come.'),
  })
  .describe('The attacker.');

export type RawWorldItem = z.output<typeof worldItem>;

export type RawMove = z.output<typeof move>;
