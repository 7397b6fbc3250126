import { describe, expect, it } from 'vitest';
import { diagnosticTitles } from '../../src/language/codes.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import { checksPage } from '../helpers/checks-page.ts';
import { codes, diagnose, exampleNames, exampleOf, expectCommitted } from '../helpers/examples.ts';

/** Nothing is out of reach but for something else that is wrong. */
const company: Readonly<Record<string, readonly string[]>> = { 'after-unreachable': ['after-cycle'] };

describe('given one example for each code, when it is checked', () => {
  it('then there is an example for every code, and none without', () => {
    expect(exampleNames().sort()).toEqual([...codes].sort());
  });

  it.each(codes)('then %s is found, it alone, and said as it is committed', (code) => {
    const { source, means, todo } = exampleOf(code);
    const diagnostics = diagnose(source);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(new Set(diagnostics.map((diagnostic) => diagnostic.code))).toEqual(
      new Set([code, ...(company[code] ?? [])]),
    );
    expect(means.length * todo.length).toBeGreaterThan(0);
    expectCommitted(`test/golden/diagnostics/${code}.txt`, `${formatDiagnostics(diagnostics, { color: false })}\n`);
  });
});

it('given the examples, when docs/checks.md is made, then it is the one that is committed', () => {
  const page = checksPage(
    codes.map((code) => {
      const example = exampleOf(code);
      return { ...example, title: diagnosticTitles[code], said: diagnose(example.source) };
    }),
  );
  expectCommitted('docs/checks.md', page);
});
