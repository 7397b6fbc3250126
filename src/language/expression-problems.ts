import { ExpressionError } from '@actions/expressions/errors';
import type { DiagnosticCode } from './codes.ts';
import type { ExpressionProblem } from './expression-tree.ts';
import { functionNamed, functions } from './functions.ts';
import type { FunctionName } from './names.ts';
import { type Range, visiblePart } from './source.ts';

/** Thrown inside this folder alone, to leave a parse at its first problem. */
export class Problem extends Error {
  readonly problem: ExpressionProblem;

  constructor(code: DiagnosticCode, range: Range, message: string, hint?: string) {
    super(message);
    this.problem = { code, message, start: range.start, end: range.end, ...(hint !== undefined && { hint }) };
  }
}

/** A call with too few or too many arguments. */
export function wrongCount(name: FunctionName, range: Range): Problem {
  const { least, most, form } = functions[name];
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  const noun = most === 1 ? 'argument' : 'arguments';
  return new Problem('expression-arguments', range, `${name}() takes ${wanted} ${noun}`, `Write ${form}.`);
}

/** What the author probably meant, by what the parser stumbled over. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/^"/, "Texts are in single quotes: 'like this'."],
  [/^'(?:[^']|'')*$/, "The text is not closed: a ' is missing."],
  [/^\s/, 'This is no ordinary space: type it again.'],
  [/^=$/, 'Compare with ==.'],
  [/^&$/, 'Write &&.'],
  [/^\|$/, 'Write ||.'],
  [/^and$/i, 'Write &&.'],
  [/^or$/i, 'Write ||.'],
  [/^not$/i, 'Write !.'],
  [/^[-+/%]/, 'There is no arithmetic; hours-since() tells how long ago a time was.'],
  [/^\?/, "There is no ? :; write condition && 'one' || 'other'."],
  [/^\$/, 'An expression stands between ${{ and }}; inside them no further $ is needed.'],
];

/** What the library's lexer or parser threw, in words and with its place. */
export function syntaxProblem(text: string, error: unknown): ExpressionProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (/^Exceeded max expression depth/.test(message)) {
    return {
      code: 'expression-too-deep',
      message: 'too many parentheses, ! or keys inside each other',
      hint: 'Split the expression.',
      ...visiblePart(text),
    };
  }
  if (/^Unexpected end of expression/.test(message)) return ended(text);
  const { start, symbol } = stumbledAt(text, error, message);
  const called = /^Too (?:few|many) parameters/.test(message) ? functionNamed(symbol) : null;
  if (called) return wrongCount(called, { start, end: start + symbol.length }).problem;
  if (symbol === '') return ended(text);
  const hint = hints.find(([pattern]) => pattern.test(symbol))?.[1];
  return {
    code: 'expression-syntax',
    message: `\`${symbol}\` does not belong here`,
    ...(hint !== undefined && { hint }),
    start,
    end: start + symbol.length,
  };
}

function ended(text: string): ExpressionProblem {
  const end = text.trimEnd().length;
  const message = 'the expression ends too early';
  return { code: 'expression-syntax', message, hint: 'Something must follow.', start: Math.max(0, end - 1), end };
}

function stumbledAt(text: string, error: unknown, message: string): { start: number; symbol: string } {
  if (error instanceof ExpressionError) {
    const start = error.pos.column;
    if (/: 'EOF'$/.test(message) && text.slice(start, start + 3) !== 'EOF') return { start, symbol: '' };
    return { start, symbol: symbolAt(text, start) };
  }
  const place = /'\. Located at position (\d+) within expression: /.exec(message);
  const start = Math.min(place ? Number(place[1]) - 1 : 0, text.length);
  return { start, symbol: symbolAt(text, start) };
}

/** A quoted text, a word, or a single mark. */
function symbolAt(text: string, start: number): string {
  return /^(?:'(?:[^']|'')*'?|"[^"]*"?|[\w-]+|\s|[^\s\w])/u.exec(text.slice(start))?.[0] ?? '';
}
