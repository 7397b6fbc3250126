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
