import { isForbidden } from '../language/names.ts';
import type { Mask } from './mask.ts';
import type { Tree } from './tree.ts';

/** The longest text that is read; nothing longer is a name, an address or a sentence. */
const LONGEST_TEXT = 4_000;
const LONGEST_KEY = 200;
/** The longest name of an item of the register, and the longest title. */
export const LONGEST_NAME = 300;

const ESC = '\\u001b';
/** Terminal sequences, so that `[31m` is not left of a colour. */
const sequences = new RegExp(
  [
    `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|${ESC}\\\\|\\u009c|$)?`,
    `(?:${ESC}\\[|\\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?`,
    `${ESC}[ -/]{0,8}[0-~]?`,
  ].join('|'),
  'g',
);
const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
/** What turns or hides text, and what else has no picture. Joiners build words and stay. */
const controls = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const halves = /\p{Cs}/gu;
const harmless = /^[\x20-\x7e]*$/;

/** A document without secrets, control characters, halves of characters, and keys that lead out of it. */
export function cleanTree(value: unknown, mask: Mask): Tree {
  if (typeof value === 'string') return cut(cleanText(value, mask), LONGEST_TEXT);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((one) => cleanTree(one, mask));
  if (typeof value !== 'object' || value === null) return null;
  const record: Record<string, Tree> = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    const name = cut(cleanText(key, mask), LONGEST_KEY);
    if (!isForbidden(name)) record[name] = cleanTree(part, mask);
  }
  return record;
}

/** Masked before it is stripped, and again after: a sequence may stand in the middle of a secret. */
function cleanText(text: string, mask: Mask): string {
  const masked = mask(text);
  if (harmless.test(masked)) return masked;
  const plain = masked.replace(sequences, '').replace(lineEnds, '\n').replace(controls, '').replace(halves, '\ufffd');
  return mask(plain);
}

/** On one line, bounded. */
export function lineOf(text: string, longest = LONGEST_NAME): string {
  return cut(text.replace(/\s+/g, ' ').trim(), longest);
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(halves, '')}…`;
}
