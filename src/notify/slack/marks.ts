import { createHash } from 'node:crypto';
import type { About, Message } from '../message.ts';

/** Our own id of a message in Slack, the same at every try: `<run>/<message>`; without the run's name where that would tell too much. */
export function markOf(about: About, { id }: Message): string {
  return `${about.alias === undefined ? about.run : hashed(about)}/${id}`;
}

/** Under either name: details may have been withheld from a moment on, in the middle of a run. */
export function marksOf(about: About, { id }: Message): string[] {
  return [about.run, hashed(about)].map((run) => `${run}/${id}`);
}

/** The message's id in a mark of this run; null where it is another run's. */
export function idIn(mark: string, about: About): string | null {
  const run = [about.run, hashed(about)].find((name) => mark.startsWith(`${name}/`));
  return run === undefined ? null : mark.slice(run.length + 1);
}

/** Whoever does not know the run's name learns nothing from it. */
function hashed({ run }: About): string {
  return createHash('sha256').update(run).digest('hex').slice(0, 24);
}
