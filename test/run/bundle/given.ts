import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { reportModel } from '../../../src/report/report.ts';
import { packed } from '../../../src/run/bundle/gzip.ts';
import { type Made, makeBundle } from '../../../src/run/bundle/make.ts';
import { endOfArchive, headerOf, paddingOf } from '../../../src/run/bundle/tar.ts';
import { verifyBundle } from '../../../src/run/bundle/verify.ts';
import { readRun } from '../../../src/run/replay.ts';
import { isolate, openResponse } from '../../helpers/live/responding.ts';

/** What the drill that was played by hand kept as evidence. */
const EVIDENCE = '03:12 login from an address we do not know';

const golden = fileURLToPath(new URL('../../golden/runs/', import.meta.url));
const folders: string[] = [];

/** An empty folder, gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-bundle-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A run in a store of its own. */
export interface Kept {
  readonly dir: string;
  readonly file: string;
  readonly evidence: string;
}

/** A drill that people played, with a piece of evidence. */
export function drill(name = 'v1-by-hand'): Kept {
  const dir = emptyFolder();
  const evidence = join(dir, 'evidence', name);
  for (const folder of [join(dir, 'runs'), evidence]) mkdirSync(folder, { recursive: true });
  const file = join(dir, 'runs', `${name}.jsonl`);
  copyFileSync(join(golden, `${name}.jsonl`), file);
  const hash = 'a294d1ecfb4d7922a84344583f97230721db8ca5261272f591f3b737453cbd06';
  if (name === 'v1-by-hand') writeFileSync(join(evidence, hash), EVIDENCE);
  return { dir, file, evidence };
}

/** A live run in which something was run, and its answer kept. It is still open. */
export async function liveRun(): Promise<Kept> {
  const dir = emptyFolder();
  const session = await openResponse(dir, join(dir, 'counter'), 'run: [echo, isolated]');
  isolate(session);
  await session.quiet();
  session.leave();
  return { dir, file: join(dir, 'runs', `${session.run}.jsonl`), evidence: join(dir, 'evidence', session.run) };
}

/** Makes the bundle of a run. */
export async function bundleOf(
  kept: Kept,
  more: { key?: string; path?: string } = {},
): Promise<Made & { path: string }> {
  const run = readRun(kept.file);
  const { kind, draft, overview } = reportModel(run.entries, run.definition);
  const path = more.path ?? join(kept.dir, 'out', 'run.bundle.tar.gz');
  const made = await makeBundle({
    file: kept.file,
    run,
    about: { kind, mark: overview.mark, draft },
    made: [
      { path: 'report.md', what: 'report', content: '# A report\n' },
      { path: 'crosswalk.json', what: 'crosswalk', content: '{}\n' },
    ],
    path,
    ...(more.key !== undefined && { key: more.key }),
    asks: false,
  });
  return { ...made, path };
}

/** What is wrong with a bundle, as `breakglass verify` says it; null where nothing is. */
export async function problemOf(
  path: string,
  against: Parameters<typeof verifyBundle>[1] = {},
): Promise<string | null> {
  return await verifyBundle(path, against).then(
    () => null,
    (error: Error & { kind?: string }) => (error.kind === 'integrity' ? error.message : Promise.reject(error)),
  );
}

/** Unpacks a bundle with the system's tar. Returns its folder. */
export function unpack(path: string): string {
  const to = emptyFolder();
  execFileSync('tar', ['xzf', path, '-C', to]);
  const [folder = ''] = readdirSync(to);
  return join(to, folder);
}

/** Runs the verifier that came with a bundle: plain node, nothing in its environment. */
export function runVerifier(folder: string, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify.mjs', ...args], { cwd: folder, env: {} });
  return { code: status, said: `${stdout}${stderr}` };
}

/** Whether sha256sum finds every file as it is listed. */
export function sumsAreGood(folder: string): boolean {
  return spawnSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder }).status === 0;
}

/** A file in an archive: its whole name, and what it holds. */
export type Entry = readonly [name: string, content: Uint8Array];

/** The files of a bundle in their order. */
export function entriesOf(path: string): Entry[] {
  const folder = unpack(path);
  const names = execFileSync('tar', ['tzf', path], { encoding: 'utf8' }).trim().split('\n');
  return names.map((name) => [name, readFileSync(join(folder, '..', name))]);
}

/** An archive of these files, packed as breakglass packs them. */
export async function archive(entries: readonly Entry[], rest: Uint8Array = endOfArchive()): Promise<string> {
  const blocks = entries.flatMap(([name, content]) => [
    headerOf(name, content.length),
    content,
    paddingOf(content.length),
  ]);
  return await packedBytes([...blocks, rest]);
}

/** A file of these bytes, packed with gzip as breakglass does. */
export async function packedBytes(blocks: readonly Uint8Array[]): Promise<string> {
  const source = (async function* () {
    yield* blocks;
  })();
  const chunks: Uint8Array[] = [];
  for await (const chunk of packed(source)) chunks.push(chunk);
  const path = join(emptyFolder(), 'made.tar.gz');
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

/** A byte of these, changed. */
export function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** Places in something of this length: its ends, and some between. */
export function samples(length: number, count: number): number[] {
  const places = Array.from({ length: count }, (_, index) =>
    Math.floor((index * (length - 1)) / Math.max(1, count - 1)),
  );
  return [...new Set(places)];
}
