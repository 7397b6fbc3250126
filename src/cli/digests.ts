import { Command } from 'commander';
import { print } from './output.ts';
import type { EverywhereFlags } from './settings.ts';

const help = `
What it prints is what sha256sum prints, so 'sha256sum --check' reads it; comments tell what that knows nothing of: links,
empty folders, which files are executable. With --json, the one digest of all of it, which 'breakglass compare' prints too.

Examples:
  breakglass digests /srv/data > known-good.sha256
  breakglass compare /srv/restored --manifest known-good.sha256`;

/** `breakglass digests`: the digests of all that is in a folder, to compare another one with. */
export function digestsCommand(): Command {
  return new Command('digests')
    .summary('print the digests of all files of a folder')
    .description('Prints the SHA-256 of a file, or of every file below a folder, as a manifest to compare with.')
    .argument('<path>', 'the folder, or the file')
    .addHelpText('after', help)
    .action(async (path: string, _flags: unknown, command: Command) => {
      await digests(path, command.optsWithGlobals());
    });
}

async function digests(path: string, flags: EverywhereFlags): Promise<void> {
  const { treeAt } = await import('../run/restore/folder-tree.ts');
  const { digestOf, manifestLines } = await import('../run/restore/manifest.ts');
  const { sizeOf } = await import('../run/restore/tree.ts');
  const { tree, file } = treeAt(path);
  if (flags.json) {
    print(JSON.stringify({ ...sizeOf(tree), digest: file ? `sha256:${file.digest}` : digestOf(tree) }));
    return;
  }
  // Names are bytes, and need not be text.
  for (const line of manifestLines(tree)) process.stdout.write(Buffer.from(line, 'latin1'));
}
