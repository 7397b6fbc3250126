import type { Reference } from '../../scenario/model.ts';
import { code, type Inline, join, link, type Piece, type Rich, rich } from '../document/rich.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Ids as code, side by side. */
export function codes(ids: readonly string[]): Rich {
  return join(ids.map(code), ', ');
}

/**
 * A text of the scenario on one line, as its author broke lines only for the editor; what they put between backticks as
 * an id stands as code.
 */
export function prose(text: string): Rich {
  const lines = text.split('\n').map((line) => line.trim());
  const pieces = lines
    .filter((line) => line !== '')
    .join(' ')
    .split(/`([a-z][a-z0-9-]*)`/);
  return { pieces: pieces.flatMap((piece, index) => (index % 2 === 1 ? [{ code: piece }] : between(piece))) };
}

/** Escaped by itself a piece loses the blanks at its ends, and a mark at its beginning counts as one of a line. */
function between(piece: string): Piece[] {
  const text = piece.trim();
  if (text === '') return piece === '' ? [] : [{ own: ' ' }];
  const blank = (isThere: boolean): Piece[] => (isThere ? [{ own: ' ' }] : []);
  return [...blank(piece !== piece.trimStart()), { text }, ...blank(piece !== piece.trimEnd())];
}

/** The same as paragraphs, parted by blank lines. */
export function paragraphs(text: string): Rich[] {
  const parts = text.trim().split(/\n[ \t]*\n/);
  return parts.map(prose);
}

/**
 * A moment of the story, to the second: `T`, `T +15 min`, `T -4 h 41 min`, `T +18 d 17 h 16 min`. Milliseconds from T.
 * Nothing is left out of it: two moments of one day must not look alike.
 */
export function moment(at: number): string {
  const seconds = Math.trunc(Math.abs(at) / 1000);
  if (seconds === 0) return 'T';
  const minutes = Math.floor(seconds / 60);
  const parts = [...(minutes > 0 ? [minutesInWords(minutes)] : []), ...(seconds % 60 > 0 ? [`${seconds % 60} s`] : [])];
  return `T ${at < 0 ? '-' : '+'}${parts.join(' ')}`;
}

/** `2024-12-05 09:15`, with seconds where there are any. ISO 8601 in, UTC. */
export function utc(iso: string): string {
  const seconds = iso.slice(16, 19);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}${seconds === ':00' ? '' : seconds}`;
}

/** A length without a rest: `45 min`, `2 h`, `2 h 30 min`, `6 d`. Minutes in. */
export function minutesInWords(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / DAY), Math.floor((minutes % DAY) / HOUR), minutes % HOUR];
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''];
  return parts.filter((part) => part !== '').join(' ') || '0 min';
}

/** An address of a source, to follow; one with anything unusual in it is only shown. */
function followed(url: string): Inline {
  return /^https?:\/\/[\w.~:/?#@!&=%+,;-]+$/.test(url) ? link(url) : url;
}

/** A source with where it is: `p1: The report. <https://…>`. */
export function sourceLine({ source, title, url, path }: Reference): Rich {
  const name = source === undefined ? rich`${title}` : rich`${code(source)}: ${title}`;
  return join([name, url === undefined ? null : followed(url), path === undefined ? null : code(path)], ' · ');
}
