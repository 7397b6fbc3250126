import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { formatDiagnostics } from '../../src/language/format.ts';
import { toMermaid } from '../../src/playbook/graph.ts';
import { compilePlaybook } from '../../src/playbook/machine.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { readScenario } from '../../src/scenario/reader.ts';
import { sampleClue, samplePlaybook, samplePlaybookText, sampleScenarioText } from '../helpers/documents.ts';
import { fc } from '../helpers/properties.ts';

const beside = samplePlaybook();

/** Reads a text as what it is not, too: whatever it is, it ends in a model or in diagnostics that can be shown. */
function survives(text: string): void {
  const { playbook, diagnostics } = readPlaybook({ file: 'playbook.yaml', text });
  const scene = readScenario({ file: 'scenario.yaml', text }, playbook ?? beside, sampleClue);
  const alone = readScenario({ file: 'scenario.yaml', text }, null, sampleClue);
  if (playbook !== null) {
    compilePlaybook(playbook);
    toMermaid(playbook);
  }
  for (const [model, said] of [
    [playbook, diagnostics],
    [scene.scenario, scene.diagnostics],
    [alone.scenario, alone.diagnostics],
  ] as const) {
    expect(model === null).toBe(said.some(({ severity }) => severity === 'error'));
    for (const { range, message } of said) {
      expect(message).not.toMatch(/undefined|\[object|NaN/);
      expect(0 <= range.start && range.start <= range.end && range.end <= text.length).toBe(true);
    }
    formatDiagnostics(said, { color: false });
  }
}

const documents = fc.constantFrom(samplePlaybookText, sampleScenarioText);

const word = fc.constantFrom(
  ...[
    'lead',
    'none',
    'T',
    'T-3h',
    '90s',
    'known',
    'stage',
    'release',
    'constructor',
    '__proto__',
    'toString',
    'confirm',
    '',
  ],
  ...[
    'false-leads',
    'expect',
    '${{ item.name }}',
    '${{ steps.confirm.choice }}',
    '${{',
    '../x',
    '2026-02-31T00:00:00Z',
    'hasOwnProperty',
  ],
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  word,
  fc.string({ maxLength: 20 }),
  fc.constantFrom(null, true, 0, -1, 1e21, Number.NaN, [], {}),
  fc.array(word, { maxLength: 3 }),
  fc.dictionary(word, word, { maxKeys: 3 }),
);

/** Puts something else at the n-th place of a document, counted through; where there is none, beside what is there. */
function replaced(node: unknown, n: number, by: unknown): [unknown, number] {
  if (n === 0) return [by, -1];
  let left = n - 1;
  const step = (inner: unknown) => {
    if (left < 0) return inner;
    const [outcome, rest] = replaced(inner, left, by);
    left = rest;
    return outcome;
  };
  if (Array.isArray(node)) return [node.map(step), left];
  if (typeof node !== 'object' || node === null) return [node, left];
  return [Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, step(inner)])), left];
}

describe('given a document of which something was changed, when it is read', () => {
  it('then lines that are missing, doubled, swapped or changed end in diagnostics or a model', () => {
    const edit = fc.record({
      at: fc.nat(),
      what: fc.constantFrom('drop', 'double', 'swap', 'cut', 'indent', 'insert'),
      word,
    });
    fc.assert(
      fc.property(documents, fc.array(edit, { minLength: 1, maxLength: 5 }), (text, edits) => {
        const lines = text.split('\n');
        for (const { at, what, word: inserted } of edits) {
          const index = at % lines.length;
          const line = lines[index] ?? '';
          if (what === 'drop') lines.splice(index, 1);
          if (what === 'double') lines.splice(index, 0, line);
          if (what === 'swap') lines.splice(index, 2, lines[index + 1] ?? '', line);
          if (what === 'cut') lines[index] = line.slice(0, at % (line.length + 1));
          if (what === 'indent') lines[index] = `  ${line}`;
          if (what === 'insert') lines[index] = line.replace(/[\w.-]+(?=[^\w.-]*$)/, inserted);
        }
        survives(lines.join('\n'));
      }),
      { numRuns: 60 },
    );
  });

  it('then values of any other type, anywhere, end in diagnostics or a model', () => {
    const change = fc.record({ at: fc.nat({ max: 700 }), by: value });
    fc.assert(
      fc.property(documents, fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
        let root: unknown = parse(text);
        for (const { at, by } of changes) [root] = replaced(root, at, by);
        survives(stringify(root));
      }),
      { numRuns: 60 },
    );
  });

  it('then words in the place of other words end in diagnostics or a model', () => {
    const words = /[a-z][a-z-]{2,}(?=[ ,\]}])/g;
    const swap = fc.record({ from: fc.nat(), to: fc.nat() });
    fc.assert(
      fc.property(documents, fc.array(swap, { minLength: 1, maxLength: 6 }), (text, swaps) => {
        const all = [...new Set(text.match(words))];
        const changed = swaps.reduce(
          (now, { from, to }) => now.replace(all[from % all.length] ?? '', () => all[to % all.length] ?? ''),
          text,
        );
        survives(changed);
      }),
      { numRuns: 60 },
    );
  });
});

describe('given a document that is as large as one may be, when it is read, then it comes to an end', () => {
  const many = (count: number, line: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => line(n)).join('');
  const phasesOf = samplePlaybookText.slice(samplePlaybookText.indexOf('phases:\n'));
  const headOf = samplePlaybookText.slice(0, samplePlaybookText.indexOf('phases:\n'));

  it.each([
    [
      'names that are all unknown',
      () =>
        `${headOf}phases:\n${many(100, (p) => `  - phase: p${p}\n    title: P\n    steps:\n${many(90, (s) => `      - { step: s${p}-${s}, do: X, role: l${s}, after: [q] }\n`)}`)}`,
    ],
    [
      'more phases than are read',
      () =>
        `${headOf}phases:\n${many(9000, (p) => `  - { phase: p${p}, title: P, after: [p${p + 1}], steps: [{ step: s${p}, do: X }] }\n`)}`,
    ],
    [
      'a list of things of the wrong type',
      () => samplePlaybookText.replace(/^secrets:.*$/m, `secrets: [${'1,'.repeat(300_000)}1]`),
    ],
    [
      'one circle of all phases',
      () =>
        `${headOf}phases:\n${many(100, (p) => `  - { phase: p${p}, title: P, after: [p${(p + 1) % 100}], steps: [{ step: s${p}, do: X }] }\n`)}`,
    ],
    [
      'milestones without end',
      () =>
        samplePlaybookText.replace('reaches: acknowledged', `reaches: [${many(60_000, (n) => `m${n}, `)}acknowledged]`),
    ],
    [
      'expressions without end',
      () =>
        `${samplePlaybookText}${many(180, (n) => `      - { step: x${n}, do: "${'${{ inputs.nothing }} '.repeat(150)}" }\n`)}`,
    ],
    [
      'roles without end',
      () =>
        samplePlaybookText.replace('roles:\n', `roles:\n${many(15_000, (n) => `  r${n}: { title: R }\n`)}`) +
        phasesOf.slice(0, 0),
    ],
    [
      'things without end',
      () =>
        sampleScenarioText.replace(
          '  system:\n',
          `  account:\n${many(12_000, (n) => `    a${n}: { type: user, holds: [a${n}] }\n`)}  system:\n`,
        ),
    ],
    [
      'moves that need each other',
      () =>
        sampleScenarioText.replace(
          '  moves:\n',
          `  moves:\n${many(490, (n) => `    - { move: m${n}, at: T+1m, retry: 1m, needs: [x${n}], does: { create: { x${n + 1}: { kind: credential, type: t } } } }\n`)}`,
        ),
    ],
    [
      'finds without end',
      () =>
        sampleScenarioText.replace(
          'false-leads: [lint.yml]',
          `false-leads: [${many(80_000, (n) => `l${n}, `)}lint.yml]`,
        ),
    ],
    [
      'answers to nothing',
      () => sampleScenarioText.replace('answers: { confirm', `answers: { ${many(30_000, (n) => `q${n}: x, `)}confirm`),
    ],
  ])('%s', (_, text) => {
    expect(text().length).toBeGreaterThan(5_000);
    expect(text().length).toBeLessThan(1_048_576);
    survives(text());
  });
});
