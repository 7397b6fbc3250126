import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journaledCatalogues, loadCatalogues, refuseUnknownEndpoints } from '../../src/run/catalogues.ts';
import { documentOf } from '../../src/run/documents.ts';
import { Problem } from '../../src/run/problem.ts';
import { shippedCatalogues } from '../../src/run/shipped.ts';
import { inShort } from '../helpers/documents.ts';

const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-catalogues-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const catalogue = (id: string, more = '') => `format: 1
catalogue: ${id}
version: 1.0.0
title: Ours
tools: [{ tool: ours, version: [ours, --version], from: https://ours.example }]
actions:
  - action: stop
    title: Stop it
    effect: isolate
    type: our-stage
    run: [ours, stop]
    check: { run: [ours, status] }
    docs: https://ours.example
${more}`;

function write(file: string, text: string): string {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function problemOf(load: () => unknown): Problem {
  try {
    load();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was loaded');
}

const idsOf = (loaded: ReturnType<typeof loadCatalogues>) => loaded.catalogues.map(({ id }) => id);
const shippedIds = () => idsOf(loadCatalogues([]));

describe('the catalogues of a live run', () => {
  it('are the shipped ones, each with its text, without a warning', () => {
    const { catalogues, documents, warnings } = loadCatalogues([]);
    expect(catalogues.length).toBe(shippedCatalogues().length);
    expect(documents.map(({ document }) => document.id)).toEqual(catalogues.map(({ id }) => id));
    for (const { document, file, shipped } of documents) {
      expect(shipped).toBe(true);
      expect(document.text).toBe(readFileSync(file, 'utf8'));
    }
    expect(warnings).toEqual([]);
  });

  it('are those of named files and folders first, then those beside the playbook, then the shipped ones', () => {
    write('more/b.yaml', catalogue('b'));
    write('more/a.yml', catalogue('a'));
    write('one.yaml', catalogue('one'));
    write('plans/actions/own.yaml', catalogue('own'));
    const loaded = loadCatalogues(['one.yaml', 'more'], 'plans');
    expect(idsOf(loaded)).toEqual(['one', 'b', 'a', 'own', ...shippedIds()].toSpliced(1, 2, 'a', 'b'));
    expect(loaded.documents.filter(({ shipped }) => !shipped).map(({ file }) => file)).toEqual([
      'one.yaml',
      'more/a.yml',
      'more/b.yaml',
      'plans/actions/own.yaml',
    ]);
  });

  it('may lack a folder beside the playbook', () => {
    expect(idsOf(loadCatalogues([], 'plans'))).toEqual(shippedIds());
  });

  it('leave other YAML in a folder alone, what is hidden, and what is deeper', () => {
    write('more/a.yaml', catalogue('a'));
    write('more/action.yaml', 'name: a step of a forge\nruns: { using: composite }\n');
    write('more/.b.yaml', catalogue('b'));
    write('more/deeper/c.yaml', catalogue('c'));
    expect(idsOf(loadCatalogues(['more']))).toEqual(['a', ...shippedIds()]);
  });

  it('are taken once, however often a file is named', () => {
    write('more/a.yaml', catalogue('a'));
    symlinkSync('more/a.yaml', 'link.yaml');
    expect(idsOf(loadCatalogues(['more', 'more/a.yaml', 'link.yaml']))).toEqual(['a', ...shippedIds()]);
  });

  it('are shipped ones also where they are named', () => {
    const [first = ''] = shippedCatalogues();
    const loaded = loadCatalogues([join(first, '..')]);
    expect(loaded.documents.every(({ shipped }) => shipped)).toBe(true);
    expect(loaded.warnings).toEqual([]);
  });
});

describe('a catalogue of one’s own', () => {
  it('takes the place of a shipped one of the same id, which is said', () => {
    write('github.yaml', catalogue('github'));
    const { catalogues, documents, warnings } = loadCatalogues(['github.yaml']);
    expect(catalogues.filter(({ id }) => id === 'github').map(({ title }) => title)).toEqual(['Ours']);
    expect(documents.filter(({ document }) => document.id === 'github')).toMatchObject([{ shipped: false }]);
    expect(warnings.map(inShort)).toEqual([
      'name-duplicate at `github`: github.yaml takes the place of the shipped catalogue github',
    ]);
  });

  it('does not take the place of another one of one’s own', () => {
    write('a.yaml', catalogue('ours'));
    write('b.yaml', catalogue('ours'));
    const { kind, diagnostics } = problemOf(() => loadCatalogues(['a.yaml', 'b.yaml']));
    expect(kind).toBe('input');
    expect(diagnostics.map(inShort)).toEqual(['name-duplicate at `ours`: a.yaml is the catalogue ours already']);
  });

  it('that is not valid is refused with everything that is wrong in any of them', () => {
    write('a.yaml', catalogue('a').replace('effect: isolate', 'effect: smash'));
    write('b.yaml', 'catalogue: b\nactions: [');
    const { kind, diagnostics } = problemOf(() => loadCatalogues(['a.yaml', 'b.yaml']));
    expect(kind).toBe('input');
    expect(new Set(diagnostics.map(({ source }) => source.file))).toEqual(new Set(['a.yaml', 'b.yaml']));
  });

  it('that is not there is refused, as is a folder without any', () => {
    mkdirSync('none');
    expect(problemOf(() => loadCatalogues(['absent.yaml'])).message).toBe('There is no file absent.yaml.');
    expect(problemOf(() => loadCatalogues(['none'])).message).toBe('There is no catalogue of actions in none.');
  });
});

describe('the catalogues of a journal', () => {
  it('are those of its texts, be the files gone', () => {
    const { documents, catalogues } = loadCatalogues([write('a.yaml', catalogue('a'))]);
    rmSync('a.yaml');
    expect(journaledCatalogues(documents.map(({ document }) => document))).toEqual(catalogues);
  });

  it('are damage where they cannot be read', () => {
    const { kind, message } = problemOf(() => journaledCatalogues([documentOf('a', '1.0.0', 'catalogue: [')]));
    expect({ kind, message }).toEqual({
      kind: 'integrity',
      message: 'The catalogue a (in the journal) cannot be read.',
    });
  });
});

describe('an endpoint', () => {
  it('of a catalogue that is not there is refused, with the nearest right name', () => {
    const { catalogues } = loadCatalogues([]);
    const from = { githb: 'breakglass.yaml', github: 'breakglass.yaml' };
    refuseUnknownEndpoints({ value: { github: 'https://ghe.example' }, from }, catalogues);
    expect(
      problemOf(() => refuseUnknownEndpoints({ value: { githb: 'https://ghe.example' }, from }, catalogues)),
    ).toMatchObject({
      kind: 'input',
      hint: 'Did you mean github?',
    });
  });
});
