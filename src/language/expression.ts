import { Lexer } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { compile } from './compile.ts';
import { checkNames } from './expression-names.ts';
import { Problem, syntaxProblem } from './expression-problems.ts';
import type { Expression, ExpressionProblem, Node } from './expression-tree.ts';
import { functions } from './functions.ts';
import { contextNames } from './names.ts';
import { visiblePart } from './source.ts';

export type { Expression, ExpressionProblem, Node } from './expression-tree.ts';
export type { ContextName } from './names.ts';

/** The longest expression, in characters. */
const EXPRESSION_LENGTH = 1000;

export interface ParseOptions {
  /** Whether `happened('id')` and its like may be called. */
  readonly facts?: boolean | undefined;
}

export type Parsed = { readonly expression: Expression } | { readonly problem: ExpressionProblem };

/** Parses what stands between `${{` and `}}`. Never throws. */
export function parseExpression(text: string, options: ParseOptions = {}): Parsed {
  try {
    return { expression: { text, root: parseRoot(text, options.facts === true) } };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.problem };
    return { problem: syntaxProblem(text, error) };
  }
}

const functionsForLibrary = Object.entries(functions).map(([name, { least, most }]) => ({
  name,
  minArgs: least,
  maxArgs: most,
}));

function parseRoot(text: string, facts: boolean): Node {
  if (text.trim() === '') {
    throw new Problem('expression-empty', { start: 0, end: text.length }, 'there is nothing to evaluate');
  }
  if (text.length > EXPRESSION_LENGTH) {
    const message = `an expression has at most ${EXPRESSION_LENGTH} characters; this has ${text.length}`;
    throw new Problem(
      'expression-too-long',
      visiblePart(text),
      message,
      'Split the step, or compare with fewer things.',
    );
  }
  // The lexer loses count of columns at a line break; a space means the same, and keeps every offset.
  const { tokens } = new Lexer(text.replace(/[\r\n]/g, ' ')).lex();
  checkNames(tokens, facts);
  const tree = new Parser(tokens, [...contextNames], functionsForLibrary).parse();
  return compile(tree, tokens, text);
}
