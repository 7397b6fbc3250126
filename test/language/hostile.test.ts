import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/language/format.ts';
import { readYaml, type YamlDocument } from '../../src/language/yaml.ts';
import { fc } from '../helpers/properties.ts';
import { sample } from './sample.ts';

const MEBIBYTE = 1_048_576;
const read = (text: string) => readYaml({ file: 'hostile.yaml', text });

/** A file is either read or refused with an error; what is said of it can be shown without harm to a terminal. */
function holds(document: YamlDocument): void {
  const refused = document.diagnostics.some(({ severity }) => severity === 'error');
  if (document.value === undefined) expect(refused).toBe(true);
  const { length } = document.source.text;
  for (const { range } of document.diagnostics) {
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeGreaterThanOrEqual(range.start);
    expect(range.end).toBeLessThanOrEqual(length);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none comes out is the point
  expect(formatDiagnostics(document.diagnostics, { color: false })).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
}

describe('given a file that means harm, when it is read, then it ends in a diagnostic', () => {
  test('fifty megabytes', () => {
    const document = read('a: 1\n'.repeat(10 * MEBIBYTE));
    expect(document.value).toBeUndefined();
    expect(document.diagnostics).toMatchObject([{ code: 'file-too-large' }]);
  });

  const openers = [
    '[',
    '{a: ',
    '- ',
    '? ',
    ': ',
    'a: ',
    '[a: ',
    '{? ',
    '[? ',
    '- a: ',
    '"a": ',
    "'a': ",
    '- ? ',
    '{a',
    '- [',
    '[{',
  ];

  test.each(openers)('20,000 times %j, twice in one process', (opener) => {
    const text = opener.repeat(20_000);
    for (let round = 0; round < 2; round++) expect(read(text).diagnostics).toMatchObject([{ code: 'yaml-too-deep' }]);
  });

  test.each([
    ['mappings', Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['lists', Array.from({ length: 700 }, (_, depth) => `${' '.repeat(2 * depth)}- a:\n`).join('')],
    ['dashes on lines of their own', Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}-\n`).join('')],
  ])('%s inside each other over many lines, twice in one process', (_, text) => {
    for (let round = 0; round < 2; round++) expect(read(text).diagnostics).toMatchObject([{ code: 'yaml-too-deep' }]);
  });

  test('depth up to the limit is read; brackets and lines count alike', () => {
    const lines = Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    expect(read(`${lines}${' '.repeat(60)}${'['.repeat(4)}${']'.repeat(4)}`).diagnostics).toEqual([]);
    expect(read(`${lines}${' '.repeat(60)}${'['.repeat(5)}${']'.repeat(5)}`).diagnostics).toMatchObject([
      { code: 'yaml-too-deep' },
    ]);
  });

  test('in a process with little stack, the deepest file that is let through does no harm', () => {
    const url = (name: string) => JSON.stringify(new URL(`../../src/language/${name}`, import.meta.url).pathname);
    const script = `
      import { readYaml } from ${url('yaml.ts')};
      const deep = [['[', 63, ''], ['a: &x {b: ', 62, ''], ['- ', 63, 'x']];
      for (let round = 0; round < 3; round++)
        for (const [opener, times, end] of deep) {
          readYaml({ file: 'a', text: opener.repeat(20000) });
          readYaml({ file: 'a', text: opener.repeat(times) + end });
        }
      console.log('alive');`;
    const build = ['--bundle', '--platform=node', '--format=cjs', '--log-level=error'];
    const bundle = execFileSync('node_modules/.bin/esbuild', build, { input: script, encoding: 'utf8' });
    expect(execFileSync(process.execPath, ['--stack-size=300', '-'], { input: bundle, encoding: 'utf8' })).toBe(
      'alive\n',
    );
  });

  test('ten levels of ten aliases', () => {
    let text = 'l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n';
    for (let level = 1; level < 10; level++) text += `l${level}: &l${level} [${`*l${level - 1}, `.repeat(10)}]\n`;
    const document = read(text);
    expect(document.value).toBeUndefined();
    expect(document.diagnostics).toMatchObject([{ code: 'yaml-too-many-aliases' }]);
  });

  test('a chain of aliases, each a little deeper', () => {
    let text = 'l0: &l0 [x]\n';
    for (let level = 1; level < 90; level++) text += `l${level}: &l${level} [*l${level - 1}]\n`;
    expect(read(text).diagnostics[0]).toMatchObject({ code: 'yaml-too-deep' });
  });

  test('more aliases than anyone needs', () => {
    expect(read(`a: &a x\nb: [${'*a, '.repeat(101)}]`).diagnostics).toMatchObject([{ code: 'yaml-too-many-aliases' }]);
    expect(read(`a: &a x\nb: [${'*a, '.repeat(100)}]`).diagnostics).toEqual([]);
  });

  test.each([
    ['an executable', '\x7fELF\x02\x01\x01\0\0\0'],
    ['UTF-16', 'a\0:\0 \x001\0'],
    ['bytes that are not UTF-8', 'a: \uFFFD\uFFFD'],
    ['an escape sequence', 'a: \x1b]52;c;eA==\x07'],
    ['half a surrogate pair', 'a: \ud83d'],
  ])('%s', (_, text) => {
    const document = read(text);
    expect(document.value).toBeUndefined();
    expect(document.diagnostics).toMatchObject([{ code: 'file-not-text' }]);
    holds(document);
  });

  test.each([
    ['commas', `[${','.repeat(MEBIBYTE - 2)}]`],
    ['quotes', '"'.repeat(MEBIBYTE)],
    ['keys', Array.from({ length: 80_000 }, (_, key) => `k${key}: 1`).join('\n')],
    ['keys in braces', `{${Array.from({ length: 90_000 }, (_, key) => `k${key}`).join(',')}}`],
    ['the same key', 'a: 1\n'.repeat(MEBIBYTE / 5)],
    ['closing brackets', ']'.repeat(MEBIBYTE)],
    ['empty lines', `${'\n'.repeat(MEBIBYTE - 1)}a`],
    ['comments', '#\n'.repeat(MEBIBYTE / 2)],
    ['documents', '---\n'.repeat(MEBIBYTE / 4)],
    ['tags', '!a '.repeat(MEBIBYTE / 3)],
    ['backslashes', `"${'\\'.repeat(MEBIBYTE - 1)}`],
    ['one line', `a: ${'b '.repeat(MEBIBYTE / 2 - 2)}`],
    ['one text', `a: |\n${'  x\n'.repeat(MEBIBYTE / 4 - 2)}`],
    ['spaces', `a:${' '.repeat(MEBIBYTE - 3)}b`],
  ])('a mebibyte of %s', (_, text) => {
    holds(read(text));
  });

  test('just under every limit', () => {
    for (const text of [
      `[${'],['.repeat(24_000)}]`,
      ']\n'.repeat(49_000),
      'a: @\n'.repeat(16_000),
      '{a: b,c},'.repeat(12_000),
    ]) {
      holds(read(text));
    }
  });

  test('half a file, wherever it was cut', () => {
    for (let length = 0; length < sample.length; length++) holds(read(sample.slice(0, length)));
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        holds(read(Buffer.from(bytes).toString('utf8')));
        holds(read(Buffer.from(bytes).toString('latin1')));
      }),
    );
  });

  test('any text of the marks that mean something to YAML', () => {
    const unit = fc.constantFrom(
      ...'[]{},:-?#&*!|>\'"%@`$~ \n\n\tab01.+\\'.split(''),
      '\r\n',
      ': ',
      '- ',
      ' #',
      '${{',
      '}}',
      '---\n',
      '  ',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (text) => holds(read(text))),
      { numRuns: 2000 },
    );
  });

  test('a playbook with anything put in, taken out or moved', () => {
    const place = fc.nat(sample.length);
    const mutation = fc.tuple(
      place,
      place,
      fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom('"', "'", '[', '}', '\t', '\n', ': ', ' #', '*a', '&a ', '!x '),
      ),
    );
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        let text = sample;
        for (const [at, until, put] of mutations)
          text = text.slice(0, at) + put + text.slice(until > at ? Math.min(until, at + 40) : at);
        holds(read(text));
      }),
      { numRuns: 500 },
    );
  });
});
