import {
  type ContextName,
  type Expression,
  type ExpressionProblem,
  type ParseOptions,
  parseExpression,
} from '../language/expression.ts';
import { type HalfExpression, halfExpressions } from '../language/half-expressions.ts';
import { type Piece, parseTemplate, parseWhole, type Template } from '../language/template.ts';
import type { Findings } from './findings.ts';
import type { ForEach, Path } from './model.ts';

/** What an expression can read where it stands. */
export interface Sees {
  readonly contexts: readonly ContextName[];
  /** What `item` is one of; absent where there is no fan-out. */
  readonly forEach?: ForEach | undefined;
}

/** An expression with its place, for the rules that look into it. */
export interface Site {
  readonly expression: Expression;
  /** The text that holds it, and where in that text it starts. */
  readonly path: Path;
  readonly at: number;
  readonly sees: Sees;
}

/** Parses the expressions of one document, each once, and remembers where they stand. */
export interface Expressions {
  readonly sites: readonly Site[];
  /** A text that is one expression. The braces may be left out where `bare` is true. */
  whole(path: Path, text: string, sees: Sees, options?: ParseOptions & { readonly bare?: boolean }): Expression;
  template(path: Path, text: string, sees: Sees): Template;
}

/** Keeps a model complete where an expression could not be read; such a model never leaves the reader. */
function unreadable(): Expression {
  const parsed = parseExpression('false');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.expression;
}

export function createExpressions(findings: Findings): Expressions {
  const sites: Site[] = [];
  const report = (path: Path, { code, message, hint, start, end }: ExpressionProblem) =>
    findings.add('error', code, findings.inside(path, start, end), { message, hint });
  return {
    sites,
    whole(path, text, sees, options = {}) {
      const parsed = parseWhole(text, options);
      if ('problem' in parsed) {
        report(path, parsed.problem);
        return unreadable();
      }
      sites.push({ expression: parsed.expression, path, at: parsed.at, sees });
      return parsed.expression;
    },
    template(path, text, sees) {
      const parsed = parseTemplate(text);
      if ('problems' in parsed) {
        for (const problem of parsed.problems) report(path, problem);
        return { text, pieces: [text] };
      }
      for (const piece of parsed.template.pieces) if (typeof piece !== 'string') sites.push(siteOf(piece, path, sees));
      for (const half of halvesIn(parsed.template)) {
        findings.add('warning', 'trap-half-braces', findings.inside(path, half.start, half.end), {
          message: 'this is no expression, and goes out as it is written',
          hint: `Write \`${half.meant}\`.`,
        });
      }
      return parsed.template;
    },
  };
}

function halvesIn({ pieces }: Template): HalfExpression[] {
  let at = 0;
  return pieces.flatMap((piece) => {
    const from = at;
    if (typeof piece !== 'string') {
      at = piece.at + piece.expression.text.length + 2;
      return [];
    }
    at += piece.length;
    return halfExpressions(piece).map((half) => ({ ...half, start: from + half.start, end: from + half.end }));
  });
}

function siteOf(piece: Piece, path: Path, sees: Sees): Site {
  return { expression: piece.expression, path, at: piece.at, sees };
}
