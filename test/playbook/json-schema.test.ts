import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { contactsJsonSchema } from '../../src/contacts/json-schema.ts';
import { catalogueJsonSchema } from '../../src/playbook/catalogue/json-schema.ts';
import { clockLibraryJsonSchema } from '../../src/playbook/clocks/json-schema.ts';
import { playbookJsonSchema } from '../../src/playbook/json-schema.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { expectCommitted } from '../helpers/examples.ts';

type Json = Readonly<Record<string, unknown>>;

const shipped = [
  { schema: playbookJsonSchema, path: 'playbooks/playbook.schema.json', sample: 'playbooks/compromised-pipeline.yaml' },
  {
    schema: catalogueJsonSchema,
    path: 'playbooks/actions/actions.schema.json',
    sample: 'test/golden/samples/catalogue.yaml',
  },
  { schema: clockLibraryJsonSchema, path: 'playbooks/clocks/clocks.schema.json', sample: 'playbooks/clocks/sec.yaml' },
  { schema: contactsJsonSchema, path: 'playbooks/contacts.schema.json', sample: 'test/golden/samples/contacts.yaml' },
  { schema: scenarioJsonSchema, path: 'scenarios/scenario.schema.json', sample: 'scenarios/poisoned-release.yaml' },
];

/** The keys of a schema, by their way from the root, that an editor would say nothing about. */
function silentKeys(schema: unknown, way: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part) => silentKeys(part, way));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword !== 'properties') return silentKeys(value, way);
    return Object.entries(value as Json).flatMap(([key, part]) => {
      const own = typeof (part as Json).description === 'string' ? [] : [`${way}.${key}`];
      return [...own, ...silentKeys(part, `${way}.${key}`)];
    });
  });
}

describe.each(shipped)('given the schema of $path', ({ schema, path, sample }) => {
  it('when it is generated, then it is the one that is committed', () => {
    expectCommitted(path, `${JSON.stringify(schema(), null, 2)}\n`);
  });

  it('when an editor shows a key, then it can say what the key is for', () => {
    const kinds = /\.(?:stage|credential|artifact|system|backup|account|stakeholder)$/;
    expect(silentKeys(schema(), '').filter((way) => !kinds.test(way))).toEqual([]);
  });

  it('when an editor holds shipped content to it, then it fits, and with a misspelt key it does not', () => {
    const written = parse(readFileSync(new URL(`../../${sample}`, import.meta.url), 'utf8')) as Json;
    const validator = z.fromJSONSchema(schema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(validator.safeParse(written).error?.issues ?? []).toEqual([]);
    expect(validator.safeParse({ ...written, titel: 'x' }).success).toBe(false);
  });
});
