import type { DiagnosticCode } from './codes.ts';
import type { ContextName, FunctionName } from './names.ts';

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
