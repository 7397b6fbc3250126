import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestText, readManifest } from '../../../src/run/bundle/manifest.ts';
import { readRun } from '../../../src/run/replay.ts';
import {
  archive,
  bundleOf,
  drill,
  emptyFolder,
  entriesOf,
  flipped,
  liveRun,
  packedBytes,
  problemOf,
  runVerifier,
  samples,
  sumsAreGood,
  unpack,
} from './given.ts';

describe('a bundle', () => {
  it.each([
    ['of a drill', async () => drill()],
    ['of a live run that is open', liveRun],
  ])('%s holds the journal to the byte and its evidence, and verifies three ways', async (_, given) => {
    const kept = await given();
    const { path, manifest } = await bundleOf(kept);
    expect(await problemOf(path, { head: manifest.head.hash })).toBeNull();
    const folder = unpack(path);
    expect(readFileSync(join(folder, 'journal.jsonl'))).toEqual(readFileSync(kept.file));
    expect(readdirSync(join(folder, 'evidence'))).toEqual(readdirSync(kept.evidence));
    expect(runVerifier(folder, '--head', manifest.head.hash)).toMatchObject({ code: 0 });
    expect(sumsAreGood(folder)).toBe(true);
  });

  it('of a run that is open says so on its first page', async () => {
    const { path, manifest } = await bundleOf(await liveRun());
    expect(manifest).toMatchObject({ kind: 'incident', mark: 'LIVE', draft: expect.stringContaining('still open') });
    const page = readFileSync(join(unpack(path), 'README.txt'), 'utf8');
    expect(page).toContain('LIVE: evidence bundle');
    expect(page).toContain('DRAFT: THE RUN WAS NOT CLOSED');
  });

  it('is the same to the byte for the same journal', async () => {
    const kept = drill();
    const one = await bundleOf(kept, { path: join(kept.dir, 'one.tar.gz') });
    const other = await bundleOf(kept, { path: join(kept.dir, 'other.tar.gz') });
    expect(readFileSync(one.path)).toEqual(readFileSync(other.path));
  });

  it('holds what a crash left behind the journal, and says so', async () => {
    const kept = drill();
    appendFileSync(kept.file, '{"v":1,"seq":172,"ty');
    const { path, manifest } = await bundleOf(kept);
    expect(manifest.torn).toBe(20);
    expect(await problemOf(path)).toBeNull();
    expect(runVerifier(unpack(path)).said).toContain('20 bytes of one that was not finished');
  });

  it('is made again from the journal that came out of one', async () => {
    const { path, hash } = await bundleOf(drill());
    const folder = unpack(path);
    const again = await bundleOf({ dir: emptyFolder(), file: join(folder, 'journal.jsonl'), evidence: '' });
    expect(again.hash).toBe(hash);
  });

  it('of a journal that goes on meanwhile ends where it was read', async () => {
    const kept = drill();
    const whole = readFileSync(kept.file, 'utf8').trimEnd().split('\n');
    const run = readRun(kept.file);
    const cut = run.entries.findLastIndex((entry, index) => index < 100 && !('more' in entry)) + 1;
    writeFileSync(kept.file, `${whole.slice(0, cut).join('\n')}\n`);
    const before = readFileSync(kept.file);
    const read = readRun(kept.file);
    appendFileSync(kept.file, `${whole.slice(cut).join('\n')}\n`);
    const { journalPart } = await import('../../../src/run/bundle/parts.ts');
    const { part, torn } = journalPart(kept.file, read.entries);
    expect(Buffer.from(part.read())).toEqual(before);
    expect(torn).toBe(0);
  });
});

describe('no bundle is made', () => {
  const made = async (kept: ReturnType<typeof drill>): Promise<string> => {
    const message = await bundleOf(kept).then(
      () => 'it was made',
      (error: Error & { kind: string }) => `${error.kind}: ${error.message}`,
    );
    const out = join(kept.dir, 'out');
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
    return message;
  };

  it('where evidence is missing: it is named with its entry', async () => {
    const kept = drill();
    rmSync(join(kept.evidence, readdirSync(kept.evidence)[0] ?? ''));
    expect(await made(kept)).toMatch(/^integrity: The evidence in .*\n {2}entry \d+: a294d1ec[0-9a-f]+ is missing$/s);
  });

  it('where evidence was changed: it is named with its entry', async () => {
    const kept = drill();
    const file = join(kept.evidence, readdirSync(kept.evidence)[0] ?? '');
    writeFileSync(file, flipped(readFileSync(file), 3));
    expect(await made(kept)).toMatch(/entry \d+: a294d1ec[0-9a-f]+ was changed$/);
  });

  it('where evidence is a link to somewhere else', async () => {
    const kept = drill();
    const file = join(kept.evidence, readdirSync(kept.evidence)[0] ?? '');
    renameSync(file, join(kept.dir, 'elsewhere'));
    symlinkSync(join(kept.dir, 'elsewhere'), file);
    expect(await made(kept)).toMatch(/was changed$/);
  });

  it('where the journal is damaged', async () => {
    const kept = drill();
    writeFileSync(kept.file, flipped(readFileSync(kept.file), 30_000));
    expect(await bundleOf(kept).catch((error: Error) => error.name)).toBe('IntegrityError');
  });
});

describe('one byte changed', () => {
  it('in any file of it is found by breakglass, by its own verifier and by sha256sum', async () => {
    const { path } = await bundleOf(drill());
    const entries = entriesOf(path);
    const folder = unpack(path);
    for (const [index, [name, content]] of entries.entries()) {
      const file = join(folder, name.slice(name.indexOf('/') + 1));
      for (const at of samples(content.length, 4)) {
        const changed = flipped(content, at);
        const anew = await archive(entries.with(index, [name, changed]));
        expect({ name, at, found: await problemOf(anew) }).toEqual({ name, at, found: expect.any(String) });
        writeFileSync(file, changed);
        expect({ name, at, code: runVerifier(folder).code }).not.toEqual({ name, at, code: 0 });
        expect({ name, at, good: sumsAreGood(folder) }).toEqual({ name, at, good: false });
      }
      writeFileSync(file, content);
    }
    expect(runVerifier(folder).code).toBe(0);
  }, 120_000);

  it('in the archive, wherever its content is packed, is found', async () => {
    const { path } = await bundleOf(drill());
    const bytes = readFileSync(path);
    // Of the last byte of what is packed some bits hold nothing.
    const places = samples(bytes.length, 150).filter((at) => at !== bytes.length - 9);
    for (const at of places) {
      writeFileSync(path, flipped(bytes, at));
      expect({ at, found: await problemOf(path) }).toEqual({ at, found: expect.any(String) });
    }
  }, 60_000);

  it('anywhere in the tar that is packed is found: in headers, padding and the end', async () => {
    const { path } = await bundleOf(drill());
    const tar = execFileSync('gzip', ['-dc', path], { maxBuffer: 1e8 });
    expect(await problemOf(await packedBytes([tar]))).toBeNull();
    const ends = samples(1024, 9).map((at) => tar.length - 1024 + at);
    for (const at of [...samples(512, 40), ...samples(tar.length, 60), ...ends])
      expect({ at, found: await problemOf(await packedBytes([flipped(tar, at)])) }).toEqual({
        at,
        found: expect.any(String),
      });
  }, 60_000);
});

describe('a file', () => {
  it.each([
    ['that is taken out', (folder: string) => rmSync(join(folder, 'report.md')), 'report.md is missing'],
    [
      'that is put in',
      (folder: string) => writeFileSync(join(folder, 'more.txt'), ''),
      '"more.txt" is not in manifest.json',
    ],
    [
      'that is put in deep below',
      (folder: string) => {
        mkdirSync(join(folder, 'evidence', 'a'));
        writeFileSync(join(folder, 'evidence', 'a', 'b'), '');
      },
      '"evidence/a/b" is not in manifest.json',
    ],
    [
      'that is renamed',
      (folder: string) => renameSync(join(folder, 'report.md'), join(folder, 'a.md')),
      'report.md is missing',
    ],
    [
      'that became a link',
      (folder: string) => {
        renameSync(join(folder, 'report.md'), join(folder, '..', 'report.md'));
        symlinkSync('../report.md', join(folder, 'report.md'));
      },
      '"report.md" is no plain file',
    ],
  ])('%s is found by the verifier of the bundle', async (_, change, told) => {
    const folder = unpack((await bundleOf(drill())).path);
    change(folder);
    const { code, said } = runVerifier(folder);
    expect(code).toBe(6);
    expect(said).toContain(told);
  });

  it.each([
    ['that is taken out', 'report.md is missing.', (name: string) => (name.endsWith('report.md') ? [] : [name])],
    [
      'that is put in',
      '"report.html" is not in manifest.json',
      (name: string) => (name.endsWith('report.md') ? [name.replace('.md', '.html'), name] : [name]),
    ],
    ['that is renamed', '"a.md" is not in manifest.json', (name: string) => [name.replace('report.md', 'a.md')]],
    [
      'that stands there twice',
      'report.md stands there twice',
      (name: string) => (name.endsWith('report.md') ? [name, name] : [name]),
    ],
    [
      'that is out of order',
      'manifest.json is missing',
      (name: string) => (name.endsWith('manifest.json') ? [] : [name]),
    ],
    [
      'without which nothing is listed',
      'SHA256SUMS is missing',
      (name: string) => (name.endsWith('SHA256SUMS') ? [] : [name]),
    ],
  ])('%s is found by breakglass', async (_, told, names) => {
    const entries = entriesOf((await bundleOf(drill())).path);
    const anew = await archive(entries.flatMap(([name, content]) => names(name).map((one) => [one, content] as const)));
    expect(await problemOf(anew)).toContain(told);
  });

  it('that is put in with a manifest and sums made anew for it is found by what the journal says', async () => {
    const { path } = await bundleOf(drill());
    for (const [added, what, told] of [
      [`evidence/${'0'.repeat(64)}`, 'evidence', 'is in no entry of the journal'],
      ['documents/zz.yaml', 'playbook', 'is not in the first entry'],
    ] as const) {
      const folder = await rewritten(path, added, what);
      const { code, said } = runVerifier(folder.unpacked);
      expect(await problemOf(folder.archive)).toContain(told);
      expect({ code, said }).toEqual({
        code: 6,
        said: expect.stringMatching(/in no entry of the journal|does not hold what the first/),
      });
    }
  });
});

/** Somebody who knows how a bundle is made puts a file in, and makes manifest and sums anew. */
async function rewritten(path: string, added: string, what: 'evidence' | 'playbook') {
  const { createHash } = await import('node:crypto');
  const { sumsText } = await import('../../../src/run/bundle/manifest.ts');
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const entries = entriesOf(path);
  const folder = entries[0]?.[0].split('/')[0] ?? '';
  const manifest = readManifest(Buffer.from(entries[0]?.[1] ?? '').toString());
  if ('problem' in manifest) throw new Error(manifest.problem);
  const content = Buffer.from('put in');
  const files = [...manifest.files, { path: added, what, bytes: content.length, sha256: hash(content) }];
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = Buffer.from(manifestText({ ...manifest, files }));
  const sums = Buffer.from(sumsText([{ path: 'manifest.json', sha256: hash(text) }, ...files]));
  const rest = [...entries.slice(2), [`${folder}/${added}`, content] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  const made = await archive([[`${folder}/manifest.json`, text], [`${folder}/SHA256SUMS`, sums], ...rest]);
  return { archive: made, unpacked: unpack(made) };
}

describe('a journal whose end was cut', () => {
  it('is found with the head that was kept elsewhere, and not without', async () => {
    const kept = drill();
    const { head } = (await bundleOf(kept)).manifest;
    const lines = readFileSync(kept.file, 'utf8').trimEnd().split('\n');
    let keep = lines.length - 2;
    while ('more' in JSON.parse(lines[keep - 1] ?? '{}')) keep -= 1;
    writeFileSync(kept.file, `${lines.slice(0, keep).join('\n')}\n`);
    const { path } = await bundleOf(kept);
    expect(await problemOf(path)).toBeNull();
    expect(await problemOf(path, { head: head.hash })).toContain('No entry of its journal has the head that was given');
    const folder = unpack(path);
    expect(runVerifier(folder).code).toBe(0);
    expect(runVerifier(folder, '--head', head.hash)).toMatchObject({ code: 6 });
    expect(runVerifier(folder, '--head', 'abc').code).toBe(2);
  });

  it('is not taken for whole where the bundle has another journal than its manifest says', async () => {
    const { path } = await bundleOf(drill());
    expect(basename(path)).toBe('run.bundle.tar.gz');
    const folder = unpack(path);
    const lines = readFileSync(join(folder, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'journal.jsonl'), `${lines.slice(0, 1).join('\n')}\n`);
    expect(runVerifier(folder)).toMatchObject({ code: 6, said: expect.stringContaining('journal.jsonl was changed') });
  });
});
