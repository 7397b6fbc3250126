import { withoutControls } from './control-sequences.ts';
import type { Headers } from './exchange.ts';
import type { Mask } from './mask.ts';

/** Longest value that is kept, characters. */
const LONGEST = 2_000;
/** What hands out secrets that nobody here needs, or can mask. */
const LEFT_OUT = ['set-cookie', 'set-cookie2', 'www-authenticate', 'proxy-authenticate', 'authentication-info'];

/** The headers of an answer, by their names in lower case, masked and without control characters. */
export function answerHeaders(headers: Headers, mask: Mask): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined || LEFT_OUT.includes(name.toLowerCase())) return [];
    const text = typeof value === 'string' ? value : value.join(', ');
    return [[name.toLowerCase(), withoutControls(mask.text(text)).slice(0, LONGEST)] as const];
  });
  return Object.fromEntries(kept);
}
