import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readContacts } from '../contacts/reader.ts';
import { type Diagnostic, sortDiagnostics } from '../language/diagnostic.ts';
import { isId } from '../language/ids.ts';
import type { Source } from '../language/source.ts';
import { checkSources } from '../scenario/check.ts';
import { replayDrifts } from './as-it-happened.ts';
import { clueReader, namedPlaybook } from './content.ts';
import { readText, statOf } from './files.ts';
import { Problem } from './problem.ts';
import { type Found, shipped, shippedCatalogues, shippedNames } from './shipped.ts';
import { type Walked, yamlFiles, yamlIn } from './walk.ts';

/** What a check of files found. */
export interface CheckedFiles {
  /** How many were checked. */
  readonly files: number;
  /** Files found in folders that are no playbook, scenario, catalogue or contacts, nor shown by one. */
  readonly skipped: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the playbooks, scenarios, catalogues of actions and contacts that paths stand for, all together; without a path, the shipped ones. A replay is
 * played, and held to its published times.
 * @throws Problem where a path means nothing, a folder has no document in it, or a file cannot be read at all
 */
export function checkPaths(paths: readonly string[]): CheckedFiles {
  const walked = paths.length > 0 ? yamlFiles(paths) : shippedFiles();
  const sources: Source[] = [];
  const contacts: Source[] = [];
  const others: string[] = [];
  const unread: Diagnostic[] = [];
  for (const one of walked) {
    const text = textOf(one, unread);
    if (text === null) continue;
    if (isContacts(text)) contacts.push({ file: one.file, text });
    else if (one.named || isDocument(text)) sources.push({ file: one.file, text });
    else others.push(one.file);
  }
  const documents = [...[...sources, ...contacts].map(({ file }) => file), ...unread.map(({ source }) => source.file)];
  for (const path of paths) refuseEmpty(path, documents);
  const beside = besides(sources);
  const clues = new Set<string>();
  const checked = checkSources(sources, {
    playbook: (id) => beside.get(id) ?? shippedPlaybook(id),
    catalogues: () => cataloguesAround(sources),
    clue: (scenario, path) => {
      clues.add(resolve(dirname(scenario.file), path));
      return clueReader(foundAt(scenario.file)).clue(path);
    },
  });
  const skipped = others.filter((file) => !clues.has(resolve(file)));
  const found = [...checked.diagnostics, ...checked.scenarios.flatMap(replayDrifts)];
  const diagnostics = sortDiagnostics([...found, ...contacts.flatMap((one) => readContacts(one).diagnostics)]);
  return { files: documents.length, skipped, diagnostics: [...unread, ...diagnostics] };
}

/** The scenarios in a folder. @throws Problem */
export function scenarioFiles(folder: string): Found[] {
  return yamlFiles([folder]).flatMap(({ file }) => (/^scenario:/m.test(readText(file)) ? [foundAt(file)] : []));
}

/** A folder that has nothing to check was named by mistake: to say that nothing is wrong would let it pass. */
function refuseEmpty(path: string, documents: readonly string[]): void {
  if (!statOf(path)?.isDirectory() || documents.some((file) => isBelow(path, file))) return;
  throw new Problem(
    'usage',
    `There is no playbook, scenario, catalogue or contacts in ${path}.`,
    'Check the name of the folder.',
  );
}

function isBelow(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

function shippedFiles(): Walked[] {
  const found = (['playbook', 'scenario'] as const).flatMap((sort) =>
    shippedNames(sort).map((name) => shipped(sort, name)),
  );
  const files = [...found.flatMap((one) => (one ? [one.file] : [])), ...shippedCatalogues()];
  return files.map((file) => ({ file, named: true }));
}

/** The text of a file; null where what keeps it from being read is a diagnostic of its own. */
function textOf({ file }: Walked, unread: Diagnostic[]): string | null {
  try {
    return readText(file);
  } catch (error) {
    if (!(error instanceof Problem) || error.diagnostics.length === 0) throw error;
    unread.push(...error.diagnostics);
    return null;
  }
}

/** Contacts say so, or have people and are nothing else. */
function isContacts(text: string): boolean {
  return /^contacts:/m.test(text) || (/^people:/m.test(text) && !isDocument(text));
}

/** Told by the text, not by what YAML makes of it: a document that is broken is still a document. */
function isDocument(text: string): boolean {
  return /^(?:playbook|scenario|catalogue):/m.test(text);
}

/** The playbooks that lie beside the scenarios given, by id. */
function besides(sources: readonly Source[]): Map<string, Source> {
  const found = new Map<string, Source>();
  for (const { file, text } of sources) {
    const id = /^playbook:[ \t]*["']?([a-z0-9-]+)/m.exec(text)?.[1];
    if (id === undefined || !/^scenario:/m.test(text) || !isId(id) || found.has(id)) continue;
    const beside = namedPlaybook(foundAt(file), id);
    if (beside && !beside.shipped) found.set(id, { file: beside.file, text: readText(beside.file) });
  }
  return found;
}

/** The catalogues in `actions/` beside the documents given, where a live run looks too, and then the shipped ones. */
function cataloguesAround(sources: readonly Source[]): Source[] {
  const folders = [...new Set(sources.map(({ file }) => join(dirname(file), 'actions')))];
  const beside = folders.filter((folder) => statOf(folder)?.isDirectory()).flatMap(yamlIn);
  const read = [...beside, ...shippedCatalogues()].map((file) => ({ file, text: readText(file) }));
  return read.filter(({ text }) => /^catalogue:/m.test(text));
}

function shippedPlaybook(id: string): Source | null {
  const found = shipped('playbook', id);
  return found && { file: found.file, text: readText(found.file) };
}

function foundAt(file: string): Found {
  return { sort: 'scenario', shown: file, file, shipped: false };
}
