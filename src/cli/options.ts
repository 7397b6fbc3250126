import { InvalidArgumentError } from 'commander';
import { nearest } from '../language/nearest.ts';

/** One word of a closed set; says the nearest right one. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    const near = nearest(text, words);
    throw new InvalidArgumentError(near ? `Did you mean ${near}?` : `It is one of: ${words.join(', ')}.`);
  };
}

/** Several words of a closed set, with commas between them. */
export function listOf<T extends string>(words: readonly T[]): (text: string) => readonly T[] {
  const one = oneOf(words);
  return (text) => [...new Set(text.split(',').map((word) => one(word.trim())))];
}

/** A speed of the clock. */
export function speedOf(text: string): number {
  const speed = Number(text.replace(/^[x×]|[x×]$/, ''));
  if (!(Number.isFinite(speed) && speed > 0 && speed <= 1000) || text.trim() === '') {
    throw new InvalidArgumentError('It must be a number above 0, up to 1000.');
  }
  return speed;
}

/** `role=name`, any number of times. */
export function assignment(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, role, name] = /^([^=\s]+)=(.+)$/.exec(text) ?? [];
  const person = name?.trim() ?? '';
  if (role === undefined || person === '') throw new InvalidArgumentError('It must be like lead=Mara.');
  if (Object.hasOwn(before, role))
    throw new InvalidArgumentError(`${role} is given to ${before[role]} already: one person holds a role.`);
  if (person.length > 100) throw new InvalidArgumentError('The name is too long: 100 characters are the most.');
  return { ...before, [role]: person };
}

/** The name of a folder. Empty, as a variable that is not set leaves it, it would be another one than was meant. */
export function folderName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** A seed: any short text. */
export function seedOf(text: string): string {
  if (text === '' || text.length > 200) throw new InvalidArgumentError('It must have 1 to 200 characters.');
  return text;
}
