import type { Expression, Literal, Node, Segment } from './expression-tree.ts';
import type { FunctionName } from './names.ts';
import type { Range } from './source.ts';

/** A path that an expression reads, such as steps.confirm.choice. */
export interface PathRead {
  /** The first is the context's name; `*` stands for every item. */
  readonly segments: readonly Segment[];
  /** The path goes on with something that only a run can tell: the segments are what stands before it. */
  readonly dynamic: boolean;
  readonly start: number;
  readonly end: number;
}

/** A call of a function. */
export interface Call {
  readonly name: FunctionName;
  /** One for each argument: the literal, or undefined where it is something else. */
  readonly args: readonly (Literal | undefined)[];
  readonly ranges: readonly Range[];
  readonly start: number;
  readonly end: number;
}

/** Everything that an expression reads and calls, in the order of the text, so that a checker can resolve each. */
export interface Reads {
  readonly paths: readonly PathRead[];
  readonly calls: readonly Call[];
}

export function readsOf(expression: Expression): Reads {
  const paths: PathRead[] = [];
  const calls: Call[] = [];
  visit(expression.root, paths, calls);
  return { paths: paths.sort(byPlace), calls: calls.sort(byPlace) };
}

function visit(node: Node, paths: PathRead[], calls: Call[]): void {
  switch (node.kind) {
    case 'literal':
      return;
    case 'path':
    case 'index':
    case 'every':
      paths.push(...trail(node, paths, calls));
      return;
    case 'not':
      visit(node.of, paths, calls);
      return;
    case 'compare':
      visit(node.left, paths, calls);
      visit(node.right, paths, calls);
      return;
    case 'logic':
      for (const arg of node.args) visit(arg, paths, calls);
      return;
    case 'call':
      calls.push({
        name: node.name,
        args: node.args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined)),
        ranges: node.args.map(({ start, end }) => ({ start, end })),
        start: node.start,
        end: node.end,
      });
      for (const arg of node.args) visit(arg, paths, calls);
  }
}

/** The path that ends in a node; none where it starts from a computed value, whose own paths are visited. */
function trail(node: Node, paths: PathRead[], calls: Call[]): PathRead[] {
  const { start, end } = node;
  if (node.kind === 'path') {
    const context = { name: node.context, start, end: start + node.context.length };
    return [{ segments: [context, ...node.segments], dynamic: false, start, end }];
  }
  if (node.kind !== 'index' && node.kind !== 'every') {
    visit(node, paths, calls);
    return [];
  }
  const [before] = trail(node.of, paths, calls);
  if (node.kind === 'index' && node.key.kind !== 'literal') visit(node.key, paths, calls);
  if (!before) return [];
  if (before.dynamic) return [{ ...before, end }];
  if (node.kind === 'every') return [{ ...before, segments: [...before.segments, { name: '*', ...node.star }], end }];
  if (node.key.kind !== 'literal') return [{ ...before, dynamic: true, end }];
  const segment = { name: String(node.key.value), start: node.key.start, end: node.key.end };
  return [{ ...before, segments: [...before.segments, segment], end }];
}

function byPlace(a: Range, b: Range): number {
  return a.start - b.start || a.end - b.end;
}
