import type { Template } from '../../language/template.ts';
import type { Expressions, Sees } from '../expressions.ts';
import type { Path } from '../model.ts';
import { mapValues } from '../normalise.ts';
import { present } from '../present.ts';
import type { RawCall, RawHttp } from './call-schema.ts';
import type { Body, BodyValue, Call, PathPart, Via } from './model.ts';
import { ofAnswer, type Reads } from './sees.ts';

/** Milliseconds, where a call says nothing. */
const TIMEOUT = 60_000;
const EVERY = 5_000;

/** Where a call stands and what it may read there. */
export interface CallPlace {
  readonly path: Path;
  readonly reads: Reads;
  readonly expressions: Expressions;
}

/** A call with its defaults. One that has neither a command nor a request is refused elsewhere. */
export function callOf(id: string, raw: RawCall, place: CallPlace): Call {
  const { path, reads, expressions } = place;
  const readOnly = raw['read-only'] ?? (raw.http?.method === 'GET' || raw.http?.method === 'HEAD');
  const holds = raw.holds;
  return present({
    id,
    via: viaOf(raw, place),
    readOnly,
    idempotent: raw.idempotent ?? readOnly,
    timeout: raw.timeout ?? TIMEOUT,
    retry: raw.retry,
    outputs: templatesOf(raw.outputs ?? {}, [...path, 'outputs'], ofAnswer, expressions),
    holds: holds === undefined ? undefined : expressions.whole([...path, 'holds'], holds, reads.held, { bare: true }),
    until: raw.within === undefined ? undefined : { within: raw.within, every: raw.every ?? EVERY },
  });
}

function viaOf(raw: RawCall, place: CallPlace): Via {
  const { path, reads, expressions } = place;
  if (raw.http !== undefined) return requestOf(raw.http, { ...place, path: [...path, 'http'] });
  return present({
    how: 'command' as const,
    argv: (raw.run ?? []).map((text, at) => expressions.template([...path, 'run', at], text, reads.shown)),
    env: templatesOf(raw.env ?? {}, [...path, 'env'], reads.hidden, expressions),
    stdin: raw.stdin === undefined ? undefined : expressions.template([...path, 'stdin'], raw.stdin, reads.hidden),
    exits: raw.exits ?? [0],
  });
}

function requestOf(raw: RawHttp, { path, reads, expressions }: CallPlace): Via {
  const text = (key: 'base' | 'basic', sees: Sees) => {
    const given = raw[key];
    return given === undefined ? undefined : expressions.template([...path, key], given, sees);
  };
  const parts = raw.path.map((part, at): PathPart => {
    const place = [...path, 'path', at];
    if (typeof part === 'string') return expressions.template(place, part, reads.shown);
    return { split: expressions.template([...place, 'split'], part.split, reads.shown) };
  });
  return present({
    how: 'http' as const,
    method: raw.method,
    base: text('base', reads.shown),
    path: parts,
    query: templatesOf(raw.query, [...path, 'query'], reads.shown, expressions),
    headers: templatesOf(raw.headers, [...path, 'headers'], reads.hidden, expressions),
    basic: text('basic', reads.hidden),
    body: bodyOf(raw, path, reads.hidden, expressions),
    accepts: raw.accepts ?? [],
  });
}

function bodyOf(raw: RawHttp, path: Path, sees: Sees, expressions: Expressions): Body | undefined {
  if (raw.form !== undefined)
    return { as: 'form', fields: templatesOf(raw.form, [...path, 'form'], sees, expressions) };
  if (raw.text !== undefined) return { as: 'text', text: expressions.template([...path, 'text'], raw.text, sees) };
  if (raw.body === undefined) return undefined;
  return { as: 'json', value: jsonOf(raw.body, [...path, 'body'], sees, expressions) };
}

/** What YAML gave is plain data, and no deeper than the reader allows. */
function jsonOf(value: unknown, path: Path, sees: Sees, expressions: Expressions): BodyValue {
  if (Array.isArray(value)) return value.map((one, at) => jsonOf(one, [...path, at], sees, expressions));
  if (typeof value === 'object' && value !== null) {
    const fields = value as Readonly<Record<string, unknown>>;
    return { fields: mapValues(fields, (one, key) => jsonOf(one, [...path, key], sees, expressions)) };
  }
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const template = expressions.template(path, value, sees);
  return template.pieces.every((piece) => typeof piece === 'string') ? value : template;
}

/** Texts by name, each a template. */
export function templatesOf(
  texts: Readonly<Record<string, string>>,
  path: Path,
  sees: Sees,
  expressions: Expressions,
): Record<string, Template> {
  return mapValues(texts, (text, name) => expressions.template([...path, name], text, sees));
}
