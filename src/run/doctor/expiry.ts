const DAY = 86_400_000;
/** An incident may take days, and nobody makes tokens in the middle of it. */
const WORTH_A_LOOK = 7 * DAY;

/** How long something lasts, and in what words; `said` is null where that is not to be told. */
export interface Lasting {
  readonly state: 'ok' | 'warn' | 'missing';
  readonly said: string | null;
}

/** When a token expires: `2026-03-09 12:00:00 UTC`, as GitHub's header says it, or ISO 8601. */
export function expiryOf(text: string, now: number): Lasting {
  const at = Date.parse(text.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/, '$1T$2Z'));
  if (Number.isNaN(at)) return { state: 'ok', said: null };
  const left = at - now;
  if (left <= 0) return { state: 'missing', said: `expired on ${dayOf(at)}` };
  const days = Math.floor(left / DAY);
  if (left < WORTH_A_LOOK)
    return { state: 'warn', said: `expires in ${days === 0 ? 'less than a day' : `${days} days`}, on ${dayOf(at)}` };
  return { state: 'ok', said: `expires on ${dayOf(at)}` };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
