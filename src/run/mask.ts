/** A value shorter than this would blot out honest words. */
const SHORTEST = 8;

/**
 * Takes the values of secrets out of what is about to be journaled, in every text of it, however deep. `secrets` names
 * environment variables; a value that is not set, or too short to be one, is left alone.
 */
export function maskOf(secrets: readonly string[], environment: NodeJS.ProcessEnv): <T>(said: T) => T {
  const known = secrets
    .map((name) => [environment[name]?.trim() ?? '', `[${name}]`] as const)
    .filter(([value]) => value.length >= SHORTEST)
    // The longer first: one secret may hold another.
    .sort(([a], [b]) => b.length - a.length);
  if (known.length === 0) return (said) => said;
  const inText = (text: string) => known.reduce((left, [value, name]) => left.replaceAll(value, name), text);
  const inside = (said: unknown): unknown => {
    if (typeof said === 'string') return inText(said);
    if (Array.isArray(said)) return said.map(inside);
    if (typeof said !== 'object' || said === null) return said;
    return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, inside(value)]));
  };
  return <T>(said: T) => inside(said) as T;
}
