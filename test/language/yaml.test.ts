import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Range } from '../../src/language/source.ts';
import { type Path, rangeInside, readYaml } from '../../src/language/yaml.ts';
import { fc } from '../helpers/properties.ts';
import { sample } from './sample.ts';

const read = (text: string) => readYaml({ file: 'a.yaml', text });
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code);

describe('values', () => {
  test('given a playbook, when it is read, then its values are plain data and nothing is said', () => {
    const document = read(sample);
    expect(document.diagnostics).toEqual([]);
    expect(document.value).toMatchObject({
      format: 1,
      roles: { lead: { title: 'Incident lead', duty: 'Decides. Runs no commands.' } },
      secrets: ['GITHUB_TOKEN', 'NPM_TOKEN'],
      clocks: [{ clock: 'gdpr-authority', starts: "${{ steps.personal-data.choice == 'yes' }}", due: '72h' }],
    });
  });

  test.each([
    ['a: yes', 'yes'],
    ['a: off', 'off'],
    ['a: true', true],
    ['a: 2026-03-02', '2026-03-02'],
    ['a: 2026-03-02T08:12:00Z', '2026-03-02T08:12:00Z'],
    ['a: 12:30:45', '12:30:45'],
    ['a: 0o14', 12],
    ['a: 014', 14],
    ['a: 1.0', 1],
    ['a: .inf', '.inf'],
    ['a: .nan', '.nan'],
    ['a: -0', 0],
    ['a: ~', null],
    ['a:', null],
    ['a: ""', ''],
    ['a: "\\u00e9\\x41"', 'éA'],
    ["a: 'it''s'", "it's"],
    ['a: &x 1', 1],
    ['\uFEFFa: 1', 1],
  ])('%s is %j', (text, value) => {
    expect(read(text).value).toEqual({ a: value });
  });

  test('keys are texts, whatever they look like', () => {
    expect(read('1: a\ntrue: b\nnull: c\nno: d').value).toEqual({ '1': 'a', true: 'b', null: 'c', no: 'd' });
  });

  test('an alias is what it stands for', () => {
    expect(read('a: &one { b: [1] }\nc: *one\nd: [*one, *one]').value).toEqual({
      a: { b: [1] },
      c: { b: [1] },
      d: [{ b: [1] }, { b: [1] }],
    });
  });

  test('what is read is JSON and comes back from it unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const document = read(stringify({ value }));
        if (document.diagnostics.length > 0) return;
        expect(JSON.parse(JSON.stringify(document.value))).toEqual(document.value);
      }),
    );
  });
});

describe('places', () => {
  const document = read(sample);
  const textOf = (range: Range) => sample.slice(range.start, range.end);
  const step: Path = ['phases', 0, 'steps', 1];

  test.each<[Path, string, string]>([
    [['format'], '1', 'format'],
    [['roles', 'lead', 'title'], 'Incident lead', 'title'],
    [['secrets', 1], 'NPM_TOKEN', 'NPM_TOKEN'],
    [['secrets'], '[GITHUB_TOKEN, NPM_TOKEN]', 'secrets'],
    [['clocks', 0, 'due'], '72h', 'due'],
    [['inputs', 'repository', 'ask'], '"Which repository\'s pipeline?"', 'ask'],
    [[...step, 'after'], '[]', 'after'],
    [['phases', 0, 'gate', 'backup', 'some', 0], 'verified', 'verified'],
  ])('%j', (path, value, key) => {
    expect(textOf(document.at(path))).toBe(value);
    expect(textOf(document.keyAt(path))).toBe(key);
  });

  test('a block mapping goes from its first to its last character, without the comments after it', () => {
    const text = 'a:\n  b: 1\n  c: two   # not this\n\n# nor this\nd: 3\n';
    const range = read(text).at(['a']);
    expect(text.slice(range.start, range.end)).toBe('b: 1\n  c: two');
  });

  test('a path that leads nowhere has the place of what is around it', () => {
    expect(textOf(document.at([...step, 'after', 3, 'x']))).toBe('[]');
    expect(textOf(document.keyAt(['clocks', 0, 'due', 'x']))).toBe('due');
    expect(textOf(document.at(['roles', 'lead', 'nothing']))).toBe(textOf(document.at(['roles', 'lead'])));
  });

  test('a value that is not there is where its key is', () => {
    const text = 'a:\n  b:\n';
    const range = read(text).at(['a', 'b']);
    expect(text.slice(range.start, range.end)).toBe('b');
  });

  test('what an alias stands for is where its anchor is', () => {
    const text = 'a: &one { b: [1] }\nc: *one\n';
    const inside = read(text).at(['c', 'b', 0]);
    expect(text.slice(inside.start, inside.end)).toBe('1');
  });
});

describe('places inside a text', () => {
  test.each([
    ['plain', 'a: Stop ${{ item.name }} now'],
    ['single', "a: 'It''s ''so'': ${{ item.name }}'"],
    ['double', 'a: "\\tSay \\"no\\" \\u00e9\\U0001F692 ${{ item.name }}"'],
    ['double, folded', 'a: "one\n  two \\\n  three ${{ item.name }}"'],
    ['plain, folded', 'a: one\n  two\n\n  three ${{ item.name }}\n  four'],
    ['literal', 'a: |\n  one\n    two\n\n  three ${{ item.name }}\n'],
    ['literal, indented', 'a: |2-\n    one ${{ item.name }}\n'],
    ['folded', 'a: >-\n  one\n  two ${{ item.name }}\n\n    three\n'],
    ['in a list in braces', 'a: "${{ item.name }}"'],
  ])('%s', (_, text) => {
    const document = read(text);
    const value = (document.value as { a: string }).a;
    const start = value.indexOf('item.name');
    const range = rangeInside(document, ['a'], start, start + 9);
    expect(text.slice(range.start, range.end)).toBe('item.name');
  });

  test('an expression that is written over two lines is found from its first to its last character', () => {
    const text = 'a: >\n  if ${{ item.name ==\n  run.title }} so\n';
    const document = read(text);
    const value = (document.value as { a: string }).a;
    const range = rangeInside(document, ['a'], value.indexOf('item'), value.indexOf(' }}'));
    expect(text.slice(range.start, range.end)).toBe('item.name ==\n  run.title');
  });

  test('a place without characters stands between two', () => {
    const document = read('a: "xy"');
    expect(rangeInside(document, ['a'], 1, 1)).toEqual({ start: 5, end: 5 });
    expect(rangeInside(document, ['a'], 2, 2)).toEqual({ start: 6, end: 6 });
  });

  test('where there is no text, it is the place of the value', () => {
    expect(rangeInside(read('a: [1]'), ['a'], 0, 1)).toEqual({ start: 3, end: 6 });
  });

  test('every visible character of a text is found where it is written, in every style', () => {
    const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED' as const);
    const unit = fc.constantFrom(
      'a',
      'b',
      'Z',
      ' ',
      ' ',
      '\n',
      "'",
      '"',
      '\\',
      '#',
      ':',
      '{',
      '}',
      '$',
      'é',
      '漢',
      '🚒',
      '\t',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 120 }), style, (written, defaultStringType) => {
        const text = stringify({ key: { value: written } }, { defaultStringType, lineWidth: 20 });
        const document = read(text);
        const { value } = (document.value as { key: { value: string } }).key;
        for (const { 0: character, index } of value.matchAll(/[^\s"'\\]/gu)) {
          const range = rangeInside(document, ['key', 'value'], index, index + character.length);
          expect(text.slice(range.start, range.end)).toBe(character);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is refused', () => {
  test.each([
    ['a: 1\na: 2', ['yaml-duplicate-key']],
    ['{ a: 1, "a": 2 }', ['yaml-duplicate-key']],
    ['a: 1\n? a\n: 2', ['yaml-duplicate-key']],
    ['prototype: 1', ['yaml-forbidden-key']],
    ['"__proto__": 1', ['yaml-forbidden-key']],
    ['a: { constructor: 1 }', ['yaml-forbidden-key']],
    ['<<: { a: 1 }', ['yaml-merge-key']],
    ['a: !!set { b }', ['yaml-tag']],
    ['a: !<tag:yaml.org,2002:binary> eA==', ['yaml-tag']],
    ['a: !!js/function "x"', ['yaml-tag']],
    ['%YAML 1.1\n---\na: yes', ['yaml-directive']],
    ['%TAG ! tag:x,2000:\n---\na: 1', ['yaml-directive']],
    ['a: 1\n---\nb: 2', ['yaml-several-documents']],
    ['--- a\n--- b', ['yaml-several-documents']],
    ['? { a: 1 }\n: 2', ['yaml-key']],
    [': 1', ['yaml-key']],
    ['&x a: 1\n*x : 2', ['yaml-key']],
    ['a: *x', ['yaml-alias']],
    ['a: &x [*x]', ['yaml-alias']],
    ['', ['file-empty']],
    [' \n\n', ['file-empty']],
    ['---\n...', ['file-empty']],
    ['null', ['file-empty']],
  ])('%j: %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('a refused key and its value are left out, and the rest can be used', () => {
    const document = read('a: 1\na: 2\n__proto__: { b: 1 }\n<<: { c: 1 }\nd: { x, y: No, we can }');
    expect(document.value).toEqual({ a: 1, d: { x: null, y: 'No' } });
    expect(Object.getPrototypeOf(document.value)).toBe(Object.prototype);
  });

  test('a text that could not be read has no value, and places that harm nobody', () => {
    const document = read('a: "b');
    expect(document.value).toBeUndefined();
    expect(document.at(['a'])).toEqual({ start: 0, end: 0 });
    expect(document.keyAt(['a'])).toEqual({ start: 0, end: 0 });
    expect(document.textAt(['a'])).toBeNull();
  });

  test('all mistakes are told at once, in the order of the lines', () => {
    const text = 'a: @x\nb: 1\nc: `y`\nd: [1, 2] 3\n';
    const lines = read(text).diagnostics.map(({ range }) => text.slice(0, range.start).split('\n').length);
    expect(lines).toEqual([1, 3, 4]);
  });
});

describe('traps', () => {
  test.each([
    ['do: Say it in #channel', ['trap-comment-in-text']],
    ['do: Say it in # channel', []],
    ['do: Say it in#channel', []],
    ['do: "Say it in #channel"', []],
    ['do: Say it   #!shebang', []],
    ['do: |\n  Say it in #channel', []],
    ['- one #two', ['trap-comment-in-text']],
    ['a: one\n  two #three', ['trap-comment-in-text']],
    ['a: one #two\n  three', ['trap-comment-in-text', 'yaml-syntax']],
    ['a: [one] #two', []],
    ['#comment\na: 1', []],
    ['a:  #comment', []],
    ['{ label: No, we can }', ['trap-split-text']],
    ['{ label: No, thanks, do: x }', ['trap-split-text']],
    ['{ label: "No", we: can }', []],
    ['[No, we can]', []],
    ['{ a, b }', ['trap-split-text']],
    ['a: [${{ x }}]', ['trap-expression-in-flow']],
    ['a: { b: ${{ x }}, c: ${{ y }} }', ['trap-expression-in-flow', 'trap-expression-in-flow']],
    ['a: { b: now ${{ x }} }', ['trap-expression-in-flow']],
    ['a: { b: "${{ x }}", c: \'${{ y }}\' }', []],
    ['a: ${{ x }}', []],
    ['a: { b: $, c: { d: 1 } }', []],
  ])('%j: %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('a character that reorders a line is warned of', () => {
    const document = read('a: x\u202Ey');
    expect(document.diagnostics).toMatchObject([
      { code: 'file-hidden-character', severity: 'warning', range: { start: 4, end: 5 } },
    ]);
    expect(document.value).toEqual({ a: 'x\u202Ey' });
  });
});
