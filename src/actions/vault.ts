import type { Mask } from './mask.ts';
import { readSecretCommand, readSecretFile, SecretError, withHome } from './secret-reading.ts';
import { secretProblem } from './secret-value.ts';
import { programProblem } from './spawn-problem.ts';
import { realTiming, type Timing } from './timing.ts';

/** Where the value of a secret is: an environment variable, a file that holds nothing else, or a command that prints it. */
export type SecretSource =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly command: readonly string[] };

/** Where to type a secret's value, or why a reference is none: the words never hold what was typed, which may be a secret. */
export type Reference = SecretSource | { readonly hand: true } | { readonly problem: string };

const MEND = 'Say where the secret is, not what it is: env:NAME, file:/path, or hand.';

/** Reads `env:NAME`, `file:/path` or `hand`. */
export function parseReference(text: string): Reference {
  const [sort = '', ...rest] = text.trim().split(':');
  const place = rest.join(':').trim();
  if (sort === 'hand' && rest.length === 0) return { hand: true };
  if (sort === 'env' && /^[A-Za-z_]\w*$/.test(place)) return { env: place };
  if (sort === 'env') return { problem: `After env: comes the name of an environment variable. ${MEND}` };
  if (sort === 'file' && place !== '') return { file: place };
  return { problem: `That is no reference. ${MEND}` };
}

/** A source in words; of a command, its program alone. */
export function sourceText(source: SecretSource): string {
  if ('env' in source) return `the environment variable ${source.env}`;
  if ('file' in source) return `the file ${source.file}`;
  return `the command ${source.command[0] ?? ''}`;
}

export interface VaultParts {
  /** Where each secret is. One that is not listed is in the environment variable of its name. */
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly mask: Mask;
  /** Secrets that will be asked for, whether they are listed or not. */
  readonly names?: readonly string[];
  /** The machine's clock unless given. */
  readonly timing?: Timing;
  /** How long a command may take to print a secret, milliseconds; by default half a minute. */
  readonly commandTimeout?: number;
}

/** Whether a secret is there, as far as that can be told without taking it. */
export interface Peek {
  readonly there: boolean;
  /** Where it is looked for, in words. */
  readonly from: string;
  /** What is wrong, or to be known, with a mend. */
  readonly why?: string;
}

/** The secrets of a run. Each is read when it is first asked for, and masked from then on. */
export interface Vault {
  /** A secret's value, without line ends at its end. @throws SecretError that says what is missing and the mend */
  get(name: string): Promise<string>;
  /** Gives a secret by hand: it is in memory alone. Returns why it cannot be one, else null. */
  lend(name: string, value: string): string | null;
  /** Looks whether a secret is there, and reveals nothing. A command is looked for, and not run. */
  peek(name: string): Promise<Peek>;
  /** What is to be warned of, of what was read so far. */
  readonly warnings: readonly string[];
}

/**
 * The secrets of a run, from where they are. Values in the environment are masked at once: a command that was never
 * given them could print them too.
 */
export function createVault(parts: VaultParts): Vault {
  const { mask, environment } = parts;
  const values = new Map<string, Promise<string>>();
  const warnings: string[] = [];
  const sourceOf = (name: string): SecretSource =>
    Object.hasOwn(parts.sources, name) ? (parts.sources[name] ?? { env: name }) : { env: name };

  for (const name of new Set([...Object.keys(parts.sources), ...(parts.names ?? [])])) {
    const source = sourceOf(name);
    if ('env' in source) mask.add(name, trimmed(variable(environment, source.env)));
  }

  const taken = async (name: string): Promise<string> => {
    const { text, warning } = await read(name, sourceOf(name), parts);
    const value = trimmed(text);
    const problem = mask.add(name, value);
    if (problem !== null) throw new SecretError(`${problem} It comes from ${sourceText(sourceOf(name))}.`);
    if (warning !== undefined && !warnings.includes(warning)) warnings.push(warning);
    return value;
  };
  return {
    warnings,
    get(name) {
      const value = values.get(name) ?? taken(name);
      values.set(name, value);
      // What was missing may be there the next time.
      value.catch(() => values.get(name) === value && values.delete(name));
      return value;
    },
    lend(name, given) {
      const value = trimmed(given);
      const problem = mask.add(name, value);
      if (problem === null) values.set(name, Promise.resolve(value));
      return problem;
    },
    async peek(name) {
      if (values.has(name)) return { there: true, from: 'what was given or read in this run' };
      const source = sourceOf(name);
      return { from: sourceText(source), ...(await look(name, source, parts)) };
    },
  };
}

async function read(
  name: string,
  source: SecretSource,
  { environment, timing = realTiming, commandTimeout }: VaultParts,
): Promise<{ text: string; warning?: string }> {
  if ('file' in source) return await readSecretFile(withHome(source.file, environment));
  if ('command' in source)
    return { text: await readSecretCommand(source.command, environment, timing, commandTimeout) };
  const text = variable(environment, source.env);
  if (text !== '') return { text };
  throw new SecretError(
    `The secret ${calledShortly(name)} is not there: the environment variable ${source.env} is not set. ${mendOf(name)}`,
  );
}

const subject = /^subject:.*\/([^/]+)$/;

/** A secret that is put to the proof by its own name; for which step is known where it is asked for. */
function calledShortly(name: string): string {
  return subject.exec(name)?.[1] ?? name;
}

/** A variable that is set now is not seen by a program that runs already. */
function mendOf(name: string): string {
  if (subject.test(name)) return 'Say another place, or give it by hand.';
  return 'Leave, set it and resume; or say in breakglass.yaml where else it is.';
}

async function look(name: string, source: SecretSource, parts: VaultParts): Promise<Omit<Peek, 'from'>> {
  const { environment } = parts;
  if ('command' in source) {
    const why = await programProblem({ argv: source.command, environment });
    return why === null ? { there: true, why: 'It is not run before it is needed.' } : { there: false, why };
  }
  try {
    const { text, warning } = await read(name, source, parts);
    const why = secretProblem(name, trimmed(text)) ?? warning;
    return { there: secretProblem(name, trimmed(text)) === null, ...(why !== undefined && { why }) };
  } catch (error) {
    return { there: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** A variable's value; empty if there is none. */
function variable(environment: NodeJS.ProcessEnv, name: string): string {
  return Object.hasOwn(environment, name) ? (environment[name] ?? '') : '';
}

function trimmed(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
