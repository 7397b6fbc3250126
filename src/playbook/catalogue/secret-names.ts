import type { Template } from '../../language/template.ts';
import type { Action, Body, BodyValue, Call, Catalogue } from './model.ts';

type OfAllRequests = Pick<Catalogue, 'headers' | 'basic'>;

/** The names of secrets that actions of a catalogue read, by default all of them; not those that they put to the proof. */
export function secretsOf(catalogue: Catalogue, actions: readonly Action[] = catalogue.actions): string[] {
  const names = actions.flatMap(({ calls, subjects }) =>
    calls.flatMap((call) => secretsOfCall(call, catalogue)).filter((name) => !Object.hasOwn(subjects, name)),
  );
  return [...new Set(names)];
}

/** The names of secrets that one call reads, those of all requests of its catalogue included. */
export function secretsOfCall({ via }: Call, all: OfAllRequests): string[] {
  if (via.how === 'command') return namesIn([...Object.values(via.env), ...(via.stdin ? [via.stdin] : [])]);
  const hasLogin = via.basic !== undefined || Object.keys(via.headers).some(isLogin);
  // A request's own login takes the place of the one that all have.
  const shared = Object.entries(all.headers).filter(([name]) => !(hasLogin && isLogin(name)));
  const basic = via.basic ?? (hasLogin ? undefined : all.basic);
  return namesIn([
    ...shared.map(([, value]) => value),
    ...Object.values(via.headers),
    ...(basic ? [basic] : []),
    ...(via.body ? inBody(via.body) : []),
  ]);
}

function inBody(body: Body): Template[] {
  if (body.as === 'text') return [body.text];
  return body.as === 'form' ? Object.values(body.fields) : inValue(body.value);
}

function inValue(value: BodyValue): Template[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('pieces' in value) return [value];
  return ('fields' in value ? Object.values(value.fields) : value).flatMap(inValue);
}

function namesIn(templates: readonly Template[]): string[] {
  const names = templates.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => {
      const root = typeof piece === 'string' ? null : piece.expression.root;
      return root?.kind === 'path' && root.context === 'secrets' ? (root.segments[0]?.name ?? []) : [];
    }),
  );
  return [...new Set(names)];
}

function isLogin(header: string): boolean {
  return header.toLowerCase() === 'authorization';
}
