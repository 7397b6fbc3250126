import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Diagnostic, DiagnosticCode, Related } from './diagnostic.ts';
import { isForbidden } from './names.ts';
import type { Range, Source } from './source.ts';

/** Nodes that aliases may add to a document when each is written out. */
const MOST_EXPANDED = 10_000;

/** A document as plain data, and what is needed to find a value's place again. */
export interface YamlData {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** False where aliases would have made too much of it, so that parts are missing. */
  readonly whole: boolean;
  /** The pairs of a mapping by key: of equal keys the first, without those that were refused. */
  readonly pairs: ReadonlyMap<Node, ReadonlyMap<string, Pair<Node, Node | null>>>;
  /** What an alias stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
  /** The texts that stand in the file and in no value, since their key was refused, and the key where it is no name. */
  readonly refused: readonly Range[];
}

/** What is known of a node once it has been converted: counted with its aliases written out. */
interface Made {
  readonly value: unknown;
  readonly size: number;
  readonly height: number;
}

/** Turns a parsed tree into plain data. Its nesting must have been counted before: this recurses. */
export function toData(source: Source, root: Node, depth: number): YamlData {
  const maker = new Maker(source, depth);
  const { value } = maker.make(root, 1);
  const whole = !maker.diagnostics.some(({ code }) => code === 'yaml-too-many-aliases' || code === 'yaml-too-deep');
  return {
    value,
    whole,
    diagnostics: maker.diagnostics,
    pairs: maker.pairs,
    targets: maker.targets,
    refused: maker.refused,
  };
}

class Maker {
  readonly diagnostics: Diagnostic[] = [];
  readonly pairs = new Map<Node, ReadonlyMap<string, Pair<Node, Node | null>>>();
  readonly targets = new Map<Node, Node>();
  readonly refused: Range[] = [];
  readonly #source: Source;
  readonly #depth: number;
  readonly #anchors = new Map<string, Node>();
  readonly #made = new Map<Node, Made>();
  #expanded = 0;

  constructor(source: Source, depth: number) {
    this.#source = source;
    this.#depth = depth;
  }

  make(node: Node, depth: number): Made {
    if (isAlias(node)) return this.#followed(node, depth);
    if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, node);
    const made = isMap(node)
      ? this.#mapping(node as YAMLMap<Node, Node | null>, depth)
      : isSeq(node)
        ? this.#list(node.items as Node[], depth)
        : { value: isScalar(node) ? plain(node) : null, size: 1, height: 0 };
    if ('anchor' in node && node.anchor) this.#made.set(node, made);
    return made;
  }

  #list(items: readonly Node[], depth: number): Made {
    const value: unknown[] = [];
    let size = 1;
    let height = 0;
    for (const item of items) {
      const made = this.make(item, depth + 1);
      value.push(made.value);
      size += made.size;
      height = Math.max(height, made.height);
    }
    return { value, size, height: height + 1 };
  }

  #mapping(map: YAMLMap<Node, Node | null>, depth: number): Made {
    const value: Record<string, unknown> = {};
    const pairs = new Map<string, Pair<Node, Node | null>>();
    let size = 1;
    let height = 0;
    let before: Pair<Node, Node | null> | undefined;
    for (const pair of map.items) {
      const key = this.#key(pair, pairs, map.flow ? before : undefined);
      before = pair;
      // The value is visited even when its key is refused: it may define an anchor, and hold mistakes of its own.
      const made = pair.value ? this.make(pair.value, depth + 1) : { value: null, size: 1, height: 0 };
      if (key === null) {
        this.#refuse(pair);
        continue;
      }
      pairs.set(key, pair);
      value[key] = made.value;
      size += made.size;
      height = Math.max(height, made.height);
    }
    this.pairs.set(map, pairs);
    return { value, size, height: height + 1 };
  }

  #refuse({ key, value }: Pair<Node, Node | null>): void {
    // A text as a key is what its message names; what is none, or was meant as the end of the text before it, is no name.
    const isName = value !== null && isScalar(key) && typeof key.value === 'string';
    this.refused.push(...(isName ? [] : scalarsOf(key)), ...(value ? scalarsOf(value) : []));
  }

  /** The key's text, or null where the pair is refused. */
  #key(
    pair: Pair<Node, Node | null>,
    earlier: ReadonlyMap<string, Pair<Node, Node | null>>,
    before: Pair<Node, Node | null> | undefined,
  ): string | null {
    const { key } = pair;
    const range = rangeOf(key);
    if (!isScalar(key) || typeof key.value !== 'string' || (key.value === '' && key.type === 'PLAIN')) {
      const message = isAlias(key) ? 'an alias cannot be a key' : 'a key must be a text';
      this.#report('yaml-key', range, message, 'Write the key out before the colon.');
      return null;
    }
    if (!pair.value && before && this.#isSplit(before)) {
      this.#split(before, key);
      return null;
    }
    return this.#allowed(key.value, range, earlier) ? key.value : null;
  }

  #allowed(key: string, range: Range, earlier: ReadonlyMap<string, Pair<Node, Node | null>>): boolean {
    if (isForbidden(key)) {
      this.#report('yaml-forbidden-key', range, `\`${key}\` is never allowed as a key`, 'Choose another name.');
      return false;
    }
    if (key === '<<') {
      this.#report('yaml-merge-key', range, 'a merge key (<<) is not read', 'Write the keys out.');
      return false;
    }
    const first = earlier.get(key);
    if (!first) return true;
    const related = { source: this.#source, range: rangeOf(first.key), message: 'first given here' };
    this.#report('yaml-duplicate-key', range, `\`${key}\` is given twice`, 'Keep one of them.', [related]);
    return false;
  }

  /** `{ label: No, we can }`: a key without a colon, right after a text without quotes. */
  #isSplit(before: Pair<Node, Node | null>): boolean {
    const text = before.value ?? before.key;
    return isScalar(text) && text.type === 'PLAIN' && typeof text.value === 'string' && text.value !== '';
  }

  #split(before: Pair<Node, Node | null>, key: Scalar): void {
    const start = rangeOf(before.value ?? before.key).start;
    const end = rangeOf(key).end;
    const whole = this.#source.text.slice(start, end);
    const message = `inside { } a comma ends a text, so \`${String(key.value)}\` became a key of its own`;
    const hint = /["\n]/.test(whole) ? 'Put the whole text in quotes.' : `Put the whole text in quotes: "${whole}".`;
    this.#report('trap-split-text', { start, end }, message, hint);
  }

  #followed(alias: Node & { readonly source: string }, depth: number): Made {
    const nothing: Made = { value: null, size: 1, height: 0 };
    const target = this.#anchors.get(alias.source);
    const made = target && this.#made.get(target);
    if (!target || !made) {
      const message = target
        ? `*${alias.source} stands inside what it would repeat`
        : `no anchor &${alias.source} stands before *${alias.source}`;
      this.#report(
        'yaml-alias',
        rangeOf(alias),
        message,
        target ? 'Write the value out.' : 'If it is a text that starts with *, put it in quotes.',
      );
      return nothing;
    }
    this.#expanded += made.size;
    if (this.#expanded > MOST_EXPANDED) {
      const said = this.diagnostics.some(({ code }) => code === 'yaml-too-many-aliases');
      if (!said)
        this.#report(
          'yaml-too-many-aliases',
          rangeOf(alias),
          `the aliases up to here stand for more than ${MOST_EXPANDED} values`,
          'Write the values out.',
        );
      return nothing;
    }
    if (depth + made.height > this.#depth) {
      this.#report(
        'yaml-too-deep',
        rangeOf(alias),
        `with this alias written out, more than ${this.#depth} lists and mappings are inside each other`,
        'Write the values out.',
      );
      return nothing;
    }
    this.targets.set(alias, target);
    return made;
  }

  #report(code: DiagnosticCode, range: Range, message: string, hint: string, related?: readonly Related[]): void {
    this.diagnostics.push({
      code,
      severity: 'error',
      source: this.#source,
      range,
      message,
      hint,
      ...(related && { related }),
    });
  }
}

/** A scalar as JSON has it: what JSON has no number for stays the text it was. */
function plain(scalar: Scalar): unknown {
  const { value, tag } = scalar;
  // `if: !item.needed` is all tag and no text. That is reported; what was meant must not be reported as missing, too.
  if (value === '' && tag?.startsWith('!')) return tag;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return scalar.source ?? String(value);
    return value === 0 ? 0 : value;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

/** The places of the texts of a node; of mappings the values, which their keys do not tell. */
function scalarsOf(node: Node): Range[] {
  if (isMap(node))
    return (node as YAMLMap<Node, Node | null>).items.flatMap(({ value }) => (value ? scalarsOf(value) : []));
  return isSeq(node) ? (node.items as Node[]).flatMap(scalarsOf) : [rangeOf(node)];
}

/** Where a node's own characters are, without what trails it. */
export function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}
