import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import type { LoadedCatalogues } from '../../../src/run/catalogues.ts';
import type { Finding } from '../../../src/run/doctor/finding.ts';
import type { Examined } from '../../../src/run/doctor.ts';
import { documentOf } from '../../../src/run/documents.ts';
import { inShort } from '../../helpers/documents.ts';
import { playbookText } from '../texts.ts';

/** A folder with a store, a home, and a folder of programs which alone is on the PATH. Gone after each test. */
export interface Machine {
  folder: string;
  /** Makes a program that runs this code in Node.js. */
  program(name: string, code: string, mode?: number): void;
  file(name: string, text: string, mode?: number): string;
}

export function usingMachine(): Machine {
  const machine: Machine = {
    folder: '',
    program(name, code, mode = 0o755) {
      machine.file(join('bin', name), `#!${process.execPath}\n${code}\n`, mode);
    },
    file(name, text, mode = 0o600) {
      const path = join(machine.folder, name);
      writeFileSync(path, text);
      chmodSync(path, mode);
      return path;
    },
  };
  beforeEach(() => {
    machine.folder = mkdtempSync(join(tmpdir(), 'breakglass-doctor-'));
    for (const name of ['bin', 'config', 'store']) mkdirSync(join(machine.folder, name), { mode: 0o700 });
  });
  afterEach(() => rmSync(machine.folder, { recursive: true, force: true }));
  return machine;
}

/** A catalogue of one action that isolates, with these keys of its own and these of the action. */
export function catalogueText(shared: string, action: string, id = 'forge'): string {
  const indented = (text: string) => text.trim().replace(/^ */gm, '    ');
  return `format: 1
catalogue: ${id}
version: 1.0.0
title: The Forge
${shared.trim().replace(/^ */gm, '')}
actions:
  - action: stop
    title: Stop it
    effect: isolate
    type: stage-of-ours
    docs: https://forge.example
${indented(action)}
`;
}

const act = (more = '') => `
  - phase: act
    title: Act
    steps:
      - { step: stop, role: lead, for-each: stage, effect: isolate${more} }
`;

/** A playbook with one step that isolates; `more` stands in that step, `keys` at its top. */
export function playbookOf(more = '', keys = '') {
  const text = `${playbookText(act(more))}${keys}`;
  const { playbook, diagnostics } = readPlaybook({ file: 'book.yaml', text });
  if (!playbook) throw new Error(diagnostics.map(inShort).join('\n'));
  return playbook;
}

/** Catalogues as they are loaded. */
export function catalogued(texts: readonly string[], shipped = true): LoadedCatalogues {
  const read = texts.map((text) => ({ text, ...readCatalogue({ file: 'forge.yaml', text }) }));
  const all = read.flatMap(({ text, catalogue, diagnostics }) => {
    if (!catalogue) throw new Error(diagnostics.map(inShort).join('\n'));
    return [{ catalogue, document: documentOf(catalogue.id, catalogue.version, text) }];
  });
  return {
    catalogues: all.map(({ catalogue }) => catalogue),
    documents: all.map(({ document }) => ({ document, file: 'forge.yaml', shipped })),
    warnings: [],
  };
}

/** What is looked at on a machine, where a test says nothing else. */
export function examined({ folder }: Machine, more: Partial<Examined> = {}): Examined {
  return {
    playbooks: [playbookOf()],
    isNamed: true,
    catalogues: catalogued([]),
    documents: [],
    sources: {},
    endpoints: { value: {}, from: {} },
    tell: {},
    slack: { exerciseChannel: null, isPrivate: false, answers: false, apiUrl: null },
    store: join(folder, 'store'),
    terminal: null,
    contacts: null,
    node: '20.19.0',
    ...more,
    environment: { PATH: join(folder, 'bin'), XDG_CONFIG_HOME: join(folder, 'config'), ...more.environment },
  };
}

/** The findings of a sort, each in one line: state, what, what is said. */
export function told(findings: readonly Finding[], sort: Finding['sort']): string[] {
  return findings.filter((one) => one.sort === sort).map(({ state, what, said }) => `${state} ${what}: ${said}`);
}

export const mends = (findings: readonly Finding[], sort: Finding['sort']) =>
  findings.filter((one) => one.sort === sort).map(({ mend }) => mend);
