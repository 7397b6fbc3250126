/** A text in which secrets stand by their names: what they are is put in by whoever starts the call, and nobody else sees it. */
export type Filled = readonly (string | Secret)[];

/** A secret's place; `as` says in what writing it is put in: inside a JSON text, or a form's field. */
export interface Secret {
  readonly secret: string;
  readonly as?: 'json' | 'url';
}

/** The text with its secrets put in. */
export function withSecrets(text: Filled, secretOf: (name: string) => string): string {
  return text.map((piece) => (typeof piece === 'string' ? piece : written(secretOf(piece.secret), piece.as))).join('');
}

function written(secret: string, as: Secret['as']): string {
  if (as === 'json') return JSON.stringify(secret).slice(1, -1);
  return as === 'url' ? encodeURIComponent(secret) : secret;
}

/** A call with every value in its place: exactly what is shown, approved by its hash, and done. */
export type Ready = ReadyCommand | ReadyRequest;

interface Terms {
  readonly id: string;
  readonly readOnly: boolean;
  readonly idempotent: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly retry?: { readonly times: number; readonly every: number };
}

export interface ReadyCommand extends Terms {
  readonly how: 'command';
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, Filled>>;
  readonly stdin?: Filled;
  readonly exits: readonly number[];
}

export interface ReadyRequest extends Terms {
  readonly how: 'http';
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, Filled>>;
  /** HTTP Basic, `user:password`: whoever starts the call encodes it into the Authorization header. */
  readonly basic?: Filled;
  readonly body?: Filled;
  /** Empty: any of 200 to 299. */
  readonly accepts: readonly number[];
}

/** What comes back from a call, masked and stripped of control sequences. */
export interface Answer {
  /**
   * `exited`: the command ended by itself; `answered`: the request was answered in full. `not-started`: nothing was sent or
   * started, so nothing happened. `timed-out`, `cancelled`, `killed` (by a signal of somebody else) and `broken-off` (the
   * connection went in the middle): it may have happened or not.
   */
  readonly how: 'exited' | 'answered' | 'not-started' | 'timed-out' | 'cancelled' | 'killed' | 'broken-off';
  readonly exit?: number;
  readonly status?: number;
  /** Of an answered request, by their names in lower case; masked, and without those that set secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What was printed or answered, masked, as far as it is kept. */
  readonly text: string;
  /** Standard error of a command, likewise. */
  readonly errors: string;
  /** Bytes that came in all. */
  readonly bytes: number;
  /** More came than is kept. */
  readonly cut: boolean;
  readonly milliseconds: number;
  /** How often it was tried. */
  readonly tries: number;
  /** Why, in words, where it did not come to an answer. */
  readonly why?: string;
}

/**
 * The call in one line, as a shell or a person would write it; secrets read `[NAME]`. Pasted into a shell, a command
 * gives the same arguments. What would not be seen, or would turn the direction of writing, is shown as an escape.
 */
export function shownCall(call: Ready): string {
  if (call.how === 'command') {
    const env = Object.entries(call.env).map(([name, value]) => `${name}=${shellWord(shownFilled(value))}`);
    const [program = '', ...args] = call.argv;
    const stdin = call.stdin ? ` <<< ${shellWord(shownFilled(call.stdin))}` : '';
    // A first word with = in it would be an assignment.
    const first = program.includes('=') ? inQuotes(program) : shellWord(program);
    return [...env, first, ...args.map(shellWord)].join(' ') + stdin;
  }
  const body = call.body ? ` ${seen(shownFilled(call.body))}` : '';
  return `${call.method} ${seen(call.url)}${body}`;
}

/** A filled text with the names of its secrets in their places. */
export function shownFilled(text: Filled): string {
  return text.map((piece) => (typeof piece === 'string' ? piece : `[${piece.secret}]`)).join('');
}

/** Controls, line ends, marks that turn or hide text, what shows nothing, and every space but the usual one. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** As one word for a shell. */
export function shellWord(word: string): string {
  return /^[\w./@:+=,%-]+$/.test(word) ? word : inQuotes(word);
}

function inQuotes(word: string): string {
  return unseen.test(word) ? escaped(word) : `'${word.replaceAll("'", "'\\''")}'`;
}

function seen(text: string): string {
  return unseen.test(text) ? escaped(text) : text;
}

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" };

/** As bash writes a word with escapes in it: `$'…'`. */
function escaped(word: string): string {
  const inside = [...word].map(
    (character) => short[character] ?? (unseen.test(character) ? code(character) : character),
  );
  return `$'${inside.join('')}'`;
}

function code(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point < 0x10000 ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`;
}
