import { pad, wrap } from '../../language/fit.ts';
import type { Canvas } from '../frame.ts';
import { keyName } from '../key-names.ts';
import type { KeyRow } from '../key-row.ts';
import { type Line, span } from '../lines.ts';

/** A row of the key table with its words, for the help page; `isOff`: it does nothing at the moment. */
export interface HelpRow {
  readonly row: KeyRow;
  readonly words: string;
  readonly isOff: boolean;
}

/** Keys on the left, what they do on the right; neither is cut. */
export function helpRows(rows: readonly HelpRow[], canvas: Canvas): Line[] {
  const width = canvas.columns < 60 ? 11 : 20;
  return rows.flatMap(({ row, words, isOff }) => {
    const keys = wrap(keyNames(row, canvas).join(', '), width);
    const texts = wrap(`${words}${isOff ? '  (not now)' : ''}`, canvas.columns - width - 4);
    return Array.from(
      { length: Math.max(keys.length, texts.length) },
      (_, at): Line => [
        span(`  ${pad(keys[at] ?? '', width)}`, isOff ? 'dim' : 'key'),
        span(` ${texts[at] ?? ''}`, isOff ? 'dim' : undefined),
      ],
    );
  });
}

/** The keys of a row as people know them, each once: up and down are one sign, digits in a row a range. */
function keyNames({ keys }: KeyRow, { theme }: Canvas): string[] {
  const digits = keys.filter((key) => /^\d$/.test(key));
  const isRange = digits.length > 2;
  const range = isRange ? [`${digits[0]} to ${digits.at(-1)}`] : [];
  const others = keys.filter((key) => !(isRange && digits.includes(key)) && !(key === 'down' && keys.includes('up')));
  return [...new Set([...others.map((key) => keyName(key, theme.symbols)), ...range])];
}
