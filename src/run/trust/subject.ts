import { resolve } from 'node:path';
import { readYaml, type YamlDocument } from '../../language/yaml.ts';
import { argvAsWritten, callAsWritten, wordAsWritten } from '../../playbook/catalogue/as-written.ts';
import type { Catalogue } from '../../playbook/catalogue/model.ts';
import { understandCatalogue } from '../../playbook/catalogue/reader.ts';
import { secretsOf } from '../../playbook/catalogue/secret-names.ts';
import { allSteps, type Playbook } from '../../playbook/model.ts';
import { understandPlaybook } from '../../playbook/reader.ts';
import { validPlaybook } from '../documents.ts';
import { readText, statOf } from '../files.ts';
import { Problem } from '../problem.ts';
import { shipped, shippedCatalogues } from '../shipped.ts';
import type { TrustDocument } from '../trust.ts';
import { yamlIn } from '../walk.ts';

/** One thing that a text would have done, as it is written there. */
export interface Deed {
  /** Which part of it: `step isolate`, `github/disable-workflow`. */
  readonly of: string;
  readonly does: string;
}

/** What somebody is asked to trust. */
export interface TrustSubject {
  readonly document: TrustDocument;
  readonly deeds: readonly Deed[];
  /** Secrets that it reads, by name. */
  readonly secrets: readonly string[];
}

/**
 * Playbooks and catalogues, read once each to be shown and trusted: nothing of them is run or evaluated. A folder stands for
 * those that lie in it. @throws Problem where one is invalid, or needs no trust
 */
export function readSubjects(path: string): TrustSubject[] {
  const stats = statOf(path);
  if (stats?.isDirectory()) {
    const files = yamlIn(path).filter((file) => /^(?:playbook|catalogue):/m.test(readText(file)));
    if (files.length > 0) return files.map(readSubject);
    throw new Problem('usage', `There is no playbook and no catalogue in ${path}.`, 'Check the name of the folder.');
  }
  if (!stats && shipped('playbook', path))
    throw new Problem('usage', `${path} came with Breakglass: it needs no trust.`, 'Name a file of your own.');
  return [readSubject(path)];
}

function readSubject(file: string): TrustSubject {
  const text = readText(file);
  const document = readYaml({ file, text });
  const lies = { text, file: resolve(file), shipped: shippedCatalogues().includes(resolve(file)) };
  if (has(document, 'catalogue')) {
    const catalogue = validCatalogue(document);
    return {
      document: { sort: 'catalogue', id: catalogue.id, ...lies },
      deeds: deedsOfCatalogue(catalogue),
      secrets: secretsOf(catalogue),
    };
  }
  if (has(document, 'scenario'))
    throw new Problem('usage', `${file} is a scenario: a drill runs nothing, so it needs no trust.`);
  const playbook = validPlaybook(understandPlaybook(document));
  return {
    document: { sort: 'playbook', id: playbook.id, ...lies },
    deeds: deedsOfPlaybook(playbook),
    secrets: playbook.secrets,
  };
}

function validCatalogue(document: YamlDocument): Catalogue {
  const { catalogue, diagnostics } = understandCatalogue(document);
  if (catalogue) return catalogue;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  throw new Problem('input', `${document.source.file} is not valid.`, undefined, errors);
}

function deedsOfPlaybook(playbook: Playbook): Deed[] {
  return allSteps(playbook).flatMap(({ id, run, uses, with: values = {} }) => {
    const of = `step ${id}`;
    const given = Object.entries(values).map(([name, { text }]) => ` ${name}=${wordAsWritten(text)}`);
    return [
      ...(run ? [{ of, does: argvAsWritten(run) }] : []),
      ...(uses === undefined ? [] : [{ of, does: `the action ${uses}${given.join('')}` }]),
    ];
  });
}

function deedsOfCatalogue(catalogue: Catalogue): Deed[] {
  const { id, tools, probe, actions } = catalogue;
  return [
    ...tools.map(({ tool, version }) => ({ of: `version of ${tool}`, does: version.map(wordAsWritten).join(' ') })),
    ...(probe ? [{ of: `probe of ${id}`, does: callAsWritten(probe, catalogue) }] : []),
    ...actions.flatMap((action) =>
      action.calls.map((call) => ({ of: action.id, does: callAsWritten(call, catalogue) })),
    ),
  ];
}

function has({ value }: YamlDocument, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
