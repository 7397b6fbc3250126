import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/report/json.ts';
import { Run } from './build.ts';
import { jon, SCENARIO } from './small-drill.ts';

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
const hostile = fc.array(bits, { minLength: 1, maxLength: 12 }).map((parts) => `x${parts.join('')}`);

/** A run in which everything that can be typed in is `text`. */
function poisoned(text: string): Run {
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
function poisonedLive(text: string): Run {
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

describe('a live run full of hostile texts', () => {
  it('given any of them in a command or in what it answered, when it is rendered, then no block of code ends early and nothing of it acts', () => {
    const clean = shapeOf(withoutCode(poisonedLive('plain').markdown));
    fc.assert(
      fc.property(hostile, (text) => {
        const { markdown } = poisonedLive(text);
        const page = withoutCode(markdown);
        const outsideCode = page.replace(/`[^`\n]*`/g, '');
        expect(markdown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
        expect(page).not.toContain('<');
        expect(outsideCode).not.toContain('`');
        expect(outsideCode).not.toMatch(/https?:\/\/|@\w/);
        expect(shapeOf(page)).toEqual(clean);
      }),
      { numRuns: 100 },
    );
  });

  it('given a command that has fences in it, when it is rendered, then it stands there to the letter', () => {
    const { markdown } = poisonedLive('echo ```` | cat <<< "$HOME"');
    expect(markdown).toContain('  `````\n  echo ```` | cat <<< "$HOME"\n  `````\n');
  });
});

/** The page without its blocks of code, as CommonMark has them: a fence ends at one that is as long, and no line of it is indented less. */
function withoutCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const found = /^ {2}(`{3,})$/.exec(line)?.[1];
    if (fence === null) {
      if (found === undefined) lines.push(line);
      else fence = found;
    } else if (found !== undefined && found.length >= fence.length) fence = null;
    else expect(line).toMatch(/^ {2}/);
  }
  expect(fence).toBeNull();
  return lines.join('\n');
}

describe('a run full of hostile texts', () => {
  it('given any of them, when it is rendered, then no table breaks and nothing of it acts', () => {
    const clean = shapeOf(poisoned('plain').markdown);
    fc.assert(
      fc.property(hostile, (text) => {
        const { markdown } = poisoned(text);
        const outsideCode = markdown.replace(/`[^`\n]*`/g, '');
        expect(markdown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
        expect(markdown).not.toContain('<');
        expect(outsideCode).not.toContain('`');
        expect(outsideCode).not.toMatch(/https?:\/\/|@\w/);
        expect(shapeOf(markdown)).toEqual(clean);
      }),
      { numRuns: 150 },
    );
  });

  it('given any of them, when it is written as JSON, then the data is exact and nothing in it is unseen', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = toJson(poisoned(text).report);
        expect(json).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
        expect(JSON.parse(json).improvements[0].text).toBe(text.trim());
      }),
      { numRuns: 30 },
    );
  });
});

/** What the lines of a page are, quotations left out: they have as many lines as what they quote. */
function shapeOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .map((line) => {
      if (line.startsWith('|')) return `${line.split('|').length - 2} cells`;
      return /^(#+ |- |\*|$)/.exec(line)?.[1] ?? 'text';
    });
}

describe('a long run', () => {
  it('given ten thousand entries, when they are reported, then every one that has something to tell is in the timeline', () => {
    const run = new Run().at(1, jon);
    const note = { type: 'note.added', text: 'Looked at another log.' } as const;
    const stamp = { at: 60_000, recorded: '2026-05-10T14:01:00.000Z', by: jon };
    run.tell(...Array.from({ length: 10_000 }, () => ({ ...stamp, ...note })));
    expect(run.markdown.match(/Jon noted: Looked at another log\./g)).toHaveLength(10_000);
  });
});
