import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const evaluator = fileURLToPath(new URL('evaluate.mjs', import.meta.url));

/** What is written at the edge of a module: names of rules and functions. */
const ruleHead = /^(?:default )?([a-z_]\w*)(?=[ [(])/gm;

/** The names of the tests in a text of Rego. */
export function testsIn(text: string): string[] {
  return [...new Set([...text.matchAll(ruleHead)].flatMap(([, name]) => (name?.startsWith('test_') ? [name] : [])))];
}

/** A policy with what tests it, both in Rego. */
export interface Tried {
  readonly policy: string;
  readonly test: string;
}

/**
 * Runs the tests of policies, and returns of each the tests that are not true, or what the compiler says. Open Policy Agent itself evaluates them,
 * version 0.47: what `import rego.v1` brings is named one by one there. There is room for one module, so a test's own names are set apart from the policy's.
 */
export function failingTests(tried: readonly Tried[]): { readonly failed?: string[]; readonly error?: string }[] {
  const { stdout, stderr } = spawnSync(process.execPath, [evaluator], {
    input: JSON.stringify(tried.map(jobOf)),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  const answers: { failed?: string[]; error?: string }[] = JSON.parse(stdout);
  return answers.map(({ failed, error }) =>
    failed ? { failed: failed.map((check) => check.slice('check_'.length)) } : { error: String(error) },
  );
}

function jobOf({ policy, test }: Tried): { module: string; checks: string[] } {
  const subject = /^import data\.breakglass\.(\w+)$/m.exec(test)?.[1] ?? '';
  const edges = [...test.matchAll(ruleHead)].map(([, name]) => name ?? '');
  const own = [...new Set(edges)].filter((name) => name !== 'package' && name !== 'import');
  const apart = own.reduce(
    (text, name) => text.replace(new RegExp(`(?<!["\\w.])${name}(?!["\\w])`, 'g'), `own_${name}`),
    test.replaceAll(`${subject}.`, '').replaceAll(/^(?:package|import) .*$/gm, ''),
  );
  const checks = testsIn(test).map((name) => `check_${name}`);
  const asked = checks.map((check) => `default ${check} := false\n\n${check} := true if own_${check.slice(6)}\n`);
  const module = [
    ...['contains', 'every', 'if', 'in'].map((word) => `import future.keywords.${word}`),
    policy.replaceAll(/^(?:package|import) .*$/gm, ''),
    apart,
    ...asked,
  ].join('\n\n');
  return { module, checks };
}
