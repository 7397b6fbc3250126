import { randomBytes } from 'node:crypto';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { storeError } from '../../journal/failure.ts';
import { version } from '../package.ts';
import { Problem } from '../problem.ts';
import type { Replayed } from '../replay.ts';
import { folderFor } from '../write.ts';
import { packed } from './gzip.ts';
import {
  type FileSort,
  folderOf,
  isBefore,
  MANIFEST,
  type Manifest,
  manifestText,
  SIGNATURE,
  SUMS,
  sumsText,
} from './manifest.ts';
import { documentParts, evidenceParts, journalPart, type Part, partOf } from './parts.ts';
import { readMe } from './read-me.ts';
import { sign } from './signature.ts';
import { endOfArchive, headerOf, paddingOf } from './tar.ts';
import { verifyBundle } from './verify.ts';

declare const __BUNDLE_VERIFIER__: string;

/** What a bundle is made of. */
interface Making {
  /** The journal. */
  readonly file: string;
  readonly run: Replayed;
  /** What the report says of the run, and why it is a draft, if it is one. */
  readonly about: Pick<Manifest, 'kind' | 'mark' | 'draft'>;
  /** What was made from the journal: the report in every form, and the crosswalk. */
  readonly made: readonly {
    readonly path: string;
    readonly what: 'report' | 'crosswalk';
    readonly content: string | Uint8Array;
  }[];
  /** The archive to be made, and its mode less the user's mask. */
  readonly path: string;
  readonly mode?: number;
  /** The key that it is signed with, and whether a person can be asked for its passphrase. */
  readonly key?: string;
  readonly asks: boolean;
}

/** A bundle that was made. */
export interface Made {
  readonly manifest: Manifest;
  /** The manifest's own hash: who keeps it elsewhere can tell this bundle from any other. */
  readonly hash: string;
}

/**
 * Makes the bundle of a run: whole, and verified before it is put in its place, or not at all.
 * @throws Problem, StoreError
 */
export async function makeBundle(making: Making): Promise<Made> {
  const { parts, manifest } = contentsOf(making);
  const listed = partOf(MANIFEST, 'read-me', manifestText(manifest));
  const signature =
    making.key === undefined ? [] : [partOf(SIGNATURE, 'read-me', await sign(listed.read(), making.key, making.asks))];
  const sums = partOf(SUMS, 'read-me', sumsText([listed, ...signature, ...parts]));
  await write(making, packed(archiveOf(folderOf(manifest.run), [listed, ...signature, sums, ...parts])));
  return { manifest, hash: listed.sha256 };
}

function contentsOf({ file, run, about: { kind, mark, draft }, made }: Making): { parts: Part[]; manifest: Manifest } {
  const { entries } = run;
  const [opened] = entries;
  const last = entries.at(-1);
  if (opened?.type !== 'run.opened' || !last) throw new Problem('integrity', `${file} does not begin as a run does.`);
  const { part: journal, torn } = journalPart(file, entries);
  const about = {
    run: opened.run,
    kind,
    mark,
    draft,
    tool: `breakglass ${version}`,
    opened: opened.tool,
    head: { entry: last.seq, hash: last.hash },
    torn,
  };
  const parts = [
    journal,
    ...evidenceParts(file, entries),
    ...documentParts(opened),
    ...made.map(({ path, what, content }) => partOf(path, what, content)),
    partOf('verify.mjs', 'verifier', __BUNDLE_VERIFIER__),
  ];
  const count = (sort: FileSort) => parts.filter(({ what }) => what === sort).length;
  parts.push(partOf('README.txt', 'read-me', readMe({ ...about, count, revealed: run.state.stage !== 'play' })));
  parts.sort((a, b) => (isBefore(a.path, b.path) ? -1 : 1));
  const files = parts.map(({ read: _, ...listed }) => listed);
  return { parts, manifest: { format: 1, bundle: 'breakglass', ...about, files } };
}

async function* archiveOf(folder: string, parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const { path, bytes, read } of parts) {
    yield headerOf(`${folder}/${path}`, bytes);
    yield read();
    yield paddingOf(bytes);
  }
  yield endOfArchive();
}

/** What was written is read again before it gets its name: a bundle that does not verify is worse than none. */
async function write({ path, mode = 0o666 }: Making, content: AsyncIterable<Uint8Array>): Promise<void> {
  folderFor(path);
  const draft = join(dirname(path), `.draft-${randomBytes(6).toString('hex')}`);
  try {
    await pipeline(content, createWriteStream(draft, { mode, flags: 'wx' }));
    await verifyBundle(draft, {});
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    if (error instanceof Problem || !(error instanceof Error) || !('syscall' in error)) throw error;
    throw storeError(`write ${path}`, path, error);
  }
}
