import { Lexer } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import type { DiagnosticCode } from './codes.ts';
import { compile } from './compile.ts';
import { checkNames } from './expression-names.ts';
import { Problem, syntaxProblem } from './expression-problems.ts';
import { functions } from './functions.ts';
import { type ContextName, contextNames, type FunctionName } from './names.ts';
import { visiblePart } from './source.ts';

export type { ContextName, FunctionName } from './names.ts';

/** The longest expression, in characters. */
const EXPRESSION_LENGTH = 1000;

export interface ParseOptions {
  /** Whether `happened('id')` and its like may be called. */
  readonly facts?: boolean | undefined;
}

/** What is wrong with an expression or a template. Offsets are into the text that was given. */
export interface ExpressionProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** A parsed expression: plain data that can be kept, compared and cloned. Offsets in it are into its text. */
export interface Expression {
  readonly text: string;
  readonly root: Node;
}

export type Literal = string | number | boolean | null;
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A key of a path, with its place. `*` stands for every item. */
export interface Segment {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

export type Node = Place &
  (
    | { readonly kind: 'literal'; readonly value: Literal }
    | { readonly kind: 'path'; readonly context: ContextName; readonly segments: readonly Segment[] }
    | { readonly kind: 'index'; readonly of: Node; readonly key: Node }
    | { readonly kind: 'every'; readonly of: Node; readonly star: Place }
    | { readonly kind: 'not'; readonly of: Node }
    | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Node; readonly right: Node }
    | { readonly kind: 'logic'; readonly operator: '&&' | '||'; readonly args: readonly Node[] }
    | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Node[] }
  );

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
