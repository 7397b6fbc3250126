import { createMask } from '../actions/mask.ts';

/**
 * Takes the values of secrets out of what is about to be journaled, in every text of it, however deep. `secrets` names
 * environment variables; a value that is not set, or too short to be one, is left alone.
 */
export function maskOf(secrets: readonly string[], environment: NodeJS.ProcessEnv): <T>(said: T) => T {
  const mask = createMask(
    secrets.map((name) => ({ name, value: Object.hasOwn(environment, name) ? (environment[name] ?? '') : '' })),
  );
  return (said) => mask.deep(said);
}
