import { Lexer } from 'yaml';

export type TokenKind =
  | 'space'
  | 'line-break'
  | 'comment'
  | 'plain'
  | 'quoted'
  | 'block'
  | 'open'
  | 'close'
  | 'comma'
  | 'dash'
  | 'colon'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'header'
  | 'directive'
  | 'document'
  | 'flow-broken'
  | 'other';

/** A token of YAML with its place. `dash` is a question mark, too: both start an entry. */
export interface YamlToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const DOCUMENT = '\x02';
const FLOW_END = '\x18';
const SCALAR = '\x1f';

/**
 * The tokens of a text, by yaml's lexer, which does not recurse: its parser and composer do, and on Node 20 a stack
 * overflow in them can end the process where no try would catch it. So depth is counted on these first.
 */
export function* yamlTokens(text: string): Generator<YamlToken, void> {
  let at = 0;
  let scalarNext = false;
  let blockNext = false;
  for (const token of new Lexer().lex(text)) {
    if (token === DOCUMENT) continue;
    if (token === SCALAR) {
      scalarNext = true;
      continue;
    }
    if (token === FLOW_END) {
      yield { kind: 'flow-broken', text: '', start: at, end: at };
      continue;
    }
    const kind = scalarNext ? (blockNext ? 'block' : 'plain') : kindOf(token);
    if (scalarNext) blockNext = false;
    else if (kind === 'header') blockNext = true;
    scalarNext = false;
    yield { kind, text: token, start: at, end: at + token.length };
    at += token.length;
  }
}

const kinds: Readonly<Record<string, TokenKind>> = {
  ' ': 'space',
  '\t': 'space',
  '\n': 'line-break',
  '\r': 'line-break',
  '#': 'comment',
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
  '-': 'dash',
  '?': 'dash',
  '*': 'alias',
  '&': 'anchor',
  '!': 'tag',
  '|': 'header',
  '>': 'header',
  '%': 'directive',
  '"': 'quoted',
  "'": 'quoted',
};

function kindOf(token: string): TokenKind {
  if (token === '---' || token === '...') return 'document';
  return kinds[token[0] ?? ''] ?? 'other';
}
