import { Command, CommanderError } from 'commander';
import { nearest } from '../language/nearest.ts';
import { version } from '../run/package.ts';
import { checkCommand } from './check.ts';
import { clocksCommand } from './clocks.ts';
import { startedAs } from './command-line.ts';
import { compareCommand } from './compare.ts';
import { configCommand } from './config.ts';
import { contactsCommand } from './contacts.ts';
import { describeCommand } from './describe.ts';
import { digestsCommand } from './digests.ts';
import { doctorCommand } from './doctor.ts';
import { drillCommand } from './drill.ts';
import { exits, reportFailure } from './exit.ts';
import { graphCommand } from './graph.ts';
import { goHome } from './home.ts';
import { improvementsCommand } from './improvements.ts';
import { joinCommand } from './join.ts';
import { noteCommand } from './note.ts';
import { folderName } from './options.ts';
import { outboxCommand } from './outbox.ts';
import { bearClosedPipes, say } from './output.ts';
import { printCommand } from './print.ts';
import { reportCommand } from './report.ts';
import { respondCommand } from './respond.ts';
import { resumeCommand } from './resume.ts';
import { runsCommand } from './runs.ts';
import { schemaCommand } from './schema.ts';
import { slackCommand } from './slack.ts';
import { swapCommand } from './swap.ts';
import { testCommand } from './test.ts';
import { trendsCommand } from './trends.ts';
import { trustCommand } from './trust.ts';
import { verifyCommand } from './verify.ts';

const examples = `
In an incident:
  breakglass respond compromised-pipeline   follow a playbook, live; respond alone lists them
  breakglass resume                         go on, after a crash too

Start here:
  breakglass drill                          a breach of a release pipeline, with you in it
  breakglass drill --auto                   the same, played by a scripted team
  breakglass check my-playbook.yaml         what is wrong in a file, and how to mend it

Exit codes:
  0 done   1 failed unexpectedly   2 wrong usage   3 a file is invalid   4 not allowed
  5 an expectation was not met   6 a journal is damaged   130 interrupted

Environment: BREAKGLASS_STORE, BREAKGLASS_PERSON, BREAKGLASS_ENDPOINT_<CATALOGUE>, BREAKGLASS_NOW, NO_COLOR,
  FORCE_COLOR, SLACK_BOT_TOKEN, BREAKGLASS_SLACK_EXERCISE_CHANNEL, SLACK_API_URL`;

/** Runs one command line; sets the exit code. */
export async function main(words: readonly string[]): Promise<void> {
  bearClosedPipes();
  // What goes wrong where nobody waits for it, in a timer or a key, is told as everything else is.
  process.on('uncaughtException', async (error) => process.exit(await reportFailure(error)));
  const program = programOf();
  try {
    refuseUnknownCommand(program, words);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong; help and version are no failures.
    process.exitCode = error instanceof CommanderError ? exitOf(error) : await reportFailure(error);
  }
}

function programOf(): Command {
  const program = new Command('breakglass')
    .description(
      'Runs incident-response playbooks: drilled against a simulated breach, recorded in a journal that shows tampering.',
    )
    .version(version, '-V, --version', 'show the version')
    .option('--json', 'data alone on stdout')
    .option('--store <dir>', 'the folder of journals, evidence and reports', folderName)
    .option('--no-color', 'no colours')
    .option('--no-input', 'never ask')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(toldOf(text)) })
    .showSuggestionAfterError(true)
    .addHelpText('after', examples)
    .exitOverride()
    .action((_: unknown, command: Command) => goHome(command));
  const commands = [
    drillCommand,
    respondCommand,
    joinCommand,
    resumeCommand,
    runsCommand,
    noteCommand,
    verifyCommand,
    reportCommand,
    trendsCommand,
    clocksCommand,
    improvementsCommand,
    outboxCommand,
    contactsCommand,
    printCommand,
    checkCommand,
    testCommand,
    describeCommand,
    graphCommand,
    schemaCommand,
    compareCommand,
    digestsCommand,
    swapCommand,
    doctorCommand,
    slackCommand,
    trustCommand,
    configCommand,
  ];
  for (const command of commands) {
    const made = command().copyInheritedSettings(program);
    for (const inner of made.commands) inner.copyInheritedSettings(made);
    program.addCommand(made);
  }
  return program;
}

/** What Commander says is wrong, in our form; nobody knows the names of runs by heart. */
function toldOf(text: string): string {
  const told = text.replace(/^error: /, 'breakglass: ');
  return /argument '(?:run|runs)'/.test(text) ? `${told}${startedAs()} runs lists them.\n` : told;
}

/** Asked before the options are read: an unknown command's own options would otherwise be what is complained of. */
function refuseUnknownCommand(program: Command, words: readonly string[]): void {
  const names = [...program.commands.map((command) => command.name()), 'help'];
  const [first, second] = plainWords(words);
  const word = first === 'help' ? second : first;
  if (word === undefined || names.includes(word)) return;
  const near = nearest(word, names);
  say(`breakglass: there is no command '${word.slice(0, 60)}'.`);
  say(near ? `Did you mean '${near}'?` : `${startedAs()} --help lists them.`);
  throw new CommanderError(exits.usage, 'breakglass.unknownCommand', '');
}

/** The words that are no options, nor the value of one that may stand before a command. */
function plainWords(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  const after = end < 0 ? [] : words.slice(end + 1);
  return [...before.filter((word, at) => !word.startsWith('-') && words[at - 1] !== '--store'), ...after];
}

function exitOf(error: CommanderError): number {
  const fine = ['commander.helpDisplayed', 'commander.help', 'commander.version'];
  return fine.includes(error.code) && error.exitCode === 0 ? exits.done : exits.usage;
}
