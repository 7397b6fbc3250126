import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnProblem } from '../../actions/spawn-problem.ts';
import { withHome } from '../home.ts';
import { Problem, type ProblemKind } from '../problem.ts';
import { NAMESPACE } from './manifest.ts';

const PROGRAM = 'ssh-keygen';
const KEPT = 2000;

/**
 * What the signature of a bundle is worth. `good`: by whom the file of allowed signers names. `unvouched`: by the key that it carries, of
 * which nobody says whose it is. `unchecked`: nothing could check it, and why.
 */
export type Signed =
  | { readonly state: 'none' }
  | { readonly state: 'good'; readonly by: string; readonly said: string }
  | { readonly state: 'unvouched'; readonly said: string }
  | { readonly state: 'unchecked'; readonly why: string };

/**
 * Signs bytes with an SSH key: its file, or its public half where an agent holds it. Where a person is at a terminal, ssh-keygen asks for the
 * passphrase itself, and nothing of it passes through here. @throws Problem
 */
export async function sign(bytes: Uint8Array, key: string, asks: boolean): Promise<Buffer> {
  const file = readable(key, 'key');
  return await inFolder(async (folder) => {
    const signed = join(folder, 'manifest.json');
    writeFileSync(signed, bytes, { mode: 0o600 });
    const { exitCode, said } = await run(['-Y', 'sign', '-f', file, '-n', NAMESPACE, signed], { asks });
    if (exitCode !== 0) throw notSigned(key, said, asks);
    return readFileSync(`${signed}.sig`);
  });
}

/**
 * Checks the signature of a manifest's bytes.
 * @param signers a file of allowed signers; without it only that the signature fits the key that it carries
 * @throws Problem of kind `integrity` where it is not good
 */
export async function checkSignature(
  bytes: Uint8Array,
  signature: Buffer | null,
  signers: string | undefined,
): Promise<Signed> {
  const allowed = signers === undefined ? null : readable(signers, 'file of allowed signers');
  if (signature === null) {
    if (allowed === null) return { state: 'none' };
    throw new Problem('integrity', 'It is not signed, and --signer asks for a signature.');
  }
  return await inFolder(async (folder) => {
    const file = join(folder, 'signature');
    writeFileSync(file, signature, { mode: 0o600 });
    if (allowed === null) return await unvouched(bytes, file);
    const found = await run(['-Y', 'find-principals', '-s', file, '-f', allowed], {});
    const [by = ''] = found.printed.split('\n');
    if (found.exitCode !== 0 || by === '') throw notGood(`no key in ${signers} made it. ${found.said}`);
    const options = ['-f', allowed, '-I', by, '-n', NAMESPACE, '-s', file];
    const { exitCode, printed, said } = await run(['-Y', 'verify', ...options], { input: bytes });
    if (exitCode !== 0) throw notGood(said || printed);
    return { state: 'good', by, said: printed };
  });
}

async function unvouched(bytes: Uint8Array, file: string): Promise<Signed> {
  try {
    const { exitCode, printed, said } = await run(['-Y', 'check-novalidate', '-n', NAMESPACE, '-s', file], {
      input: bytes,
    });
    if (exitCode !== 0) throw notGood(said || printed);
    return { state: 'unvouched', said: printed };
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'integrity') throw error;
    return { state: 'unchecked', why: error.message };
  }
}

interface Given {
  readonly asks?: boolean;
  readonly input?: Uint8Array;
}

async function run(args: readonly string[], { asks = false, input }: Given) {
  const { execa } = await import('execa');
  const refused = async (error: unknown) =>
    new Problem(
      'failed',
      await spawnProblem({ argv: [PROGRAM, ...args], environment: process.env }, error),
      'It comes with OpenSSH 8.2 or later.',
    );
  // Who is not to be asked is asked nowhere: not on the terminal, which a session of its own does not have, and by no window.
  const env = asks ? {} : { SSH_ASKPASS_REQUIRE: 'never', DISPLAY: undefined };
  try {
    const child = await execa(PROGRAM, args, {
      ...(input === undefined ? { stdin: asks ? 'inherit' : 'ignore' } : { input }),
      env,
      detached: !asks,
      reject: false,
      verbose: 'none',
      maxBuffer: 64 * 1024,
    });
    if (child.exitCode === undefined && child.signal === undefined) throw child.cause;
    const { exitCode, stdout, stderr } = child;
    return { exitCode, printed: tidy(stdout), said: tidy(stderr).replace(/^Enter passphrase[^:]*: ?/, '') };
  } catch (error) {
    throw await refused(error);
  }
}

function tidy(text: string): string {
  return text.slice(-KEPT).replaceAll('\r', '').trim();
}

/** A folder of this user's alone, gone afterwards. */
async function inFolder<T>(doing: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-'));
  try {
    return await doing(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readable(file: string, what: string): string {
  const path = resolve(withHome(file));
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch {
    throw new Problem('usage', `There is no ${what} ${file} that you may read.`, 'Check the name.');
  }
}

function notSigned(key: string, said: string, asks: boolean): Problem {
  const kind: ProblemKind = 'failed';
  const locked = /passphrase/i.test(said) && !asks;
  const hint = locked
    ? 'The key has a passphrase, and nobody can be asked for it here. Load the key into ssh-agent, and name its .pub file.'
    : 'No bundle was made. A key of `ssh-keygen -t ed25519` does; of one that an agent holds, name its .pub file.';
  return new Problem(kind, `${PROGRAM} could not sign with ${key}. It said: ${said || 'nothing'}`, hint);
}

function notGood(said: string): Problem {
  return new Problem('integrity', `The signature of manifest.json is not good: ${said.trim()}`);
}
