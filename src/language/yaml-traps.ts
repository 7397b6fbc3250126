import type { Diagnostic, DiagnosticCode, Severity } from './diagnostic.ts';
import type { Range, Source } from './source.ts';
import type { YamlToken } from './yaml-tokens.ts';

/** What is said of a place. */
interface Said {
  readonly message: string;
  readonly hint: string;
}

/** Finds, token by token, what is hard to see in a text and harder in the parser's complaints about it. */
export class TrapFinder {
  readonly diagnostics: Diagnostic[] = [];
  /** From where on the parser's complaints would only repeat what is said here; null where they stand. */
  spoiltFrom: number | null = null;
  readonly #source: Source;
  /** Brackets that are open. */
  #open: YamlToken[] = [];
  /** The plain text that may still go on in this line. */
  #plain: YamlToken | null = null;
  /** A `$` that ended a plain text inside brackets, and how many of the braces of its `${{` have followed. */
  #dollar: { readonly at: number; readonly depth: number; braces: number } | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  take(token: YamlToken): void {
    if (token.kind === 'comment') this.#comment(token);
    if (token.kind !== 'space') this.#plain = token.kind === 'plain' ? token : null;
    if (token.kind === 'plain') this.#dollarIn(token);
    else if (token.kind === 'tag') this.#tag(token);
    else if (token.kind === 'quoted') this.#quoted(token);
    else if (token.kind === 'open') this.#opens(token);
    else if (token.kind === 'close') this.#closes(token);
    else if (token.kind === 'flow-broken') this.finish();
  }

  /** To be called at the end of the text: brackets that are still open will never be closed. */
  finish(): void {
    const last = this.#open.at(-1);
    if (last) this.#unclosed(last);
    this.#open = [];
    this.#dollar = null;
  }

  #comment(token: YamlToken): void {
    const plain = this.#plain;
    if (!plain || !/^#[^\s#!]/.test(token.text)) return;
    const comment = token.text.trimEnd();
    const word = /^#\S*/.exec(comment)?.[0] ?? '#';
    const range = { start: token.start, end: token.start + comment.length };
    this.#report('trap-comment-in-text', range, 'warning', {
      message: `the text ends before \`${clip(word)}\`: in YAML a # after a space starts a comment`,
      hint: `If it belongs to the text, put the whole in quotes: ${inQuotes(`${clip(plain.text)} ${clip(comment)}`)}. If it is a comment, write a space after the #.`,
    });
  }

  #tag(token: YamlToken): void {
    const meant = /^![^!]/.test(token.text) ? ` If you meant “not”, write \${{ ${token.text} }}.` : '';
    this.#report('yaml-tag', token, 'error', {
      message: `\`${clip(token.text)}\` is a YAML tag, and tags are not read`,
      hint: `Put the text in quotes.${meant}`,
    });
  }

  #quoted(token: YamlToken): void {
    const quote = token.text[0] ?? '"';
    if (isClosed(token.text, quote)) return;
    this.#spoil(
      'yaml-syntax',
      { start: token.start, end: token.start + 1 },
      {
        message: `this quote ${quote} is never closed`,
        hint:
          quote === "'"
            ? "Close it at the end of the text; inside it, write '' for one '."
            : 'Close it at the end of the text.',
      },
    );
  }

  #dollarIn(token: YamlToken): void {
    const inside = this.#open.length > 0 && token.text.endsWith('$');
    this.#dollar = inside ? { at: token.end - 1, depth: this.#open.length, braces: 0 } : this.#dollar;
  }

  #opens(token: YamlToken): void {
    this.#open.push(token);
    const dollar = this.#dollar;
    if (!dollar) return;
    if (token.text === '{' && token.start === dollar.at + 1 + dollar.braces) dollar.braces += 1;
    else if (dollar.braces < 2) this.#dollar = null;
  }

  #closes(token: YamlToken): void {
    const opened = this.#open.pop();
    if (opened && (opened.text === '{') !== (token.text === '}')) this.#unclosed(opened);
    const dollar = this.#dollar;
    if (!dollar || this.#open.length > dollar.depth) return;
    this.#dollar = null;
    if (dollar.braces < 2) return;
    const text = this.#source.text.slice(dollar.at, token.end);
    this.#spoil(
      'trap-expression-in-flow',
      { start: dollar.at, end: token.end },
      {
        message: 'inside { } and [ ] an expression must be in quotes: YAML takes its braces for mappings',
        hint: text.includes('\n') ? 'Put it in double quotes.' : `Write ${inQuotes(text)}.`,
      },
    );
  }

  #unclosed(opened: YamlToken): void {
    this.#spoil('yaml-syntax', opened, {
      message: `this bracket ${opened.text.charAt(0)} is not closed`,
      hint: `Close it with ${opened.text.startsWith('{') ? '}' : ']'}; the lines inside it must be indented further than its key.`,
    });
  }

  #spoil(code: DiagnosticCode, range: Range, said: Said): void {
    // What follows a bracket or a quote that is not closed is not what it seems to be.
    if (this.spoiltFrom === null || code !== 'yaml-syntax') this.#report(code, range, 'error', said);
    this.spoiltFrom = Math.min(this.spoiltFrom ?? range.start, range.start);
  }

  #report(code: DiagnosticCode, { start, end }: Range, severity: Severity, said: Said): void {
    this.diagnostics.push({ code, severity, source: this.#source, range: { start, end }, ...said });
  }
}

/** A text as YAML has it in quotes. */
export function inQuotes(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text.replaceAll('\\', '\\\\')}"`;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Whether a quoted text ends with its quote. Counted from its end: a pattern would run over the whole of it. */
function isClosed(text: string, quote: string): boolean {
  const sign = quote === '"' ? '\\' : quote;
  if (text.length < 2 || !text.endsWith(quote)) return false;
  let before = text.length - 2;
  while (before > 0 && text[before] === sign) before -= 1;
  return (text.length - 2 - before) % 2 === 0;
}
