import { type Mask, WITHHELD } from './mask.ts';

/** How big a JSON text is, without parsing it: parsers and walkers may be recursive, and many small values are slow. */
export function sizeOf(text: string): { depth: number; values: number } {
  let open = 0;
  let depth = 0;
  let values = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfLiteral(text, index) - 1;
    else if (code === COMMA) values += 1;
    else if (code === OPEN_LIST || code === OPEN_RECORD) {
      open += 1;
      values += 1;
      depth = Math.max(depth, open);
    } else if (code === CLOSE_LIST || code === CLOSE_RECORD) open -= 1;
  }
  return { depth, values };
}

/**
 * A valid JSON text, byte for byte, but for texts in it that are a secret or hold one. They are compared as they are read, so
 * that no way of writing them (`\u0041`, `\/`) gets past.
 */
export function maskLiterals(text: string, secrets: ReadonlySet<string>, mask: Mask): string {
  if (secrets.size === 0) return text;
  const out: string[] = [];
  let from = 0;
  for (let index = text.indexOf('"'); index >= 0; index = text.indexOf('"', from)) {
    const end = endOfLiteral(text, index);
    const literal = text.slice(index, end);
    const value: unknown = literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1);
    const said = String(value);
    const masked = secrets.has(said) ? WITHHELD : mask(said);
    out.push(text.slice(from, index), masked === said ? literal : JSON.stringify(masked));
    from = end;
  }
  out.push(text.slice(from));
  return out.join('');
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_RECORD = 123;
const CLOSE_RECORD = 125;

/** The index after the closing quote. */
function endOfLiteral(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return Math.min(index + 1, text.length);
}
