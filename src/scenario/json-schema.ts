import { jsonSchema } from '../language/json-schema.ts';
import { scenarioSchema } from './schema.ts';

/** The JSON Schema (draft-07) by which editors complete and check scenarios. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return jsonSchema(scenarioSchema, { title: 'Breakglass scenario' });
}
