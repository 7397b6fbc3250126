import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Header, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/run/restore/differences.ts';
import { readFolder } from '../../../src/run/restore/folder-tree.ts';
import { readTar } from '../../../src/run/restore/tar-tree.ts';
import { testFolder } from '../../helpers/journal/folder.ts';
import { file, folder, link, tree } from './listed.ts';

type Written = Partial<Header> & { readonly name: string; readonly content?: string };

/** A tar with these entries. Pax records, where given, come before an entry as it is written. */
async function tarOf(...entries: readonly Written[]): Promise<Buffer> {
  const packing = pack();
  for (const { content = '', ...header } of entries) packing.entry(header as Header, content);
  packing.finalize();
  return buffer(packing as unknown as Readable);
}

/** In pieces of odd sizes, as a pipe may give it. */
function read(tar: Buffer, piece = 700) {
  const pieces: Buffer[] = [];
  for (let at = 0; at < tar.length; at += piece) pieces.push(tar.subarray(at, at + piece));
  return readTar(Readable.from(pieces));
}

/** A byte of a header set anew, with the checksum that belongs to it. */
function withByte(tar: Buffer, at: number, byte: number): Buffer {
  const changed = Buffer.from(tar);
  changed[at] = byte;
  changed.fill(' ', 148, 156);
  const sum = changed.subarray(0, 512).reduce((total, one) => total + one, 0);
  changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return changed;
}

function noText(dir: string): Buffer {
  return Buffer.concat([Buffer.from(`${dir}/b`), Buffer.from([0xe9])]);
}

const END = 1024;

describe('a tar', () => {
  it('is read as what it holds, by whatever names', async () => {
    const tar = await tarOf(
      { name: './', type: 'directory' },
      { name: './bin/run', mode: 0o755, content: 'abc' },
      { name: '/etc//app.yaml', content: '' },
      { name: 'current', type: 'symlink', linkname: '../../etc/passwd' },
      { name: 'again', type: 'link', linkname: '/bin/run' },
      { name: 'empty/', type: 'directory' },
      { name: 'empty', type: 'directory' },
      { name: 'pipe', type: 'fifo' },
      { name: 'disk', type: 'block-device', devmajor: 8, devminor: 1 },
      { name: `deep/${'x'.repeat(200)}/ä`, content: 'long' },
    );
    const expected = tree({
      bin: folder,
      'bin/run': file('abc', true),
      etc: folder,
      'etc/app.yaml': file(''),
      current: link('../../etc/passwd'),
      again: file('abc', true),
      empty: folder,
      pipe: { kind: 'special', what: 'named pipe' },
      disk: { kind: 'special', what: 'block device 8:1' },
      deep: folder,
      [`deep/${'x'.repeat(200)}`]: folder,
      [`deep/${'x'.repeat(200)}/\xc3\xa4`]: file('long'),
    });
    for (const piece of [1, 511, 512, 700, 1_000_000]) {
      expect(differencesOf(expected, await read(tar, piece))).toEqual([]);
    }
  });

  it.each([['gnu'], ['pax'], ['ustar']])(
    'of GNU tar in its %s form is the folder that it was made of',
    async (format) => {
      const dir = join(testFolder(), 'in');
      mkdirSync(join(dir, 'deep', 'd'.repeat(90), 'empty'), { recursive: true });
      writeFileSync(join(dir, 'run'), 'x'.repeat(70_000), { mode: 0o755 });
      writeFileSync(join(dir, 'deep', 'd'.repeat(90), 'y'.repeat(60)), 'long name');
      // In a pax header its bytes could not be told any more.
      if (format !== 'pax') writeFileSync(noText(dir), 'a name that is no text');
      writeFileSync(join(dir, 'zähler'), '1');
      linkSync(join(dir, 'run'), join(dir, 'walk'));
      symlinkSync('../nowhere', join(dir, 'link'));
      execFileSync('mkfifo', [join(dir, 'pipe')]);
      const tar = execFileSync('tar', ['-c', `--format=${format}`, '-C', dir, '.'], { maxBuffer: 1e8 });
      expect(differencesOf(await read(tar, 10_240), readFolder(dir))).toEqual([]);
    },
  );

  it('of GNU tar in its pax form, with a name that is no text, is refused', async () => {
    const dir = testFolder();
    writeFileSync(noText(dir), '');
    const tar = execFileSync('tar', ['-c', '--format=pax', '-C', dir, '.']);
    await expect(read(tar)).rejects.toThrow('A name in it is not UTF-8, and cannot be compared: ./b\ufffd');
  });

  it('may be followed by zeros, and may begin with a global header', async () => {
    const dir = testFolder();
    writeFileSync(join(dir, 'a'), 'abc');
    const tar = execFileSync('tar', ['-c', '--format=pax', '--pax-option=comment=x', '-b', '100', '-C', dir, 'a']);
    expect(differencesOf(tree({ a: file('abc') }), await read(tar))).toEqual([]);
  });
});

describe('a tar that is not whole', () => {
  it('is refused wherever it was cut', async () => {
    const tar = await tarOf({ name: 'a', content: 'x'.repeat(1000) }, { name: 'b', content: '\0'.repeat(2048) });
    for (let length = 0; length < tar.length; length += 256) {
      await expect(read(tar.subarray(0, length)), `cut to ${length}`).rejects.toMatchObject({ kind: 'input' });
    }
    await expect(read(tar.subarray(0, -END / 2))).rejects.toThrow('It ends before the end of the archive.');
    await expect(read(tar)).resolves.toMatchObject({ contentOnly: false });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'Nothing came.'],
    ['a few bytes', Buffer.from('hello'), 'It is no tar archive.'],
    ['text', Buffer.from('hello\n'.repeat(1000)), 'It is no tar archive'],
    ['zeros alone, too few', Buffer.alloc(512), 'It ends before the end'],
    ['gzip', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(2000, 7)]), 'It is compressed.'],
    ['zstd', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(2000, 7)]), 'It is compressed.'],
  ])('%s is refused', async (_, bytes, told) => {
    await expect(read(bytes)).rejects.toThrow(told);
  });

  it('given a changed byte in a header, is refused', async () => {
    const tar = await tarOf({ name: 'a', content: 'abc' }, { name: 'b', content: 'abc' });
    tar[1024 + 3] = 0x41;
    await expect(read(tar)).rejects.toThrow('It is no tar archive, or is damaged.');
  });

  it('given a stream that breaks, is no archive', async () => {
    const tar = await tarOf({ name: 'a', content: 'x'.repeat(5000) });
    const breaking = Readable.from(
      (async function* () {
        yield tar.subarray(0, 2000);
        throw new Error('the pipe broke');
      })(),
    );
    await expect(readTar(breaking)).rejects.toMatchObject({ kind: 'failed', message: /the pipe broke/ });
  });
});

describe('a tar that no honest tool writes', () => {
  it.each([
    ['a way out', [{ name: '../x', content: 'a' }], 'leads out of the folder, with "..": ../x'],
    ['a way out in the middle', [{ name: 'a/../../x' }], 'leads out of the folder'],
    ['a way out from the root', [{ name: '/../etc/passwd' }], 'leads out of the folder'],
    ['a hard link out', [{ name: 'a', type: 'link', linkname: '../../etc/passwd' }], 'leads out of the folder'],
    [
      'a hard link to nothing',
      [{ name: 'a', type: 'link', linkname: '/etc/passwd' }],
      'a in it is a hard link to etc/passwd',
    ],
    [
      'a hard link to itself',
      [{ name: 'a', type: 'link', linkname: 'a' }],
      'a in it is a hard link to a, which is no file',
    ],
    [
      'a file twice',
      [
        { name: 'a', content: 'x' },
        { name: './a', content: 'y' },
      ],
      'It lists a twice',
    ],
    ['a file that was a folder', [{ name: 'a/b' }, { name: 'a' }], 'It lists a twice'],
    [
      'a file through a link',
      [
        { name: 'a', type: 'symlink', linkname: '/etc' },
        { name: 'a/passwd', content: 'x' },
      ],
      'It lists a/passwd below a, which is a link to /etc.',
    ],
    ['a root that is a link', [{ name: '.', type: 'symlink', linkname: '/etc' }], 'Its root is no folder'],
    ['a very long name', [{ name: `${'x/'.repeat(4000)}y` }], 'A name in it has 8001 bytes; 4096 are the most'],
    ['a sparse file', [{ name: 'a', pax: { 'GNU.sparse.major': '1' } }], 'is written as a sparse file'],
    ['a name that is no text', [{ name: 'a', pax: { path: 'b\ufffd' } }], 'is not UTF-8'],
    ['a link with content', [{ name: 'a', type: 'symlink', linkname: 'b', pax: { size: '512' } }], 'has content'],
    ['a negative size', [{ name: 'a', pax: { size: '-5' } }], 'It is no tar archive, or is damaged.'],
    ['an endless size', [{ name: 'a', pax: { size: '99999999999999999999' } }], 'has no size that a file can have'],
  ] as [string, Written[], string][])('given %s, is refused', async (_, entries, told) => {
    await expect(read(await tarOf(...entries))).rejects.toThrow(told);
    await expect(read(await tarOf(...entries))).rejects.toMatchObject({ name: 'Problem', kind: 'input' });
  });

  it.each([
    ['S', 'sparse'],
    ['M', 'a part of another volume'],
    ['D', 'a list of names'],
    ['Z', 'unknown'],
  ])('given an entry of kind %s (%s), is refused', async (letter) => {
    const tar = await tarOf({ name: 'a' });
    const changed = withByte(tar, 156, letter.charCodeAt(0));
    await expect(read(changed)).rejects.toThrow('a in it is of a kind that is not read');
  });

  it('given a sparse file of GNU tar, in any form, is refused', async () => {
    const dir = testFolder();
    writeFileSync(join(dir, 'a'), 'begin');
    truncateSync(join(dir, 'a'), 5_000_000);
    for (const format of ['gnu', 'pax', 'pax --sparse-version=0.0', 'pax --sparse-version=0.1']) {
      const flags = `--format=${format}`.split(' ');
      const tar = execFileSync('tar', ['-c', '--sparse', ...flags, '-C', dir, 'a']);
      await expect(read(tar), format).rejects.toMatchObject({ name: 'Problem', kind: 'input' });
    }
  });

  it('given a folder with a size, is refused and not waited for', async () => {
    const tar = await tarOf({ name: 'a', type: 'directory' });
    const changed = withByte(tar, 124 + 10, '5'.charCodeAt(0));
    await expect(read(changed)).rejects.toThrow('a in it has content, though it is no file');
  });

  it('given a header that claims to be huge, is refused before it is kept', async () => {
    const huge = await tarOf({ name: 'a', type: 'file' });
    const changed = withByte(withByte(huge, 156, 'x'.charCodeAt(0)), 124 + 2, '7'.charCodeAt(0));
    await expect(read(Buffer.concat([changed, Buffer.alloc(1024)]))).rejects.toMatchObject({ kind: 'input' });
  });
});
