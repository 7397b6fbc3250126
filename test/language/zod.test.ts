import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchema } from '../../src/language/json-schema.ts';
import { duration, id, instant, storyTime } from '../../src/language/zod.ts';

describe('what both documents are made of', () => {
  test.each([
    [id(), 'ci-token', 'ci-token'],
    [duration(), '1h30m', 5_400_000],
    [instant(), '2026-03-02T08:12:00+01:00', Date.parse('2026-03-02T07:12:00Z')],
    [storyTime(), 'T-3h', { kind: 'relative', offset: -10_800_000 }],
  ])('is read to its value', (schema, written, value) => {
    expect(schema.parse(written)).toEqual(value);
  });

  test.each([
    [id(), 'CI_TOKEN'],
    [id(), 'a'.repeat(61)],
    [duration(), '5 minutes'],
    [duration(), '9999999h'],
    [instant(), '2026-02-30T08:00:00Z'],
    [storyTime(), 'T-'],
    [duration(), 5],
  ])('or refused', (schema, written) => {
    expect(schema.safeParse(written).success).toBe(false);
  });
});

describe('JSON Schema', () => {
  const schema = z.strictObject({
    title: z.string().min(1).describe('What people read.'),
    wait: duration().optional().describe('How long.'),
    severity: z.enum(['low', 'high']).default('high'),
    steps: z.array(z.strictObject({ step: id(), at: storyTime().optional(), pattern: z.string().optional() })),
    kinds: z.partialRecord(z.enum(['b', 'a']), z.union([z.string(), z.array(z.string())])).optional(),
  });

  test('given a schema with transforms, when it is made, then it says what may be written', () => {
    const made = jsonSchema(schema, { title: 'Playbook', id: 'playbook.schema.json' }) as {
      properties: Record<string, { pattern?: string; items?: { properties: Record<string, unknown> } }>;
      required: string[];
    };
    expect(made).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'playbook.schema.json',
      title: 'Playbook',
      type: 'object',
      additionalProperties: false,
    });
    expect(made.required).toEqual(['title', 'steps']);
    const wait = new RegExp(made.properties.wait?.pattern ?? '^$');
    expect(wait.test('1h30m')).toBe(true);
    expect(wait.test('5 minutes')).toBe(false);
    expect(made.properties).toMatchObject({
      wait: { type: 'string', description: 'How long.' },
      severity: { default: 'high' },
    });
    expect(Object.keys(made.properties.steps?.items?.properties ?? {})).toEqual(['step', 'at', 'pattern']);
  });

  test('when it is made twice, then it is the same to the byte, and its keywords come in one order', () => {
    const [one, two] = [1, 2].map(() => JSON.stringify(jsonSchema(schema, { title: 'Playbook' }), null, 2));
    expect(one).toBe(two);
    expect(Object.keys(jsonSchema(schema, { title: 'x' }))).toEqual([
      '$schema',
      'title',
      'type',
      'properties',
      'additionalProperties',
      'required',
    ]);
    expect(one).not.toContain('~standard');
  });
});
