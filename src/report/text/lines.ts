import { oneLine } from '../document/plain.ts';
import { insideOf, type Rich } from '../document/rich.ts';

/** A line as plain text: emphasis goes, an address stands in brackets after the words that lead to it. */
export function plainLine({ pieces }: Rich): string {
  return pieces
    .map((piece) => {
      if ('own' in piece) return piece.own;
      if ('text' in piece) return oneLine(piece.text, ' / ');
      if ('code' in piece) return oneLine(piece.code, ' ');
      if ('lineBreak' in piece) return '\n';
      const inside = plainLine({ pieces: insideOf(piece) });
      return 'link' in piece && inside !== piece.link ? `${inside} (${oneLine(piece.link, '')})` : inside;
    })
    .join('');
}
