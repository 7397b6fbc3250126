import { jsonSchema } from '../language/json-schema.ts';
import { playbookSchema } from './schema.ts';

/** The JSON Schema (draft-07) by which editors complete and check playbooks. */
export function playbookJsonSchema(): Record<string, unknown> {
  return jsonSchema(playbookSchema, { title: 'Breakglass playbook' });
}
