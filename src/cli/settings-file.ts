import { z } from 'zod';
import { validate } from '../language/validate.ts';
import { readYaml } from '../language/yaml.ts';
import { readText } from '../run/files.ts';
import { Problem } from '../run/problem.ts';

const schema = z.strictObject({
  store: z.string().min(1).optional(),
  person: z.string().min(1).max(100).optional(),
  color: z.enum(['auto', 'always', 'never']).optional(),
});

/** What a breakglass.yaml says. */
export interface SettingsFile {
  readonly store?: string | undefined;
  readonly person?: string | undefined;
  readonly color?: 'auto' | 'always' | 'never' | undefined;
}

/** Reads a breakglass.yaml. @throws Problem of kind `input` with every error in it */
export function readSettingsFile(file: string): SettingsFile {
  const document = readYaml({ file, text: readText(file) });
  const { value, diagnostics } = validate(document, schema);
  const errors = [...document.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
  if (value === null || errors.length > 0) throw new Problem('input', `${file} is not valid.`, undefined, errors);
  return value;
}
