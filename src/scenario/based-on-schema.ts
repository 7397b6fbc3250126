import * as z from 'zod';
import { id, storyTime } from '../language/zod.ts';
import { oneOrMore, someTime, text } from '../playbook/parts.ts';
import { worldRuleNames } from './world-rules.ts';

const address = z.string().regex(/^https?:\/\/\S+$/, { error: 'expected an address that starts with https://' });

const path = z.string().regex(/^(?!\/)(?!(?:.*\/)?\.{1,2}(?:\/|$))[^\\:]+$/, {
  error: 'expected a path beside this file, such as sources/report.md',
});

const source = z.strictObject({
  source: id().optional().describe('The id of the source, such as p1. Rows of the timeline name it.'),
  title: text().describe('What the source is called.'),
  url: address.optional().describe('Where it is on the web.'),
  path: path.optional().describe('Where it is beside this file, or in the repository that `url` names.'),
});

const row = z.strictObject({
  at: storyTime().optional().describe('When it happened, as published: an ISO 8601 time, or T+18m.'),
  when: text().optional().describe('When it happened, in words, where no hour is published.'),
  what: text().describe('What happened, in our own words.'),
  sources: oneOrMore(text()).describe('The sources that say so, by their ids.'),
  move: text().optional().describe('The move of the attacker that is this.'),
  inject: text().optional().describe('The inject that is this.'),
  step: text().optional().describe('The step that the play `as-it-happened` does then.'),
  milestone: text().optional().describe('The milestone that was reached by it.'),
  enters: z.literal(true).optional().describe('It is how the attacker came in: `adversary.enters`.'),
  'left-out': text().optional().describe('Why it is not in the scenario.'),
});

export const basedOnSchema = z.strictObject({
  case: text().describe('fictional, or the name of a breach that happened.'),
  story: text().optional().describe('What happened, in our own words. It gives the scenario away.'),
  sources: z.array(source).default([]).describe('Where the facts are from. A real case needs one.'),
  milestones: z
    .record(text(), storyTime())
    .default({})
    .describe('When the victim reached the milestones of the playbook, as published.'),
  tolerance: someTime()
    .default(60_000)
    .describe('How far the play `as-it-happened` may be from the published times. Default: 1m.'),
  timeline: z.array(row).max(500).default([]).describe('Everything that is published with a time, row by row.'),
  follows: z.array(text()).default([]).describe('Which source is followed where they contradict each other.'),
  invented: z.array(text()).default([]).describe('What is in no source and was invented for play.'),
});

export const lesson = z.strictObject({
  lesson: text().describe('What a team learns here.'),
  rule: z.enum(worldRuleNames as [(typeof worldRuleNames)[number]]).describe('The rule of the world that teaches it.'),
});

export type RawBasedOn = z.output<typeof basedOnSchema>;
