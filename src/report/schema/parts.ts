import * as z from 'zod';
import { capabilityElements, type FindingKind, findingKinds, trackings } from '../../engine/improving.ts';
import { effects, kinds } from '../../playbook/model.ts';

export const text = z.string();
export const texts = z.array(text);
/** Milliseconds, or a number of things. */
export const number = z.number();
export const maybe = text.nullable();
export const kind = z.enum(kinds);
export const reached = z.enum(Object.values(effects) as [string, ...string[]]);
export const element = z.enum(capabilityElements);
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const rating = z.enum(['P', 'S', 'M', 'U']);
export const verdict = z.enum(['met', 'late', 'unmet', 'open']);

export const moment = z
  .object({
    entry: number,
    at: number,
    time: text,
    recorded: text,
    happened: text.optional(),
    late: z.literal(true).optional(),
  })
  .meta({ id: 'moment' });
export const who = z
  .object({ person: text, role: text.optional(), roleTitle: text.optional() })
  .meta({ id: 'who' })
  .nullable();
export const evidence = z.object({ sha256: text, bytes: number, name: text.optional(), excerpt: text.optional() });
export const judged = z.object({ text, verdict, evidence: text, at: number.optional() }).meta({ id: 'judged' });
const several = z.object({ nth: number, of: number }).optional();
export const approvedBy = z.object({ who, moment, self: z.boolean(), several });
export const approval = z.object({
  moment,
  who,
  what: texts,
  granted: z.boolean(),
  self: z.boolean(),
  several,
  reason: text.optional(),
});
export const target = z
  .object({
    within: number,
    from: text,
    took: number.nullable(),
    over: number.nullable(),
    verdict: z.enum(['met', 'missed', 'not-reached', 'unknown', 'open']),
  })
  .nullable();
export const part = z.object({ sort: z.enum(['step', 'phase', 'scope']), id: text });
export const versioned = z.object({ id: text, version: text, sha256: text });
export const reference = z.object({
  source: text.optional(),
  title: text,
  url: text.optional(),
  path: text.optional(),
});
export const finding = z.enum(Object.keys(findingKinds) as [FindingKind, ...FindingKind[]]);
export const tracking = z.enum(trackings);
