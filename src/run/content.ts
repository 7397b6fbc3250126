import { join, relative } from 'node:path';
import { type Definition, define } from '../engine/definition.ts';
import type { Document } from '../engine/entries.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import { isId } from '../language/ids.ts';
import { nearest } from '../language/nearest.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import type { Playbook } from '../playbook/model.ts';
import { understandPlaybook } from '../playbook/reader.ts';
import type { Clue } from '../scenario/clues.ts';
import type { Scenario } from '../scenario/model.ts';
import { documentOf, validPlaybook, validScenario } from './documents.ts';
import { folderOf, readInside, readText, statOf } from './files.ts';
import { Problem } from './problem.ts';
import { type Found, find, shipped, shippedNames } from './shipped.ts';
import { takesOf } from './takes.ts';

export interface LoadedPlaybook {
  readonly found: Found;
  readonly playbook: Playbook;
  readonly document: Document;
  readonly warnings: readonly Diagnostic[];
}

export interface LoadedScenario {
  readonly found: Found;
  readonly scenario: Scenario;
  readonly playbook: Playbook;
  readonly definition: Definition;
  /** Both as they are journaled, with the clues that were read. */
  readonly documents: {
    readonly playbook: Document;
    readonly scenario: Document & { readonly clues: Record<string, string> };
  };
  readonly warnings: readonly Diagnostic[];
}

/** A playbook by a name on the command line. @throws Problem */
export function loadPlaybook(name: string): LoadedPlaybook {
  return playbookIn(find('playbook', name));
}

/** A scenario by a name on the command line, with the playbook that it names. @throws Problem */
export function loadScenario(name: string): LoadedScenario {
  return scenarioIn(find('scenario', name));
}

/** A scenario that was found. @throws Problem */
export function scenarioIn(found: Found): LoadedScenario {
  const document = readYaml({ file: found.shown, text: readText(found.file, found.shown) });
  refuseOther(document, 'scenario');
  const name = keyOf(document, 'playbook');
  const beside = typeof name === 'string' && isId(name) ? namedPlaybook(found, name) : null;
  const loaded = beside ? playbookIn(beside) : noPlaybook(found, document);
  const { playbook } = loaded;
  const { clue, clues } = clueReader(found);
  const { scenario, diagnostics } = validScenario(document, playbook, clue);
  const text = document.source.text;
  return {
    found,
    scenario,
    playbook,
    definition: define(
      playbook,
      scenario,
      [],
      takesOf(playbook, scenario, beside?.shipped === false ? beside.file : null),
    ),
    documents: {
      playbook: loaded.document,
      scenario: { ...documentOf(scenario.id, scenario.version, text), clues },
    },
    warnings: [...loaded.warnings, ...diagnostics],
  };
}

/**
 * The playbook that a scenario names: a file of that name beside it, then in `playbooks/` beside its folder, then the
 * shipped one; null where none is there.
 */
export function namedPlaybook(scenario: Found, name: string): Found | null {
  const folder = folderOf(scenario.file);
  const files = [join(folder, `${name}.yaml`), join(folder, '..', 'playbooks', `${name}.yaml`)];
  const file = files.find((path) => statOf(path)?.isFile());
  if (file === undefined || scenario.shipped) return shipped('playbook', name);
  return { sort: 'playbook', shown: relative(process.cwd(), file), file, shipped: false };
}

/** What reads the clues beside a scenario, and keeps what it read. */
export function clueReader(scenario: Found): { clue: Clue; clues: Record<string, string> } {
  const clues: Record<string, string> = {};
  const clue: Clue = (path) => {
    try {
      const text = readInside(folderOf(scenario.file), path);
      Object.defineProperty(clues, path, { value: text, enumerable: true, configurable: true, writable: true });
      return { text };
    } catch (error) {
      if (error instanceof Problem) return { problem: error.message };
      throw error;
    }
  };
  return { clue, clues };
}

/** The value of a top-level key; undefined where the document has none. */
function keyOf(document: YamlDocument, key: string): unknown {
  const { value } = document;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function playbookIn(found: Found): LoadedPlaybook {
  const document = readYaml({ file: found.shown, text: readText(found.file, found.shown) });
  refuseOther(document, 'playbook');
  const reading = understandPlaybook(document);
  const playbook = validPlaybook(reading);
  return {
    found,
    playbook,
    document: documentOf(playbook.id, playbook.version, document.source.text),
    warnings: reading.diagnostics,
  };
}

/** Every key of the one sort would be wrong in the other: one sentence says it better than fifty diagnostics. */
function refuseOther(document: YamlDocument, wanted: 'playbook' | 'scenario'): void {
  const isScenario = keyOf(document, 'scenario') !== undefined;
  const isPlaybook = !isScenario && keyOf(document, 'playbook') !== undefined;
  const other = isScenario ? 'scenario' : isPlaybook ? 'playbook' : null;
  if (other === null || other === wanted) return;
  const hint =
    other === 'scenario'
      ? `It can be drilled: breakglass drill ${document.source.file}`
      : `A scenario that drills it names it: playbook: …`;
  throw new Problem('input', `${document.source.file} is a ${other}, not a ${wanted}.`, hint);
}

function noPlaybook(found: Found, document: YamlDocument): never {
  // What is wrong with the scenario itself comes first: its `playbook` may be missing, or no name at all.
  validScenario(document, null, clueReader(found).clue);
  const name = String(keyOf(document, 'playbook'));
  const near = nearest(name, shippedNames('playbook'));
  const hint = near
    ? `Did you mean ${near}?`
    : `Put ${name}.yaml beside it, or name one of: ${shippedNames('playbook').join(', ')}.`;
  throw new Problem(
    'input',
    `${found.shown} names the playbook ${name}, which is neither beside it nor shipped.`,
    hint,
  );
}
