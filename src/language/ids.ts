/** The longest id. */
export const ID_LENGTH = 60;

/** Lower-case words of letters and digits joined by dashes, starting with a letter. */
export const idPattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

export function isId(text: string): boolean {
  return text.length <= ID_LENGTH && idPattern.test(text);
}

/**
 * An id out of what a person typed: `CI_TOKEN` becomes `ci-token`, `release.yml` becomes `release-yml`, `4.2.1` becomes
 * `item-4-2-1`, and what has no letter or digit that we can keep becomes `item`. An id stays as it is.
 */
export function toId(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  if (!words) return 'item';
  const slug = words.join('-');
  const named = /^[0-9]/.test(slug) ? `item-${slug}` : slug;
  return named.slice(0, ID_LENGTH).replace(/-$/, '');
}
