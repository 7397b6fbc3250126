import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, realpathSync, renameSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Problem } from '../problem.ts';

export interface Swap {
  /** What takes the place. */
  readonly restored: string;
  /** The place. */
  readonly live: string;
  /** What was in the place lies at `<live>.before-<keep>` afterwards. */
  readonly keep: string;
  /** Whether nothing may be in the place. */
  readonly absent: boolean;
}

export interface Swapped {
  readonly live: string;
  /** Where what was there before lies; null where nothing was. */
  readonly before: string | null;
  /** It was begun by somebody who did not come to its end, and was only finished now. */
  readonly finished: boolean;
}

/** What renames and flushes: the system, or a test's. */
export interface Renaming {
  rename(from: string, to: string): void;
  /** Makes the names in a folder durable. */
  flush(folder: string): void;
}

const system: Renaming = {
  rename: renameSync,
  flush: (folder) => {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  },
};

/**
 * Puts what was restored in the place of what is live, with two renames and nothing else, so it takes no time and no room.
 * All that can be known to stand against it is looked at before the first. A process that dies between the two leaves
 * everything there: the same swap once more finishes it.
 * @throws Problem where it is refused, or a rename fails: then everything is as it was, or it is said what is not
 */
export function swap(asked: Swap, { rename, flush }: Renaming = system): Swapped {
  const { restored, live, before } = placesOf(asked);
  const there = { restored: look(restored), live: look(live), before: look(before) };
  const finished = !there.live && there.before !== null;
  refuse({ restored, live, before }, there, asked.absent);
  if (there.live) {
    trying(`${live} could not be moved away. Nothing was changed`, () => rename(live, before));
    trying(`${live} was moved to ${before}, and that may not be durable yet`, () => flush(dirname(live)));
  }
  try {
    rename(restored, live);
  } catch (error) {
    throw there.live ? putBack(live, before, error, rename) : notMoved(restored, live, error);
  }
  trying(`${restored} is at ${live}, and that may not be durable yet`, () => {
    flush(dirname(live));
    if (dirname(restored) !== dirname(live)) flush(dirname(restored));
  });
  return { live, before: there.live || finished ? before : null, finished };
}

interface Places<T> {
  readonly restored: T;
  readonly live: T;
  readonly before: T;
}

/** The three places, with every link above them followed. */
function placesOf({ restored, live, keep }: Swap): Places<string> {
  const place = realPlace(live);
  return { restored: realPlace(restored), live: place, before: `${place}.before-${keep}` };
}

function realPlace(path: string): string {
  const whole = resolve(path);
  const folder = dirname(whole);
  if (folder === whole) throw new Problem('usage', `${path} cannot be moved.`, 'Name a folder or a file below it.');
  try {
    return join(realpathSync(folder), basename(whole));
  } catch (error) {
    throw new Problem('usage', `There is no folder ${folder}: ${messageOf(error)}.`, 'Check the name.');
  }
}

function refuse(at: Places<string>, there: Places<Stats | null>, absent: boolean): void {
  if (!there.restored) throw nothingRestored(at, there);
  if (there.live && there.before) {
    throw new Problem('usage', `${at.before} is there already.`, 'Keep what is live under another name: --keep.');
  }
  if (!there.live && !there.before && !absent) {
    const hint = 'Where it was lost, and nothing is to be kept, add --absent.';
    throw new Problem('usage', `There is nothing at ${at.live}.`, hint);
  }
  for (const [one, other] of [
    [at.restored, at.live],
    [at.live, at.restored],
    [at.restored, at.before],
  ] as const) {
    if (one === other) throw new Problem('usage', `${one} cannot take its own place.`);
    if (one.startsWith(other + sep)) throw new Problem('usage', `${one} lies inside of ${other}.`);
  }
  refuseKinds(at, there.restored, there.live ?? there.before);
  refuseFileSystems(at, there.restored, there.live);
}

function nothingRestored(at: Places<string>, there: Places<Stats | null>): Problem {
  const message = `There is nothing at ${at.restored}.`;
  if (!there.before) return new Problem('usage', message, 'Check the name.');
  if (there.live) return new Problem('usage', message, `${at.before} is there, so it seems to be swapped already.`);
  return new Problem('usage', message, `What was live lies at ${at.before}, and nothing is in its place.`);
}

function refuseKinds({ restored, live }: Places<string>, from: Stats, to: Stats | null): void {
  for (const [path, stats] of [
    [restored, from],
    [live, to],
  ] as const) {
    if (!stats || stats.isDirectory() || stats.isFile()) continue;
    const what = stats.isSymbolicLink() ? 'a link' : 'neither a folder nor a file';
    throw new Problem('usage', `${path} is ${what}.`, 'Name the folder or the file itself.');
  }
  if (to && from.isDirectory() !== to.isDirectory()) {
    const [one, other] = from.isDirectory() ? ['folder', 'file'] : ['file', 'folder'];
    throw new Problem('usage', `${restored} is a ${one} and ${live} a ${other}.`, 'Name what belongs together.');
  }
  const isEmpty = from.isDirectory()
    ? trying(`${restored} could not be read`, () => readdirSync(restored).length === 0)
    : from.size === 0;
  if (isEmpty) throw new Problem('usage', `${restored} is empty.`, 'Restore into it first, and compare it.');
}

/** A rename does not cross from one file system to another, nor moves what a file system is mounted on. */
function refuseFileSystems({ restored, live }: Places<string>, from: Stats, to: Stats | null): void {
  const target = look(dirname(live))?.dev;
  for (const [path, stats] of [
    [restored, from],
    [dirname(restored), look(dirname(restored))],
    [live, to],
  ] as const) {
    if (!stats || stats.dev === target) continue;
    const what = `${path} is on another file system than ${dirname(live)}, so it cannot be renamed`;
    throw new Problem('usage', `${what}. Nothing was changed.`, `Restore into a folder beside ${live}.`);
  }
}

function putBack(live: string, before: string, error: unknown, rename: Renaming['rename']): Problem {
  const why = `What was restored could not be put in its place: ${messageOf(error)}.`;
  try {
    rename(before, live);
  } catch (second) {
    const now = `NOTHING IS AT ${live}: what was there lies at ${before}, and could not be put back (${messageOf(second)}).`;
    return new Problem('failed', `${why} ${now}`, 'The same swap once more finishes it; or rename it back by hand.');
  }
  return new Problem('failed', `${why} What was at ${live} was put back: everything is as it was.`);
}

function notMoved(restored: string, live: string, error: unknown): Problem {
  return new Problem('failed', `${restored} could not be moved to ${live}: ${messageOf(error)}. Nothing was changed.`);
}

function look(path: string): Stats | null {
  return trying(`${path} could not be looked at`, () => lstatSync(path, { throwIfNoEntry: false }) ?? null);
}

function trying<T>(told: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Problem('failed', `${told}: ${messageOf(error)}.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
