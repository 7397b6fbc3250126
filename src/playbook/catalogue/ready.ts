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

/** The call in one line, as a shell or a person would write it; secrets read `[NAME]`. */
export function shownCall(call: Ready): string {
  if (call.how === 'command') {
    const env = Object.entries(call.env).map(([name, value]) => `${name}=${quoted(shownFilled(value))}`);
    const stdin = call.stdin ? ` <<< ${quoted(shownFilled(call.stdin))}` : '';
    return [...env, ...call.argv.map(quoted)].join(' ') + stdin;
  }
  const body = call.body ? ` ${shownFilled(call.body)}` : '';
  return `${call.method} ${call.url}${body}`;
}

/** A filled text with the names of its secrets in their places. */
export function shownFilled(text: Filled): string {
  return text.map((piece) => (typeof piece === 'string' ? piece : `[${piece.secret}]`)).join('');
}

/** As one word for a shell; line breaks and control characters are shown as such, so that one line stays one line. */
function quoted(word: string): string {
  if (/^[\w./@:+=,%-]+$/.test(word)) return word;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be shown as they are
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(word)) {
    const inside = JSON.stringify(word).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"');
    return `$'${inside}'`;
  }
  return `'${word.replaceAll("'", "'\\''")}'`;
}
