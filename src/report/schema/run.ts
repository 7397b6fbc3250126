import * as z from 'zod';
import { audiences, tlps } from '../marking.ts';
import { evidence, maybe, moment, number, reference, scalar, text, texts, versioned, who } from './parts.ts';

export const marking = z.object({
  tlp: z.enum(tlps).nullable(),
  privilege: maybe,
  audience: z.enum(audiences).nullable(),
  state: z.enum(['draft', 'final']),
});
export const notice = z.object({
  sort: z.enum(['damaged', 'torn', 'misfit', 'open', 'talked-over', 'amended', 'version', 'cut-off']),
  text,
});
export const damage = z
  .object({ sort: z.enum(['torn', 'damaged', 'misfit']), read: number, entry: number.nullable(), words: text })
  .nullable();

const anchor = z.object({
  value: maybe,
  revisions: z.array(z.object({ moment, value: maybe, source: text, reason: text, who })),
});

export const overview = z.object({
  run: text,
  mark: z.enum(['DRILL', 'LIVE', 'REHEARSAL']),
  title: text,
  alert: z.object({ source: text, links: texts, evidence: evidence.nullable() }).nullable(),
  playbook: z.object({ id: text, title: text, version: text, severity: text }),
  scenario: z
    .object({
      id: text,
      title: text,
      version: text,
      briefing: text,
      duration: number,
      case: maybe,
      sources: z.array(reference),
      milestoneSources: z.array(reference),
    })
    .nullable(),
  mapsTo: z.array(z.object({ framework: text, ids: texts })),
  timezone: text,
  starts: text,
  opened: text,
  ended: maybe,
  played: number,
  stage: z.enum(['play', 'over', 'hot-wash', 'closed']),
  script: z.object({ play: text, title: maybe, byPeople: number }).nullable(),
  phases: z.object({ of: number, open: number }),
  outcome: z.object({ name: text, words: text, reason: maybe }).nullable(),
  anchors: z.object({ known: anchor, intruded: anchor }),
  intrusion: z.boolean(),
  inputs: z.array(
    z.object({
      input: text,
      ask: maybe,
      value: scalar,
      revisions: z.array(z.object({ moment, value: scalar, reason: text, who })),
    }),
  ),
});

export const summary = z.object({
  happened: texts,
  outcome: texts,
  ratings: texts,
  speed: texts,
  open: texts,
  learnt: texts,
  inShort: texts,
  contained: texts,
  impact: texts,
  risk: texts,
  decisions: texts,
  mostOpen: texts,
});

export const integrity = z.object({
  head: text,
  entries: number,
  run: text,
  tool: text,
  playbook: versioned,
  scenario: versioned.nullable(),
  catalogues: z.array(versioned.extend({ used: z.boolean() })),
  cutOff: z.object({ times: number, unknown: number }),
  verify: text,
  proves: texts,
  doesNotProve: texts,
});

const correction = z.object({ moment, who, corrects: number, was: text, text, afterClose: z.boolean() });
export const amendments = z.object({
  corrections: z.array(correction),
  afterClose: z.array(z.object({ moment, who, text })),
  headAtClose: maybe,
  head: text,
});
