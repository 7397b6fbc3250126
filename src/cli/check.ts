import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Argument, Command, Option } from 'commander';
import type { Diagnostic } from '../language/diagnostic.ts';
import { version } from '../run/package.ts';
import { exits } from './exit.ts';
import { oneOf } from './options.ts';
import { inColor, plain, say } from './output.ts';
import { applyColor, type EverywhereFlags, readSettings, settingsFileName } from './settings.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;
type Format = (typeof formats)[number];

const help = `
Without a path the shipped playbooks, scenarios and catalogues of actions are checked. In a folder, every
.yaml file that is one, or is contacts, is. Warnings alone exit 0, errors exit 3.

Examples:
  breakglass check scenarios/poisoned-release.yaml
  breakglass check . --format github        annotations in a GitHub workflow
  breakglass check . --format sarif > breakglass.sarif`;

interface CheckFlags extends EverywhereFlags {
  readonly format: Format;
}

/** `breakglass check`: what is wrong in playbooks, scenarios, catalogues and contacts. */
export function checkCommand(): Command {
  return new Command('check')
    .summary('say what is wrong in playbooks, scenarios, catalogues and contacts')
    .description(
      'Checks playbooks, scenarios, catalogues of actions and contacts, and says what is wrong, where, and how to mend it.',
    )
    .addArgument(new Argument('[paths...]', 'files and folders'))
    .addOption(new Option('--format <form>', `one of ${formats.join(', ')}`).argParser(oneOf(formats)).default('text'))
    .addHelpText('after', help)
    .action(async (paths: string[], _flags: unknown, command: Command) => {
      process.exitCode = await check(paths, command.optsWithGlobals());
    });
}

async function check(paths: readonly string[], flags: CheckFlags): Promise<number> {
  const { checkPaths } = await import('../run/check.ts');
  const { color } = await readSettings(flags);
  applyColor(color.value);
  await refuseSettings(paths);
  const { diagnostics, files, skipped } = checkPaths(paths);
  const text = await formatted(flags.json ? 'json' : flags.format, diagnostics);
  if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  if (skipped.length > 0)
    say(plain(`No playbook, scenario, catalogue or contacts, so not checked: ${listed(skipped)}.`));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (!flags.json && flags.format === 'text') say(verdict(files, errors, diagnostics.length - errors));
  return errors > 0 ? exits.input : exits.done;
}

/** Settings that are not valid, of whatever folder, are told as settings are: without what may be a secret in them. */
async function refuseSettings(paths: readonly string[]): Promise<void> {
  const named = paths.filter((path) => basename(path) === settingsFileName && existsSync(path));
  if (named.length === 0) return;
  const { readSettingsFile } = await import('./settings-file.ts');
  for (const path of named) readSettingsFile(path);
}

async function formatted(format: Format, diagnostics: readonly Diagnostic[]): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../language/format.ts')).formatDiagnostics(diagnostics, { color: inColor(process.stdout) });
    case 'json':
      return JSON.stringify((await import('../language/diagnostic.ts')).toJson(diagnostics), null, 2);
    case 'sarif':
      return (await import('../language/format-sarif.ts')).formatSarif(diagnostics, { version });
    case 'github':
      return (await import('../language/format-github.ts')).formatGithub(diagnostics);
  }
}

function verdict(files: number, errors: number, warnings: number): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const found = errors + warnings === 0 ? 'nothing wrong' : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return `${count(files, 'file')} checked: ${found}.`;
}

function listed(files: readonly string[]): string {
  const most = 5;
  const more = files.length > most ? ` and ${files.length - most} more` : '';
  return `${files.slice(0, most).join(', ')}${more}`;
}
