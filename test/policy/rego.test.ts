import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { failingTests, testsIn } from '../helpers/rego/rego.ts';

const folder = new URL('../../policies/rego/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const policies = readdirSync(folder).filter((name) => !name.endsWith('_test.rego'));

const own = 'package breakglass.it\n\nimport rego.v1\n\ndeny contains "no" if input.x == 1\n';
const ownTest = (rules: string) =>
  `package breakglass.it_test\n\nimport rego.v1\n\nimport data.breakglass.it\n\n${rules}`;
const wrong = [
  'test_right if count(it.deny) == 1 with input as {"x": 1}\n',
  'test_wrong if count(it.deny) == 1 with input as {"x": 2}\n',
  'test_nothing if it.deny[_] == "yes" with input as {"x": 1}\n',
].join('\n');
const toothless = (policy: string) =>
  policy.replaceAll(/^deny contains/gm, 'unused contains').concat('\ndeny contains "x" if false\n');
const testOf = (name: string) => textOf(name.replace('.rego', '_test.rego'));

let answers: ReturnType<typeof failingTests>;
beforeAll(() => {
  // All in one process: it compiles Open Policy Agent first.
  answers = failingTests([
    { policy: own, test: ownTest(wrong) },
    { policy: own, test: ownTest('test_odd if {\n\tnowhere(1)\n}\n') },
    ...policies.map((name) => ({ policy: textOf(name), test: testOf(name) })),
    ...policies.map((name) => ({ policy: toothless(textOf(name)), test: testOf(name) })),
  ]);
}, 240_000);

describe('the evaluator of these tests', () => {
  it('says which tests are not true, also where one has no value at all', () => {
    expect(answers[0]).toEqual({ failed: ['test_nothing', 'test_wrong'] });
  });

  it('says what the compiler says', () => {
    expect(answers[1]?.error).toContain('nowhere');
  });
});

describe.each(policies.map((name, index) => [name, index] as const))('%s', (name, index) => {
  const policy = textOf(name);
  const test = testOf(name);

  it('passes the test beside it, which has cases that are denied and cases that are allowed', () => {
    expect(testsIn(test).some((one) => /_(?:is|are)_denied/.test(one))).toBe(true);
    expect(testsIn(test).some((one) => /_(?:is|are)_allowed/.test(one))).toBe(true);
    expect(answers[2 + index]).toEqual({ failed: [] });
  });

  it('is tested: without its rules the test fails', () => {
    expect(answers[2 + policies.length + index]?.failed).not.toEqual([]);
    expect(answers[2 + policies.length + index]?.error).toBeUndefined();
  });

  it.each([
    ['the policy', policy],
    ['the test', test],
  ])('%s is in the first version of Rego: every rule with a body says if, every set contains', (_, text) => {
    expect(text).toMatch(/^package breakglass\.\w+$/m);
    expect(text).toMatch(/^import rego\.v1$/m);
    const heads = text.split('\n').filter((line) => /^[a-z]/.test(line) && !/^(?:package|import) /.test(line));
    for (const head of heads)
      expect(head).toMatch(/^\w+(?:\([^)]*\)|\[\w+\])?(?: contains .+)? (?:if|:=)(?: |$)|^\w+ contains .+ if /);
    for (const head of heads.filter((line) => line.endsWith(' {'))) expect(head).toMatch(/ if \{$|:= \{$/);
  });
});
