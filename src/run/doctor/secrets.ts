import { type SecretSource, sourceText, type Vault } from '../../actions/vault.ts';
import { type Finding, lacking } from './finding.ts';

/** How long a command may take to print a secret here, milliseconds. */
export const SECRET_TIMEOUT = 4_000;

/** Where secrets are looked for, and what reads them. */
export interface SecretPlaces {
  readonly vault: Vault;
  readonly environment: NodeJS.ProcessEnv;
  readonly sources: Readonly<Record<string, SecretSource>>;
}

/** A secret that is there, by name, or is not. A command is run: only then is it known whether it prints one. */
export interface SecretLook {
  readonly finding: Finding;
  readonly there: boolean;
}

/** Looks for a secret. What it is, is never said. `isNeeded`: something here relies on it; `why`: what, in words. */
export async function lookFor(
  name: string,
  { vault, sources, environment }: SecretPlaces,
  isNeeded: boolean,
  why: string,
): Promise<SecretLook> {
  const source = sourceIn(sources, name);
  const about = { sort: 'secret', what: name } as const;
  const peek = await vault.peek(name);
  if (!peek.there) {
    const isAbsent = 'env' in source && (environment[source.env] ?? '') === '';
    const said = `${isAbsent ? `The environment variable ${source.env} is not set.` : peek.why} ${why}`;
    return { there: false, finding: { ...about, state: lacking(isNeeded), said, mend: mendOf(name, source) } };
  }
  if ('command' in source) {
    const problem = await problemOf(vault, name);
    if (problem !== null)
      return {
        there: false,
        finding: { ...about, state: 'missing', said: `${problem} ${why}`, mend: mendOf(name, source) },
      };
  }
  if ('file' in source && peek.why !== undefined) {
    const said = withoutMend(peek.why);
    return { there: true, finding: { ...about, state: 'warn', said, mend: `chmod 600 ${source.file}` } };
  }
  return { there: true, finding: { ...about, state: 'ok', said: sourceText(source) } };
}

/** Whether somebody has set a secret up here, be it good or not. */
export function isSetUp(
  name: string,
  { sources, environment }: Pick<SecretPlaces, 'sources' | 'environment'>,
): boolean {
  return Object.hasOwn(sources, name) || (environment[name] ?? '') !== '';
}

function sourceIn(sources: Readonly<Record<string, SecretSource>>, name: string): SecretSource {
  return (Object.hasOwn(sources, name) ? sources[name] : undefined) ?? { env: name };
}

async function problemOf(vault: Vault, name: string): Promise<string | null> {
  try {
    await vault.get(name);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function mendOf(name: string, source: SecretSource): string {
  if ('command' in source) return `Run it by hand: ${source.command[0] ?? ''} …`;
  if ('file' in source) return `Write it into ${source.file}, and: chmod 600 ${source.file}`;
  return `export ${source.env}=…, or in breakglass.yaml: secrets: { ${name}: { file: … } }`;
}

/** The mend stands in a place of its own here. */
function withoutMend(why: string): string {
  return why.replace(/: chmod 600 .*$/s, '');
}
