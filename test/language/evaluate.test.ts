import * as data from '@actions/expressions/data/index';
import { Evaluator } from '@actions/expressions/evaluator';
import { Lexer } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { describe, expect, test } from 'vitest';
import { type Environment, evaluate, isTruthy } from '../../src/language/evaluate.ts';
import { parseExpression } from '../../src/language/expression.ts';
import { fc } from '../helpers/properties.ts';

const contexts: Record<string, unknown> = {
  inputs: { repository: 'acme/storefront', none: null },
  run: { intruded: '2026-03-02T03:12:00Z', known: '2026-03-02T08:12:00+00:00', title: 'Drill' },
  steps: { confirm: { choice: 'Confirmed', at: '2026-03-02T09:12:00+01:00' } },
  item: {
    name: 'CI_TOKEN',
    needed: true,
    count: 3,
    zero: 0,
    empty: '',
    off: false,
    taken: '2026-03-01T06:12:00Z',
    vague: 'last night',
  },
  outputs: JSON.parse(
    '{ "digest": "sha256:9F2C", "__proto__": { "polluted": true }, "list": ["a", null], "deep": { "a": [1, { "b": null }] } }',
  ),
  scope: {
    stage: { build: { name: 'build.yml' }, release: { name: 'release.yml', owner: null } },
    names: ['Build', 'Release'],
  },
};

const environment: Environment = {
  read: (name) => contexts[name],
  now: Date.parse('2026-03-02T12:30:00Z'),
  fact: (name, id) => name === 'happened' && id === 'mint',
};

function result(text: string, where: Environment = environment) {
  const parsed = parseExpression(text, { facts: true });
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem.message}`);
  const evaluated = evaluate(parsed.expression, where);
  return 'value' in evaluated ? evaluated.value : { unknown: evaluated.unknown };
}

const unknown = (...paths: string[]) => ({ unknown: paths });

describe('what is known', () => {
  test.each([
    ["steps.confirm.choice == 'confirmed'", true],
    ["same(steps.confirm.choice, 'confirmed')", false],
    ["same(steps.confirm.choice, 'Confirmed')", true],
    ["steps['confirm'].choice", 'Confirmed'],
    ['item.count >= 3 && item.count < 4', true],
    ["item.count == '3'", true],
    ['same(item.count, 3)', true],
    ["same(item.count, '3')", false],
    ['same(outputs.deep.a[0], 1)', true],
    ['same(scope.names, scope.names)', true],
    ['same(outputs.deep, outputs.deep)', false],
    ['!item.off', true],
    ['!item.needed', false],
    ['item.off', false],
    ['item.zero', 0],
    ['item.empty', ''],
    ["item.needed && 'yes' || 'no'", 'yes'],
    ["item.off && 'yes' || 'no'", 'no'],
    ['scope.names[1]', 'Release'],
    ['scope.stage.*.name', ['build.yml', 'release.yml']],
    ["join(scope.stage.*.name, ' and ')", 'build.yml and release.yml'],
    ["contains(scope.names, 'release')", true],
    ["contains(scope.stage.*.name, 'release')", false],
    ["contains(item.name, 'token')", true],
    ["startsWith(item.name, 'ci')", true],
    ["endsWith(item.name, 'ci')", false],
    ["format('{0} of {1} {{{0}}}', item.name, item.count)", 'CI_TOKEN of 3 {CI_TOKEN}'],
    ['toJson(scope.names)', '[\n  "Build",\n  "Release"\n]'],
    ["'it''s o''clock'", "it's o'clock"],
    ["'two\nlines'", 'two\nlines'],
    ["happened('mint')", true],
    ["alive('mint')", false],
    ['item.count == 3 == true', true],
    ['null == null', true],
    ['inputs.none == null', true],
    ['inputs.nothing == null', true],
    ['item.name != null', true],
    ['null != inputs.none', false],
  ])('%s is %j', (text, value) => {
    expect(result(text)).toEqual(value);
  });
});

describe('times', () => {
  test.each([
    ['item.taken < run.intruded', true],
    ['steps.confirm.at == run.known', true],
    ['steps.confirm.at > run.known', false],
    ["item.taken < '2026-03-01T07:12:00+00:00'", true],
    ["run.intruded == '2026-03-02T03:12Z'", true],
    ['same(steps.confirm.at, run.known)', true],
    ['run.intruded', '2026-03-02T03:12:00.000Z'],
    ['now', '2026-03-02T12:30:00.000Z'],
    ['now > run.known', true],
    ['hours-since(run.intruded)', 9.3],
    ["hours-since('2026-03-02T12:29:59Z')", 0],
    ["hours-since('2026-03-02T13:30:00Z')", -1],
  ])('%s is %j', (text, value) => {
    expect(result(text)).toEqual(value);
  });

  test('a time and a text that is none have no order, since the order of letters would tell a lie', () => {
    expect(result('item.vague < run.intruded')).toEqual(unknown('item.vague (not a time)'));
    expect(result('run.intruded >= item.vague')).toEqual(unknown('item.vague (not a time)'));
    expect(result("item.taken < '2026-02-30T00:00:00Z'")).toEqual(unknown("'2026-02-30T00:00:00Z' (not a time)"));
    expect(result('hours-since(item.vague)')).toEqual(unknown('item.vague (not a time)'));
    expect(result('hours-since(item.count)')).toEqual(unknown('item.count (not a time)'));
  });
});

describe('what is not known', () => {
  test.each([
    ['inputs.none', ['inputs.none']],
    ['inputs.nothing.deeper', ['inputs.nothing.deeper']],
    ['inputs.none == outputs.nothing', ['inputs.none', 'outputs.nothing']],
    ["inputs.none == ''", ['inputs.none']],
    ["inputs.none != 'x'", ['inputs.none']],
    ['inputs.none < 5', ['inputs.none']],
    ['!inputs.none', ['inputs.none']],
    ['!!inputs.none', ['inputs.none']],
    ['item.needed && inputs.none', ['inputs.none']],
    ['inputs.none && item.needed', ['inputs.none']],
    ['item.off || inputs.none', ['inputs.none']],
    ['inputs.none || item.off', ['inputs.none']],
    ['inputs.none && inputs.nothing', ['inputs.none', 'inputs.nothing']],
    ["inputs.none && 'yes' || 'no'", ['inputs.none']],
    ["inputs.none == 'x' && 'yes' || 'no'", ['inputs.none']],
    ["contains(inputs.none, 'x')", ['inputs.none']],
    ["contains(outputs.list, 'x')", ['an item of outputs.list']],
    ["contains(scope.stage.*.owner, 'x')", ['an item of scope.stage.*.owner']],
    ['startsWith(item.name, inputs.none)', ['inputs.none']],
    ["format('{0}', inputs.none)", ['inputs.none']],
    ['join(outputs.list)', ['an item of outputs.list']],
    ['toJson(inputs.none)', ['inputs.none']],
    ['toJson(inputs.none) == toJson(inputs.nothing)', ['inputs.none', 'inputs.nothing']],
    ['hours-since(inputs.none)', ['inputs.none']],
    ['same(inputs.none == 1, true)', ['inputs.none']],
    ['steps[inputs.none].choice', ['inputs.none']],
    ['steps[item.name].choice', ['steps[item.name].choice']],
    ['inputs.none.*.name', ['inputs.none']],
    ['null', ['null']],
    ['inputs.none == 1 || inputs.none == 2', ['inputs.none']],
    ['item.name.length', ['item.name.length']],
    ['scope.names.length', ['scope.names.length']],
    ['item.toString', ['item.toString']],
    ['item.hasOwnProperty', ['item.hasOwnProperty']],
    ['outputs.polluted', ['outputs.polluted']],
  ])('%s needs %j', (text, paths) => {
    expect(result(text)).toEqual({ unknown: paths });
  });

  test.each([
    ['false && inputs.none', false],
    ['inputs.none && false', false],
    ['inputs.none == 1 && item.count == 4', false],
    ['inputs.none || true', true],
    ['inputs.none == 1 || item.count == 3', true],
    ['item.needed || inputs.none', true],
    ["inputs.none || 'main'", 'main'],
    ['inputs.none || inputs.repository', 'acme/storefront'],
    ["inputs.none || inputs.nothing || 'main'", 'main'],
    ['inputs.none || false', false],
    ["inputs.none || ''", ''],
    ['same(inputs.none, outputs.nothing)', false],
    ['same(inputs.none, null)', false],
    ['!same(inputs.none, item.name)', true],
    ["contains(outputs.list, 'a')", true],
  ])('%s does not need it: %j', (text, value) => {
    expect(result(text)).toEqual(value);
  });

  test('a world without facts knows none', () => {
    expect(result("happened('mint')", { read: () => null, now: 0 })).toEqual(unknown("happened('mint')"));
  });

  test('contexts that are not there read as unknown', () => {
    expect(result('item.name', { read: () => undefined, now: 0 })).toEqual(unknown('item.name'));
    expect(result('item', { read: () => () => 1, now: 0 })).toEqual(unknown('item'));
  });

  test('only what is needed is read', () => {
    const seen: string[] = [];
    const where: Environment = {
      now: 0,
      read: (name) => {
        seen.push(name);
        return contexts[name];
      },
    };
    expect(result('item.off && steps.confirm.choice', where)).toBe(false);
    expect(seen).toEqual(['item']);
  });
});

describe('beside the library', () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.boolean(),
    fc.constantFrom('', 'a', 'A', 'ab', '1', 'true', 'ı', 'I'),
  );
  const literal = value.map((plain) => (typeof plain === 'string' ? `'${plain}'` : String(plain)));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      fc.constantFrom('item.a', 'item.b', "item['c']", 'item.list[1]'),
      fc
        .tuple(tie('tree'), fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '&&', '||'), tie('tree'))
        .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
      tie('tree').map((a) => `!${a}`),
      fc
        .tuple(fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('tree'), tie('tree'))
        .map(([name, a, b]) => `${name}(${a}, ${b})`),
      tie('tree').map((a) => `contains(item.list, ${a})`),
      tie('tree').map((a) => `format('<{0}>', ${a})`),
    ),
  }));

  function ofLibrary(text: string, item: Record<string, unknown>): unknown {
    const wrapped = JSON.parse(JSON.stringify(item), (_, inner) => {
      if (typeof inner === 'string') return new data.StringData(inner);
      if (typeof inner === 'number') return new data.NumberData(inner);
      if (typeof inner === 'boolean') return new data.BooleanData(inner);
      if (Array.isArray(inner)) return new data.Array(...inner);
      return new data.Dictionary(
        ...Object.entries(inner).map(([key, held]) => ({ key, value: held as data.StringData })),
      );
    });
    const root = new Parser(new Lexer(text).lex().tokens, ['item'], []).parse();
    return JSON.parse(
      JSON.stringify(
        new Evaluator(root, new data.Dictionary({ key: 'item', value: wrapped })).evaluate(),
        data.replacer,
      ),
    );
  }

  test('where everything is known, every operator and function means what it means to GitHub', () => {
    fc.assert(
      fc.property(tree, value, value, value, fc.array(value, { minLength: 2, maxLength: 4 }), (text, a, b, c, list) => {
        const item = { a, b, c, list };
        const parsed = parseExpression(text);
        if ('problem' in parsed) return;
        expect(evaluate(parsed.expression, { read: () => item, now: 0 })).toEqual({ value: ofLibrary(text, item) });
      }),
      { numRuns: 2000 },
    );
  });

  test('where anything may be missing, nothing is thrown, and what was decided stays so once it is learned', () => {
    const maybe = fc.option(value, { nil: null, freq: 2 });
    fc.assert(
      fc.property(
        tree,
        maybe,
        maybe,
        maybe,
        fc.array(maybe, { maxLength: 3 }),
        value,
        (text, a, b, c, list, learned) => {
          const parsed = parseExpression(text);
          if ('problem' in parsed) return;
          const before = evaluate(parsed.expression, { read: () => ({ a, b, c, list }), now: 0 });
          const fill = (one: unknown) => one ?? learned;
          const known = { a: fill(a), b: fill(b), c: fill(c), list: [...list.map(fill), learned, learned] };
          const after = evaluate(parsed.expression, { read: () => known, now: 0 });
          expect('value' in after).toBe(true);
          const usesFallback = text.includes('||');
          const readsPastTheEnd = text.includes('list');
          if ('value' in before && 'value' in after && !usesFallback && !readsPastTheEnd) {
            expect(isTruthy(before.value)).toBe(isTruthy(after.value));
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('whatever the data, nothing is thrown', () => {
    const texts = fc.constantFrom(
      'toJson(item)',
      'item.a.b',
      'item.*.a',
      'join(item.*)',
      'contains(item.a, item.b)',
      'same(item.a, item.b)',
      'item.a < item.b',
      'item[item.a]',
      'item.*.*.a[0]',
      "format('{0}', item)",
      'item.a == item.b && !item.c',
    );
    fc.assert(
      fc.property(
        texts,
        fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withBigInt: true, withTypedArray: true }),
        (text, item) => {
          const parsed = parseExpression(text);
          if ('problem' in parsed) throw new Error(text);
          const evaluated = evaluate(parsed.expression, { read: () => item, now: 0 });
          expect(Object.keys(evaluated)).toHaveLength(1);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
