import { createHash } from 'node:crypto';
import { Problem } from '../problem.ts';
import { folderOf, type Path, pathNamed, shownShort } from './paths.ts';
import { type Entry, Listing, type Tree } from './tree.ts';

/**
 * The manifest of a tree is what `sha256sum` prints of its files, sorted by the bytes of their paths; what `sha256sum` knows
 * nothing of stands in comments, which `sha256sum --check` passes over. Equal trees have equal manifests, whatever they were
 * read from, and trees that differ in anything that is compared have different ones.
 */
const HEADER = '# breakglass manifest 1';

/** The manifest, line by line, each with its line break, one character a byte. */
export function* manifestLines(tree: Tree): Generator<string> {
  yield `${HEADER}\n`;
  const filled = new Set([...tree.entries.keys()].map(folderOf));
  for (const path of [...tree.entries.keys()].sort()) {
    const entry = tree.entries.get(path);
    if (!entry) continue;
    if (entry.kind === 'folder') {
      // A folder that holds something is told by what it holds.
      if (!filled.has(path)) yield comment('folder', path);
    } else if (entry.kind === 'link') yield comment('link', path, entry.target);
    else if (entry.kind === 'special') yield comment('special', path, entry.what);
    else {
      if (entry.executable) yield comment('executable', path);
      yield fileLine(entry.digest, path);
    }
  }
}

/** `sha256:…` of the manifest: one figure for all of a tree. */
export function digestOf(tree: Tree): string {
  const hash = createHash('sha256');
  for (const line of manifestLines(tree)) hash.update(line, 'latin1');
  return `sha256:${hash.digest('hex')}`;
}

/**
 * The tree that a manifest lists: this program's own, or what `sha256sum` printed. The text is given as its bytes.
 * @throws Problem that names the line where it is none
 */
export function readManifest(text: string, shown: string): Tree {
  const lines = text.split('\n');
  const own = lines[0] === HEADER;
  const listing = new Listing();
  const executables = new Set<Path>();
  for (const [index, line] of lines.entries()) {
    if (line === '' || (line.startsWith('#') && (!own || index === 0))) continue;
    try {
      if (line.startsWith('#')) readComment(line, listing, executables);
      else readFileLine(line, listing, own ? executables : undefined);
    } catch (error) {
      throw error instanceof Problem ? atLine(error, shown, index + 1) : error;
    }
  }
  const [loose] = executables;
  if (loose !== undefined) throw new Problem('input', `${shown} lists no file for ${shownShort(loose)}.`, howMade);
  if (listing.entries.size === 0) throw new Problem('input', `${shown} lists no file.`, howMade);
  return { entries: listing.entries, contentOnly: !own };
}

const howMade = "A manifest is what 'sha256sum' prints, or 'breakglass digests'.";

/** As `sha256sum` writes it: a backslash at the start says that there are escapes in the name. */
function fileLine(digest: string, path: Path): string {
  return /[\\\n\r]/.test(path) ? `\\${digest}  ${escaped(path)}\n` : `${digest}  ${path}\n`;
}

function comment(...words: readonly string[]): string {
  return `# ${words.map(escaped).join('\t')}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (char) => escapes[char] ?? char);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function unescaped(text: string): string {
  return text.replace(/\\(.?)/gs, (_, letter: string) => {
    const char = { '\\': '\\', n: '\n', r: '\r', t: '\t' }[letter];
    if (char === undefined) throw new Problem('input', `There is no escape \\${letter}.`, howMade);
    return char;
  });
}

function readFileLine(line: string, listing: Listing, executables: Set<Path> | undefined): void {
  const [, mark, digest = '', name = ''] = /^(\\?)([0-9A-Fa-f]{64}) [ *](.+)$/s.exec(line) ?? [];
  if (digest === '') throw new Problem('input', `This is no line of a manifest: ${shownShort(line)}`, howMade);
  const path = pathNamed(mark ? unescaped(name) : name);
  const executable = executables?.delete(path);
  const known = executable === undefined ? {} : { executable };
  listing.add(path, { kind: 'file', digest: digest.toLowerCase(), ...known });
}

function readComment(line: string, listing: Listing, executables: Set<Path>): void {
  const [sort, name = '', value] = line.slice('# '.length).split('\t').map(unescaped);
  const path = pathNamed(name);
  const entry = entryOf(sort ?? '', value);
  if (sort === 'executable' && value === undefined) executables.add(path);
  else if (entry) listing.add(path, entry);
  else throw new Problem('input', `This is no line of a manifest: ${shownShort(line)}`, howMade);
}

function entryOf(sort: string, value: string | undefined): Entry | null {
  if (sort === 'folder' && value === undefined) return { kind: 'folder' };
  if (sort === 'link' && value !== undefined) return { kind: 'link', target: value };
  return sort === 'special' && value !== undefined ? { kind: 'special', what: value } : null;
}

function atLine(problem: Problem, shown: string, line: number): Problem {
  return new Problem('input', `${shown}, line ${line}: ${problem.message}`, problem.hint);
}
