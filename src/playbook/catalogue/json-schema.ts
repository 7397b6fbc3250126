import { jsonSchema } from '../../language/json-schema.ts';
import { catalogueSchema } from './schema.ts';

/** The JSON Schema (draft-07) by which editors complete and check catalogues of actions. */
export function catalogueJsonSchema(): Record<string, unknown> {
  return jsonSchema(catalogueSchema, { title: 'Breakglass catalogue of actions' });
}
