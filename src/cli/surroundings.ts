import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseInstant } from '../language/time.ts';
import { Problem } from '../run/problem.ts';
import { systemUser } from './settings.ts';

/** The time that BREAKGLASS_NOW gives, epoch milliseconds; null where it gives none. @throws Problem where it is no time */
export function headlessStart(): number | null {
  const text = process.env.BREAKGLASS_NOW;
  if (!text) return null;
  const at = parseInstant(text);
  if (at === null)
    throw new Problem(
      'usage',
      `BREAKGLASS_NOW is not a time: ${text.slice(0, 60)}`,
      'Write it like 2026-03-02T08:12:00Z.',
    );
  return at;
}

/** Who types, as the journal says it: `mara@laptop`. */
export function typist(): string {
  return `${systemUser()}@${hostname()}`;
}

/** The same with the terminal at which they type, where several have one run: `mara@laptop pts/3`. */
export function typistHere(): string {
  return `${typist()} ${terminalName() ?? `pid ${process.pid}`}`;
}

/** The name of this process's terminal, where the system tells it. */
function terminalName(): string | undefined {
  try {
    return /^\/dev\/(\w[\w/.-]*)$/.exec(readlinkSync('/proc/self/fd/0'))?.[1];
  } catch {
    return undefined;
  }
}
