import { type Diagnostic, sortDiagnostics } from '../language/diagnostic.ts';
import { nearest } from '../language/nearest.ts';
import type { Source } from '../language/source.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import type { Catalogue } from '../playbook/catalogue/model.ts';
import { type CatalogueReading, readCatalogue, understandCatalogue } from '../playbook/catalogue/reader.ts';
import { namedActions, unprovenRevocations } from '../playbook/catalogue/together.ts';
import type { Playbook } from '../playbook/model.ts';
import { type PlaybookReading, readPlaybook, understandPlaybook } from '../playbook/reader.ts';
import type { Clue } from './clues.ts';
import { type ScenarioReading, understandScenario } from './reader.ts';

/** What a check may look at beside the files that it was given. */
export interface Surroundings {
  /** The playbook of this id where no given file is; null where there is none. */
  playbook(id: string): Source | null;
  /** Catalogues of actions beside those that were given. */
  catalogues(): readonly Source[];
  /** Reads a file beside a scenario. */
  clue(scenario: Source, path: string): ReturnType<Clue>;
}

export interface Checked {
  readonly playbooks: readonly { readonly source: Source; readonly reading: PlaybookReading }[];
  readonly catalogues: readonly { readonly source: Source; readonly reading: CatalogueReading }[];
  /** Each beside its playbook; null where that cannot be had, or has errors. */
  readonly scenarios: readonly {
    readonly source: Source;
    readonly reading: ScenarioReading;
    readonly playbook: Playbook | null;
  }[];
  /** Of all given files, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

const kindsOfDocuments = ['playbook', 'scenario', 'catalogue'] as const;
type KindOfDocument = (typeof kindsOfDocuments)[number];

/** What a file is, by its top keys. A scenario names its playbook, so its own key goes first. */
function kindOfDocument({ value }: YamlDocument): KindOfDocument | null {
  if (!isMapping(value)) return null;
  const has = (...keys: string[]) => keys.some((key) => Object.hasOwn(value, key));
  if (has('scenario')) return 'scenario';
  if (has('phases', 'roles')) return 'playbook';
  if (has('world', 'injects', 'briefing')) return 'scenario';
  if (has('catalogue', 'actions')) return 'catalogue';
  return has('playbook') ? 'playbook' : null;
}

/** Checks playbooks, scenarios and catalogues together. Pure: what is not given comes through `surroundings`. Never throws. */
export function checkSources(sources: readonly Source[], surroundings: Surroundings): Checked {
  const found: Diagnostic[] = [];
  const documents = sources.map((source) => ({ source, document: readYaml(source) }));
  const of = (kind: KindOfDocument) => documents.filter(({ document }) => kindOfDocument(document) === kind);
  const playbooks = of('playbook').map(({ source, document }) => ({ source, reading: understandPlaybook(document) }));
  const catalogues = of('catalogue').map(({ source, document }) => ({
    source,
    reading: understandCatalogue(document),
  }));
  const shelf = new Shelf(playbooks, surroundings);
  const scenarios = of('scenario').map(({ source, document }) => {
    const playbook = shelf.find(document, found);
    const reading = understandScenario(document, playbook, (path) => surroundings.clue(source, path));
    const isBroken = playbooks.some((one) => one.reading.playbook === null && one.reading.draft === playbook);
    return { source, reading, playbook: isBroken ? null : playbook };
  });
  for (const { document } of documents) if (kindOfDocument(document) === null) found.push(...unknownDocument(document));
  for (const { reading } of [...playbooks, ...scenarios, ...catalogues]) found.push(...reading.diagnostics);
  for (const kind of kindsOfDocuments) found.push(...sameIds(kind, of(kind)));
  found.push(...acrossCatalogues(playbooks, catalogues, surroundings));
  return { playbooks, scenarios, catalogues, diagnostics: sortDiagnostics(found) };
}

/** What only catalogues beside each other, and beside playbooks, can tell. Of documents with errors nothing more is said. */
function acrossCatalogues(
  playbooks: Checked['playbooks'],
  given: Checked['catalogues'],
  surroundings: Surroundings,
): Diagnostic[] {
  const named = playbooks.filter(({ reading }) => /\buses:/.test(reading.document.source.text));
  if (named.length === 0 && given.length === 0) return [];
  const all = new Map<string, Catalogue | null>();
  for (const { reading } of given) all.set(idOf(reading.document, 'catalogue') ?? '', reading.catalogue);
  for (const source of surroundings.catalogues()) {
    const { catalogue } = readCatalogue(source);
    if (catalogue && !all.has(catalogue.id)) all.set(catalogue.id, catalogue);
  }
  const models = [...all.values()].filter((catalogue) => catalogue !== null);
  const whole = given.flatMap(({ reading: { catalogue: model, document } }) => (model ? [{ model, document }] : []));
  const naming = named.flatMap(({ reading: { playbook: model, document } }) => (model ? [{ model, document }] : []));
  return [...unprovenRevocations(whole, models), ...naming.flatMap((one) => namedActions(one, all))];
}

/** Playbooks by id: those given first, then those around, each read once. */
class Shelf {
  readonly #given = new Map<string, Playbook | null>();
  readonly #around = new Map<string, Playbook | null>();
  readonly #surroundings: Surroundings;

  constructor(playbooks: Checked['playbooks'], surroundings: Surroundings) {
    this.#surroundings = surroundings;
    for (const { reading } of playbooks) {
      const id = idOf(reading.document, 'playbook');
      if (id !== null && !this.#given.has(id)) this.#given.set(id, reading.draft);
    }
  }

  /** The playbook of a scenario; null where it cannot be had. A broken one that was given speaks for itself. */
  find(scenario: YamlDocument, found: Diagnostic[]): Playbook | null {
    const id = idOf(scenario, 'playbook');
    if (id === null) return null;
    const given = this.#given.get(id);
    if (given !== undefined) return given;
    const around = this.#lookAround(id);
    if (around === undefined) found.push(unknownPlaybook(scenario, id, this.#given.keys()));
    else if (around === null) found.push(brokenPlaybook(scenario, id));
    return around ?? null;
  }

  #lookAround(id: string): Playbook | null | undefined {
    const known = this.#around.get(id);
    if (known !== undefined) return known;
    const source = this.#surroundings.playbook(id);
    if (source === null) return undefined;
    const { playbook } = readPlaybook(source);
    this.#around.set(id, playbook);
    return playbook;
  }
}

function unknownPlaybook(scenario: YamlDocument, id: string, given: Iterable<string>): Diagnostic {
  const near = nearest(id, given);
  const hint =
    near === null ? 'Check both files together, or put the playbook beside the scenario.' : `Did you mean \`${near}\`?`;
  return playbookDiagnostic(scenario, `there is no playbook \`${id}\``, hint);
}

function brokenPlaybook(scenario: YamlDocument, id: string): Diagnostic {
  return playbookDiagnostic(scenario, `the playbook \`${id}\` has errors`, 'Check it as well, and mend it first.');
}

function playbookDiagnostic({ source, at }: YamlDocument, message: string, hint: string): Diagnostic {
  return { code: 'playbook-unknown', severity: 'error', source, range: at(['playbook']), message, hint };
}

function unknownDocument(document: YamlDocument): readonly Diagnostic[] {
  if (document.value === undefined) return document.diagnostics;
  const [firstKey] = isMapping(document.value) ? Object.keys(document.value) : [];
  const own: Diagnostic = {
    code: 'document-unknown',
    severity: 'error',
    source: document.source,
    range: firstKey === undefined ? document.at([]) : document.keyAt([firstKey]),
    message: 'this is no playbook, no scenario, no catalogue of actions and no contacts',
    hint: 'A playbook starts with `playbook: its-id`, a scenario with `scenario: its-id`, a catalogue with `catalogue: its-id`, contacts with `contacts: their-id`.',
  };
  return [...document.diagnostics, own];
}

function sameIds(key: KindOfDocument, given: readonly { readonly document: YamlDocument }[]): Diagnostic[] {
  const first = new Map<string, YamlDocument>();
  return given.flatMap(({ document }) => {
    const id = idOf(document, key);
    const earlier = id === null ? undefined : first.get(id);
    if (id !== null && earlier === undefined) first.set(id, document);
    if (earlier === undefined) return [];
    const related = [{ source: earlier.source, range: earlier.at([key]), message: 'the first one is here' }];
    const message = `another ${key} is already called \`${id}\``;
    const hint = 'Give one of them another id.';
    return [
      {
        code: 'name-duplicate' as const,
        severity: 'error' as const,
        source: document.source,
        range: document.at([key]),
        message,
        hint,
        related,
      },
    ];
  });
}

function idOf({ value }: YamlDocument, key: string): string | null {
  if (!isMapping(value) || !Object.hasOwn(value, key)) return null;
  const id = value[key];
  return typeof id === 'string' ? id : null;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
