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
