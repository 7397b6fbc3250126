import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/run/restore/differences.ts';
import { readFolder } from '../../../src/run/restore/folder-tree.ts';
import { digestOf, manifestLines, readManifest } from '../../../src/run/restore/manifest.ts';
import { bytesOf } from '../../../src/run/restore/paths.ts';
import type { Tree } from '../../../src/run/restore/tree.ts';
import { testFolder } from '../../helpers/journal/folder.ts';
import { fc } from '../../helpers/properties.ts';
import { file, folder, link, sha256, tree } from './listed.ts';

const text = (of: Tree) => [...manifestLines(of)].join('');

describe('a manifest', () => {
  it('is sorted lines of sha256sum, with comments for what that knows nothing of', () => {
    const of = tree({
      bin: folder,
      'bin/run': file('abc', true),
      'bin-old': folder,
      'a\\b\n': file('x'),
      current: link('bin\trun'),
    });
    expect(text(of)).toBe(
      [
        '# breakglass manifest 1',
        `\\${sha256('x')}  a\\\\b\\n`,
        '# folder\tbin-old',
        '# executable\tbin/run',
        `${sha256('abc')}  bin/run`,
        '# link\tcurrent\tbin\\trun',
        '',
      ].join('\n'),
    );
  });

  it('has a digest that sha256sum comes to as well', () => {
    const of = tree({ 'b/run': file('abc', true), b: folder, [bytesOf('ä')]: link('b') });
    const sum = execFileSync('sha256sum', { input: Buffer.from(text(of), 'latin1'), encoding: 'utf8' });
    expect(digestOf(of)).toBe(`sha256:${sum.slice(0, 64)}`);
  });

  it('given names with anything in them, is read as the tree that it was made of', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', '-', '.b', ' ', '\\', '\n', '\r', '\t', '#', bytesOf('é'), '\xe9'),
    });
    const entry = fc.oneof(
      fc.string().map((content) => file(content)),
      fc.string().map((content) => file(content, true)),
      fc.constant(folder),
      name.map((target) => link(`${target}t`)),
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          name.map((part) => `x${part}`),
          entry,
          { minKeys: 1, noNullPrototype: true },
        ),
        (entries) => {
          const of = tree(entries);
          const read = readManifest(text(of), 'm');
          expect(differencesOf(of, read)).toEqual([]);
          expect(digestOf(read)).toBe(digestOf(of));
        },
      ),
    );
  });

  it('given what sha256sum printed of names with line breaks and backslashes, reads those names', () => {
    const dir = testFolder();
    const names = ['plain', ' two  spaces', 'line\nbreak', 'back\\slash', 'both\\\n'];
    mkdirSync(join(dir, 'in'));
    for (const name of names) writeFileSync(join(dir, 'in', name), name);
    for (const mode of ['--text', '--binary']) {
      const printed = execFileSync('sha256sum', [mode, '--', ...names.map((name) => `./${name}`)], {
        cwd: join(dir, 'in'),
        encoding: 'latin1',
      });
      const read = readManifest(printed, 'm');
      expect(read.contentOnly).toBe(true);
      expect([...read.entries.keys()].sort()).toEqual([...names].sort());
      expect(differencesOf(read, readFolder(join(dir, 'in')))).toEqual([]);
    }
  });

  it('is what sha256sum --check holds a folder to', () => {
    const dir = testFolder();
    for (const name of ['line\nbreak', 'back\\slash', 'run']) writeFileSync(join(dir, name), name, { mode: 0o755 });
    const manifest = Buffer.from(text(readFolder(dir)), 'latin1');
    const check = () =>
      execFileSync('sha256sum', ['--check', '--strict'], { cwd: dir, input: manifest, stdio: 'pipe' });
    expect(String(check()).match(/OK$/gm)).toHaveLength(3);
    writeFileSync(join(dir, 'run'), 'ran');
    expect(check).toThrow('did NOT match');
  });

  it.each([
    ['nothing', '', 'm lists no file.'],
    ['comments alone', '# a\n# b\n', 'm lists no file.'],
    ['text', 'hello\n', 'm, line 1: This is no line of a manifest: hello'],
    ['a short digest', `${'a'.repeat(63)}  x\n`, 'm, line 1: This is no line'],
    ['the other form', `SHA256 (x) = ${'a'.repeat(64)}\n`, 'm, line 1: This is no line'],
    ['a way out', `${'a'.repeat(64)}  ../x\n`, 'm, line 1: A name in it leads out of the folder'],
    ['a way out in the middle', `${'a'.repeat(64)}  a/../../x\n`, 'm, line 1: A name in it leads out of the folder'],
    ['a path twice', `${'a'.repeat(64)}  x\n${'b'.repeat(64)}  ./x\n`, 'm, line 2: It lists x twice'],
    [
      'a file below a file',
      `${'a'.repeat(64)}  x\n${'b'.repeat(64)}  x/y\n`,
      'm, line 2: It lists x/y below x, which is a file',
    ],
    ['a file that was a folder', `${'a'.repeat(64)}  x/y\n${'b'.repeat(64)}  x\n`, 'm, line 2: It lists x twice'],
    ['an unknown escape', `\\${'a'.repeat(64)}  x\\q\n`, 'm, line 1: There is no escape \\q.'],
    ['an unknown comment', '# breakglass manifest 1\n# lnik\ta\tb\n', 'm, line 2: This is no line of a manifest'],
    ['an executable that is none', '# breakglass manifest 1\n# executable\ta\n', 'm lists no file for a.'],
    ['a name that is too long', `${'a'.repeat(64)}  ${'x'.repeat(5000)}\n`, 'm, line 1: A name in it has 5000 bytes'],
  ])('given %s, is refused with its line', (_, given, told) => {
    expect(() => readManifest(given, 'm')).toThrow(expect.objectContaining({ name: 'Problem', kind: 'input' }));
    expect(() => readManifest(given, 'm')).toThrow(told);
  });
});
