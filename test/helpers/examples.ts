import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { readContacts } from '../../src/contacts/reader.ts';
import { type DiagnosticCode, diagnosticTitles } from '../../src/language/codes.ts';
import type { Diagnostic } from '../../src/language/diagnostic.ts';
import type { Source } from '../../src/language/source.ts';
import { checkSources, type Surroundings } from '../../src/scenario/check.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('test/golden/diagnostics/', root);

export const codes = Object.keys(diagnosticTitles) as DiagnosticCode[];

/** What no text file that people can read in a diff could hold. */
const made: Readonly<Partial<Record<DiagnosticCode, (written: string) => string>>> = {
  'file-empty': () => '',
  'file-hidden-character': (written) => written.replace('RLO', '\u202e').replace('PDF', '\u202c'),
  'file-not-text': (written) => written.replace('NUL', '\0'),
  'file-too-large': (written) => written.padEnd(1_100_000, '#'),
};

/** A document that shows one diagnostic, with what there is to say of it. */
export interface Example {
  readonly code: DiagnosticCode;
  readonly means: string;
  readonly todo: string;
  readonly source: Source;
}

/** An example is a file that starts with a comment: what the code means, and after `Do:` what to do. */
export function exampleOf(code: DiagnosticCode): Example {
  const written = readFileSync(new URL(`${code}.yaml`, folder), 'utf8');
  const comment = /^(?:#.*\n)+/.exec(written)?.[0] ?? '';
  const [means = '', todo = ''] = comment.replace(/^# */gm, '').replace(/\s+/g, ' ').trim().split(' Do: ');
  return { code, means, todo, source: { file: `${code}.yaml`, text: made[code]?.(written) ?? written } };
}

/** Names of all examples there are, without their ending. */
export function exampleNames(): string[] {
  return readdirSync(folder).flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []));
}

/** Examples of scenarios are read beside one small playbook, and there is no clue file. */
const surroundings: Surroundings = {
  playbook: (id) =>
    id === 'small'
      ? { file: 'small.yaml', text: readFileSync(new URL('test/golden/beside/small.yaml', root), 'utf8') }
      : null,
  catalogues: () => [],
  clue: (_, path) => ({ problem: `there is no file ${path}` }),
};

export function diagnose(source: Source): readonly Diagnostic[] {
  if (/^contacts:/m.test(source.text)) return readContacts(source).diagnostics;
  return checkSources([source], surroundings).diagnostics;
}

/**
 * Holds a text to a committed file (path from the root); with UPDATE_GOLDEN=1 writes the file instead. `by`: the tests
 * that do so.
 */
export function expectCommitted(path: string, text: string, by = 'test/playbook test/scenario'): void {
  const file = new URL(path, root);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
  }
  const how = `it is generated: UPDATE_GOLDEN=1 npx vitest run ${by}`;
  expect(existsSync(file) ? readFileSync(file, 'utf8') : null, `${fileURLToPath(file)}, ${how}`).toBe(text);
}
