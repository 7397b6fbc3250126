import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Header, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { packed } from '../../../src/run/bundle/gzip.ts';
import { type Manifest, manifestText, readManifest } from '../../../src/run/bundle/manifest.ts';
import { headerOf } from '../../../src/run/bundle/tar.ts';
import { fc } from '../../helpers/properties.ts';
import { archive, bundleOf, drill, emptyFolder, entriesOf, packedBytes, problemOf } from './given.ts';

type Written = Partial<Header> & { readonly name: string };

/** A tar that another program made, packed as a bundle is. */
async function others(...headers: readonly Written[]): Promise<string> {
  const packing = pack();
  for (const header of headers) packing.entry(header as Header, header.type === undefined ? 'x' : '');
  packing.finalize();
  const blocks: Uint8Array[] = [];
  for await (const chunk of packing) blocks.push(chunk as Uint8Array);
  return await packedBytes(blocks);
}

describe('an archive that is no bundle ends in a clear error', () => {
  it.each<[string, Written[], string]>([
    [
      'with a path out of its folder',
      [{ name: '../../etc/cron.d/x' }],
      '"../../etc/cron.d/x" in it leads out of its folder',
    ],
    ['with a path from the root', [{ name: '/etc/passwd' }], '"/etc/passwd" in it leads out of its folder'],
    ['with a path of another system', [{ name: 'a\\..\\b' }], 'leads out of its folder, or is no plain path'],
    [
      'with a symbolic link',
      [{ name: 'a/journal.jsonl', type: 'symlink', linkname: '/etc/shadow' }],
      '"a/journal.jsonl" in it is a symbolic link',
    ],
    ['with a hard link', [{ name: 'a/b', type: 'link', linkname: '/etc/shadow' }], 'is a hard link'],
    ['with a device', [{ name: 'a/b', type: 'character-device' }], 'is a device'],
    ['with a named pipe', [{ name: 'a/b', type: 'fifo' }], 'is a named pipe'],
    ['with a folder', [{ name: 'a/', type: 'directory' }], 'is a folder of its own'],
    ['with a header of its own', [{ name: 'a/b', pax: { comment: 'x' } }], 'is a header of another program'],
    ['with a name of control characters', [{ name: 'a/\u001b]0;x\u0007' }], 'is not as breakglass writes it'],
    ['of another program', [{ name: 'a/manifest.json', mode: 0o644 }], 'is not as breakglass writes it'],
    ['without a file', [], 'manifest.json is missing'],
  ])('%s', async (_, headers, told) => {
    expect(await problemOf(await others(...headers))).toContain(told);
  });

  it('packed by the system, though every file in it is as it was', async () => {
    const entries = entriesOf((await bundleOf(drill())).path);
    const folder = emptyFolder();
    for (const [name, content] of entries) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    execFileSync('tar', ['czf', 'again.tar.gz', entries[0]?.[0].split('/')[0] ?? ''], { cwd: folder });
    expect(await problemOf(join(folder, 'again.tar.gz'))).toContain('packed by another program');
  });

  it.each([
    ['empty', Buffer.alloc(0), 'It is empty.'],
    ['a text', Buffer.from('not an archive at all, but long enough'), 'not packed with gzip'],
    [
      'the first bytes of an archive',
      Buffer.from('1f8b080000000000', 'hex'),
      'packed by another program, or its first bytes',
    ],
  ])('a file that is %s', async (_, bytes, told) => {
    const path = join(emptyFolder(), 'x.tar.gz');
    writeFileSync(path, bytes);
    expect(await problemOf(path)).toContain(told);
  });

  it('one that a link leads to', async () => {
    const { path } = await bundleOf(drill());
    const link = join(emptyFolder(), 'x.tar.gz');
    symlinkSync(path, link);
    await expect(problemOf(link)).rejects.toThrow('is a symbolic link');
  });

  it('one that claims a manifest of gigabytes: it is not even read', async () => {
    const path = await packedBytes([headerOf('a.bundle/manifest.json', 4 * 1024 ** 3), Buffer.alloc(1024)]);
    expect(await problemOf(path)).toContain('manifest.json has 4294967296 bytes; at most');
  });

  it('one whose journal unpacks to gigabytes of nothing: it ends at the first line, in little memory', async () => {
    const bytes = 3 * 1024 ** 3;
    const manifest = Buffer.from(manifestText({ ...empty, files: [journalOf(bytes)] }));
    const sums = Buffer.from('x');
    const before = process.memoryUsage().rss;
    const zeros = Buffer.alloc(1024 * 1024);
    const path = join(emptyFolder(), 'bomb.tar.gz');
    const source = async function* () {
      yield* [
        headerOf('run.bundle/manifest.json', manifest.length),
        manifest,
        Buffer.alloc(512 - (manifest.length % 512)),
      ];
      yield* [headerOf('run.bundle/SHA256SUMS', 1), sums, Buffer.alloc(511)];
      yield headerOf('run.bundle/journal.jsonl', bytes);
      for (let count = 0; count < 64; count += 1) yield zeros;
    };
    await pipeline(Readable.from(packed(source())), createWriteStream(path));
    expect(await problemOf(path)).toContain('journal.jsonl, line 1: Entry 1 is longer than');
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('one that lists more than is ever read', async () => {
    const files = [{ ...journalOf(17 * 1024 ** 3) }];
    const path = await archive([['run.bundle/manifest.json', Buffer.from(manifestText({ ...empty, files }))]]);
    expect(await problemOf(path)).toContain('at most 17179869184 are read');
  });
});

const empty: Manifest = {
  format: 1,
  bundle: 'breakglass',
  run: 'run',
  kind: 'exercise',
  mark: 'DRILL',
  draft: null,
  tool: 'breakglass 0.1.0',
  opened: 'breakglass 0.1.0',
  head: { entry: 1, hash: '0'.repeat(64) },
  torn: 0,
  files: [],
};

function journalOf(bytes: number) {
  return { path: 'journal.jsonl', what: 'journal' as const, bytes, sha256: '0'.repeat(64) };
}

describe('a manifest', () => {
  it.each([
    ['is not JSON', '{'],
    ['is not the manifest of a breakglass bundle', '[]'],
    ['is of format 2', JSON.stringify({ ...empty, format: 2 })],
    ['lacks something', JSON.stringify({ ...empty, head: null })],
    ['lacks something', manifestText({ ...empty, files: [{ ...journalOf(1), path: '../x' }] })],
    ['lacks something', manifestText({ ...empty, files: [{ ...journalOf(1), path: '.hidden' }] })],
    ['lacks something', manifestText({ ...empty, files: [{ ...journalOf(1), path: 'manifest.json' }] })],
    ['lists its files out of order', manifestText({ ...empty, files: [journalOf(1), journalOf(1)] })],
    ['is not written as breakglass writes it', JSON.stringify(empty)],
    ['is not written as breakglass writes it', manifestText(empty).replace('{', '{\n  "format": 1,')],
  ])('that %s is refused', (told, text) => {
    expect(readManifest(text)).toEqual({ problem: expect.stringContaining(told) });
  });

  it('is read as it was written', () => {
    const listed = fc.record({
      path: fc
        .stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9.-]{0,8}[a-z0-9])?$/)
        .map((path) => path.replace('/.', '/a').replace('/-', '/a')),
      what: fc.constantFrom('evidence', 'report', 'clue'),
      name: fc.string(),
      bytes: fc.nat(),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    });
    const files = fc
      .uniqueArray(listed, { selector: ({ path }) => path })
      .map((all) => all.sort((a, b) => (a.path < b.path ? -1 : 1)));
    fc.assert(
      fc.property(files, fc.string(), fc.string(), (all, run, draft) => {
        const manifest = { ...empty, run, draft, files: all as Manifest['files'] };
        expect(readManifest(manifestText(manifest))).toEqual(manifest);
      }),
    );
  });
});
