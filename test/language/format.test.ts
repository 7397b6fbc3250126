import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/language/diagnostic.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import { formatGithub } from '../../src/language/format-github.ts';
import { formatSarif } from '../../src/language/format-sarif.ts';
import { fc } from '../helpers/properties.ts';

const source = { file: 'playbooks/a b.yaml', text: 'title: x\nsteps: [%, y]\n' };

function diagnostic(parts: Partial<Diagnostic>): Diagnostic {
  return { code: 'shape-type', severity: 'error', source, range: { start: 7, end: 8 }, message: 'wrong', ...parts };
}

const plain = (parts: Partial<Diagnostic>) => formatDiagnostics([diagnostic(parts)], { color: false });

describe('as text', () => {
  test('a place, a line, a caret, a hint and another place', () => {
    const related = [{ source, range: { start: 9, end: 14 }, message: 'beside this' }];
    expect(plain({ hint: 'Do this.', related }).split('\n')).toEqual([
      'playbooks/a b.yaml:1:8: error[shape-type]: wrong',
      '   1 | title: x',
      '     |        ^',
      '  = Do this.',
      '  playbooks/a b.yaml:2:1: beside this',
      '   2 | steps: [%, y]',
      '     | ^^^^^',
    ]);
  });

  test('an empty line between two, and nothing where there are none', () => {
    expect(formatDiagnostics([diagnostic({}), diagnostic({})], { color: false }).split('\n\n')).toHaveLength(2);
    expect(formatDiagnostics([], { color: true })).toBe('');
  });

  test('colour changes nothing but colour', () => {
    const colored = formatDiagnostics([diagnostic({ hint: 'Do.' })], { color: true });
    expect(colored).toContain('\x1b[1;31merror[shape-type]\x1b[0m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
    expect(colored.replace(/\x1b\[[\d;]*m/g, '')).toBe(plain({ hint: 'Do.' }));
  });

  test('what would steer a terminal is shown as an escape, wherever it comes from', () => {
    const evil = '\x1b]52;c;eA==\x07\r\u202E';
    const text = plain({
      source: { file: `a${evil}`, text: `b: ${evil} x` },
      message: evil,
      hint: evil,
      range: { start: 17, end: 18 },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none comes out is the point
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(text).toContain('\\x1b]52;c;eA==\\x07\\x0d\\u{202e}');
  });

  test.each([
    ['a tab', '\ta: x', 4, 7],
    ['wide characters', '漢字: x', 4, 6],
    ['an emoji', '🚒: x', 4, 4],
    ['a joined emoji', '👩‍🚒: x', 7, 4],
    ['a combined letter', 'e\u0301: x', 4, 3],
    ['an escape', '\x07: x', 3, 6],
  ])('the caret stands under its character after %s', (_, text, at, column) => {
    const [, , caret = ''] = plain({ source: { file: 'a', text }, range: { start: at, end: at + 1 } }).split('\n');
    expect(caret.slice(7)).toBe(`${' '.repeat(column)}^`);
  });

  test('a range over several lines is shown by its first', () => {
    expect(plain({ range: { start: 7, end: 20 } }).split('\n')[2]).toBe('     |        ^');
  });

  test('a place at the end of the text has a caret after it', () => {
    const lines = plain({ source: { file: 'a', text: 'ab' }, range: { start: 2, end: 2 } }).split('\n');
    expect(lines[2]).toBe('     |   ^');
  });

  test('of a long line only what is around the place is shown, and the caret still stands under it', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 150 }), fc.nat(300), (before, length, after) => {
        const text = 'a'.repeat(before) + 'X'.repeat(length) + 'b'.repeat(after);
        const range = { start: before, end: before + length };
        const [, line = '', carets = ''] = plain({ source: { file: 'a', text }, range }).split('\n');
        expect(line.length - 7).toBeLessThanOrEqual(102);
        const first = carets.indexOf('^');
        expect(line[first]).toBe('X');
        expect(line[first - 1]).not.toBe('X');
        expect([...line.slice(first, carets.length)].every((character) => character === 'X')).toBe(true);
        if (carets.length - first < length) expect(line.endsWith('X…') || line.endsWith('X')).toBe(true);
      }),
    );
  });

  test('a line of a megabyte is no trouble', () => {
    const text = plain({ source: { file: 'a', text: 'x'.repeat(1_000_000) }, range: { start: 500_000, end: 500_003 } });
    expect(text.split('\n')[1]?.length).toBeLessThan(120);
  });
});

describe('as SARIF', () => {
  test('has its rules, its places and what else matters', () => {
    const related = [{ source, range: { start: 9, end: 14 }, message: 'beside this' }];
    const log = JSON.parse(
      formatSarif(
        [diagnostic({ hint: 'Do this.', related }), diagnostic({ severity: 'warning', code: 'shape-choice' })],
        { version: '1.2.3' },
      ),
    );
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] });
    const [run] = log.runs;
    expect(run.tool.driver).toEqual({
      name: 'breakglass',
      version: '1.2.3',
      rules: [
        { id: 'shape-choice', shortDescription: { text: 'Not one of the allowed values' } },
        { id: 'shape-type', shortDescription: { text: 'A value of the wrong type' } },
      ],
    });
    expect(run.results[0]).toEqual({
      ruleId: 'shape-type',
      ruleIndex: 1,
      level: 'error',
      message: { text: 'wrong. Do this.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'playbooks/a%20b.yaml' },
            region: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 9 },
          },
        },
      ],
      relatedLocations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'playbooks/a%20b.yaml' },
            region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 6 },
          },
          message: { text: 'beside this' },
        },
      ],
    });
    expect(run.results[1]).toMatchObject({ level: 'warning', ruleIndex: 0 });
  });

  test('an absolute file is a file URI', () => {
    const log = JSON.parse(formatSarif([diagnostic({ source: { file: '/x/a#b.yaml', text: 'x' } })], { version: '1' }));
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('file:///x/a%23b.yaml');
  });
});

describe("as GitHub's workflow commands", () => {
  test('with everything that would end a value escaped', () => {
    const range = { start: 9, end: 14 };
    const file = { file: 'a,b:c%.yaml', text: source.text };
    expect(formatGithub([diagnostic({ source: file, range, message: '100% wrong\r\nhere', hint: 'Do: this.' })])).toBe(
      '::error file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=1,endColumn=6,title=shape-type::100%25 wrong%0D%0Ahere%0ADo: this.',
    );
  });

  test('over several lines without an end column, which would be misread', () => {
    const command = formatGithub([diagnostic({ severity: 'warning', range: { start: 7, end: 14 } })]);
    expect(command).toBe('::warning file=playbooks/a b.yaml,line=1,endLine=2,col=8,title=shape-type::wrong');
  });
});
