import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { validate } from '../../src/language/validate.ts';
import { readYaml } from '../../src/language/yaml.ts';
import { duration, id } from '../../src/language/zod.ts';

/** What is said of a document: code, the characters it points at, message and hint. */
function said(text: string, schema: z.ZodType): (string | undefined)[][] {
  const document = readYaml({ file: 'a.yaml', text });
  const { diagnostics } = validate(document, schema);
  return diagnostics.map(({ code, range, message, hint }) => [code, text.slice(range.start, range.end), message, hint]);
}

const effects = z.enum(['isolated', 'revoked', 'verified']);
const rule = z.union([
  effects.transform((effect) => ({ effects: [effect], some: false })),
  z.array(effects).transform((list) => ({ effects: list, some: false })),
  z.strictObject({ some: z.array(effects) }).transform(({ some }) => ({ effects: some, some: true })),
]);
const gate = z.strictObject({ gate: rule });

describe('given a document that fits, when it is validated', () => {
  test('then its value is what the schema makes of it', () => {
    const document = readYaml({ file: 'a.yaml', text: 'wait: 1h30m' });
    expect(validate(document, z.strictObject({ wait: duration() }))).toEqual({
      value: { wait: 5_400_000 },
      diagnostics: [],
    });
  });

  test('and one that could not be read has no value, and no further complaint', () => {
    const document = readYaml({ file: 'a.yaml', text: 'wait: "' });
    expect(validate(document, z.strictObject({ wait: duration() }))).toEqual({ value: null, diagnostics: [] });
  });
});

describe('given a document that does not fit, when it is validated', () => {
  test('then every section is told of, whatever is wrong with the others', () => {
    const schema = z.strictObject({
      a: z.strictObject({ b: z.string() }),
      c: z.array(z.strictObject({ d: id() })),
      e: z.number(),
    });
    const text = 'a: { b: 1, x: 2 }\nc:\n  - d: Bad Id\n  - {}\ny: 1';
    expect(said(text, schema).map(([code, at]) => [code, at])).toEqual([
      ['shape-missing-key', 'a'],
      ['shape-type', '1'],
      ['shape-unknown-key', 'x'],
      ['shape-format', 'Bad Id'],
      ['shape-missing-key', '{}'],
      ['shape-unknown-key', 'y'],
    ]);
  });

  test('then a key that is missing is asked for, with what the schema says it is for', () => {
    expect(said('{}', z.strictObject({ title: z.string().describe('What people read.') }))).toEqual([
      ['shape-missing-key', '{}', '`title` is missing', 'Add `title:`. What people read.'],
    ]);
  });

  test.each([
    ['a choice', z.enum(['x', 'y'])],
    ['a number', z.number()],
    ['one of several forms', z.union([z.string(), z.array(z.string())])],
    ['something transformed', duration()],
  ])('then %s that is missing is missing, not wrong', (_, inner) => {
    expect(said('a: {}', z.strictObject({ a: z.strictObject({ b: inner }) })).map(([code]) => code)).toEqual([
      'shape-missing-key',
    ]);
  });

  test('then of the known keys those that are not there yet are named', () => {
    const schema = z.strictObject({ one: z.any(), two: z.any(), three: z.any() });
    expect(said('one: 1\ntwo: 2\nthree: 3\nzzz: 4', schema)).toEqual([
      ['shape-unknown-key', 'zzz', '`zzz` is not known here', 'Take it out.'],
    ]);
    expect(
      said('one: 1\ntwo: 2\nthre: 3', z.strictObject({ one: z.any(), two: z.any(), three: z.any().optional() })),
    ).toEqual([['shape-unknown-key', 'thre', '`thre` is not known here', 'Did you mean `three`?']]);
  });

  test('then keys of a record that do not fit are shown as keys', () => {
    const ids = z.record(id(), z.number());
    expect(said('Bad Key: 1', ids)[0]?.slice(0, 2)).toEqual(['shape-format', 'Bad Key']);
    const kinds = z.partialRecord(z.enum(['stage', 'credential']), z.number());
    expect(said('stge: 1', kinds)).toEqual([
      ['shape-unknown-key', 'stge', '`stge` is not known here', 'Did you mean `stage`?'],
    ]);
  });

  test.each([
    [
      'gate: 5',
      [
        [
          'shape-type',
          '5',
          'expected `isolated` or `revoked` or `verified` or a list or a mapping, not a number',
          undefined,
        ],
      ],
    ],
    [
      'gate: isolted',
      [
        [
          'shape-choice',
          'isolted',
          'expected `isolated` or `revoked` or `verified` or a list or a mapping, not `isolted`',
          'Did you mean `isolated`?',
        ],
      ],
    ],
    [
      'gate: [isolated, revokd]',
      [
        [
          'shape-choice',
          'revokd',
          'expected one of isolated, revoked, verified; not `revokd`',
          'Did you mean `revoked`?',
        ],
      ],
    ],
    [
      'gate: { some: [verifed] }',
      [
        [
          'shape-choice',
          'verifed',
          'expected one of isolated, revoked, verified; not `verifed`',
          'Did you mean `verified`?',
        ],
      ],
    ],
    [
      'gate: { sme: [verified] }',
      [
        ['shape-missing-key', 'gate', '`some` is missing', 'Add `some:`.'],
        ['shape-unknown-key', 'sme', '`sme` is not known here', 'Did you mean `some`?'],
      ],
    ],
    [
      'gate:',
      [
        [
          'shape-type',
          'gate',
          'nothing stands here; expected `isolated` or `revoked` or `verified` or a list or a mapping',
          undefined,
        ],
      ],
    ],
  ])('then of several forms the one that was meant is told: %s', (text, expected) => {
    expect(said(text, gate)).toEqual(expected);
  });

  test('then forms inside forms are told as one', () => {
    const schema = z.union([
      z.union([z.literal('none'), z.literal('all')]),
      z.union([z.array(z.string()), z.number()]),
    ]);
    expect(said('{ a: 1 }', schema)[0]?.[2]).toBe('expected `none` or `all` or a list or a number, not a mapping');
    expect(said('nnoe', schema)[0]?.slice(2)).toEqual([
      'expected `none` or `all` or a list or a number, not `nnoe`',
      'Did you mean `none`?',
    ]);
  });

  test('then a schema of several sorts is told by the sort that the value says it is', () => {
    const schema = z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('wait'), for: duration() }),
      z.strictObject({ type: z.literal('run'), argv: z.array(z.string()) }),
    ]);
    expect(said('{ type: run, argv: x }', schema)).toEqual([
      ['shape-type', 'x', 'expected a list, not a text', 'Write a list: [x].'],
    ]);
    expect(said('{ type: rn }', schema)).toEqual([
      ['shape-choice', 'rn', 'expected one of wait, run; not `rn`', 'Did you mean `run`?'],
    ]);
  });

  test.each([
    [z.array(z.string()).min(2), 'a: [x]', '2 items at least'],
    [z.array(z.string()).max(1), 'a: [x, y]', '1 item at most'],
    [z.string().max(3), 'a: long', '3 characters at most'],
    [z.string().min(1), 'a: ""', 'the text is empty'],
    [z.int(), 'a: 1.5', 'expected a whole number, not a number'],
    [z.number().max(9), 'a: 10', '9 at most'],
    [z.number().min(2), 'a: 1', '2 at least'],
    [z.boolean(), 'a: yes', 'expected true or false, not a text'],
    [z.literal(1), 'a: 2', 'expected `1`; not `2`'],
    [z.string().regex(/^x$/), 'a: y', 'expected a text of the form /^x$/'],
    [z.string().regex(/^x$/, { error: 'expected an x' }), 'a: y', 'expected an x'],
    [z.string({ error: 'expected a name' }), 'a: 1', 'expected a name'],
    [z.never(), 'a: 1', 'expected nothing, not a number'],
  ])('then limits are told in words', (inner, text, message) => {
    expect(said(text, z.strictObject({ a: inner }))[0]?.[2]).toBe(message);
  });

  test('then what a schema adds itself can say its code, its hint and the characters inside a text', () => {
    const schema = z.strictObject({
      a: z.string().superRefine((text, context) => {
        const start = text.indexOf('bad');
        const params = { code: 'expression-syntax', hint: 'Do better.', start, end: start + 3 };
        context.issues.push({ code: 'custom', input: text, message: 'this is bad', params });
      }),
      b: z.string().refine((text) => text === 'x', { error: 'expected x' }),
    });
    expect(said('a: "so \\"bad\\""\nb: y', schema)).toEqual([
      ['expression-syntax', 'bad', 'this is bad', 'Do better.'],
      ['shape-rule', 'y', 'expected x', undefined],
    ]);
  });

  test('then a place that YAML has been told of is not told of again', () => {
    const text = 'a: { b: No, we can }\nc: 1';
    const schema = z.strictObject({ a: z.strictObject({ b: z.literal('x') }), c: z.string() });
    expect(said(text, schema).map(([, at]) => at)).toEqual(['1']);
  });

  test('then thousands of mistakes are told in part', () => {
    const text = Array.from({ length: 3000 }, (_, key) => `k${key}: 1`).join('\n');
    expect(said(text, z.strictObject({}))).toHaveLength(200);
  });
});
