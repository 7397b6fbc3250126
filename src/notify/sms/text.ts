import { createHash } from 'node:crypto';
import type { Delivery } from '../channel.ts';
import { keyOf } from '../message.ts';
import { cut } from '../plain-text.ts';
import { saidIn, whereFilesAre } from '../said.ts';
import { plainer, segmentsOf } from './segments.ts';

/** Most segments of one message: they come apart on bad networks, and each costs. */
export const MOST_SEGMENTS = 2;

/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** `#k3v9x2m7q0`: 50 bits of our own id. A message is known again by it; it stands last, and is never cut off. */
export function shortKey({ about, messages: [message] }: Delivery): string {
  const bytes = createHash('sha256').update(keyOf(about, message)).digest().subarray(0, 10);
  return `#${[...bytes].map((byte) => LETTERS[byte % 32]).join('')}`;
}

/** A delivery as a text message: mark and subject first, where a file is, then as much of the lines as goes in. */
export function smsText(delivery: Delivery): string {
  const { headline, late, lines, files } = saidIn(delivery);
  const end = ` ${shortKey(delivery)}`;
  const where = whereFilesAre(delivery)?.replace(/\.$/, '') ?? '';
  const said = [headline, late ?? '', where, ...lines, ...files.map((file) => `File: ${file}`)];
  const text = plainer(said.filter((line) => line !== '').join('. '));
  const fits = (part: string) => segmentsOf(part + end) <= MOST_SEGMENTS;
  return `${cut(text, fits, '...')}${end}`;
}
