import { fc } from '../helpers/properties.ts';
import { Run } from './build.ts';
import { SCENARIO } from './small-drill.ts';

const bits = fc.constantFrom(
  '|',
  '| --- |',
  '`',
  '```',
  '<script>',
  '</td>',
  '<!--',
  '@everyone',
  'https://evil.example/?q=|x',
  '[a](javascript:x)',
  '\n',
  '\r\n',
  '\n\n# Big\n',
  '\n---\n',
  '\u001b[2J',
  '\u001b]52;c;eA==\u0007',
  '\u0000',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\\',
  '\\|',
  '&#124;',
  '&lt;',
  '**',
  '__',
  '$$',
  'name',
  ' ',
);
/** Texts that would be markup, controls or formulas in some form or other. */
export const hostile = fc.array(bits, { minLength: 1, maxLength: 12 }).map((parts) => `x${parts.join('')}`);

/** A run in which everything that can be typed in is `text`. */
export function poisoned(text: string): Run {
  const scenario = {
    ...SCENARIO,
    title: text,
    briefing: text,
    basedOn: { ...SCENARIO.basedOn, case: text, sources: [{ title: text, url: text }] },
    injects: SCENARIO.injects.map((inject) => ({ ...inject, from: text, text })),
  };
  const run = new Run({ scenario, roles: { lead: text, operator: text } });
  const lead = { person: run.state.roles.lead ?? text, role: 'lead' };
  const operator = { person: run.state.roles.operator ?? text, role: 'operator' };
  return run
    .at(3, lead)
    .do({ type: 'finish', step: 'acknowledge' })
    .do({ type: 'answer-inject', inject: 'check-call', answer: text })
    .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: text })
    .do({ type: 'flag', step: 'acknowledge', flag: 'wrong', text })
    .do({ type: 'note', text })
    .do({ type: 'correct', corrects: 1, text })
    .at(4, operator)
    .do({ type: 'add-item', kind: 'credential', name: text })
    .say({ type: 'message.posted', step: 'advise', to: text, text })
    .at(5, lead)
    .do({ type: 'add-step', phase: 'triage', title: text, reason: text })
    .do({ type: 'skip', step: 'survey-stages', reason: text })
    .do({ type: 'stop', reason: text })
    .do({ type: 'rate', objective: 'contain', rating: 'M', reason: text })
    .do({ type: 'add-improvement', text, owner: text });
}

/** A live run in which everything that a person, a command, an alert or an answer says is `text`. */
export function poisonedLive(text: string): Run {
  const run = new Run({ scenario: null, playbook: LIVE, roles: { lead: 'Mara', operator: 'Jon' } });
  const [opened, ...rest] = run.entries;
  if (opened?.type !== 'run.opened') throw new Error('a run begins with its opening');
  const evidence = { sha256: 'ab'.repeat(32), bytes: 3, name: text, excerpt: text };
  run.entries.splice(
    0,
    run.entries.length,
    { ...opened, title: text, alert: { source: text, links: [text], evidence } },
    ...rest,
  );
  const act = { step: 'act' };
  const ran = { number: 1, action: text, call: text, plan: text, readOnly: false };
  return run
    .at(1, { person: text, role: 'operator' })
    .say({ type: 'action.requested', ...act, ...ran, shown: text })
    .say({ type: 'action.cancelled', ...act, number: 1 })
    .say({
      type: 'action.finished',
      ...act,
      number: 1,
      call: text,
      verdict: 'unknown',
      said: text,
      milliseconds: 1,
      evidence,
    })
    .say({ type: 'step.unknown', ...act, because: text })
    .say({ type: 'action.concluded', ...act, did: false, how: text, evidence: [evidence] })
    .say({ type: 'step.failed', ...act, reason: text })
    .say({ type: 'step.retried', ...act })
    .say({ type: 'action.requested', ...act, ...ran, number: 2, shown: text })
    .say({
      type: 'action.finished',
      ...act,
      number: 2,
      call: text,
      verdict: 'ok',
      proof: 'alive',
      said: text,
      milliseconds: 1,
    })
    .say({ type: 'step.unknown', ...act, because: text });
}

const LIVE = `format: 1
playbook: live
version: 1.0.0
title: Live
summary: One step.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
phases:
  - phase: only
    title: Only
    steps:
      - { step: act, role: operator, do: Do it. }
`;
