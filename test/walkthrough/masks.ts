import type { Told } from '../../src/report/source.ts';
import { program } from '../helpers/cli.ts';

/** What differs from run to run, and from machine to machine. */
export interface Varying {
  /** The folder that everything lies in. */
  readonly dir: string;
  readonly run: string;
  readonly github: string;
  /** Every id that stands anywhere in short is whole in one of these. */
  readonly entries: readonly Told[];
}

/** What the run is called in what is read of it. */
export const RUN = 'compromised-pipeline-20260302-7f3a';

/** What stands for the nth id: the whole of it, or its first eight characters. */
type NameOf = (nth: number, whole: boolean) => string;

/** Gives what differs the same words each time; ids are left as they are. */
export function wordsOf({ dir, run, github }: Varying): (text: string) => string {
  return (text) =>
    text
      .replaceAll(`${process.execPath} ${program}`, 'breakglass')
      .replaceAll(dir, '')
      .replaceAll(github, 'https://api.github.com')
      .replaceAll(run, RUN)
      .replace(/ in 127\.0\.0\.1:\d+/g, '')
      .replace(/plan [0-9a-f]{12}/g, 'plan …')
      .replace(/restic-check-cache-\d+/g, 'restic-check-cache')
      .replace(/"username":"[^"]+"/g, '"username":"root"')
      // When it was made and by whom each version says in another way, and in the time of the place.
      .replace(/restoring <?snapshot (\w+) of (\[[^\]]*\]) at .* to (\S+)/gi, 'restoring snapshot $1 of $2 to $3')
      .replace(/"(created|updated)_at":"[^"]+"/g, '"$1_at":"2026-01-01T00:00:00Z"')
      // Version 1 of the AWS CLI ends with the one, version 2 with the other.
      .replace(/exit code 25[45]/gi, (words) => words.replace(/\d+$/, '254'))
      .replace(/\(took [\d.]+[a-zµ]+\)/g, '(took a moment)');
}

/** Gives the same id the same name, in the order in which they come. */
export function idsOf({ entries }: Varying, nameOf: NameOf): (text: string) => string {
  const whole = JSON.stringify(entries).match(/\b[0-9a-f]{64}\b/g) ?? [];
  const shortened = new Set(whole.map(shortOf));
  const order = new Map<string, number>();
  const named = (id: string) => {
    const short = shortOf(id);
    // Eight digits may be anything else.
    if (id === short && !shortened.has(short)) return id;
    const nth = order.get(short) ?? order.size + 1;
    order.set(short, nth);
    return nameOf(nth, id !== short);
  };
  return (text) => text.replace(/\b[0-9a-f]{64}\b|\b[0-9a-f]{8}\b/g, named);
}

const shortOf = (id: string) => id.slice(0, 8);

/** How far restic is, and where it found the same bad blob, it tells in another order each time. */
const progress =
  /^\s*(?:\[\d+:\d+\]|decrypting blob|error for|Pack ID|pack [0-9a-f5]|read all data|check (?:all|snapshots)|load indexes|using temporary|Summary:)/;

/** Whether a line that something printed is the same each time. */
export function isSteady(line: string): boolean {
  return !progress.test(line);
}
