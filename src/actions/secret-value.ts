/** A value shorter than this would blot out honest words. */
export const SHORTEST = 8;
/** Longest secret, characters: a key file is some thousands. */
const LONGEST = 64 * 1024;

/**
 * Why a value cannot be used as a secret: it could not be masked, or masking it would blot out honest words. Null where
 * it can. The words never hold the value.
 */
export function secretProblem(name: string, value: string): string | null {
  const inside = value.trim();
  if (inside === '') return `${name} is empty.`;
  if (inside.length < SHORTEST) {
    return `${name} has ${inside.length} characters. A secret has at least ${SHORTEST}: a shorter one cannot be masked without masking honest words.`;
  }
  if (inside.length > LONGEST) return `${name} has ${inside.length} characters. A secret has at most ${LONGEST}.`;
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}|\ufffd/u.test(inside))
    return `${name} is not text: it holds control characters or is not UTF-8.`;
  if (/^(.)\1*$/su.test(inside)) return `${name} is one character, again and again: it looks like a placeholder.`;
  if (`[${name}]`.includes(inside)) return `${name} holds its own name: it looks like a placeholder.`;
  return null;
}

/** The lines of a secret that are secrets by themselves, such as those of a key file, but for its fences. */
export function secretLines(value: string): string[] {
  const lines = value.split(/\r\n|\n|\r/).map((line) => line.trim());
  if (lines.length === 1) return [];
  return lines.filter((line) => line.length >= SHORTEST && !/^-----(BEGIN|END) [A-Z0-9 ]+-----$/.test(line));
}

/** What a program takes out of a secret and may print alone: a URL's password, the keys in a JSON document. */
export function secretParts(value: string): string[] {
  return [...passwordIn(value), ...keysIn(value)].filter((part) => part.length >= SHORTEST);
}

function passwordIn(value: string): string[] {
  const found = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*?:([^/?#\s]+)@/i.exec(value.trim())?.[1];
  if (found === undefined) return [];
  try {
    return [found, decodeURIComponent(found)];
  } catch {
    return [found];
  }
}

function keysIn(value: string): string[] {
  if (!/^\s*\{/.test(value)) return [];
  try {
    return textsUnder(JSON.parse(value), false);
  } catch {
    return [];
  }
}

function textsUnder(value: unknown, secret: boolean): string[] {
  if (typeof value === 'string') return secret ? [value.trim()] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    textsUnder(inside, /key|token|secret|pass|credential/i.test(key) || (secret && Array.isArray(value))),
  );
}
