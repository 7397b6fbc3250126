import { describe, expect, it } from 'vitest';
import { comparison } from '../../../src/run/restore/comparison.ts';
import { differencesOf } from '../../../src/run/restore/differences.ts';
import type { Entry } from '../../../src/run/restore/tree.ts';
import { file, folder, link, sha256, tree } from './listed.ts';

const pipe: Entry = { kind: 'special', what: 'named pipe' };
const disk: Entry = { kind: 'special', what: 'block device 8:1' };
const unsized: Entry = { kind: 'file', digest: sha256('abc') };

describe('two trees', () => {
  it('given the same in another order, do not differ, and have one digest', () => {
    const one = tree({ bin: folder, 'bin/run': file('abc', true), current: link('bin'), empty: folder });
    const other = tree({ current: link('bin'), empty: folder, 'bin/run': file('abc', true), bin: folder });
    expect(comparison(one, other)).toEqual({
      same: true,
      files: 1,
      bytes: 3,
      digest: comparison(other, one).digest,
      expected: comparison(other, one).digest,
      differences: [],
      more: 0,
    });
  });

  it.each([
    ['missing', { a: file('abc') }, {}],
    ['unexpected', {}, { a: file('abc') }],
    ['content', { a: file('abc') }, { a: file('abd') }],
    ['content', { a: file('abc') }, { a: file('abcd') }],
    ['executable', { a: file('abc') }, { a: file('abc', true) }],
    ['executable', { a: file('abc', true) }, { a: file('abc') }],
    ['target', { a: link('b') }, { a: link('c') }],
    ['type', { a: file('b') }, { a: link('b') }],
    ['type', { a: folder }, { a: file('') }],
    ['type', { a: folder }, { a: link('b') }],
    ['type', { a: pipe }, { a: disk }],
    ['type', { a: disk }, { a: { kind: 'special', what: 'block device 8:2' } }],
    ['missing', { a: folder }, {}],
    ['unexpected', {}, { a: pipe }],
  ] as const)('differ in %s: %j, %j', (what, one, other) => {
    expect(differencesOf(tree(one), tree(other))).toEqual([expect.objectContaining({ path: 'a', what })]);
    const { digest, expected } = comparison(tree(one), tree(other));
    expect(digest).not.toBe(expected);
  });

  it('tell every difference by path, and in words what was expected and found', () => {
    const expected = tree({ b: file('abc'), a: link('b'), 'a.txt': file('x'), c: file('abc') });
    const found = tree({ 'a.txt': file('x'), a: link('/etc/passwd'), b: file('abd'), d: folder });
    expect(differencesOf(expected, found)).toEqual([
      { path: 'a', what: 'target', expected: 'a link to b', found: 'a link to /etc/passwd' },
      {
        path: 'b',
        what: 'content',
        expected: `a file, 3 bytes, sha256:${sha256('abc')}`,
        found: `a file, 3 bytes, sha256:${sha256('abd')}`,
      },
      { path: 'c', what: 'missing', expected: `a file, 3 bytes, sha256:${sha256('abc')}` },
      { path: 'd', what: 'unexpected', found: 'a folder' },
    ]);
  });

  it('given one that tells the content of files alone, are compared in that alone', () => {
    const expected = tree({ bin: folder, 'bin/run': unsized, a: unsized }, true);
    const found = tree({
      bin: folder,
      'bin/run': file('abc', true),
      a: file('abd'),
      empty: folder,
      current: link('a'),
    });
    expect(differencesOf(expected, found).map(({ path, what }) => [path, what])).toEqual([
      ['a', 'content'],
      ['current', 'unexpected'],
    ]);
    expect(comparison(expected, found)).not.toHaveProperty('expected');
  });

  it('given one that tells the content of files alone, may not have something else where a folder is', () => {
    const expected = tree({ bin: folder, 'bin/run': unsized }, true);
    const found = tree({ bin: link('/tmp/bin') });
    expect(differencesOf(expected, found).map(({ path, what }) => [path, what])).toEqual([
      ['bin', 'type'],
      ['bin/run', 'missing'],
    ]);
  });

  it('given very many differences, tell a hundred and how many more', () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`f${at}`, file('abc')]));
    const { same, differences, more } = comparison(tree(many), tree({ a: file('abc') }));
    expect({ same, told: differences.length, more }).toEqual({ same: false, told: 100, more: 151 });
  });
});
