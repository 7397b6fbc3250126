import type { Template } from '../../language/template.ts';
import type { BodyValue, Call, Catalogue, PathPart } from './model.ts';
import { shellWord } from './ready.ts';

type Http = Extract<Call['via'], { readonly how: 'http' }>;

/**
 * A call as its catalogue writes it, in one line for a person: nothing is put in, and nothing is evaluated. `catalogue` says
 * what all its requests have.
 */
export function callAsWritten({ via }: Call, catalogue: Pick<Catalogue, 'base' | 'headers' | 'basic'>): string {
  if (via.how === 'http') return requestAsWritten(via, catalogue);
  const env = Object.entries(via.env).map(([name, { text }]) => `${name}=${wordAsWritten(text)}`);
  const stdin = via.stdin ? ` <<< ${wordAsWritten(via.stdin.text)}` : '';
  return `${[...env, argvAsWritten(via.argv)].join(' ')}${stdin}`;
}

/** A command as it is written, its words as a shell would want them. */
export function argvAsWritten(argv: readonly Template[]): string {
  return argv.map(({ text }) => wordAsWritten(text)).join(' ');
}

/** A word in quotes where it has anything in it that could be taken for more than a word: those in which a shell puts nothing in. */
export const wordAsWritten: (word: string) => string = shellWord;

function requestAsWritten(via: Http, { base, headers, basic }: Pick<Catalogue, 'base' | 'headers' | 'basic'>): string {
  const query = Object.entries(via.query).map(([name, { text }]) => `${name}=${text}`);
  const address = [via.base?.text ?? base ?? '<endpoint>', ...via.path.map(partAsWritten)].join('/');
  const url = `${address}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const all = Object.entries({ ...headers, ...via.headers }).map(
    ([name, { text }]) => ` -H ${shellWord(`${name}: ${text}`)}`,
  );
  const login = via.basic ?? basic;
  return [
    `${via.method} ${url}`,
    ...all,
    ...(login ? [` -u ${shellWord(login.text)}`] : []),
    ...(via.body ? [` ${bodyAsWritten(via.body)}`] : []),
  ].join('');
}

function partAsWritten(part: PathPart): string {
  return 'split' in part ? part.split.text : part.text;
}

function bodyAsWritten(body: NonNullable<Http['body']>): string {
  if (body.as === 'text') return JSON.stringify(body.text.text);
  if (body.as === 'form')
    return Object.entries(body.fields)
      .map(([name, { text }]) => `${name}=${text}`)
      .join('&');
  return JSON.stringify(plainValue(body.value));
}

function plainValue(value: BodyValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('pieces' in value) return value.text;
  if (!('fields' in value)) return value.map(plainValue);
  return Object.fromEntries(Object.entries(value.fields).map(([name, one]) => [name, plainValue(one)]));
}
