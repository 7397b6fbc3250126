import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { command, request } from './calls.ts';
import { httpServer } from './loopback.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakglass-bundled-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = (name: string) => JSON.stringify(fileURLToPath(new URL(`../../src/actions/${name}`, import.meta.url)));

it('a command and a request are carried out when everything is bundled, as it is shipped', async () => {
  const server = await httpServer((_, response) => void response.end('answered'));
  const entry = join(folder, 'entry.ts');
  writeFileSync(
    entry,
    `import { start } from ${source('start.ts')};
     import { createMask } from ${source('mask.ts')};
     const around = { mask: createMask(), environment: { PATH: process.env.PATH }, secret: async () => '' };
     for (const call of JSON.parse(process.argv[2])) console.log((await start(call, around).done).text);`,
  );
  await build({
    entryPoints: [entry],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: 'import{createRequire as $require}from"node:module";const require=$require(import.meta.url);' },
    logLevel: 'error',
  });
  const calls = JSON.stringify([command(['echo', 'printed']), request(server.url)]);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'entry.mjs'), calls]);
  expect(stdout).toBe('printed\n\nanswered\n');
});
