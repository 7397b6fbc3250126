import type { DiagnosticCode } from './codes.ts';
import type { YamlToken } from './yaml-tokens.ts';

export interface Limits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
}

/** Why a text must not go to the parser. */
export interface Refusal {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

/** Counts what would make reading a text slow or dangerous, token by token. */
export class LimitCounter {
  readonly #limits: Limits;
  #tokens = 0;
  #aliases = 0;
  #flow = 0;
  /** Columns of the block collections that are open, outermost first. */
  #columns: number[] = [];
  #lineStart = 0;
  /** Column of the node that a colon would make a key of; null where nothing stands before the colon. */
  #key: number | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** What is wrong from this token on; null where it may go on. */
  take(token: YamlToken): Refusal | null {
    this.#tokens += 1;
    const { tokens, depth } = this.#limits;
    if (this.#tokens > tokens) {
      return { code: 'file-too-large', message: 'the file has too many values to be read', hint: 'Split it.' };
    }
    if (token.kind === 'directive') {
      const hint = 'Take the line out: every file is YAML 1.2.';
      return { code: 'yaml-directive', message: 'a directive is not read here', hint };
    }
    if (token.kind === 'alias') this.#aliases += 1;
    if (this.#aliases > this.#limits.aliases) {
      const message = `the file has more than ${this.#limits.aliases} aliases (*name)`;
      return { code: 'yaml-too-many-aliases', message, hint: 'Write the values out.' };
    }
    this.#nest(token);
    if (this.#columns.length + this.#flow <= depth) return null;
    return {
      code: 'yaml-too-deep',
      message: `more than ${depth} lists and mappings inside each other`,
      hint: 'No document here needs so many. Look for brackets that were never closed.',
    };
  }

  #nest(token: YamlToken): void {
    const column = token.start - this.#lineStart;
    switch (token.kind) {
      case 'space':
      case 'comment':
        return;
      case 'document':
        this.#columns = [];
        this.#key = null;
        return;
      case 'dash':
        if (this.#flow === 0) this.#enter(column);
        this.#key = null;
        return;
      case 'colon':
        if (this.#flow === 0) this.#enter(this.#key ?? column);
        this.#key = null;
        return;
      case 'flow-broken':
        this.#flow = 0;
        return;
      case 'close':
        this.#flow = Math.max(0, this.#flow - 1);
        return;
      case 'open':
        this.#flow += 1;
        break;
    }
    this.#key ??= column;
    if (token.text.includes('\n')) this.#breakLine(token);
  }

  /** A mapping or a list starts at a column, or goes on there; whatever is open further right has ended. */
  #enter(column: number): void {
    const columns = this.#columns;
    while ((columns.at(-1) ?? -1) > column) columns.pop();
    if (columns.at(-1) !== column) columns.push(column);
  }

  #breakLine(token: YamlToken): void {
    this.#lineStart = token.start + token.text.lastIndexOf('\n') + 1;
    if (token.text.endsWith('\n')) this.#key = null;
  }
}
