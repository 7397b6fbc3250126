import { oneLine } from '../document/plain.ts';
import { insideOf, type Piece, type Rich } from '../document/rich.ts';
import { visible } from '../visible.ts';
import { escapeXml, type Look, lineBreakXml, run } from './xml.ts';

/** A line as runs. What came from outside is text in them and nothing else. */
export function runs({ pieces }: Rich, look: Look = {}): string {
  return pieces.map((piece) => pieceRuns(piece, look)).join('');
}

function pieceRuns(piece: Piece, look: Look): string {
  if ('own' in piece) return run(piece.own, look);
  if ('text' in piece) return run(oneLine(piece.text, ' / '), look);
  if ('code' in piece) return run(oneLine(piece.code, ' '), { ...look, code: true });
  if ('lineBreak' in piece) return lineBreakXml;
  const inside = { pieces: insideOf(piece) };
  if ('strong' in piece) return runs(inside, { ...look, strong: true });
  if ('emphasis' in piece) return runs(inside, { ...look, emphasis: true });
  return `<w:fldSimple w:instr="${escapeXml(` HYPERLINK "${address(piece.link)}" `)}">${runs(inside, { ...look, link: true })}</w:fldSimple>`;
}

/** An address that cannot end the words of the field that it stands in. */
function address(link: string): string {
  return visible(link).replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));
}
