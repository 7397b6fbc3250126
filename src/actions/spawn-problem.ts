import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

interface Asked {
  readonly argv: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder?: string;
}

/** Why a program could not be started, in words with a mend. */
export async function spawnProblem({ argv, environment, folder }: Asked, error: unknown): Promise<string> {
  const [file = ''] = argv;
  if (file === '') return 'It names no program.';
  if (argv.some((word) => word.includes('\0')))
    return 'An argument holds a NUL character, which no program can be given.';
  if (folder !== undefined && !(await isFolder(folder))) return `The folder ${folder} is not there.`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const path = await found(file, environment);
  if (code === 'ENOENT') {
    return path === undefined
      ? `There is no program ${file}${file.includes('/') ? '' : ' on the PATH'}. Install it, or correct its name.`
      : `${path} is there, but what its first line names to run it is not.`;
  }
  if (code === 'EACCES')
    return `${path ?? file} may not be executed by you. See its permissions, and those of its folder.`;
  if (code === 'E2BIG') {
    const bytes = argv.reduce((sum, word) => sum + Buffer.byteLength(word) + 1, 0);
    return `Its arguments are too long for this system: ${bytes} bytes. Give it the text by stdin or a file.`;
  }
  return `${file} could not be started (${code || String(error)}).`;
}

/** The first file that a program's name stands for, be it executable or not. */
async function found(file: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folders = file.includes('/') ? [''] : (environment.PATH ?? '').split(delimiter);
  for (const folder of folders) {
    const path = folder === '' ? file : join(folder, file);
    const there = await access(path, constants.F_OK).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() ?? false;
}

/**
 * Whether a program can be found and executed, without running it. Null if so; else why not, with a mend.
 */
export async function programProblem(asked: Asked): Promise<string | null> {
  const [file = ''] = asked.argv;
  const path = await found(file, asked.environment);
  if (path === undefined) return await spawnProblem(asked, Object.assign(new Error(), { code: 'ENOENT' }));
  const mayRun = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  return mayRun ? null : await spawnProblem(asked, Object.assign(new Error(), { code: 'EACCES' }));
}
