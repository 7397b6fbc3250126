import { createElement, Fragment, type ReactNode } from 'react';
import { oneLine } from '../document/plain.ts';
import { insideOf, type Piece, type Rich } from '../document/rich.ts';

/** Letters that are read from right to left: they would turn around what stands beside them. */
const turning = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u;

const day = /(\b\d{4}-\d\d-\d\d\b)/;

/** A line with its emphasis. React escapes what came from outside; what cannot be seen stands as its code point. */
export function lineNode({ pieces }: Rich): ReactNode {
  const [only] = pieces;
  if (only && pieces.length === 1) return pieceNode(only);
  return createElement(Fragment, null, ...pieces.map(pieceNode));
}

function pieceNode(piece: Piece): ReactNode {
  if ('own' in piece) return withDates(piece.own);
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
  return turning.test(shown) ? createElement('bdi', null, shown) : withDates(shown);
}

/** A browser breaks a line behind any dash, so in the middle of a day as well. The style sheet keeps one whole. */
function withDates(text: string): ReactNode {
  if (!day.test(text)) return text;
  const parts = text.split(day).map((part, index) => (index % 2 === 0 ? part : createElement('time', null, part)));
  return createElement(Fragment, null, ...parts);
}
