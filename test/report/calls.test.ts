import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { reportModel } from '../../src/report/report.ts';
import { readRun } from '../../src/run/replay.ts';

const { entries, definition } = readRun(new URL('../golden/runs/v1-paged.jsonl', import.meta.url).pathname);
const report = reportModel(entries, definition);

describe('given a run in which people were called', () => {
  it('then the report says who was called, how, when, and who answered', () => {
    expect(
      report.calls.map(({ to, outcome, answeredBy, called }) => ({
        to,
        outcome,
        answeredBy,
        called: called.map(({ name, by, moment }) => `${name} by ${by} at ${moment.at / 60_000}m`),
      })),
    ).toEqual([
      { to: 'Operator', outcome: 'answered', answeredBy: 'Jon', called: ['Kim by phone at 0m', 'Jon by sms at 5m'] },
      {
        to: 'Approver',
        outcome: 'exhausted',
        answeredBy: null,
        called: ['Kim by phone at 7m', 'Jon by sms at 7m', 'Bo by null at 30m'],
      },
      { to: 'ines', outcome: 'called-off', answeredBy: null, called: ['Ines by email at 40m'] },
    ]);
  });

  it('then the timeline tells each, in words', () => {
    const rows = report.timeline.map(({ text }) => text);
    expect(rows).toContain('Nobody answered for operator. Next: Jon, by sms');
    expect(rows).toContain('Jon answered for operator');
    expect(rows).toContain('Everybody was called for approver, and nobody answered');
    expect(rows).toContain('Mara called off the call for ines: She has joined');
  });

  it('then the section of notifications says it for people', () => {
    const text = toMarkdown(report);
    const section = text.slice(text.indexOf('Call for Operator'));
    expect(section).toContain('> A runner was taken.');
    expect(section).toMatch(/\| \+5 min \| Jon \| sms \| first for Jon \|/);
    expect(section).toContain('**Jon answered** at T +7 min.');
    expect(section).toContain('**Nobody answered**: all were called');
    expect(section).toContain('It was called off at T');
  });
});
