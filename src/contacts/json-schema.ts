import { jsonSchema } from '../language/json-schema.ts';
import { contactsSchema } from './schema.ts';

/** The JSON Schema (draft-07) by which editors complete and check contacts. */
export function contactsJsonSchema(): Record<string, unknown> {
  return jsonSchema(contactsSchema, { title: 'Breakglass contacts' });
}
