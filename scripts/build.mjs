// @ts-check
// Bundles src/cli/breakglass.ts into dist/. Commands are `import()`ed, and code splitting keeps what one command
// needs out of the start of the others. `--quiet` prints nothing on success; `--sizes` lists every file made.

import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
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

/**
 * What the libraries that draw the screen do as they load, and what hardly a text needs: a segmenter and the properties of Unicode,
 * each of which takes a sixth of what Node itself takes to start; and Node's whole `fetch`, to read a text that is in the program.
 * @type {import('esbuild').Plugin}
 */
const withQuickStart = {
  name: 'with-quick-start',
  setup(builder) {
    const language = join(root, 'src', 'language');
    /** @param {string} path @param {RegExp} what @param {string} by */
    const replaced = async (path, what, by) => {
      const text = await readFile(path, 'utf8');
      if (!what.test(text)) throw new Error(`${path} does not have ${what} any more: see scripts/build.mjs.`);
      return text.replace(what, by);
    };
    builder.onLoad(
      { filter: /[\\/](slice-ansi[\\/]tokenize-ansi|ansi-tokenize[\\/]build[\\/]tokenize)\.js$/ },
      async ({ path }) => ({
        contents: `import { Graphemes } from ${JSON.stringify(join(language, 'graphemes.ts'))};
        ${await replaced(path, /new Intl\.Segmenter\([^)]*\)/, 'new Graphemes()')}`,
      }),
    );
    builder.onLoad({ filter: /[\\/]yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: await replaced(path, /\w+\|\|"function"!=typeof fetch\?(?=Promise)/, 'true?'),
    }));
    // A package in the bundle that is `require`d is run when that is come to. Two versions are in it: plain characters are measured
    // alike for both, as the newer one does, by which Ink lays out.
    const measure = /[\\/]string-width[\\/]index\.js$/;
    builder.onLoad({ filter: measure, namespace: 'file' }, ({ path }) => ({
      contents: `import { evenWidthOf } from ${JSON.stringify(join(language, 'even.ts'))};
        export default function stringWidth(text, options) {
          return (options === undefined ? evenWidthOf(text) : null) ?? require(${JSON.stringify(path)}).default(text, options);
        }`,
    }));
    builder.onResolve({ filter: measure }, ({ path, kind }) =>
      kind === 'require-call' ? { path: relative(root, path), namespace: 'whole' } : undefined,
    );
    builder.onLoad({ filter: measure, namespace: 'whole' }, async ({ path }) => ({
      contents: await readFile(join(root, path), 'utf8'),
      resolveDir: dirname(join(root, path)),
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
    plugins: [withoutReachingOut, withQuickStart],
  });
  const files = new Map(outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
  const entry = files.get(program);
  if (entry === undefined) throw new Error(`esbuild made no ${program}`);
  if (!entry.subarray(0, 2).equals(Buffer.from('#!'))) {
    files.set(program, Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), entry]));
  }
  // What is in the bundle as a whole is in it by its path, too.
  const inputs = Object.keys(metafile.inputs).filter((input) => !input.startsWith('whole:'));
  files.set('LICENSES.txt', Buffer.from(await noticesOf(root, inputs)));
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
