import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../src/journal/envelope.ts';
import { Problem } from '../../src/run/problem.ts';
import { replay } from '../../src/run/replay.ts';

/** A run as a released version wrote it, with another text of its scenario's `based-on`, and what else is given. */
function journaled(basedOn: string, mend = (text: string) => text) {
  const file = new URL('../golden/runs/v1-by-the-book.jsonl', import.meta.url);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line));
  const { text } = entries[0].scenario;
  expect(text).toContain('based-on: { case: fictional, sources: [] }');
  entries[0].scenario.text = mend(text.replace('based-on: { case: fictional, sources: [] }', basedOn));
  return () => replay('run.jsonl', entries as Envelope[]).state.stage;
}

describe('a journal that was written before a rule', () => {
  it('given a source without an address, which was allowed once, then the run can still be read', () => {
    expect(journaled('based-on: { case: A breach, sources: [{ title: The report }] }')()).toBe('closed');
  });

  it('given moves that are tried more often than is allowed now, then the run can still be read', () => {
    const often = journaled('based-on: { case: fictional, sources: [] }', (text) =>
      text.replace('duration: 60m', 'duration: 7d').replaceAll('retry: 5m', 'retry: 1s'),
    );
    expect(often()).toBe('closed');
  });

  it('given anything else that is wrong, then it cannot', () => {
    expect(journaled('based-on: { case: A breach, sources: [{ title: The report, url: nowhere }] }')).toThrow(Problem);
    expect(journaled('based-on: { case: A breach }')).toThrow(Problem);
  });
});
