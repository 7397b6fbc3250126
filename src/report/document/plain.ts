import { visible } from '../visible.ts';
import { insideOf, type Rich } from './rich.ts';

/** A line without its emphasis, with nothing unseen in it: as what names it in a list of contents. */
export function lineText({ pieces }: Rich): string {
  return pieces
    .map((piece) => {
      if ('own' in piece) return piece.own;
      if ('text' in piece) return oneLine(piece.text, ' / ');
      if ('code' in piece) return oneLine(piece.code, ' ');
      return 'lineBreak' in piece ? ' ' : lineText({ pieces: insideOf(piece) });
    })
    .join('');
}

/** A text from outside on one line, its lines joined by what is to stand between them. */
export function oneLine(text: string, between: string): string {
  const seen = visible(text);
  if (!seen.includes('\n')) return seen.trim();
  return seen
    .split('\n')
    .flatMap((line) => line.trim() || [])
    .join(between);
}
