/** Longest name of a run, in characters and in bytes; a file name holds 255 bytes, and ours add some. */
const MAX_CHARACTERS = 100;
const MAX_BYTES = 200;

/** The name cannot be that of a run. */
export class RunNameError extends Error {
  override readonly name = 'RunNameError';
  readonly run: string;

  constructor(run: string, why: string) {
    super(`${JSON.stringify(run)} cannot be the name of a run: ${why}. Use letters, digits, dashes and dots.`);
    this.run = run;
  }
}

/** Refuses a name that could leave the store, hide in it, or upset a terminal. @throws RunNameError */
export function checkRunName(run: string): void {
  if (run === '') throw new RunNameError(run, 'it is empty');
  if (/[/\\]/.test(run)) throw new RunNameError(run, 'it has a path separator in it');
  if (run.startsWith('.')) throw new RunNameError(run, 'it begins with a dot');
  if (run.startsWith('-')) throw new RunNameError(run, 'it begins with a dash, as an option does');
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(run)) throw new RunNameError(run, 'it has a character in it that cannot be shown');
  if ([...run].length > MAX_CHARACTERS || Buffer.byteLength(run) > MAX_BYTES) {
    throw new RunNameError(run, `it is longer than ${MAX_CHARACTERS} characters or ${MAX_BYTES} bytes`);
  }
}

/**
 * The name to try after `count - 1` others were taken: `drill`, `drill-2`, `drill-3`, …; cut where it would be too
 * long.
 */
export function nthName(run: string, count: number): string {
  if (count === 1) return run;
  const suffix = `-${count}`;
  const characters = [...run];
  const isTooLong = () => characters.length + suffix.length > MAX_CHARACTERS || bytesOf(characters, suffix) > MAX_BYTES;
  while (isTooLong()) characters.pop();
  return characters.join('') + suffix;
}

function bytesOf(characters: readonly string[], suffix: string): number {
  return Buffer.byteLength(characters.join('') + suffix);
}
