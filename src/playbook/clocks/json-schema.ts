import { jsonSchema } from '../../language/json-schema.ts';
import { clockLibrarySchema } from './schema.ts';

/** The JSON Schema (draft-07) by which editors complete and check libraries of clocks. */
export function clockLibraryJsonSchema(): Record<string, unknown> {
  return jsonSchema(clockLibrarySchema, { title: 'Breakglass library of clocks' });
}
