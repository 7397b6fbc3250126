import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import type { SecretSource } from '../actions/vault.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import { validate } from '../language/validate.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import { id } from '../language/zod.ts';
import { channelForm, isChannel, isPerson, personForm } from '../notify/slack/address.ts';
import { readText } from '../run/files.ts';
import { withHome } from '../run/home.ts';
import type { ToldBy } from '../run/outbox/told-by.ts';
import { Problem } from '../run/problem.ts';
import type { TrackerSettings } from '../tracker/open.ts';
import { coverBeside, coverSecrets, coverTexts, hinted } from './settings-cover.ts';
import { endpointForm, isEndpoint } from './settings-environment.ts';
import type { SlackSaid } from './settings-slack.ts';
import { tellSchema } from './settings-tell-schema.ts';

const path = z.string().min(1);
const variable = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, { error: 'expected the name of an environment variable, such as NPM_TOKEN' });

const source = z
  .strictObject({
    env: variable.optional(),
    file: path.optional(),
    command: z.array(z.string().min(1)).min(1).max(100).optional(),
  })
  .refine((places) => Object.keys(places).length === 1, { error: 'expected one of env, file and command' });

const slack = z.strictObject({
  'exercise-channel': z.string().refine(isChannel, { error: channelForm }).optional(),
  'assume-compromised': z.boolean().optional(),
  invite: z
    .array(z.string().refine(isPerson, { error: personForm }))
    .max(100)
    .optional(),
  private: z.boolean().optional(),
  answers: z.boolean().optional(),
  people: z.record(z.string().refine(isPerson, { error: personForm }), z.string().min(1).max(100)).optional(),
  'api-url': z.string().refine(isEndpoint, { error: endpointForm }).optional(),
});

const secretName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, { error: 'expected the name of a secret, such as GITHUB_TOKEN: never the secret' });
const address = z.string().refine(isEndpoint, { error: endpointForm });
const forge = z.strictObject({ 'api-url': address.optional(), token: secretName.optional() });
const word = z.string().min(1).max(200);
const trackers = z.strictObject({
  github: forge.optional(),
  gitlab: forge.optional(),
  jira: z
    .strictObject({
      url: address.optional(),
      user: word.optional(),
      token: secretName.optional(),
      'issue-type': word.optional(),
    })
    .optional(),
});

const schema = z.strictObject({
  store: path.optional(),
  person: z.string().min(1).max(100).optional(),
  color: z.enum(['auto', 'always', 'never']).optional(),
  secrets: z.record(variable, source).optional(),
  endpoints: z.record(id(), z.string().refine(isEndpoint, { error: endpointForm })).optional(),
  actions: z.array(path).max(100).optional(),
  approvals: z.strictObject({ self: z.enum(['allowed', 'refused']).optional() }).optional(),
  ca: path.optional(),
  slack: slack.optional(),
  trackers: trackers.optional(),
  tell: tellSchema.optional(),
  contacts: path.optional(),
});

/** What a breakglass.yaml says. Its paths are from the root, but for `store`, which is as it is written. */
export interface SettingsFile {
  readonly store?: string | undefined;
  readonly person?: string | undefined;
  readonly color?: 'auto' | 'always' | 'never' | undefined;
  /** Where each secret is, by its name. */
  readonly secrets?: Readonly<Record<string, SecretSource>> | undefined;
  /** Where requests of a catalogue go, by the catalogue's id. */
  readonly endpoints?: Readonly<Record<string, string>> | undefined;
  /** Files and folders of catalogues. */
  readonly actions?: readonly string[] | undefined;
  readonly approvals?: { readonly self?: 'allowed' | 'refused' | undefined } | undefined;
  readonly ca?: string | undefined;
  readonly slack?: SlackSaid | undefined;
  readonly trackers?: TrackerSettings | undefined;
  /** Channels beside Slack, by their names. */
  readonly tell?: Readonly<Record<string, ToldBy>> | undefined;
  readonly contacts?: string | undefined;
}

/** Reads a breakglass.yaml. @throws Problem of kind `input` with every error in it; no error shows a secret */
export function readSettingsFile(file: string): { readonly said: SettingsFile; readonly text: string } {
  const text = readText(file);
  const written = readYaml({ file, text });
  const { value, diagnostics } = validate(written, schema);
  const errors = shownErrors(written, diagnostics);
  if (value !== null && errors.length === 0) return { said: located(value, dirname(resolve(file))), text };
  throw new Problem('input', `${file} is not valid.`, undefined, errors);
}

/** Every error, and no secret with it. `found`: what the schema has to say of the file as it is written. */
function shownErrors(written: YamlDocument, found: readonly Diagnostic[]): Diagnostic[] {
  const document = coverSecrets(written);
  const { diagnostics } = document === written ? { diagnostics: found } : validate(document, schema);
  const all = [...coverTexts(document, document.diagnostics), ...coverBeside(document, diagnostics)];
  const errors = hinted(document, all.filter(isError));
  // Crossed out, what was no text may look like one.
  return errors.length > 0 ? errors : coverTexts(written, found);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** Paths are from the file's folder, wherever somebody stands. */
function located(said: z.output<typeof schema>, folder: string): SettingsFile {
  const { secrets, actions, ca, contacts, endpoints, ...rest } = said;
  const at = (path: string) => resolve(folder, withHome(path));
  const sources = Object.entries(secrets ?? {}).map(([name, source]) => [name, sourceAt(source, at)] as const);
  return {
    ...rest,
    ...(secrets && { secrets: Object.fromEntries(sources) }),
    ...(endpoints && { endpoints }),
    ...(actions && { actions: actions.map(at) }),
    ...(ca !== undefined && { ca: at(ca) }),
    ...(contacts !== undefined && { contacts: at(contacts) }),
  };
}

/** A program that is named by its path is looked for there; one by its name alone, on the PATH. */
function sourceAt({ env, file, command }: z.output<typeof source>, at: (path: string) => string): SecretSource {
  if (file !== undefined) return { file: at(file) };
  if (env !== undefined) return { env };
  const [program = '', ...args] = command ?? [];
  return { command: [program.includes('/') ? at(program) : program, ...args] };
}
