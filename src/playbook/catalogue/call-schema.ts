import * as z from 'zod';
import { duration, id } from '../../language/zod.ts';
import { argv, oneOrMore, retry, someTime, text } from '../parts.ts';

/** What must be written for a name that goes out as it is. */
const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  error: 'expected the name of an environment variable, such as RESTIC_REPOSITORY',
});
const headerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, { error: 'expected the name of a header, such as X-Vault-Token' });

export const headers = () => z.record(headerName, text());
export const basic = () => text();
const status = z.int().min(100).max(599);

const segment = z.union([
  text(),
  z.strictObject({ split: text().describe('A text that is cut at its slashes: each part is a segment of its own.') }),
]);

const http = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).describe('The method of the request.'),
  base: text().optional().describe("Where it goes, instead of the catalogue's `base`. It may read values."),
  path: z
    .array(segment)
    .max(50)
    .default([])
    .describe('The segments of the path. Each is encoded whole, slashes too, unless it stands under `split`.'),
  query: z.record(text(), z.string()).default({}).describe('Parameters after the ?. They may read values.'),
  headers: headers().default({}).describe("Headers, beside the catalogue's. They may read values and secrets."),
  basic: basic().optional().describe('HTTP Basic, as user:password. It may read values and secrets.'),
  body: z
    .unknown()
    .optional()
    .describe(
      'A body of JSON. Its texts may read values and secrets; one expression alone keeps the type of its value.',
    ),
  form: z.record(text(), z.string()).optional().describe('A body of form fields. They may read values and secrets.'),
  text: z.string().optional().describe('A body of plain text. It may read values and secrets.'),
  accepts: z.array(status).min(1).optional().describe('Statuses that mean that it worked. Default: any of 200 to 299.'),
});

/** What a call is, wherever it stands: at an action, under `calls`, as its `check`, as the `probe`. */
export const lookKeys = {
  run: argv()
    .optional()
    .describe('A command: the program, then each argument. No shell reads it; arguments may read values, no secrets.'),
  http: http.optional().describe('A request.'),
  env: z
    .record(envName, z.string())
    .optional()
    .describe("Variables of the command's environment. They may read values and secrets."),
  stdin: z.string().optional().describe('What the command reads. It may read values and secrets.'),
  exits: z
    .array(z.int().min(0).max(255))
    .min(1)
    .optional()
    .describe('Exit codes that mean that the command worked. Default: 0.'),
  timeout: someTime().optional().describe('How long it may take. Default: 60s.'),
  retry: retry()
    .optional()
    .describe('How often, and how long after, it is tried again where it failed for certain. Only where that is safe.'),
  outputs: z
    .record(id(), text())
    .optional()
    .describe('Names to what of the answer is kept: `outputs` is what came, as in ${{ outputs.json.id }}.'),
  holds: text()
    .optional()
    .describe('An expression that must be true of the answer, else it failed. It reads outputs, inputs and item.'),
  within: someTime()
    .optional()
    .describe(
      'How long it is asked again while the answer is not what `holds`, `accepts` or `exits` expects. Default: not at all.',
    ),
  every: someTime().optional().describe('How long between two times that it is asked. Default: 5s.'),
};

export const callKeys = {
  ...lookKeys,
  'read-only': z
    .boolean()
    .optional()
    .describe('Whether it changes nothing. Default: true for GET and HEAD, else false.'),
  idempotent: z
    .boolean()
    .optional()
    .describe(
      'Whether twice comes to the same as once, so that it may be tried again. Default: true where it is read-only, else false, for PUT and DELETE too: only its vendor can tell.',
    ),
};

export const call = z.strictObject({
  call: id().describe('The id of the call, unique in its action.'),
  ...callKeys,
});

/** One way in which an answer says a thing for certain. */
const match = z.strictObject({
  exits: z.array(z.int().min(0).max(255)).min(1).optional().describe('Exit codes of the command: one of these.'),
  statuses: z.array(status).min(1).optional().describe('Statuses of the answer: one of these.'),
  says: z
    .array(text())
    .min(1)
    .optional()
    .describe('Texts, one of which stands in the answer or in what it printed as errors.'),
});

export const proof = z.strictObject({
  dead: z.array(match).min(1).describe('Answers that prove that it is dead: one of these, each with all that it says.'),
  alive: z.array(match).default([]).describe('Answers that prove that it is alive. All else proves nothing.'),
});

export const simulate = z.strictObject({
  takes: duration().describe('How long it takes in a drill, such as 5s.'),
});

export const types = () => oneOrMore(id());

export type RawCall = { readonly [K in keyof typeof callKeys]?: z.output<(typeof callKeys)[K]> };
export type RawHttp = z.output<typeof http>;
