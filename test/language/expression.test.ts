import { describe, expect, test } from 'vitest';
import { type Expression, type ParseOptions, parseExpression } from '../../src/language/expression.ts';
import { readsOf } from '../../src/language/paths.ts';
import { fc } from '../helpers/properties.ts';

function parsed(text: string, options?: ParseOptions): Expression {
  const result = parseExpression(text, options);
  if ('problem' in result) throw new Error(`${text}: ${result.problem.message}`);
  return result.expression;
}

/** The code, the characters it points at, the message and the hint. */
function problem(text: string, options?: ParseOptions): (string | undefined)[] {
  const result = parseExpression(text, options);
  if ('expression' in result) throw new Error(`${text} was parsed`);
  const { code, start, end, message, hint } = result.problem;
  return [code, text.slice(start, end), message, hint];
}

describe('given an expression with a mistake, when it is parsed', () => {
  test.each([
    ['', 'expression-empty', ''],
    ['   ', 'expression-empty', '   '],
    ['item.', 'expression-syntax', '.'],
    ['(item.name', 'expression-syntax', 'e'],
    ['item.name)', 'expression-syntax', ')'],
    ['item..name', 'expression-syntax', '.'],
    ['item.2fa', 'expression-syntax', '2fa'],
    ['item.name 5', 'expression-syntax', '5'],
    ["item.name == 'open", 'expression-syntax', "'open"],
    ['{ a }', 'expression-syntax', '{'],
    ['item[1.5]', 'expression-syntax', '1.5'],
    ['item[-1]', 'expression-syntax', '-1'],
    ['item[true]', 'expression-syntax', 'true'],
    ['item.count < null', 'expression-syntax', 'null'],
    ['NaN', 'expression-syntax', 'NaN'],
    ['item.n < 1e999', 'expression-syntax', '1e999'],
    ['now.year', 'expression-syntax', 'now'],
    ['toJson(item).x', 'expression-syntax', 'toJson(item)'],
    ["'a'.length", 'expression-syntax', '.'],
    ['Item.name', 'expression-unknown-name', 'Item'],
    ['github.ref', 'expression-unknown-name', 'github'],
    ['item.name == yes', 'expression-unknown-name', 'yes'],
    ['contians(item.name)', 'expression-unknown-function', 'contians'],
    ["fromJson('1')", 'expression-unknown-function', 'fromJson'],
    ["case(true, 'a', 'b')", 'expression-unknown-function', 'case'],
    ['toString()', 'expression-unknown-function', 'toString'],
    ['hasOwnProperty(item)', 'expression-unknown-function', 'hasOwnProperty'],
    ['contains(item.name)', 'expression-arguments', 'contains'],
    ['same(item.name)', 'expression-arguments', 'same'],
    ['hours-since()', 'expression-arguments', 'hours-since'],
    ['format(item.name)', 'expression-arguments', 'format'],
    ['format(item.name, 1)', 'expression-arguments', 'item.name'],
    ["format('{1}', item.name)", 'expression-arguments', "'{1}'"],
    ["format('{', item.name)", 'expression-arguments', "'{'"],
  ])('%j is %s at %j', (text, code, at) => {
    expect(problem(text).slice(0, 2)).toEqual([code, at]);
  });

  test.each([
    ["item.name = 'x'", 'Compare with ==.'],
    ['item.name == "x"', "Texts are in single quotes: 'like this'."],
    ['item.a and item.b', 'Write &&.'],
    ['item.a or item.b', 'Write ||.'],
    ['item.a & item.b', 'Write &&.'],
    ['not item.a', 'Write !.'],
    ['item.n + 1', 'There is no arithmetic; hours-since() tells how long ago a time was.'],
    ["item.a ? 'x' : 'y'", "There is no ? :; write condition && 'one' || 'other'."],
    ["item.name == 'open", "The text is not closed: a ' is missing."],
    ['${{ item.a }}', 'An expression stands between ${{ and }}; inside them no further $ is needed.'],
    ['steps.x', undefined],
    ['stesp.x', 'Did you mean `steps`?'],
    ['startWith(item.a, item.b)', 'Did you mean `startsWith`?'],
    ['item.a\u00a0== 1', 'This is no ordinary space: type it again.'],
    ['item.name == CI', "There are: inputs, run, steps, item, outputs, scope, now. A text is in quotes: 'CI'."],
    ['github.ref', 'There are: inputs, run, steps, item, outputs, scope, now.'],
    ['now()', 'Write `now` without parentheses.'],
    ['same(item.a)', 'Write same(one, other).'],
  ])('%j comes with what to do: %s', (text, hint) => {
    if (hint === undefined) expect('expression' in parseExpression(text)).toBe(true);
    else expect(problem(text)[3]).toBe(hint);
  });

  test.each(['constructor', '__proto__', 'prototype'])('%s is refused wherever it is a name', (name) => {
    for (const text of [
      name,
      `${name}()`,
      `item.${name}`,
      `item['${name}']`,
      `item.a.${name}.b`,
      `same(item.${name}, 1)`,
    ]) {
      expect(problem(text)[0]).toBe('expression-forbidden-name');
    }
    expect('expression' in parseExpression(`item.name == '${name}'`)).toBe(true);
  });

  test('a place after a line break or a quote is still the right one', () => {
    expect(problem("item.a == 'it''s' &&\n  stesp.x")[1]).toBe('stesp');
    expect(problem("item.a == 'two\nlines' && stesp.x")[1]).toBe('stesp');
  });

  test('what is too long or nested too deep is refused, and what is just short of it is not', () => {
    expect(problem(`item.${'a'.repeat(996)}`)[0]).toBe('expression-too-long');
    expect('expression' in parseExpression(`item.${'a'.repeat(995)}`)).toBe(true);
    for (const text of [`${'('.repeat(60)}1${')'.repeat(60)}`, `${'!'.repeat(60)}item.a`, `item${'.a'.repeat(60)}`]) {
      expect(problem(text)[0]).toBe('expression-too-deep');
    }
    expect('expression' in parseExpression(`1${' == 1'.repeat(199)}`)).toBe(true);
  });
});

describe('facts of the world', () => {
  test('are there for those who may ask', () => {
    expect(problem("happened('x')")).toEqual([
      'expression-unknown-function',
      'happened',
      "`happened()` asks about the scenario's world, which only a scenario can",
      'Use it in `when` of an inject.',
    ]);
    expect('expression' in parseExpression("happened('x') && !alive('y')", { facts: true })).toBe(true);
  });

  test('take one id that can be checked beforehand', () => {
    expect(problem('happened(item.name)', { facts: true }).slice(0, 2)).toEqual(['expression-arguments', 'item.name']);
    expect(problem('happened(5)', { facts: true })[0]).toBe('expression-arguments');
    expect(problem("happened('a', 'b')", { facts: true })[0]).toBe('expression-arguments');
  });
});

describe('what an expression reads', () => {
  const reads = (text: string) =>
    readsOf(parsed(text, { facts: true })).paths.map(({ segments, dynamic, start, end }) => [
      segments.map(({ name }) => name).join('.') + (dynamic ? '.…' : ''),
      text.slice(start, end),
    ]);

  test.each([
    ['steps.confirm.choice', [['steps.confirm.choice', 'steps.confirm.choice']]],
    ["steps['confirm'].choice", [['steps.confirm.choice', "steps['confirm'].choice"]]],
    ['(steps).confirm', [['steps.confirm', '(steps).confirm']]],
    ['scope.list[0].name', [['scope.list.0.name', 'scope.list[0].name']]],
    ['scope.stage.*.name', [['scope.stage.*.name', 'scope.stage.*.name']]],
    ['scope.stage[*].name', [['scope.stage.*.name', 'scope.stage[*].name']]],
    [
      'steps[item.id].choice',
      [
        ['steps.…', 'steps[item.id].choice'],
        ['item.id', 'item.id'],
      ],
    ],
    [
      '(item.a || item.b).c',
      [
        ['item.a', 'item.a'],
        ['item.b', 'item.b'],
      ],
    ],
    [
      "!same(item.a, outputs.b) && contains(item.c, 'x')",
      [
        ['item.a', 'item.a'],
        ['outputs.b', 'outputs.b'],
        ['item.c', 'item.c'],
      ],
    ],
    ['now', [['now', 'now']]],
    ["'steps.confirm'", []],
    ['item', [['item', 'item']]],
    ['steps.null.true', [['steps.null.true', 'steps.null.true']]],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  test('every segment has its own place', () => {
    const text = "steps['confirm'].choice";
    const [path] = readsOf(parsed(text)).paths;
    expect(path?.segments.map(({ start, end }) => text.slice(start, end))).toEqual(['steps', "'confirm'", 'choice']);
  });

  test('calls come with their literals', () => {
    const text = "happened('mint') && contains(item.a, 5)";
    const { calls } = readsOf(parsed(text, { facts: true }));
    expect(
      calls.map(({ name, args, ranges }) => [name, args, ranges.map(({ start, end }) => text.slice(start, end))]),
    ).toEqual([
      ['happened', ['mint'], ["'mint'"]],
      ['contains', [undefined, 5], ['item.a', '5']],
    ]);
  });
});

describe('whatever the text', () => {
  const unit = fc.constantFrom(
    ...'.[]()!<>=&|*,\'" \n-+0e'.split(''),
    'item',
    'steps',
    'now',
    'a',
    'null',
    'true',
    'same(',
    'format(',
    "'x'",
    '==',
    '&&',
    '${{',
    '}}',
    '__proto__',
  );

  test('it is parsed or refused, with a place inside the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit, maxLength: 40 })),
        fc.boolean(),
        (text, facts) => {
          const result = parseExpression(text, { facts });
          if ('expression' in result) {
            for (const { start, end } of readsOf(result.expression).paths) expect(text.slice(start, end)).not.toBe('');
            expect(structuredClone(result.expression)).toEqual(result.expression);
            return;
          }
          const { start, end, message } = result.problem;
          expect(message).not.toBe('');
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
