import { describe, expect, it } from 'vitest';
import { playedOut, Run } from './build.ts';
import { jon } from './small-drill.ts';

const headings = (markdown: string) => markdown.split('\n').filter((line) => /^#{1,6} /.test(line));

const closed = () => playedOut().at(30).do({ type: 'close' });

/** Header, rule and rows of every table, by their numbers of cells. */
function tables(markdown: string): number[][] {
  const found: number[][] = [];
  let table: number[] | undefined;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) {
      table = undefined;
      continue;
    }
    if (!table) {
      table = [];
      found.push(table);
    }
    table.push(line.split('|').length - 2);
  }
  return found;
}

describe('the page of a drill', () => {
  it('given a drill, when it is rendered, then DRILL is on top and in every heading', () => {
    const { markdown } = closed();
    expect(markdown.split('\n')[0]).toBe('# DRILL: The small drill, after-action report and improvement plan');
    expect(markdown.split('\n')[2]).toContain('**DRILL. This was an exercise.');
    expect(headings(markdown).every((line) => /^#+ DRILL: /.test(line))).toBe(true);
  });

  it('given a drill that is not closed, when it is rendered, then it is a draft on top and in every heading', () => {
    const { markdown, report } = new Run().at(1).do({ type: 'note', text: 'Hello.' });
    expect(report.draft).toBe('The run is still open: what is not finished yet may still be.');
    expect(headings(markdown).every((line) => /^#+ DRILL, DRAFT: /.test(line))).toBe(true);
    expect(playedOut().report.draft).toBe(
      'Play is over, and the hot wash is not closed: ratings and improvements may still change.',
    );
  });

  it('given any report, when it is rendered, then the rows of every table have as many cells as its head', () => {
    for (const { markdown } of [closed(), new Run(), new Run({ scenario: null, timezone: 'Asia/Tokyo' })]) {
      const counts = tables(markdown);
      expect(counts.length).toBeGreaterThan(3);
      for (const rows of counts) expect(new Set(rows).size).toBe(1);
      for (const rows of counts) expect(rows[0]).toBeLessThanOrEqual(6);
    }
  });

  it('given any report, when it is rendered, then no heading stands twice and none skips a level', () => {
    const lines = headings(closed().markdown);
    expect(new Set(lines).size).toBe(lines.length);
    const levels = lines.map((line) => line.indexOf(' '));
    expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
  });

  it('given any report, when it is rendered, then it ends with one line feed and has no blank space at a line’s end', () => {
    const { markdown } = closed();
    expect(markdown).toMatch(/[^\n]\n$/);
    expect(markdown).not.toMatch(/[ \t]\n|\n\n\n/);
  });
});

describe('the page of an incident', () => {
  const incident = () =>
    new Run({ scenario: null })
      .at(3)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(8, jon)
      .do({ type: 'add-item', kind: 'stage', name: 'release.yml', foundBy: { step: 'survey-stages' } })
      .at(9)
      .do({ type: 'stop', reason: 'Handed to the vendor.' })
      .do({ type: 'close' });

  it('given an incident, when it is rendered, then it says LIVE and never DRILL', () => {
    const { markdown } = incident();
    expect(markdown.split('\n')[0]).toBe('# LIVE: A small playbook, post-incident report');
    expect(markdown).not.toContain('DRILL');
  });

  it('given an incident, when it is rendered, then there is no section of an exercise', () => {
    const { markdown, report } = incident();
    expect(headings(markdown).join('\n')).not.toMatch(/Objective|Inject|Attacker|rating/i);
    expect(markdown).not.toMatch(/HSEEP|In truth|inject|hot wash is not closed/);
    expect([report.objectives, report.attack, report.injects, report.scope.missed]).toEqual([null, null, null, null]);
  });
});
