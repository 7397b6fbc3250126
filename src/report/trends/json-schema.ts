import { jsonSchema } from '../../language/json-schema.ts';
import { trendsSchema } from './schema.ts';

/** The JSON Schema (draft-07) of what `breakglass trends --format json` prints. */
export function trendsJsonSchema(): Record<string, unknown> {
  return jsonSchema(trendsSchema, { title: 'Breakglass trends' });
}
