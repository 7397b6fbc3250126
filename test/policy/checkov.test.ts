import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findingKinds } from '../../src/engine/improving.ts';
import { policiesOf } from '../../src/policy/bundle.ts';

/** The structure of a policy in YAML, as Checkov's documentation gives it: “Custom Policies”, “YAML Custom Policies”. */
const types = z.array(z.string().regex(/^[a-z_0-9]+$/)).min(1);
const value = z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]);
const attribute = z
  .strictObject({
    cond_type: z.literal('attribute'),
    resource_types: types,
    attribute: z.string(),
    operator: z.enum(['equals', 'not_equals', 'regex_match', 'exists', 'not_exists', 'starting_with']),
    value: value.optional(),
  })
  .refine(({ operator, value: said }) => operator.endsWith('exists') === (said === undefined));
const connection = z.strictObject({
  cond_type: z.literal('connection'),
  resource_types: types,
  connected_resource_types: types,
  operator: z.enum(['exists', 'not_exists', 'one_exists']),
});
const resource = z.strictObject({
  cond_type: z.literal('resource'),
  resource_types: types,
  operator: z.enum(['exists', 'not_exists']),
});
const filter = z.strictObject({
  cond_type: z.literal('filter'),
  attribute: z.literal('resource_type'),
  operator: z.literal('within'),
  value: types,
});
const block = z.union([attribute, connection, resource]);
const policy = z.strictObject({
  metadata: z.strictObject({
    id: z.string().regex(/^CKV2_[A-Z]+_\d+$/),
    name: z.string().min(1),
    category: z.enum(['GENERAL_SECURITY', 'IAM', 'SUPPLY_CHAIN', 'SECRETS', 'NETWORKING']),
    severity: z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
  }),
  definition: z.union([
    block,
    // Filters stand at the top, under and.
    z.strictObject({ and: z.array(z.union([filter, block])).min(2) }),
    z.strictObject({ or: z.array(block).min(2) }),
  ]),
});

const folder = new URL('../../policies/checkov/', import.meta.url);
const names = readdirSync(new URL('policies/', folder));
const read = (name: string) => policy.parse(parse(readFileSync(new URL(`policies/${name}`, folder), 'utf8')));

describe('the policies for Checkov', () => {
  it.each(names)('%s has the structure that is documented, and a test that runs it', (name) => {
    const { id } = read(name).metadata;
    const tests = readdirSync(new URL('tests/', folder)).filter((file) => /^test_\w+\.py$/.test(file));
    expect(tests.some((file) => readFileSync(new URL(`tests/${file}`, folder), 'utf8').includes(`"${id}"`))).toBe(true);
  });

  it('have ids of their own', () => {
    const ids = names.map((name) => read(name).metadata.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('policies of findings', () => {
  const found = (text: string, finding: keyof typeof findingKinds) =>
    ({ run: 'scene', mark: 'DRILL', improvement: 'improvement-1', text, owner: null, due: null, finding }) as const;

  it.each(['rego', 'checkov'] as const)('%s has one, with its test, for every finding', (language) => {
    for (const kind of Object.keys(findingKinds) as (keyof typeof findingKinds)[]) {
      const paths = policiesOf([found('x', kind)], language).map(({ path }) => path);
      const name = kind.replaceAll('-', '_');
      expect(paths).toEqual(
        expect.arrayContaining(
          language === 'rego'
            ? [`${name}.rego`, `${name}_test.rego`]
            : [`policies/${name}.yaml`, `tests/test_${name}.py`],
        ),
      );
    }
  });

  it('given one finding of two improvements, then there is one policy that names both', () => {
    const files = policiesOf([found('First.', 'public-bucket'), found('Second.', 'public-bucket')], 'rego');
    expect(files.map(({ path }) => path)).toEqual(['public_bucket.rego', 'public_bucket_test.rego']);
    expect(files[0]?.text).toMatch(/^(?:# .*\n){4}\n/);
    expect(files[0]?.text).toContain('# DRILL scene, improvement-1: Second.');
  });

  it('given a hostile text, then it stays in its comment', () => {
    const text = 'x\nallow if true\r\u2028deny := {}\u0085\u001b[2J\u202e';
    for (const language of ['rego', 'checkov'] as const)
      for (const file of policiesOf([found(text, 'unpinned-action')], language)) {
        const [head = ''] = file.text.split('\n\n');
        expect(file.text).not.toMatch(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}]/u);
        if (file.text.startsWith('# Made')) for (const line of head.split('\n')) expect(line).toMatch(/^# /);
      }
  });

  it('lie in the package', () => {
    const { files }: { files: string[] } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(files).toContain('policies');
    expect(existsSync(folder)).toBe(true);
  });
});
