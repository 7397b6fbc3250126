import { createElement, Fragment, type ReactNode } from 'react';
import { insideOf, type Piece, type Rich } from '../document/rich.ts';
import { visible } from '../visible.ts';

/** Letters that are read from right to left: they would turn around what stands beside them. */
const turning = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** A line with its emphasis. React escapes what came from outside; what cannot be seen stands as its code point. */
export function lineNode({ pieces }: Rich): ReactNode {
  const [only] = pieces;
  if (only && pieces.length === 1) return pieceNode(only);
  return createElement(Fragment, null, ...pieces.map(pieceNode));
}

function pieceNode(piece: Piece): ReactNode {
  if ('own' in piece) return piece.own;
  if ('text' in piece) return textNode(piece.text);
  if ('code' in piece) return createElement('code', null, oneLine(piece.code, ' '));
  if ('lineBreak' in piece) return createElement('br');
  const inside = lineNode({ pieces: insideOf(piece) });
  if ('strong' in piece) return createElement('strong', null, inside);
  if ('emphasis' in piece) return createElement('em', null, inside);
  return createElement('a', { href: piece.link, rel: 'noreferrer' }, inside);
}

function textNode(text: string): ReactNode {
  const shown = oneLine(text, ' / ');
  return turning.test(shown) ? createElement('bdi', null, shown) : shown;
}

function oneLine(text: string, between: string): string {
  const seen = visible(text);
  if (!seen.includes('\n')) return seen.trim();
  return seen
    .split('\n')
    .flatMap((line) => line.trim() || [])
    .join(between);
}

/** A line without its emphasis, as what names it in a list of contents. */
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
