import { type Environment, evaluate, evaluateAsWritten, evaluateForText } from './evaluate.ts';
import { type ParseOptions, parseExpression } from './expression.ts';
import type { Expression, ExpressionProblem } from './expression-tree.ts';
import { type HalfExpression, halfExpressions } from './half-expressions.ts';
import { visiblePart } from './source.ts';
import { textOf, UNKNOWN_TEXT } from './values.ts';

/** An expression in a text. The expression's own offsets count from `at`. */
export interface Piece {
  readonly expression: Expression;
  /** Where the expression's text starts in the template's text, after its `${{`. */
  readonly at: number;
}

/** A text with `${{ … }}` in it: plain data. For the characters `${{` themselves write `${{ '${{' }}`. */
export interface Template {
  readonly text: string;
  /** Texts and expressions in order. */
  readonly pieces: readonly (string | Piece)[];
}

export type ParsedTemplate = { readonly template: Template } | { readonly problems: readonly ExpressionProblem[] };

export interface WholeOptions extends ParseOptions {
  /** Whether the `${{` and `}}` may be left out, as in `if: item.needed`. */
  readonly bare?: boolean | undefined;
}

export type ParsedWhole = Piece | { readonly problem: ExpressionProblem };

/** Parses a text with any number of `${{ … }}`. All problems at once; their offsets are into the text. Never throws. */
export function parseTemplate(text: string, options: ParseOptions = {}): ParsedTemplate {
  const pieces: (string | Piece)[] = [];
  const problems: ExpressionProblem[] = [];
  let from = 0;
  for (let open = text.indexOf('${{'); open !== -1; open = text.indexOf('${{', from)) {
    const close = closing(text, open + 3);
    if (close === null) {
      problems.push(notClosed(text, open));
      break;
    }
    if (text.startsWith('${{', close)) {
      problems.push(notClosedBefore(open));
      from = close;
      continue;
    }
    if (open > from) pieces.push(text.slice(from, open));
    const parsed = parseExpression(text.slice(open + 3, close), options);
    if ('expression' in parsed) pieces.push({ expression: parsed.expression, at: open + 3 });
    else problems.push(moved(parsed.problem, open + 3, { start: open, end: close + 2 }));
    from = close + 2;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return problems.length > 0 ? { problems } : { template: { text, pieces } };
}

/**
 * Parses a text that must be exactly one `${{ … }}`: for if, require, check, until, when, starts, for-each.
 * Gives the expression and where it starts in the text. Never throws.
 */
export function parseWhole(text: string, options: WholeOptions = {}): ParsedWhole {
  const { start, end } = visiblePart(text);
  if (!text.includes('${{')) {
    const [half] = halfExpressions(text);
    if (half) return { problem: halfBraced(half) };
    if (options.bare) return piece(text, 0, text.length, options);
    const hint = `Write \${{ ${text.trim() || '…'} }}.`;
    const code = start === end ? 'expression-empty' : 'expression-syntax';
    return { problem: { code, message: 'an expression is expected here', hint, start, end } };
  }
  if (!text.startsWith('${{', start)) return { problem: extraText(start, text.indexOf('${{')) };
  const close = closing(text, start + 3);
  if (close === null) return { problem: notClosed(text, start) };
  if (text.startsWith('${{', close)) return { problem: notClosedBefore(start) };
  if (close + 2 < end) return { problem: extraText(close + 2, end) };
  return piece(text, start + 3, close, options);
}

/** The text for a person: what is not known reads `(unknown)`, lists are joined by `, `, objects are JSON. */
export function renderTemplate(template: Template, environment: Environment): string {
  return template.pieces
    .map((part) => {
      if (typeof part === 'string') return part;
      const result = evaluateForText(part.expression, environment);
      return 'value' in result ? textOf(result.value) : UNKNOWN_TEXT;
    })
    .join('');
}

/**
 * The text for a machine (an argument of a command, a request): nothing is made up for what is not known. `asWritten` keeps a text
 * that is read as it was given, a time in it too.
 */
export function fillTemplate(
  template: Template,
  environment: Environment,
  { asWritten = false }: { readonly asWritten?: boolean | undefined } = {},
): { readonly value: string } | { readonly unknown: readonly string[] } {
  const read = asWritten ? evaluateAsWritten : evaluate;
  const unknown = new Set<string>();
  let value = '';
  for (const part of template.pieces) {
    const result = typeof part === 'string' ? { value: part } : read(part.expression, environment);
    if ('unknown' in result) for (const path of result.unknown) unknown.add(path);
    else value += asWritten && typeof result.value === 'string' ? result.value : textOf(result.value);
  }
  return unknown.size > 0 ? { unknown: [...unknown] } : { value };
}

function piece(text: string, from: number, to: number, options: ParseOptions): ParsedWhole {
  const parsed = parseExpression(text.slice(from, to), options);
  if ('expression' in parsed) return { expression: parsed.expression, at: from };
  return { problem: moved(parsed.problem, from, { start: 0, end: text.length }) };
}

/**
 * Where the `}}` stands that ends an expression, or the `${{` of the next one, before which it was forgotten. Neither
 * counts inside a quoted text.
 */
function closing(text: string, from: number): number | null {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && (text.startsWith('}}', at) || text.startsWith('${{', at))) return at;
  }
  return null;
}

/** A problem's offsets moved into the text around it. An empty expression is shown with its braces. */
function moved(problem: ExpressionProblem, by: number, whole: { start: number; end: number }): ExpressionProblem {
  if (problem.code === 'expression-empty') return { ...problem, ...whole };
  return { ...problem, start: problem.start + by, end: problem.end + by };
}

function notClosed(text: string, open: number): ExpressionProblem {
  const quoted = text.indexOf('}}', open) !== -1;
  return {
    code: 'expression-not-closed',
    message: 'this expression does not end',
    hint: quoted ? "A quoted text in it is not closed: a ' is missing before the }}." : 'Close it with }}.',
    start: open,
    end: quoted ? text.indexOf('}}', open) + 2 : open + 3,
  };
}

function halfBraced({ start, end, meant }: HalfExpression): ExpressionProblem {
  const message = 'an expression stands between ${{ and }}';
  return { code: 'expression-syntax', message, hint: `Write ${meant}.`, start, end };
}

function notClosedBefore(open: number): ExpressionProblem {
  const message = 'this expression does not end before the next one starts';
  return { code: 'expression-not-closed', message, hint: 'Close it with }}.', start: open, end: open + 3 };
}

function extraText(start: number, end: number): ExpressionProblem {
  const message = 'only one expression can stand here, and no text beside it';
  return { code: 'expression-extra-text', message, hint: 'Put all of it inside the braces.', start, end };
}
