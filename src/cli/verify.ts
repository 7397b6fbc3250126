import { Argument, Command } from 'commander';
import type { Verification } from '../journal/verify.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
What it proves: every entry is the one that was written after the entry before it. What it cannot prove
without --head: that nothing was cut off the end, and that the whole was not written anew. A head that was
noted elsewhere (the end of a run prints it, a report holds it) proves everything up to it.

Examples:
  breakglass verify poisoned-release-20260302-7f3a
  breakglass verify ./evidence/run.jsonl --head 5d0f…
  breakglass verify ./poisoned-release-20260302-7f3a.bundle.tar.gz --signer ./allowed_signers

Of a bundle it checks every file, the journal, the evidence and the signature, and unpacks nothing. --signer names a
file of allowed signers, as ssh-keygen reads it: without one a signature says only by which key it is.

It repairs nothing. Exit code 6: the journal is damaged, is none, or does not have that head; or something of the
bundle is not as it was made.`;

/** `breakglass verify`: is the journal what was written? */
export function verifyCommand(): Command {
  return new Command('verify')
    .summary('check that a journal or a bundle was not changed')
    .description('Checks the journal of a run, or a whole bundle, from its first byte to its last.')
    .addArgument(new Argument('<run>', 'a run, a journal file, or a bundle'))
    .option('--head <hash>', 'the head that was noted elsewhere, 64 hex digits')
    .option('--signer <file>', 'of a bundle: whose keys may have signed it')
    .addHelpText('after', help)
    .action(async (name: string, _flags: unknown, command: Command) => {
      process.exitCode = await verify(name, command.optsWithGlobals());
    });
}

async function verify(name: string, flags: EverywhereFlags & { head?: string; signer?: string }): Promise<number> {
  const { verifyJournal } = await import('../journal/verify.ts');
  const { fileOf } = await import('../run/store.ts');
  const { store } = await readSettings(flags);
  const file = fileOf(store.value, name);
  if (await passesForBundle(file)) {
    if (flags.head === undefined || /^\s*[0-9a-f]{64}\s*$/i.test(flags.head))
      return (await import('./bundle.ts')).verifyBundleFile(file, flags);
    say('breakglass: The head that was given is not 64 hexadecimal digits. Give it in full.');
    return exits.usage;
  }
  if (flags.signer !== undefined) {
    say(`breakglass: --signer is for a bundle, and ${plain(file)} is a journal, which nobody signs.`);
    return exits.usage;
  }
  const found = verifyJournal(file, flags.head);
  if (found.given?.found === 'malformed') {
    say(`breakglass: ${found.given.message}`);
    return exits.usage;
  }
  const isOther = found.problem?.seq === 1 && (await import('../journal/looks.ts')).looksOf(file) === 'other';
  if (flags.json) {
    const problem = isOther
      ? { ...found.problem, kind: 'no-journal', message: `It is no journal: ${OTHER}.` }
      : found.problem;
    print(JSON.stringify({ journal: file, ...found, ...(problem && { problem }) }));
  } else if (isOther) tellOther(file);
  else tell(file, found);
  return found.ok ? exits.done : exits.integrity;
}

async function passesForBundle(file: string): Promise<boolean> {
  return (await import('../run/bundle/passes.ts')).passesForBundle(file);
}

const OTHER = 'nothing in it looks like an entry of one';

/** Words of damage would make somebody look for who did it. */
function tellOther(file: string): void {
  say(`NO JOURNAL  ${plain(file)}: ${OTHER}.`);
  say(
    'Name a run, or its journal: a .jsonl file. If this was one, all of it was written over: keep it, and look for a copy.',
  );
}

function tell(file: string, found: Verification): void {
  if (found.problem) {
    say(`DAMAGED  ${plain(file)}, line ${found.problem.line}, entry ${found.problem.seq}`);
    say(plain(found.problem.message));
    say(intactBefore(found.problem.seq));
    say('Nothing was changed. Keep the file, and compare it with a copy or with a head that was noted elsewhere.');
  } else if (found.entries === 0) {
    say(`NO JOURNAL  ${plain(file)}: ${found.torn ? 'the opening of a run is not whole in it' : 'it is empty'}.`);
    say('A crash in the first moment leaves that, and so does a cut: there is nothing in it to go on with.');
  } else {
    print(
      `${found.ok ? 'INTACT' : 'NOT THAT JOURNAL'}  ${plain(file)}: ${found.entries} ${found.entries === 1 ? 'entry' : 'entries'}`,
    );
    print(`head ${found.head.hash}`);
  }
  if (found.torn && found.entries > 0) {
    print(`After them stand ${unfinished(found.torn)}, as a crash leaves them.`);
    print('The next one who resumes the run sets them aside.');
  }
  if (found.given) (found.ok ? print : say)(found.given.message);
  else if (found.ok) {
    print('Every entry is the one that was written after the entry before it. Without a head that was noted elsewhere');
    print('this cannot prove that nothing was cut off the end, or that the whole was not written anew: see --head.');
  }
}

function intactBefore(seq: number): string {
  if (seq === 1) return 'There is no entry before it.';
  return seq === 2 ? 'Entry 1 is intact.' : `Entries 1 to ${seq - 1} are intact.`;
}

/** What stands behind the last whole decision, in words. */
function unfinished({ bytes, entries }: NonNullable<Verification['torn']>): string {
  if (entries === 0) return `${bytes} bytes of an entry that was not finished`;
  const whole = entries === 1 ? '1 whole entry' : `${entries} whole entries`;
  return `${bytes} bytes of a decision that was not finished (${whole} of it)`;
}
