import { isUtf8 } from 'node:buffer';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './program.ts';
import type { Timing } from './timing.ts';

/** Most bytes of a file, or of what a command prints, that are read for a secret. */
const MOST = 256 * 1024;
/** How long a command may take to print a secret, milliseconds. */
export const COMMAND_TIMEOUT = 30_000;

/** A secret cannot be had. The message says why, without any part of it, and the mend. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

/** A file's text, and what to warn of. @throws SecretError */
export async function readSecretFile(path: string): Promise<{ text: string; warning?: string }> {
  const handle = await opened(path);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new SecretError(`${path} is not a regular file.`);
    if (stats.size > MOST) throw new SecretError(`${path} has ${stats.size} bytes, too many for a secret.`);
    const bytes = await handle.readFile();
    if (!isUtf8(bytes)) throw new SecretError(`${path} is not text in UTF-8.`);
    const mode = (stats.mode & 0o777).toString(8);
    const warning = `${path} may be read by others (mode ${mode}): chmod 600 ${path}`;
    return { text: bytes.toString('utf8'), ...((stats.mode & 0o077) !== 0 && { warning }) };
  } finally {
    await handle.close();
  }
}

/** `~/` is the home folder. */
export function withHome(path: string, environment: NodeJS.ProcessEnv): string {
  return path.startsWith('~/') ? join(environment.HOME ?? homedir(), path.slice(2)) : path;
}

async function opened(path: string): Promise<FileHandle> {
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for its other end for ever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new SecretError(`There is no file ${path}.`);
    if (code === 'EACCES' || code === 'EPERM') throw new SecretError(`${path} may not be read by you.`);
    throw new SecretError(`${path} could not be read (${code}).`);
  }
}

/** What a command prints. Nothing of it is ever shown, of its errors neither: they may hold what it tried. @throws SecretError */
export async function readSecretCommand(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  timing: Timing,
  timeout = COMMAND_TIMEOUT,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const program = {
    argv,
    environment,
    timeout,
    timing,
    onOutput: (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes <= MOST) chunks.push(chunk);
    },
    onErrors: () => {},
  };
  const ending = await runProgram(program, new AbortController().signal);
  const name = argv[0] ?? '';
  if ('why' in ending) throw new SecretError(ending.why);
  if (ending.how === 'timed-out') throw new SecretError(`${name} printed no secret within ${timeout / 1000} s.`);
  if (ending.exit !== 0) {
    const end = ending.exit === undefined ? `was ended by ${ending.by}` : `ended with exit code ${ending.exit}`;
    throw new SecretError(`${name} ${end}. Run it by hand to see why.`);
  }
  if (bytes > MOST) throw new SecretError(`${name} printed ${bytes} bytes, too many for a secret.`);
  const text = Buffer.concat(chunks);
  if (!isUtf8(text)) throw new SecretError(`What ${name} printed is not text in UTF-8.`);
  return text.toString('utf8');
}
