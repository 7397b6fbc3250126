import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type NoteSort, noteSorts } from '../engine/entries.ts';
import { parseInstant } from '../language/time.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
Nothing in a journal is rewritten: a correction names the entry that it corrects. What is added to a run that
was closed is an amendment, and the report says so.

Examples:
  breakglass note poisoned-release-20260302-7f3a "The vendor called back."
  breakglass note poisoned-release-20260302-7f3a --at 2026-03-02T08:40:00Z "Told legal by phone."
  breakglass note poisoned-release-20260302-7f3a --corrects 41 "It was the weekly backup."
  breakglass note poisoned-release-20260302-7f3a --sort lucky "The old token had expired the day before."

While another process has the run open it takes no note.`;

interface NoteFlags extends EverywhereFlags {
  readonly at?: number;
  readonly corrects?: number;
  readonly sort?: NoteSort;
}

/** `breakglass note`: adds a note, or a correction, to a run. */
export function noteCommand(): Command {
  return new Command('note')
    .summary('add a note or a correction to a run')
    .description('Adds a note to the journal of a run, or corrects an entry of it.')
    .addArgument(new Argument('<run>', 'the run'))
    .addArgument(new Argument('<text...>', 'what to note'))
    .addOption(new Option('--at <time>', 'when it happened, ISO 8601').argParser(instantOf))
    .addOption(new Option('--corrects <n>', 'the number of the entry that this corrects').argParser(entryNumberOf))
    .addOption(
      new Option('--sort <sort>', `what kind of a lesson it is: ${noteSorts.join(', ')}`)
        .choices(noteSorts)
        .conflicts('corrects'),
    )
    .addHelpText('after', help)
    .action(async (run: string, text: string[], _flags: unknown, command: Command) => {
      await note(run, text.join(' '), command.optsWithGlobals());
    });
}

async function note(run: string, text: string, flags: NoteFlags): Promise<void> {
  const { amend } = await import('../run/amend.ts');
  const { headlessStart, typist } = await import('./surroundings.ts');
  const { channelKeys } = await import('./channel-keys.ts');
  const settings = await readSettings(flags);
  const { store, person } = settings;
  const now = headlessStart();
  const done = await amend(store.value, run, {
    text,
    by: { person: person.value },
    typedBy: typist(),
    keys: channelKeys(settings),
    ...(now !== null && { now }),
    ...(flags.at !== undefined && { happened: new Date(flags.at).toISOString() }),
    ...(flags.corrects !== undefined && { corrects: flags.corrects }),
    ...(flags.sort !== undefined && { sort: flags.sort }),
  });
  for (const notice of done.notices) say(plain(notice));
  if (flags.json) return print(JSON.stringify({ run: done.run, seq: done.seq, head: done.head }));
  if (done.corrected !== null) print(plain(`Entry ${flags.corrects}, which it corrects, says: ${done.corrected}`));
  print(plain(`Noted in ${done.run} as entry ${done.seq}. head ${done.head}`));
}

function instantOf(text: string): number {
  const at = parseInstant(text);
  if (at === null) throw new InvalidArgumentError('It must be like 2026-03-02T08:40:00Z.');
  return at;
}

function entryNumberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be the number of an entry.');
  return Number(text);
}
