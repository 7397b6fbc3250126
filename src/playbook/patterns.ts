/** What a text is held to is a name or an address: a longer one is not looked at. In UTF-16 code units. */
const LONGEST_COMPARED = 200;

/** Steps that a comparison may take at the worst; a machine does as many in about a second. */
const MOST_STEPS = 1e8;

/**
 * Whether a text fits a pattern of an input; null where that could take for ever to tell, or the pattern is none. JavaScript's
 * regular expressions go back over a text, and whoever writes a pattern must not be able to stop a run with it.
 */
export function fitsPattern(pattern: string, text: string): boolean | null {
  if (patternProblem(pattern) !== null || text.length > LONGEST_COMPARED) return null;
  const repeats = repeatsIn(pattern).length;
  let steps = text.length + 1;
  for (let n = 1; n <= repeats; n++) steps *= (text.length + n) / n;
  return steps > MOST_STEPS ? null : new RegExp(pattern, 'u').test(text);
}

/** What is wrong with a pattern, in words; null where nothing is. */
export function patternProblem(pattern: string): { readonly message: string; readonly hint: string } | null {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^.*\/u?: /s, '') : String(error);
    return { message: `this is no regular expression: ${said}`, hint: 'Write a regular expression of JavaScript.' };
  }
  if (!repeatsIn(pattern).some((repeat) => repeat.of !== null && !isSettled(repeat.of))) return null;
  return {
    message: 'this repeats something that itself can be matched in several ways, which can take for ever to compare',
    hint: 'Let each round start with a sign that nothing else in it matches, as in `(?:-[a-z]+)*`.',
  };
}

/** Whether what a pattern matches from its start can begin with a sign. Where that is not plain to see, it can. */
export function canStartWith(pattern: string, sign: string): boolean {
  const [first, next, ...rest] = [...tokensOf(pattern)];
  if (first?.kind !== 'atom' || next?.kind === 'optional' || /^[*{]/.test(next?.kind === 'repeat' ? next.text : ''))
    return true;
  let depth = 0;
  for (const { kind } of [...(next ? [next] : []), ...rest]) {
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    if (kind === 'or' && depth === 0) return true;
  }
  return matchesSign(first.text, sign);
}

interface Token {
  readonly kind: 'atom' | 'open' | 'close' | 'or' | 'repeat' | 'optional';
  readonly text: string;
}

const ATOM = String.raw`\\(?:[pPu]\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|k<[^>]*>|\d+|.)|\[(?:\\.|[^\]\\])*\]`;
const tokens = new RegExp(
  String.raw`(?<atom>${ATOM})|(?<open>\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?)|(?<close>\))|(?<or>\|)|(?<optional>\?\??|\{[01]\}\??|\{0,1\}\??)|(?<repeat>[*+]\??|\{\d+(?:,\d*)?\}\??)|(?<sign>.)`,
  'gsu',
);

function* tokensOf(pattern: string): Generator<Token, void> {
  for (const { 0: text, groups = {} } of pattern.matchAll(tokens)) {
    const kind = (['open', 'close', 'or', 'optional', 'repeat'] as const).find((name) => groups[name] !== undefined);
    // A reference back to a group takes as long as the group itself.
    if (kind === undefined && /^\\(?:[1-9]|k<)/.test(text)) yield { kind: 'repeat', text };
    else yield { kind: kind ?? 'atom', text };
  }
}

/** Everything that is repeated; of a group, what is in it. */
function repeatsIn(pattern: string): { readonly of: readonly Token[] | null }[] {
  const repeats: { readonly of: readonly Token[] | null }[] = [];
  const open: Token[][] = [];
  let closed: Token[] | null = null;
  for (const token of tokensOf(pattern)) {
    if (token.kind === 'repeat') repeats.push({ of: closed });
    const inner = token.kind === 'close' ? (open.pop() ?? []) : null;
    if (token.kind === 'open') open.push([]);
    else for (const group of open) group.push(token);
    closed = inner;
  }
  return repeats;
}

/** Whether the rounds of a repeated group can be told apart: each is one sign, or starts with one that nothing in it matches. */
function isSettled(group: readonly Token[]): boolean {
  const [first, ...rest] = group;
  if (first === undefined || group.some(({ kind }) => kind === 'or' || kind === 'close')) return false;
  if (group.every(({ kind }) => kind === 'atom')) return true;
  const sign = first.kind === 'atom' && rest[0]?.kind === 'atom' ? literalOf(first.text) : null;
  if (sign === null) return false;
  return rest.every(({ kind, text }) => kind !== 'atom' || !matchesSign(text, sign));
}

/** The one character that an atom matches; null where it matches others, too. */
function literalOf(atom: string): string | null {
  if (/^\\[^\w\s]$/u.test(atom)) return atom.slice(1);
  return /^[^\\[.^$]$/u.test(atom) ? atom : null;
}

function matchesSign(atom: string, sign: string): boolean {
  return /^[\^$]$|^\\[bB]$/.test(atom) || new RegExp(`^(?:${atom})$`, 'su').test(sign);
}
