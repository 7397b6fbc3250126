import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../engine/entries.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import { nearest } from '../language/nearest.ts';
import type { Action, Catalogue } from '../playbook/catalogue/model.ts';
import { type CatalogueReading, readCatalogue } from '../playbook/catalogue/reader.ts';
import { documentOf } from './documents.ts';
import { readText, statOf } from './files.ts';
import { Problem } from './problem.ts';
import { shippedCatalogues } from './shipped.ts';
import { yamlIn } from './walk.ts';

/** A catalogue's text, and where it lies. */
export interface CatalogueFile {
  readonly document: Document;
  readonly file: string;
  readonly shipped: boolean;
}

export interface LoadedCatalogues {
  /** Own ones before shipped ones, each by the name of its file. No two have the same id. */
  readonly catalogues: readonly Catalogue[];
  /** The same, in the same order, as they are journaled. */
  readonly documents: readonly CatalogueFile[];
  readonly warnings: readonly Diagnostic[];
}

interface Read {
  readonly catalogue: Catalogue;
  readonly reading: CatalogueReading;
  readonly file: string;
  readonly shipped: boolean;
}

/**
 * The catalogues of actions that a live run has: those of files and folders that are named, those in `actions/` of the
 * folder `beside` which a playbook of one's own lies, and the shipped ones. One's own takes the place of a shipped one of the same id.
 * @throws Problem with everything that is wrong in them
 */
export function loadCatalogues(extra: readonly string[], beside?: string): LoadedCatalogues {
  const shipped = shippedCatalogues();
  const own = ownFiles(extra, beside, shipped);
  const all = readAll([...own.map((file) => ({ file, shipped: false })), ...shipped.map(asShipped)]);
  const kept = new Map<string, Read>();
  const warnings = all.flatMap(({ reading }) => reading.diagnostics);
  const twice: Diagnostic[] = [];
  for (const one of all) {
    const first = kept.get(one.catalogue.id);
    if (!first) kept.set(one.catalogue.id, one);
    else if (one.shipped) warnings.push(replaced(first));
    else twice.push(givenTwice(one, first));
  }
  if (twice.length > 0) throw new Problem('input', 'Two catalogues have the same id.', undefined, twice);
  const left = [...kept.values()];
  return { catalogues: left.map(({ catalogue }) => catalogue), documents: left.map(asFile), warnings };
}

/**
 * Refuses an endpoint of a catalogue that is not there: what it was meant for would be sent to another server.
 * @throws Problem with the nearest right name
 */
export function refuseUnknownEndpoints(
  {
    value,
    from,
  }: { readonly value: Readonly<Record<string, string>>; readonly from: Readonly<Record<string, string>> },
  catalogues: readonly Catalogue[],
): void {
  const known = catalogues.map(({ id }) => id);
  const unknown = Object.keys(value).find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new Problem(
    'input',
    `There is no catalogue ${JSON.stringify(unknown)} whose requests could go to the endpoint in ${from[unknown]}.`,
    near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
  );
}

/** Several runs of a store mostly have the same catalogues, and to read one takes its time. */
const read = new Map<string, Catalogue>();

/** The actions of the catalogues in `actions/` of a folder, those that can be read: a drill is held up by none of them. */
export function actionsBeside(folder: string): readonly Action[] {
  const inside = join(folder, 'actions');
  if (statOf(inside)?.isDirectory() !== true) return [];
  return cataloguesIn(inside).flatMap((file) => readCatalogue(sourceOf(file)).catalogue?.actions ?? []);
}

/** The catalogues of a run, from their texts in its journal. @throws Problem of kind `integrity` where one cannot be read */
export function journaledCatalogues(documents: readonly Document[]): Catalogue[] {
  return documents.map(({ id, text }) => {
    const file = `${id} (in the journal)`;
    const known = read.get(text);
    if (known) return known;
    const { catalogue, diagnostics } = readCatalogue({ file, text });
    if (catalogue) {
      read.set(text, catalogue);
      return catalogue;
    }
    const hint = 'Another version of breakglass may have written it.';
    throw new Problem('integrity', `The catalogue ${file} cannot be read.`, hint, diagnostics.filter(isError));
  });
}

/** One's own files, none twice, and none that is shipped: whoever works on Breakglass names its folders too. */
function ownFiles(extra: readonly string[], beside: string | undefined, shipped: readonly string[]): string[] {
  const inActions = beside === undefined ? undefined : join(beside, 'actions');
  const named = extra.flatMap((path) => {
    if (!statOf(path)?.isDirectory()) return [path];
    const files = cataloguesIn(path);
    if (files.length > 0) return files;
    throw new Problem('input', `There is no catalogue of actions in ${path}.`, 'Correct `actions` in breakglass.yaml.');
  });
  const isThere = inActions !== undefined && statOf(inActions)?.isDirectory() === true;
  const seen = new Set(shipped.map(realOf));
  return [...named, ...(isThere ? cataloguesIn(inActions) : [])].filter((file) => {
    const real = realOf(file);
    const isNew = !seen.has(real);
    seen.add(real);
    return isNew;
  });
}

/** A folder may hold other YAML, such as what a forge calls actions. */
function cataloguesIn(folder: string): string[] {
  return yamlIn(folder).filter((file) => /^catalogue:/m.test(readText(file)));
}

function readAll(files: readonly { readonly file: string; readonly shipped: boolean }[]): Read[] {
  const read = files.map(({ file, shipped }) => ({ file, shipped, reading: readCatalogue(sourceOf(file)) }));
  const errors = read.flatMap(({ reading }) => (reading.catalogue ? [] : reading.diagnostics.filter(isError)));
  if (errors.length > 0) throw new Problem('input', 'A catalogue of actions is not valid.', undefined, errors);
  return read.flatMap((one) => (one.reading.catalogue ? [{ ...one, catalogue: one.reading.catalogue }] : []));
}

function sourceOf(file: string) {
  return { file, text: readText(file) };
}

function asShipped(file: string) {
  return { file, shipped: true };
}

function asFile({ catalogue: { id, version }, reading, file, shipped }: Read): CatalogueFile {
  return { document: documentOf(id, version, reading.document.source.text), file, shipped };
}

function replaced({ catalogue: { id }, reading: { document }, file }: Read): Diagnostic {
  return {
    code: 'name-duplicate',
    severity: 'warning',
    source: document.source,
    range: document.at(['catalogue']),
    message: `${file} takes the place of the shipped catalogue ${id}`,
    hint: 'Give it another id to have both.',
  };
}

function givenTwice({ catalogue: { id }, reading: { document } }: Read, first: Read): Diagnostic {
  const other = first.reading.document;
  return {
    code: 'name-duplicate',
    severity: 'error',
    source: document.source,
    range: document.at(['catalogue']),
    message: `${first.file} is the catalogue ${id} already`,
    hint: 'Give one of them another id.',
    related: [{ source: other.source, range: other.at(['catalogue']), message: 'the other one' }],
  };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // What is not there is said when it is read.
    return file;
  }
}
