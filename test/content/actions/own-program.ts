import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { program, root } from '../../helpers/cli.ts';

/** The built program under the name by which actions call it, in the path of an environment, as a live run has it. */
export function withOwnProgram(): (more?: Readonly<Record<string, string>>) => NodeJS.ProcessEnv {
  let folder = '';
  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--quiet'], { stdio: 'inherit' });
    folder = mkdtempSync(join(tmpdir(), 'breakglass-own-'));
    symlinkSync(program, join(folder, 'breakglass'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (more = {}) => ({ ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`, ...more });
}
