import { describe, expect, test } from 'vitest';
import { type Diagnostic, sortDiagnostics, toJson } from '../../src/language/diagnostic.ts';

const a = { file: 'a.yaml', text: 'title: x\nsteps: []\n' };
const b = { file: 'b.yaml', text: 'title: y\n' };

function diagnostic(parts: Partial<Diagnostic>): Diagnostic {
  return { code: 'shape-type', severity: 'error', source: a, range: { start: 0, end: 5 }, message: 'm', ...parts };
}

describe('diagnostics', () => {
  test('given some of several files, when they are sorted, then by file, place, severity and code', () => {
    const sorted = sortDiagnostics([
      diagnostic({ source: b, message: 'sixth' }),
      diagnostic({ range: { start: 9, end: 14 }, message: 'fifth' }),
      diagnostic({ severity: 'warning', message: 'fourth' }),
      diagnostic({ code: 'shape-unknown-key', message: 'third' }),
      diagnostic({ message: 'second' }),
      diagnostic({ range: { start: 0, end: 2 }, message: 'first' }),
    ]);
    expect(sorted.map(({ message }) => message)).toEqual(['first', 'second', 'third', 'fourth', 'fifth', 'sixth']);
  });

  test('given one, when it is printed as JSON, then it has the shape that is promised', () => {
    const printed = toJson([diagnostic({ range: { start: 9, end: 18 }, hint: 'Do this.' }), diagnostic({})]);
    expect(printed).toEqual([
      {
        file: 'a.yaml',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 10,
        severity: 'error',
        code: 'shape-type',
        message: 'm',
        hint: 'Do this.',
      },
      {
        file: 'a.yaml',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 6,
        severity: 'error',
        code: 'shape-type',
        message: 'm',
        hint: null,
      },
    ]);
    expect(Object.keys(printed[0] ?? {})).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'severity',
      'code',
      'message',
      'hint',
    ]);
  });
});
