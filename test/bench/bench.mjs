// @ts-check
// Measures what was promised. `npm run bench` measures everything; names of figures measure those alone:
// `npm run bench -- replay durable`. docs/bench.md says what each figure means.
//   --json     JSON on stdout instead of a table
//   --strict   ends with 1 where a target is missed

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { constants } from '../../scripts/constants.mjs';
import { bareTimes } from './bare.mjs';
import { holds, table } from './table.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = fileURLToPath(new URL('figures/', import.meta.url));
// In node_modules, so that what is left out of the bundles is found from there, and git looks away.
const folder = join(root, 'node_modules', '.bench', String(process.pid));
const names = readdirSync(sources).map((file) => file.replace(/\.ts$/, ''));

const { values: flags, positionals: asked } = parseArgs({
  options: { json: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`There is no figure ${unknown}. There are: ${names.join(', ')}.`);
  process.exit(2);
}

/** One bundle a figure, so that none is warm from another. */
async function bundle() {
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: join(sources, `${name}.ts`), out: name })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    define: { ...constants(pathToFileURL(root).href), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
}

/**
 * Runs one figure in a process of its own; what it told, and whether it came to its end.
 * @param {string} name
 * @returns {Promise<{ figures: import('./table.mjs').Told[], failed: boolean }>}
 */
async function measure(name) {
  const env = { ...process.env, NODE_ENV: 'production', BENCH_FOLDER: folder, BENCH_ROOT: root };
  const child = spawn(process.execPath, [join(folder, `${name}.mjs`)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const lines = output.split('\n').filter(Boolean);
  return { figures: lines.map((line) => ({ figure: name, ...JSON.parse(line) })), failed: code !== 0 };
}

const built = spawnSync(process.execPath, ['scripts/build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
mkdirSync(folder, { recursive: true });
try {
  await bundle();
  const before = bareTimes(folder);
  const figures = [];
  let failed = false;
  for (const name of asked.length > 0 ? asked : names) {
    if (!flags.json) console.error(`measuring ${name} …`);
    const measured = await measure(name);
    figures.push(...measured.figures);
    if (measured.failed) console.error(`The figure ${name} could not be measured to its end.`);
    failed ||= measured.failed;
  }
  const after = bareTimes(folder);
  const bare = { node: (before.node + after.node) / 2, flush: (before.flush + after.flush) / 2 };
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? '', bare };
  if (flags.json) {
    const told = figures.map((figure) => ({
      ...figure,
      holds: holds(figure),
      ...(figure.bare ? { bare } : {}),
    }));
    console.log(JSON.stringify({ machine, figures: told }, null, 2));
  } else console.log(table(machine, figures));
  if (flags.strict && (failed || figures.some((figure) => holds(figure) === false))) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
