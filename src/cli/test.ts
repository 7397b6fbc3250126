import { Argument, Command } from 'commander';
import type { PlayResult, Tested } from '../run/test-plays.ts';
import { exits } from './exit.ts';
import { plain, print, say, sayDiagnostics } from './output.ts';
import { applyColor, type EverywhereFlags, readSettings } from './settings.ts';

const help = `
A play is a scripted team; what it expects of the end is the scenario's own test. Nothing is left behind.
Exit code 5: a play did not get what it expects; 3: a scenario is invalid.

Examples:
  breakglass test                                    every play of every shipped scenario
  breakglass test my-scenario.yaml --junit junit.xml`;

interface TestFlags extends EverywhereFlags {
  readonly junit?: string;
}

/** `breakglass test`: every play, held to what it expects. */
export function testCommand(): Command {
  return new Command('test')
    .summary('play every play and hold it to what it expects')
    .description('Plays every play of scenarios at once, and holds each to its expectation.')
    .addArgument(new Argument('[scenarios...]', 'files, folders, or shipped scenarios; without any, all shipped ones'))
    .option('--junit <file>', 'also write the results as JUnit XML')
    .addHelpText('after', help)
    .action(async (scenarios: string[], _flags: unknown, command: Command) => {
      process.exitCode = await test(scenarios, command.optsWithGlobals());
    });
}

async function test(names: readonly string[], flags: TestFlags): Promise<number> {
  const { testPlays } = await import('../run/test-plays.ts');
  const { color } = await readSettings(flags);
  applyColor(color.value);
  const tested = testPlays(names, (result) => !flags.json && tell(result));
  const { results, invalid } = tested;
  if (flags.json) print(JSON.stringify(results, null, 2));
  if (flags.junit !== undefined) await writeJunit(flags.junit, tested);
  for (const problem of invalid) await sayProblem(problem);
  const failed = results.filter(({ passed }) => !passed).length;
  if (!flags.json) say(`${results.length - failed} of ${results.length} plays came out as expected.`);
  if (invalid.length > 0) return exits.input;
  return failed > 0 ? exits.unmet : exits.done;
}

function tell({ scenario, play, passed, failures }: PlayResult): void {
  print(plain(`${passed ? 'ok    ' : 'FAILED'}  ${scenario}  ${play}`));
  for (const { expect, actual } of failures) print(plain(`          expected ${expect}, but ${actual}`));
}

async function sayProblem(problem: Tested['invalid'][number]): Promise<void> {
  if (problem.diagnostics.length > 0) await sayDiagnostics(problem.diagnostics);
  else say(`breakglass: ${plain(problem.message)}`);
}

async function writeJunit(file: string, tested: Tested): Promise<void> {
  const { junitOf } = await import('./junit.ts');
  const { writeWhole } = await import('../run/write.ts');
  writeWhole(file, junitOf(tested));
}
