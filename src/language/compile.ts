import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast';
import { type Token, TokenType } from '@actions/expressions/lexer';
import { checkCall } from './expression-calls.ts';
import { rangeOfToken, refuseForbidden } from './expression-names.ts';
import { Problem } from './expression-problems.ts';
import type { Comparison, Node, Segment } from './expression-tree.ts';
import { functionNamed } from './functions.ts';
import type { ContextName } from './names.ts';
import type { Range } from './source.ts';
import { normalTime } from './values.ts';

/**
 * Turns the library's tree into plain nodes: static paths become one node each, every node knows its place, and texts
 * that are times become UTC once and for all.
 */
export function compile(tree: Expr, tokens: readonly Token[], text: string): Node {
  return new Compiler(tokens, text).node(tree);
}

class Compiler {
  readonly #tokens: readonly Token[];
  readonly #text: string;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  node(tree: Expr): Node {
    if (tree instanceof Literal) return this.#literal(tree);
    if (tree instanceof ContextAccess) return this.#context(tree);
    if (tree instanceof IndexAccess) return this.#index(tree);
    if (tree instanceof Grouping) return this.#grouping(tree);
    if (tree instanceof FunctionCall) return this.#call(tree);
    if (tree instanceof Binary) return this.#compare(tree);
    if (tree instanceof Logical) return this.#logic(tree);
    if (tree instanceof Unary) {
      const of = this.node(tree.expr);
      return { kind: 'not', of, start: rangeOfToken(tree.operator).start, end: of.end };
    }
    throw new Error(`an expression of an unknown kind: ${tree.constructor.name}`);
  }

  #literal({ token }: Literal): Node {
    const range = rangeOfToken(token);
    switch (token.type) {
      case TokenType.STRING:
        return { kind: 'literal', value: normalTime(this.#quoted(range)), ...range };
      case TokenType.NUMBER:
        if (!Number.isFinite(token.value)) {
          throw new Problem('expression-syntax', range, `\`${token.lexeme}\` is no number to compare with`);
        }
        return { kind: 'literal', value: Number(token.value), ...range };
      case TokenType.TRUE:
      case TokenType.FALSE:
        return { kind: 'literal', value: token.type === TokenType.TRUE, ...range };
      default:
        return { kind: 'literal', value: null, ...range };
    }
  }

  /** Read again from the text: the library undoes the first '' of a text alone, and line breaks were made spaces. */
  #quoted({ start, end }: Range): string {
    return this.#text.slice(start + 1, end - 1).replaceAll("''", "'");
  }

  #context({ name }: ContextAccess): Node {
    return { kind: 'path', context: name.lexeme as ContextName, segments: [], ...rangeOfToken(name) };
  }

  #grouping({ group }: Grouping): Node {
    const inner = this.node(group);
    const open = this.#tokens.findLast((token) => rangeOfToken(token).end <= inner.start);
    const close = this.#after(inner.end);
    return { ...inner, start: open ? rangeOfToken(open).start : inner.start, end: rangeOfToken(close).end };
  }

  #index(tree: IndexAccess): Node {
    const of = this.node(tree.expr);
    if (of.kind === 'call' || (of.kind === 'path' && of.context === 'now')) {
      const what = of.kind === 'call' ? `what ${of.name}() gives` : '`now` is a time, and';
      throw new Problem('expression-syntax', of, `${what} has no parts to read`);
    }
    const mark = this.#after(of.end);
    const dotted = mark.type === TokenType.DOT;
    if (tree.index instanceof Star) {
      const star = rangeOfToken(this.#after(rangeOfToken(mark).end));
      return { kind: 'every', of, star, start: of.start, end: dotted ? star.end : this.#closed(star.end) };
    }
    const key = this.#key(tree.index, dotted);
    const end = dotted ? key.end : this.#closed(key.end);
    if (key.kind !== 'literal') return { kind: 'index', of, key, start: of.start, end };
    const segment: Segment = { name: String(key.value), start: key.start, end: key.end };
    if (of.kind === 'path') return { ...of, segments: [...of.segments, segment], end };
    return { kind: 'index', of, key: { ...key, value: segment.name }, start: of.start, end };
  }

  #key(tree: Expr, dotted: boolean): Node {
    if (dotted && tree instanceof Literal) {
      return { kind: 'literal', value: tree.token.lexeme, ...rangeOfToken(tree.token) };
    }
    const key = tree instanceof Literal && tree.token.type === TokenType.STRING ? this.#keyText(tree) : this.node(tree);
    if (key.kind !== 'literal' || typeof key.value === 'string') return key;
    if (typeof key.value === 'number' && Number.isInteger(key.value) && key.value >= 0) return key;
    throw new Problem('expression-syntax', key, 'an index is a text or a whole number, counted from 0');
  }

  #keyText({ token }: Literal): Node {
    const range = rangeOfToken(token);
    const value = this.#quoted(range);
    refuseForbidden(value, range);
    return { kind: 'literal', value, ...range };
  }

  #call(tree: FunctionCall): Node {
    const range = rangeOfToken(tree.functionName);
    const name = functionNamed(tree.functionName.lexeme);
    if (!name)
      throw new Problem('expression-unknown-function', range, `there is no function \`${tree.functionName.lexeme}()\``);
    const args = tree.args.map((arg) => this.node(arg));
    const end = this.#closed(args.at(-1)?.end ?? rangeOfToken(this.#after(range.end)).end);
    checkCall(name, args, range);
    return { kind: 'call', name, args, start: range.start, end };
  }

  #compare(tree: Binary): Node {
    const left = this.node(tree.left);
    const right = this.node(tree.right);
    const operator = tree.operator.lexeme as Comparison;
    const empty = [left, right].find((side) => side.kind === 'literal' && side.value === null);
    if (empty && operator !== '==' && operator !== '!=') {
      throw new Problem(
        'expression-syntax',
        empty,
        `nothing is before or after null, so \`${operator}\` cannot be asked`,
      );
    }
    return { kind: 'compare', operator, left, right, start: left.start, end: right.end };
  }

  #logic(tree: Logical): Node {
    const args = tree.args.map((arg) => this.node(arg));
    const operator = tree.operator.type === TokenType.AND ? '&&' : '||';
    return { kind: 'logic', operator, args, start: args[0]?.start ?? 0, end: args.at(-1)?.end ?? 0 };
  }

  /** The end of the bracket or parenthesis that closes after an offset; a comma may stand before it. */
  #closed(offset: number): number {
    const token = this.#after(offset);
    const range = rangeOfToken(token);
    return token.type === TokenType.COMMA ? this.#closed(range.end) : range.end;
  }

  #after(offset: number): Token {
    const token = this.#tokens.find(({ range }) => range.start.column >= offset);
    if (!token) throw new Error('a token is missing');
    return token;
  }
}
