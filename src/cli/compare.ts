import { Command } from 'commander';
import type { Comparison } from '../run/restore/comparison.ts';
import type { Difference } from '../run/restore/differences.ts';
import type { Tree } from '../run/restore/tree.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
The program prints a tar archive on its standard output. Every file of it is hashed as it comes by and nothing is written;
then every file below the folder is read. Compared are paths, what lies there (file, folder, link, pipe, device), content by
SHA-256, where a link leads (none is followed), and whether the owner may execute a file. Not compared: times, owners, other
permissions. A program that fails, or an archive that is torn, sparse or has names that are no text, is an error, never "same".

Examples:
  breakglass compare /srv/restored -- restic dump 3f8a0c11 / --archive tar
  breakglass compare /srv/restored/srv/data --below /srv/data -- borg export-tar /backup::monday -
  breakglass compare ./checkout -- git -C ./repository archive v2.1.0
  breakglass compare /srv/restored --manifest known-good.sha256

A manifest is what sha256sum prints, which tells the content of files alone, or what breakglass digests prints.
Exit code 5: there are differences.`;

type Flags = EverywhereFlags & { manifest?: string; below?: string };

/** `breakglass compare`: is a folder, file by file, what a backup holds? */
export function compareCommand(): Command {
  return new Command('compare')
    .summary('compare a folder, file by file, with what a backup holds')
    .description('Compares a folder, file by file, with a tar archive that a program prints, or with a manifest.')
    .argument('<dir>', 'the folder')
    .argument('[program...]', 'after --: the program and its arguments; no shell reads them')
    .option('--manifest <file>', 'compare with the digests in a file instead')
    .option('--below <path>', 'of the archive or the manifest, only what lies below this path')
    .usage('<dir> [options] -- <program> [arguments…]')
    .addHelpText('after', help)
    .action(async (folder: string, program: string[], _flags: unknown, command: Command) => {
      process.exitCode = await compare(folder, program, command.optsWithGlobals());
    });
}

async function compare(folder: string, program: readonly string[], flags: Flags): Promise<number> {
  const { Problem } = await import('../run/problem.ts');
  const { comparison } = await import('../run/restore/comparison.ts');
  const { checkFolder, readFolder } = await import('../run/restore/folder-tree.ts');
  const { bytesOf, pathNamed } = await import('../run/restore/paths.ts');
  const { below, sizeOf } = await import('../run/restore/tree.ts');
  const { input } = await readSettings(flags);
  if (program.length > 0 === (flags.manifest !== undefined)) {
    const hint = 'Write the program behind --, or a manifest with --manifest.';
    throw new Problem('usage', 'Compared with what? One program, or one manifest.', hint);
  }
  const part = pathNamed(bytesOf(flags.below ?? ''));
  checkFolder(folder);
  const expected = below(await expectation(program, flags.manifest, input.value), part);
  if (sizeOf(expected).files === 0) throw new Problem('input', 'There is no file in it, so nothing would be compared.');
  const compared = comparison(expected, readFolder(folder));
  if (flags.json) print(JSON.stringify(compared));
  else tell(folder, flags.manifest ?? program.join(' '), compared);
  return compared.same ? exits.done : exits.unmet;
}

async function expectation(program: readonly string[], manifest: string | undefined, asks: boolean): Promise<Tree> {
  if (manifest === undefined) {
    const { treeFrom } = await import('../run/restore/archive-program.ts');
    return treeFrom(program, { asks });
  }
  const { readManifestFile } = await import('../run/restore/manifest-file.ts');
  return readManifestFile(manifest);
}

function tell(folder: string, source: string, { same, files, bytes, digest, differences, more }: Comparison): void {
  const size = `${counted(files, 'file')}, ${counted(bytes, 'byte')}`;
  if (same) {
    print(`SAME  ${plain(folder)}: ${size}, each as in ${shortened(source)}`);
    print(digest);
    return;
  }
  print(`DIFFERENT  ${plain(folder)}: ${size}, compared with ${shortened(source)}`);
  for (const difference of differences) print(`  ${lineOf(difference)}`);
  if (more > 0) print(`  and ${more.toLocaleString('en')} more`);
  say('It is not what it should be: put nothing of it in place before each difference is explained.');
}

function lineOf({ path, what, expected, found }: Difference): string {
  const name = oneLine(path);
  if (found === undefined) return `missing     ${name}: ${oneLine(expected ?? '')}`;
  if (expected === undefined) return `unexpected  ${name}: ${oneLine(found)}`;
  return `${what.padEnd(10)}  ${name}: ${oneLine(found)}; expected was ${oneLine(expected)}`;
}

function counted(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

/** A name may have line breaks, and must not look like another line. */
function oneLine(text: string): string {
  return plain(text.replaceAll('\n', '\\n').replaceAll('\t', '\\t'));
}

function shortened(text: string): string {
  const line = oneLine(text);
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
