import * as z from 'zod';
import {
  approval,
  approvedBy,
  evidence,
  kind,
  maybe,
  moment,
  number,
  part,
  reached,
  scalar,
  text,
  texts,
  who,
} from './parts.ts';

export const called = z.object({
  moment,
  to: text,
  text,
  who,
  called: z.array(z.object({ name: text, by: maybe, why: text, moment })),
  outcome: z.enum(['waiting', 'answered', 'exhausted', 'called-off']),
  answeredBy: maybe,
  ended: moment.nullable(),
});

const call = z.object({
  call: maybe,
  shown: text,
  readOnly: z.boolean().nullable(),
  requested: moment,
  ended: moment.nullable(),
  verdict: z.enum(['ok', 'failed', 'unknown', 'running', 'cut-off', 'not-run']),
  said: maybe,
  proof: z.enum(['dead', 'alive', 'none']).optional(),
  evidence: z.array(evidence),
});
export const action = z.object({
  step: text,
  item: maybe,
  action: text,
  title: maybe,
  attempt: number,
  who,
  requested: moment,
  ended: moment.nullable(),
  approval: z.enum(['not-needed', 'given', 'overridden']),
  approvals: z.array(approvedBy),
  calls: z.array(call),
  cancelled: z.object({ moment, who }).nullable(),
  outcome: z.enum(['worked', 'failed', 'unknown', 'running', 'not-run']),
  words: text,
  unknown: maybe,
  concluded: z.array(z.object({ moment, who, did: z.boolean(), how: text, evidence: z.array(evidence) })),
});
export const decision = z.object({
  moment,
  who,
  sort: z.enum(['answer', 'ruled-out', 'ruled-in', 'not-possible']),
  about: text,
  question: text,
  answer: text,
  rationale: text.optional(),
  superseded: z.boolean(),
  known: z.object({
    scope: z.array(
      z.object({
        kind,
        items: number,
        ruledOut: number,
        reached: z.array(z.object({ effect: reached, items: number })),
      }),
    ),
    anchors: z.object({ known: maybe, intruded: maybe }),
  }),
});
const truth = z.object({ unreal: z.boolean(), touched: z.boolean(), atTheEnd: text });
const how = z.enum(['action', 'hand', 'concluded', 'rehearsed']).nullable();
export const scope = z.object({
  items: z.array(
    z.object({
      id: text,
      kind,
      type: text,
      name: text,
      how: z.enum(['known', 'found', 'revealed', 'unplanned']),
      added: moment,
      foundBy: text.optional(),
      late: z.enum(['after-survey', 'revealed']).nullable(),
      ruledOut: z.object({ at: number, reason: text }).optional(),
      notPossible: z.array(z.object({ effect: reached, at: number, reason: text })),
      effects: z.array(
        z.object({
          effect: reached,
          at: z.array(number),
          times: z.array(z.object({ at: number, how, leaves: text.optional() })),
        }),
      ),
      unproven: z.array(z.enum(['proven-dead', 'verified'])),
      fields: z.array(z.object({ field: text, value: scalar })),
      truth: truth.nullable(),
    }),
  ),
  missed: z.array(z.object({ id: text, kind, type: text, name: text, truth })).nullable(),
});
export const exposure = z.object({ kind, effect: reached, items: texts, owner: maybe });
export const message = z.object({ moment, step: text, to: text, text, who });
export const clock = z.object({
  clock: text,
  title: text,
  short: text,
  source: text,
  about: z
    .object({ appliesTo: text, startsWhen: text, countsFrom: text, wording: text, note: text.optional() })
    .nullable(),
  started: moment.nullable(),
  determined: z.object({ how: text, who, why: text.optional() }).nullable(),
  since: maybe,
  due: number.nullable(),
  dueTime: maybe,
  timezone: text,
  status: z.enum(['not-started', 'running', 'met', 'missed', 'stopped', 'not-applicable']),
  ended: moment.nullable(),
  because: text.optional(),
  done: number.nullable(),
  notApplicable: z.object({ moment, who, reason: text }).nullable(),
  owner: maybe,
});
export const deviation = z.object({
  sort: z.enum([
    'override',
    'step-skipped',
    'phase-skipped',
    'otherwise',
    'failed',
    'retried',
    'unknown',
    'reopened',
    'retracted',
    'overdue',
    'unplanned-step',
    'unplanned-item',
    'flag',
  ]),
  moment,
  who,
  part,
  about: text,
  reason: text,
  refused: text.optional(),
  flag: z.enum(['slow', 'unclear', 'missing', 'wrong']).optional(),
  action: text.optional(),
});
export const change = z.object({ part, where: text, proposal: text, because: text, entries: z.array(number) });
export const question = z.object({
  sort: z.enum([
    'truth',
    'outcome',
    'alive',
    'unproven',
    'unverified',
    'leaves',
    'anchor',
    'input',
    'condition',
    'step',
    'approval',
    'inject',
    'clock',
    'role',
  ]),
  text,
  owner: maybe,
});
const held = z.object({ role: text, title: text, from: number, until: number.nullable() });
export const people = z.object({
  participants: z.array(z.object({ person: text, roles: z.array(held), entries: number })),
  handovers: z.array(z.object({ moment, title: text, from: text, to: text, note: text })),
  approvals: z.array(approval),
  selfApproval: z.enum(['allowed', 'refused']).nullable(),
  keyboards: z.array(z.object({ typedBy: text, entries: number })),
});
export const keptEvidence = z.object({
  moment,
  who,
  step: text,
  sha256: text,
  bytes: number,
  name: text.optional(),
  excerpt: text.optional(),
});
export const timelineRow = z.object({
  moment,
  sort: z.enum(['event', 'decision', 'communication']),
  type: text,
  outcome: z.enum(['success', 'failure', 'unknown']).nullable(),
  text,
  who,
  at: number,
  corrections: z.array(z.object({ entry: number, text })),
});
