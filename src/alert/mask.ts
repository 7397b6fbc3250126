/** What stands where a secret stood. */
export const WITHHELD = '[withheld]';

/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

/** A shorter one would blot out honest words wherever they hold it. */
const SHORTEST = 6;
/** Longer ones are looked for in pieces: of a secret that was cut off somewhere, what is left is found as well. */
const PIECE = 48;

/** A state of the search: what has been read may be the beginning of some pieces. */
interface Node {
  readonly next: Map<number, Node>;
  /** The longest end of what has been read that begins a piece as well. */
  fallback: Node | null;
  /** Length of the longest piece that ends here; 0 where none does. */
  ends: number;
}

/**
 * A mask for these secrets: each line of each of them, wherever it stands. It reads a text once, however many and however alike
 * they are (Aho and Corasick, 1975).
 */
export function maskOf(secrets: Iterable<string>): Mask {
  const root: Node = { next: new Map(), fallback: null, ends: 0 };
  for (const secret of secrets) for (const piece of piecesOf(secret)) plant(root, piece);
  if (root.next.size === 0) return (text) => text;
  link(root);
  return (text) => {
    let out = '';
    let from = 0;
    for (const [start, end] of spans(root, text)) {
      out += text.slice(from, start) + WITHHELD;
      from = end;
    }
    return from === 0 ? text : out + text.slice(from);
  };
}

function piecesOf(secret: string): string[] {
  return secret.split(/[\r\n]+/).flatMap((line) => {
    const pieces: string[] = [];
    for (let rest = line.trim(); rest.length >= SHORTEST; ) {
      // Nothing too short to be looked for is left over.
      const length = rest.length < PIECE + SHORTEST ? rest.length : PIECE;
      pieces.push(rest.slice(0, length));
      rest = rest.slice(length);
    }
    return pieces;
  });
}

function plant(root: Node, piece: string): void {
  let node = root;
  for (let index = 0; index < piece.length; index += 1) {
    const code = piece.charCodeAt(index);
    const next = node.next.get(code) ?? { next: new Map(), fallback: root, ends: 0 };
    node.next.set(code, next);
    node = next;
  }
  node.ends = piece.length;
}

function link(root: Node): void {
  const waiting = [root];
  // The list grows while it is gone through: the shorter beginnings first.
  for (const node of waiting) {
    for (const [code, next] of node.next) {
      next.fallback = node === root ? root : step(node.fallback, code, root);
      next.ends = Math.max(next.ends, next.fallback.ends);
      waiting.push(next);
    }
  }
}

function step(from: Node | null, code: number, root: Node): Node {
  for (let node = from; node !== null; node = node.fallback) {
    const next = node.next.get(code);
    if (next !== undefined) return next;
  }
  return root;
}

/** What is covered by pieces, from start to end; those that touch or lie over each other as one. */
function spans(root: Node, text: string): [start: number, end: number][] {
  const found: [start: number, end: number][] = [];
  let node = root;
  for (let index = 0; index < text.length; index += 1) {
    node = step(node, text.charCodeAt(index), root);
    if (node.ends === 0) continue;
    const end = index + 1;
    let start = end - node.ends;
    for (let last = found.at(-1); last !== undefined && last[1] >= start; last = found.at(-1)) {
      start = Math.min(start, last[0]);
      found.pop();
    }
    found.push([start, end]);
  }
  return found;
}
