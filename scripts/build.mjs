// @ts-check
// Bundles src/cli/breakglass.ts into dist/. Commands are `import()`ed, and code splitting keeps what one command
// needs out of the start of the others. `--quiet` prints nothing on success; `--sizes` lists every file made.

import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { constants } from './constants.mjs';
import { noticesOf } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const program = 'breakglass.js';

/**
 * What Ink brings along and a drill must not do: with the variable DEV set it connects to the React devtools, by
 * WebSocket, and where the terminal does not tell its size it starts `tput` to ask.
 * @type {import('esbuild').Plugin}
 */
const withoutReachingOut = {
  name: 'without-reaching-out',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: '' }));
    builder.onLoad({ filter: /[\\/]terminal-size[\\/]index\.js$/ }, () => ({
      contents: `export default function terminalSize() {
        const { stdout, stderr, env } = process
        return {
          columns: stdout.columns || stderr.columns || Number(env.COLUMNS) || 80,
          rows: stdout.rows || stderr.rows || Number(env.LINES) || 24,
        }
      }`,
    }));
  },
};

/** The bundle, in memory. All files lie flat in one folder, so `../` is the package from each of them. */
async function bundle() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'src/cli/breakglass.ts', out: 'breakglass' },
      // Runs in a thread of its own, which begins with a file.
      { in: 'src/run/join/wire.ts', out: 'wire' },
    ],
    outdir: dist,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    define: { ...constants('../'), 'process.env.NODE_ENV': '"production"' },
    // Bundled CommonJS packages call `require` for Node's own modules, and an ES module has none.
    banner: { js: 'import{createRequire as $require}from"node:module";const require=$require(import.meta.url);' },
    plugins: [withoutReachingOut],
  });
  const files = new Map(outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
  const entry = files.get(program);
  if (entry === undefined) throw new Error(`esbuild made no ${program}`);
  if (!entry.subarray(0, 2).equals(Buffer.from('#!'))) {
    files.set(program, Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), entry]));
  }
  files.set('LICENSES.txt', Buffer.from(await noticesOf(root, Object.keys(metafile.inputs))));
  return files;
}

/** @param {Map<string, Buffer>} files */
async function isThereAlready(files) {
  const names = await readdir(dist).catch(() => []);
  if (names.length !== files.size) return false;
  for (const [name, content] of files) {
    const present = await readFile(join(dist, name)).catch(() => undefined);
    if (present === undefined || !present.equals(content)) return false;
  }
  return true;
}

/**
 * Puts the new folder in the place of the old one by renaming, so that a program that runs beside the build finds the
 * one or the other, never half of each.
 * @param {Map<string, Buffer>} files
 */
async function replaceDist(files) {
  const fresh = `${dist}.new-${process.pid}`;
  const stale = `${dist}.old-${process.pid}`;
  try {
    await mkdir(fresh, { recursive: true });
    await Promise.all([...files].map(([name, content]) => writeFile(join(fresh, name), content)));
    await chmod(join(fresh, program), 0o755);
    for (let tries = 1; ; tries += 1) {
      await rename(dist, stale).catch(ignoring('ENOENT'));
      // Another build may have put its own folder there in between: then that one is moved away too.
      const raced = await rename(fresh, dist).then(() => false, ignoring('ENOTEMPTY', 'EEXIST'));
      await rm(stale, { recursive: true, force: true });
      if (!raced) return;
      if (tries === 10) throw new Error('dist/ is replaced over and over by other builds; run this one again alone');
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * @param {...string} codes
 * @returns {(error: NodeJS.ErrnoException) => true} true for an error that was expected; any other is thrown again
 */
function ignoring(...codes) {
  return (error) => {
    if (error.code !== undefined && codes.includes(error.code)) return true;
    throw error;
  };
}

/** @param {Map<string, Buffer>} files */
function sizesOf(files) {
  return [...files]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, content]) => `${(content.length / 1024).toFixed(1).padStart(9)} KiB  ${name}`)
    .join('\n');
}

const { values: flags } = parseArgs({ options: { quiet: { type: 'boolean' }, sizes: { type: 'boolean' } } });
const started = performance.now();
try {
  const files = await bundle();
  if (!(await isThereAlready(files))) await replaceDist(files);
  if (flags.sizes) console.error(sizesOf(files));
  if (!flags.quiet) {
    const total = [...files.values()].reduce((sum, content) => sum + content.length, 0);
    const took = Math.round(performance.now() - started);
    console.error(`dist/${program}: ${files.size} files, ${Math.round(total / 1024)} KiB, ${took} ms`);
  }
} catch (error) {
  // esbuild has already shown what is wrong with a source, and where; anything else is said here.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
}
