import { type Token, TokenType } from '@actions/expressions/lexer';
import { Problem } from './expression-problems.ts';
import { functionNamed, functions } from './functions.ts';
import { contextNames, isContext, isFact, isForbidden } from './names.ts';
import { nearest } from './nearest.ts';
import type { Range } from './source.ts';

/** Refuses names that lead from data into JavaScript's own objects, wherever they stand in a path. */
export function refuseForbidden(name: string, range: Range): void {
  if (!isForbidden(name)) return;
  throw new Problem('expression-forbidden-name', range, `\`${name}\` is never allowed in an expression`);
}

/**
 * Looks at every name before the library's parser does: it would find its functions on the prototype of an object, and
 * could not say what was probably meant.
 */
export function checkNames(tokens: readonly Token[], facts: boolean): void {
  for (const [at, token] of tokens.entries()) {
    if (token.type !== TokenType.IDENTIFIER) continue;
    const range = rangeOfToken(token);
    refuseForbidden(token.lexeme, range);
    if (tokens[at - 1]?.type === TokenType.DOT) continue;
    if (tokens[at + 1]?.type === TokenType.LEFT_PAREN) checkFunction(token.lexeme, range, facts);
    else checkContext(token.lexeme, range, { before: tokens[at - 1]?.type, after: tokens[at + 1]?.type });
  }
}

export function rangeOfToken(token: Token): Range {
  return { start: token.range.start.column, end: token.range.end.column };
}

function checkFunction(name: string, range: Range, facts: boolean): void {
  const known = functionNamed(name);
  if (known && (facts || !isFact(known))) return;
  if (known) {
    const message = `\`${name}()\` asks about the scenario's world, which only a scenario can`;
    throw new Problem('expression-unknown-function', range, message, 'Use it in `when` of an inject.');
  }
  const message = `there is no function \`${name}()\``;
  if (isContext(name)) {
    throw new Problem('expression-unknown-function', range, message, `Write \`${name}\` without parentheses.`);
  }
  const choice = Object.keys(functions).filter((candidate) => facts || !isFact(candidate));
  throw new Problem('expression-unknown-function', range, message, suggestion(name, choice));
}

/** Secrets stand in few places; whoever writes one there knows the word. */
const readable = contextNames.filter((context) => context !== 'secrets');

interface Around {
  readonly before: TokenType | undefined;
  readonly after: TokenType | undefined;
}

const valueEnds: readonly (TokenType | undefined)[] = [TokenType.IDENTIFIER, TokenType.RIGHT_PAREN, TokenType.STRING];
const keyStarts: readonly (TokenType | undefined)[] = [TokenType.DOT, TokenType.LEFT_BRACKET];

function checkContext(name: string, range: Range, { before, after }: Around): void {
  if (isContext(name)) return;
  // `a and b`: the parser says it better.
  if (valueEnds.includes(before) || /^(?:and|or|not)$/i.test(name)) return;
  const message = `there is no \`${name}\` to read`;
  const hint = suggestion(name, readable);
  const isText = !keyStarts.includes(after) && nearest(name, readable) === null;
  const quote = isText ? ` A text is in quotes: '${name}'.` : '';
  throw new Problem('expression-unknown-name', range, message, hint + quote);
}

function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  return near ? `Did you mean \`${near}\`?` : `There are: ${candidates.join(', ')}.`;
}
