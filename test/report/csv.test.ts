import { describe, expect, it } from 'vitest';
import { toCsv } from '../../src/report/csv.ts';
import { fc } from '../helpers/properties.ts';
import { playedOut, Run } from './build.ts';

/** Reads CSV as RFC 4180 has it. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (quoted && one === '"' && text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (one === '"') quoted = !quoted;
    else if (quoted) field += one;
    else if (one === ',') {
      row.push(field);
      field = '';
    } else if (one === '\r' && text[at + 1] === '\n') {
      rows.push([...row, field]);
      row = [];
      field = '';
      at += 1;
    } else field += one;
  }
  expect([quoted, field]).toEqual([false, '']);
  return rows;
}

const noted = (text: string) => {
  const rows = read(toCsv(new Run().at(1).do({ type: 'note', text }).report));
  return rows.at(-1)?.[9] ?? '';
};

describe('the timeline as CSV', () => {
  it('given a drill, then it has a header, a row for each line of the timeline, and DRILL in each', () => {
    const { report } = playedOut();
    const text = toCsv(report);
    const [header, ...rows] = read(text);
    expect(header?.slice(0, 4)).toEqual(['entry', 'milliseconds', 't', 'time']);
    expect(rows.length).toBe(report.timeline.length);
    for (const row of rows) expect([row.length, row[11]]).toEqual([14, 'DRILL']);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each(["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r\n=1', '  =1', '"=1', '＝1'])(
    'given a text that a spreadsheet could take for a formula, %j, then an apostrophe stands before it',
    (text) => {
      const run = new Run().at(1).do({ type: 'add-step', phase: 'triage', title: text, reason: 'So.' });
      const { report } = run;
      const made = { ...report, timeline: report.timeline.map((row) => ({ ...row, text })) };
      for (const [, ...row] of read(toCsv(made)).slice(1)) expect(row[8]).toMatch(/^'/);
    },
  );

  it('given what would begin a field elsewhere, then that is text too', () => {
    expect(noted('so;=1')).toContain("so;'=1");
    expect(noted('so\n=1')).toContain('so =1');
  });

  it('given any text, then the fields come back, and none begins a formula', () => {
    const { report } = new Run();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const made = { ...report, timeline: report.timeline.map((row) => ({ ...row, text })) };
        const rows = read(toCsv(made));
        for (const row of rows) {
          expect(row.length).toBe(14);
          for (const [index, field] of row.entries()) if (index !== 1) expect(field).not.toMatch(/^\s*["]*[=+\-@\t\r]/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
