import type { PlayResult, Tested } from '../run/test-plays.ts';

/** The results of plays as JUnit XML, a suite a scenario, a case a play. */
export function junitOf({ results, invalid }: Tested): string {
  const scenarios = [...new Set(results.map(({ scenario }) => scenario))];
  const failed = results.filter(({ passed }) => !passed).length;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="breakglass" ${counts(results.length + invalid.length, failed, invalid.length)}>`,
    ...scenarios.flatMap((scenario) =>
      suite(
        scenario,
        results.filter((result) => result.scenario === scenario),
      ),
    ),
    ...invalid.map(({ message }) => broken(message)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(scenario: string, results: readonly PlayResult[]): string[] {
  const failed = results.filter(({ passed }) => !passed).length;
  return [
    `  <testsuite name="${escaped(scenario)}" ${counts(results.length, failed, 0)}>`,
    ...results.flatMap((result) => caseOf(result)),
    '  </testsuite>',
  ];
}

function caseOf({ scenario, play, passed, failures }: PlayResult): string[] {
  const head = `    <testcase classname="${escaped(scenario)}" name="${escaped(play)}"`;
  if (passed) return [`${head}/>`];
  const told = failures.map(
    ({ expect, actual }) => `      <failure message="${escaped(`expected ${expect}`)}">${escaped(actual)}</failure>`,
  );
  return [`${head}>`, ...told, '    </testcase>'];
}

function broken(message: string): string {
  const error = `<testcase classname="breakglass" name="read"><error message="${escaped(message)}"/></testcase>`;
  return `  <testsuite name="${escaped(message)}" ${counts(1, 0, 1)}>${error}</testsuite>`;
}

function counts(tests: number, failures: number, errors: number): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}"`;
}

/** XML has no way to write most control characters, escaped or not. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '');
  return clean.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
