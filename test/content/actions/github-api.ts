import { createRequire } from 'node:module';

/** A part of an OpenAPI description: whatever JSON it is. */
type Json = { readonly [key: string]: Json } & { readonly $ref?: string };

interface Operation {
  readonly operationId: string;
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What GitHub publishes of one operation, with everything that it refers to in its place. */
export interface Described {
  readonly template: string;
  readonly docs: string | undefined;
  readonly statuses: readonly number[];
  /** JSON Schemas of the parameters after the `?`, by name. */
  readonly query: ReadonlyMap<string, object>;
  readonly body: object | undefined;
}

const require = createRequire(import.meta.url);
// Of its files only this one: it is a fifth of the one with everything in its place.
const description = require('@octokit/openapi/generated/api.github.com.json') as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
} & Json;

const templates = Object.keys(description.paths).map((template) => ({
  template,
  pattern: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  values: template.match(/\{/g)?.length ?? 0,
}));

/** The operation that a request is, by its method and its path as it is sent; undefined where GitHub describes none. */
export function operationOf(method: string, path: string): Described | undefined {
  const [found] = templates
    .filter(({ template, pattern }) => pattern.test(path) && description.paths[template]?.[method.toLowerCase()])
    .sort((a, b) => a.values - b.values);
  const operation = found && description.paths[found.template]?.[method.toLowerCase()];
  if (!found || !operation) return undefined;
  const parameters = (operation.parameters ?? []).map((one) => resolved(one) as unknown as Parameter);
  const body = operation.requestBody && (resolved(operation.requestBody) as unknown as RequestBody);
  return {
    template: found.template,
    docs: operation.externalDocs?.url,
    statuses: Object.keys(operation.responses).map(Number),
    query: new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.schema])),
    body: body?.content['application/json']?.schema,
  };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: object;
}

interface RequestBody {
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
}

/** A copy with what it refers to in its place. What requests are described with does not refer to itself. */
function resolved(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(resolved);
  const { $ref } = part as Json;
  if (typeof $ref === 'string') return resolved(referred($ref));
  // Examples hold anything, and describe nothing.
  const entries = Object.entries(part).filter(([key]) => key !== 'example' && key !== 'examples');
  return Object.fromEntries(entries.map(([key, value]) => [key, resolved(value)]));
}

function referred(reference: string): unknown {
  let part: unknown = description;
  for (const name of reference.replace('#/', '').split('/')) part = (part as Readonly<Record<string, unknown>>)[name];
  return part;
}
