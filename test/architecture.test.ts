import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/** A folder may import from the rows below its own, never from beside it. `src/index.ts` counts as the first row. */
const rows = [
  ['cli', 'index.ts'],
  ['tui'],
  ['tracker', 'policy'],
  ['run', 'report'],
  ['engine', 'actions', 'notify'],
  ['world'],
  ['scenario', 'alert', 'contacts'],
  ['playbook'],
  ['language'],
];
/** Stands alone: it knows lines and envelopes, not what they mean. */
const journal = 'journal';
const journalReaders = ['cli', 'run', journal];
/** What they do follows from what they are given: no disk, no network, no clock, no chance. */
const pure = ['engine', 'world', 'report', 'scenario', 'alert', 'contacts', 'playbook', 'language'];
const harmlessBuiltins = ['assert', 'buffer', 'path', 'path/posix', 'string_decoder', 'url', 'util', 'zlib'];
const impureObjects = ['process', 'performance', 'console', 'crypto', 'globalThis'];
const impureCalls = ['Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require'];
/** Packages that a folder or two hide from the others. */
const owners: Record<string, readonly string[]> = {
  commander: ['cli'],
  ink: ['tui'],
  // A page is written as components too: to a text, without a browser.
  react: ['tui', 'report'],
  'react/jsx-runtime': ['tui', 'report'],
  'react-dom/server': ['report'],
};
/** Names that say nothing of what is inside. */
const vague = ['utils', 'util', 'core', 'services', 'types', 'common', 'helpers', 'shared', 'misc'];

/** Sources by path from src/, such as `engine/decide.ts`. */
type Sources = Readonly<Record<string, string>>;

interface Import {
  readonly from: string;
  readonly names: readonly (string | null)[];
}

/** What a source imports, exports anew or `import()`s, types too; whether it has a default export; what it mentions. */
function read(path: string, text: string) {
  const { module, program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      from: moduleRequest.value,
      names: entries.map(({ importName }) => importName.name),
    })),
    ...exported.flatMap(({ moduleRequest }) =>
      moduleRequest === null ? [] : { from: moduleRequest.value, names: [null] },
    ),
  ];
  const mentions: string[] = [];
  const importing = (node: { type: string; value?: unknown }) => {
    const from = node.type === 'Literal' && typeof node.value === 'string' ? node.value : '(computed)';
    imports.push({ from, names: [null] });
  };
  new Visitor({
    ImportExpression: ({ source }) => importing(source),
    TSImportType: ({ source }) => importing(source),
    MemberExpression: ({ object, property }) => {
      if (object.type !== 'Identifier') return;
      const name = property.type === 'Identifier' ? property.name : 'value' in property ? property.value : '?';
      mentions.push(`${object.name}.${name}`);
    },
    VariableDeclarator: ({ init }) => {
      if (init?.type === 'Identifier') mentions.push(`${init.name}.?`);
    },
    CallExpression: ({ callee }) => {
      if (callee.type === 'Identifier') mentions.push(`${callee.name}()`);
    },
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier' && given.length === 0) mentions.push(`new ${callee.name}()`);
    },
  }).visit(program);
  return {
    imports,
    mentions,
    hasDefault: exported.some(({ exportName: { kind, name } }) => kind === 'Default' || name === 'default'),
  };
}

const folderOf = (path: string) => path.split('/')[0] ?? '';
const rowOf = (folder: string) => rows.findIndex((row) => row.includes(folder));

function mayImport(importer: string, imported: string): boolean {
  if (importer === imported) return true;
  if (imported === journal) return journalReaders.includes(importer);
  return importer !== journal && rowOf(importer) < rowOf(imported);
}

/** What is wrong with the import of something outside src/, if anything. */
function packageViolation(folder: string, { from, names }: Import): string | undefined {
  const name = from.replace(/^node:/, '');
  const owner = owners[from];
  if (owner && !owner.includes(folder)) return `imports ${from}, which only ${owner.join('/ and ')}/ may`;
  if (!pure.includes(folder)) return undefined;
  if (from === '(computed)') return 'imports a module whose name is computed';
  const hashes = name === 'crypto' && folder === 'engine' && names.length > 0 && names.every((n) => n === 'createHash');
  const isBuiltin = from.startsWith('node:') || builtinModules.includes(name);
  if (isBuiltin && !hashes && !harmlessBuiltins.includes(name)) return `imports ${from}, but ${folder}/ does no I/O`;
  return undefined;
}

function mentionViolation(folder: string, mention: string): string | undefined {
  if (mention === 'process.argv' && folder !== 'cli') return 'reads process.argv, which only cli/ may';
  if (!pure.includes(folder)) return undefined;
  const isImpure =
    ['Date.now', 'Math.random', 'new Date()'].includes(mention) ||
    impureObjects.includes(mention.split('.')[0] ?? '') ||
    impureCalls.some((name) => mention === `${name}()`);
  return isImpure ? `uses ${mention}, but ${folder}/ takes time, chance and surroundings as data` : undefined;
}

/** One shortest way from each file back to itself, each cycle told once. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const told = new Set<string>();
  for (const start of graph.keys()) {
    const ways: string[][] = [[start]];
    const seen = new Set<string>();
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      for (const next of graph.get(way.at(-1) ?? '') ?? []) {
        if (next === start && way.every((path) => path >= start)) told.add(`${[...way, start].join(' -> ')}: a cycle`);
        if (!seen.has(next) && next !== start) ways.push([...way, next]);
        seen.add(next);
      }
    }
  }
  return [...told];
}

/** Every breach of the house's rules, as `path: what is wrong`. */
function violationsIn(sources: Sources): string[] {
  const found: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, text] of Object.entries(sources)) {
    const say = (what: string | undefined) => what !== undefined && found.push(`${path}: ${what}`);
    const folder = folderOf(path);
    const { imports, mentions, hasDefault } = read(path, text);
    const local = imports
      .filter(({ from }) => from.startsWith('.'))
      .map(({ from }) => posix.join(posix.dirname(path), from));
    graph.set(path, local);
    if (rowOf(folder) < 0 && folder !== journal) say(`${folder} has no place in the house`);
    if (hasDefault) say('has a default export');
    for (const part of path.split('/')) if (vague.includes(part.replace(/\..*$/, ''))) say(`"${part}" says nothing`);
    for (const target of local) if (!mayImport(folder, folderOf(target))) say(`imports ${target}, against the arrows`);
    for (const other of imports) if (!other.from.startsWith('.')) say(packageViolation(folder, other));
    for (const mention of mentions) say(mentionViolation(folder, mention));
  }
  return [...found, ...cyclesIn(graph)];
}

describe('the house', () => {
  it('keeps its rules', () => {
    const src = fileURLToPath(new URL('../src/', import.meta.url));
    const paths = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
    expect(paths.length).toBeGreaterThan(0);
    const sources = paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(`${src}${path}`, 'utf8')] as const);
    expect(violationsIn(Object.fromEntries(sources))).toEqual([]);
  });
});

describe('the rules of the house', () => {
  it.each([
    ['an arrow that points up', { 'engine/decide.ts': "import { open } from '../run/open.ts';" }],
    ['an arrow that points up in a type', { 'world/moves.ts': "import type { State } from '../engine/state.ts';" }],
    ['an arrow that points up in a re-export', { 'language/time.ts': "export { x } from '../playbook/model.ts';" }],
    ['an arrow that points up in an import()', { 'run/open.ts': "await import('../tui/app.tsx');" }],
    ['an arrow that points up in an import type', { 'run/open.ts': "let a: import('../cli/a.ts').A;" }],
    ['an arrow between neighbours', { 'notify/outbox.ts': "import { run } from '../actions/command.ts';" }],
    ['a journal that knows more than lines', { 'journal/lock.ts': "import { at } from '../language/time.ts';" }],
    ['a screen that reads the journal', { 'tui/app.tsx': "import { read } from '../journal/read.ts';" }],
    ['a report that reads the journal', { 'report/model.ts': "import { read } from '../journal/read.ts';" }],
    ['a pure folder that reads the disk', { 'report/model.ts': "import { readFileSync } from 'node:fs';" }],
    ['a pure folder that reads the disk, unprefixed', { 'language/a.ts': "import { readFile } from 'fs/promises';" }],
    ['a pure folder that draws a random id', { 'engine/ids.ts': "import { randomUUID } from 'node:crypto';" }],
    ['a pure folder with all of crypto', { 'engine/ids.ts': "import * as all from 'node:crypto';" }],
    ['a hash outside the engine', { 'scenario/a.ts': "import { createHash } from 'node:crypto';" }],
    ['a pure folder that loads what it computes', { 'world/a.ts': 'await import(name);' }],
    ['a pure folder that reads the clock', { 'engine/a.ts': 'export const t = Date.now();' }],
    ['a pure folder that makes a date of now', { 'engine/a.ts': 'export const t = new Date();' }],
    ['a pure folder that writes a date of now', { 'engine/a.ts': 'export const t = Date();' }],
    ['a pure folder that draws lots', { 'world/a.ts': 'export const n = Math.random();' }],
    ['a pure folder that reads its surroundings', { 'report/a.ts': 'export const e = process.env.TZ;' }],
    ['a pure folder that reads them by key', { 'report/a.ts': "export const e = process['env'];" }],
    ['a pure folder that waits', { 'engine/a.ts': 'setTimeout(go, 5);' }],
    ['a pure folder that takes them apart', { 'report/a.ts': 'export const { env } = process;' }],
    ['arguments read outside cli by key', { 'run/a.ts': "export const a = process['argv'];" }],
    ['arguments read outside cli', { 'run/a.ts': 'export const a = process.argv;' }],
    ['arguments parsed outside cli', { 'run/a.ts': "import { Command } from 'commander';" }],
    ['pages written outside report', { 'cli/a.ts': "import { renderToStaticMarkup } from 'react-dom/server';" }],
    ['Ink outside tui', { 'cli/a.ts': "import { render } from 'ink';" }],
    [
      'two files that import each other',
      { 'run/a.ts': "import './b.ts';", 'run/b.ts': "import type { A } from './a.ts';" },
    ],
    ['a file that imports itself', { 'run/a.ts': "import './a.ts';" }],
    ['a folder that says nothing', { 'engine/utils/a.ts': '' }],
    ['a file that says nothing', { 'engine/types.ts': '' }],
    ['a folder without a place', { 'server/a.ts': '' }],
    ['a default export', { 'engine/a.ts': 'export default 1;' }],
    ['a default export by name', { 'engine/a.ts': 'const a = 1; export { a as default };' }],
  ] satisfies [string, Sources][])('refuse %s', (_, sources) => {
    expect(violationsIn(sources)).toHaveLength(1);
  });

  it('tell a longer cycle once, from its first file', () => {
    const sources = { 'run/a.ts': "import './b.ts';", 'run/b.ts': "import './c.ts';", 'run/c.ts': "import './a.ts';" };
    expect(violationsIn(sources)).toEqual(['run/a.ts -> run/b.ts -> run/c.ts -> run/a.ts: a cycle']);
  });

  it('allow the arrows as they are drawn', () => {
    const sources = {
      'cli/drill.ts': "import { Command } from 'commander'; await import('../tui/app.tsx'); console.log(process.argv);",
      'cli/verify.ts': "import { verify } from '../journal/verify.ts';",
      'tui/app.tsx': "import { Text } from 'ink'; import { open } from '../run/open.ts'; export const a = <Text />;",
      'run/open.ts':
        "import { append } from '../journal/append.ts'; import { send } from '../notify/outbox.ts'; Date.now();",
      'report/model.ts': "import type { State } from '../engine/state.ts'; import { inspect } from 'node:util';",
      'engine/state.ts': "import { createHash } from 'node:crypto'; export const at = new Date(0); // Date.now()",
      'journal/append.ts': "import { open } from 'node:fs'; import { line } from './line.ts';",
      'journal/line.ts': "export const text = 'process.env and Math.random()';",
    };
    expect(violationsIn(sources)).toEqual([]);
  });
});
