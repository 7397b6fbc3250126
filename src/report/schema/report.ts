import * as z from 'zod';
import { jsonSchema } from '../../language/json-schema.ts';
import type { Report } from '../model.ts';
import * as judged from './judged.ts';
import { text } from './parts.ts';
import * as record from './record.ts';
import * as run from './run.ts';

/** What the JSON of a report is. `satisfies` holds it to the model: a key of the model that is lacking here does not compile. */
export const reportSchema = z.object({
  format: z.literal(1),
  kind: z.enum(['exercise', 'incident']),
  draft: text.nullable(),
  marking: run.marking,
  withheld: z.array(text),
  notices: z.array(run.notice),
  damage: run.damage,
  overview: run.overview,
  summary: run.summary,
  decisionsNeeded: z.array(judged.decisionNeeded),
  metrics: judged.metrics,
  milestones: z.array(judged.milestone),
  objectives: z.array(judged.objective).nullable(),
  review: judged.review,
  assessment: judged.assessment,
  improvements: z.array(judged.improvement),
  proposedImprovements: z.array(z.object({ id: text, text })),
  attack: judged.attack,
  actions: z.array(record.action),
  decisions: z.array(record.decision),
  scope: record.scope,
  exposure: z.array(record.exposure),
  injects: z.array(judged.inject).nullable(),
  messages: z.array(record.message),
  calls: z.array(record.called),
  clocks: z.array(record.clock),
  deviations: z.array(record.deviation),
  proposedChanges: z.array(record.change),
  openQuestions: z.array(record.question),
  people: record.people,
  evidence: z.array(record.keptEvidence),
  amendments: run.amendments,
  timeline: z.array(record.timelineRow),
  progress: z.array(judged.progressPoint),
  integrity: run.integrity,
} satisfies Record<keyof Report, z.ZodType>);

/** The JSON Schema (draft-07) of a report's JSON. It lets keys pass that it does not know: new ones may come under `format` 1. */
export function reportJsonSchema(): Record<string, unknown> {
  return jsonSchema(reportSchema, { title: 'Breakglass report' });
}
