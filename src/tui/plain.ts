/**
 * Text from outside (documents, keyboards, evidence) may carry sequences that move the cursor, write the clipboard, or
 * turn the direction of writing. What is shown has none of them.
 */

const ESC = '\\u001b';
const sequences = new RegExp(
  [
    // OSC, DCS, SOS, PM and APC run to their terminator, or to the end where it is missing.
    `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|${ESC}\\\\|\\u009c|$)?`,
    // CSI: parameters, intermediates, one final byte.
    `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`,
    // Every other escape: intermediates and one byte.
    `${ESC}[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);
const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
/** Control and format characters: what is left of C0 and C1, marks that turn or hide text, tags. Joiners build words and stay. */
const controls = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const harmless = /^[\x20-\x7e]*$/;
const TAB = 8;

/** A text without control sequences, with `\n` as its only line end, and its tabs expanded to columns of eight. */
export function plain(text: string): string {
  if (harmless.test(text)) return text;
  const clean = text.replace(sequences, '').replace(lineEnds, '\n').replace(controls, '');
  return clean.includes('\t') ? clean.split('\n').map(expandTabs).join('\n') : clean;
}

/** The same on one line: every run of white space is one space. */
export function plainLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

/** The same without its full stop, where more comes after it. */
export function unended(text: string): string {
  return plainLine(text).replace(/\.$/, '');
}

/** Characters that are not seen, or look like a blank and are none. */
const unseen = /(?! )[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text in which nothing is hidden: what cannot be seen stands there as `\u{202e}`. For what is run exactly as it is shown. */
export function exact(text: string): string {
  if (harmless.test(text)) return text;
  return text.replace(unseen, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

function expandTabs(line: string): string {
  let out = '';
  for (const part of line.split(/(\t)/)) out += part === '\t' ? ' '.repeat(TAB - (out.length % TAB)) : part;
  return out;
}
