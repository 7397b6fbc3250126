import * as z from 'zod';

/** Keywords in the order in which a person reads them; others follow by the alphabet. */
const order = ['$schema', '$id', '$ref', 'title', 'description', 'type', 'const', 'enum', 'pattern', 'properties'];

/**
 * The JSON Schema (draft-07, what editors' YAML servers read) of what may be written for a schema. The same schema gives
 * the same text, byte for byte: keywords are sorted, properties keep the order of their definition.
 */
export function jsonSchema(
  schema: z.ZodType,
  about: { readonly title: string; readonly id?: string | undefined },
): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-07', io: 'input' }) as Record<string, unknown>;
  const named = { $schema, ...(about.id !== undefined && { $id: about.id }), ...rest, title: about.title };
  return sorted(withoutMarkers(named)) as Record<string, unknown>;
}

/** Zod's own keys, which no editor knows. */
function withoutMarkers(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !key.startsWith('~')));
}

/** Sorts a schema's keywords. Under `properties` and the like the keys are names, not keywords, and keep their order. */
function sorted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(sorted);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, holdsNames(key) ? sortedEach(value) : holdsData(key) ? value : sorted(value)]),
  );
}

function sortedEach(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, sorted(schema)]));
}

function rank(keyword: string): number {
  const at = order.indexOf(keyword);
  return at === -1 ? order.length : at;
}

function holdsNames(keyword: string): boolean {
  return keyword === 'properties' || keyword === 'patternProperties' || keyword === 'definitions';
}

function holdsData(keyword: string): boolean {
  return keyword === 'default' || keyword === 'const' || keyword === 'enum' || keyword === 'examples';
}
