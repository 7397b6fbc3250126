import { describe, expect, test } from 'vitest';
import type { Environment } from '../../src/language/evaluate.ts';
import { fillTemplate, parseTemplate, parseWhole, renderTemplate, type Template } from '../../src/language/template.ts';
import { fc } from '../helpers/properties.ts';

const environment: Environment = {
  read: (name) =>
    name === 'item'
      ? {
          name: 'CI_TOKEN',
          tags: ['a', 'b', ['c']],
          nested: { x: 1, y: null },
          share: 0.1 + 0.2,
          count: 12,
          on: true,
          gaps: ['a', null],
          at: '2026-03-02T09:12:00+01:00',
        }
      : null,
  now: 0,
};

function template(text: string): Template {
  const parsed = parseTemplate(text);
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.template;
}

describe('a text with expressions', () => {
  test.each([
    ['Revoke ${{ item.name }} now.', 'Revoke CI_TOKEN now.'],
    ['${{ item.name }}${{item.count}}', 'CI_TOKEN12'],
    ['no expression, $ and {{ }}', 'no expression, $ and {{ }}'],
    ['', ''],
    ["a ${{ '}}' }} b", 'a }} b'],
    ["${{ '${{' }} item }}", '${{ item }}'],
    ['${{ item.missing }}!', '(unknown)!'],
    ['${{ item.missing == 1 }}', '(unknown)'],
    ["${{ item.missing || 'nobody' }}", 'nobody'],
    ['${{ item.tags }}', 'a, b, ["c"]'],
    ['${{ item.gaps }}', 'a, (unknown)'],
    ['${{ item.nested }}', '{"x":1,"y":null}'],
    ['${{ item.share }} ${{ item.on }}', '0.3 true'],
    ['${{ item.at }}', '2026-03-02T08:12:00.000Z'],
    ["${{ format('{0}: {1}', item.name, item.missing) }}", 'CI_TOKEN: (unknown)'],
    ["${{ join(item.gaps, '+') }}", 'a+(unknown)'],
    ['${{ toJson(item.missing) }}', 'null'],
    ['Line\n${{ item.name\n == item.name }}\nline', 'Line\ntrue\nline'],
  ])('for a person %j reads %j', (text, rendered) => {
    expect(renderTemplate(template(text), environment)).toBe(rendered);
  });

  test('for a machine it is the text, or what it would need', () => {
    expect(fillTemplate(template('${{ item.name }}:${{ item.count }}'), environment)).toEqual({ value: 'CI_TOKEN:12' });
    expect(fillTemplate(template('${{ item.a }}-${{ item.name }}-${{ item.b }}-${{ item.a }}'), environment)).toEqual({
      unknown: ['item.a', 'item.b'],
    });
    expect(fillTemplate(template("${{ format('{0}', item.a) }}"), environment)).toEqual({ unknown: ['item.a'] });
  });

  test('for a machine, a text can be kept as it was given, though it reads as a time', () => {
    const kept = (text: string, asWritten?: true) => fillTemplate(template(text), environment, { asWritten });
    expect(kept('${{ item.at }}')).toEqual({ value: '2026-03-02T08:12:00.000Z' });
    expect(kept('${{ item.at }}', true)).toEqual({ value: '2026-03-02T09:12:00+01:00' });
    expect(kept('${{ item.at }}/${{ item.count }}', true)).toEqual({ value: '2026-03-02T09:12:00+01:00/12' });
    expect(kept('${{ item.other || item.at }}', true)).toEqual({ value: '2026-03-02T09:12:00+01:00' });
    expect(kept("${{ item.at > '2026-03-02T08:00:00Z' && item.at || item.name }}", true)).toEqual({
      value: '2026-03-02T09:12:00+01:00',
    });
    expect(kept('${{ item.other }}', true)).toEqual({ unknown: ['item.other'] });
  });

  test('all its mistakes are told at once, each at its characters', () => {
    const text = 'a ${{ itm.name }} b ${{ }} c ${{ item.name == "x" }} d ${{ item.name';
    const parsed = parseTemplate(text);
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([
      ['expression-unknown-name', 'itm'],
      ['expression-empty', '${{ }}'],
      ['expression-syntax', '"x"'],
      ['expression-not-closed', '${{'],
    ]);
  });

  test('a quote that is not closed is told as such', () => {
    const text = "${{ item.name == 'x }} and so on";
    const parsed = parseTemplate(text);
    expect('problems' in parsed && parsed.problems).toMatchObject([
      {
        code: 'expression-not-closed',
        start: 0,
        end: 22,
        hint: "A quoted text in it is not closed: a ' is missing before the }}.",
      },
    ]);
  });

  test('facts are refused unless they are allowed', () => {
    expect('problems' in parseTemplate("${{ happened('x') }}")).toBe(true);
    expect('template' in parseTemplate("${{ happened('x') }}", { facts: true })).toBe(true);
  });

  test('its pieces put together are the text again', () => {
    const part = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', ' ', '$', '{', '}', '\n') }),
      fc.constantFrom('${{ item.name }}', "${{ '}}' }}"),
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (text) => {
          const parsed = parseTemplate(text);
          if ('problems' in parsed) return;
          const { pieces } = parsed.template;
          const joined = pieces
            .map((piece) => (typeof piece === 'string' ? piece : `\${{${piece.expression.text}}}`))
            .join('');
          expect(joined).toBe(text);
          for (const piece of pieces) {
            if (typeof piece !== 'string') expect(text.startsWith(piece.expression.text, piece.at)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a text that is one expression', () => {
  test.each([
    ['${{ item.name }}', 3, ' item.name '],
    ['  ${{item.name}}\n', 5, 'item.name'],
    ["${{ item.name == '}}' }}", 3, " item.name == '}}' "],
  ])('%j', (text, at, expression) => {
    expect(parseWhole(text)).toMatchObject({ at, expression: { text: expression } });
  });

  test('may leave its braces out where that is allowed', () => {
    expect(parseWhole('item.name', { bare: true })).toMatchObject({ at: 0, expression: { text: 'item.name' } });
    expect(parseWhole('${{ item.name }}', { bare: true })).toMatchObject({ at: 3 });
    expect(parseWhole('item.name')).toEqual({
      problem: {
        code: 'expression-syntax',
        message: 'an expression is expected here',
        hint: 'Write ${{ item.name }}.',
        start: 0,
        end: 9,
      },
    });
  });

  test.each([
    ['not ${{ item.a }}', 'expression-extra-text', 'not '],
    ['${{ item.a }} && ${{ item.b }}', 'expression-extra-text', ' && ${{ item.b }}'],
    ['${{ item.a', 'expression-not-closed', '${{'],
    ['${{ }}', 'expression-empty', '${{ }}'],
    ['', 'expression-empty', ''],
    [' ${{ itm.a }} ', 'expression-unknown-name', 'itm'],
  ])('%j is refused', (text, code, at) => {
    for (const bare of [true, false]) {
      const result = parseWhole(text, { bare });
      const problem = 'problem' in result ? result.problem : null;
      expect([problem?.code, text.slice(problem?.start, problem?.end)]).toEqual([code, at]);
    }
  });
});
