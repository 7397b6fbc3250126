import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, root, usingProgram } from '../helpers/cli.ts';
import { makeFifo } from '../helpers/fifo.ts';

const place = usingProgram();
const scenario = readFileSync(join(root, 'scenarios', 'poisoned-release.yaml'), 'utf8');

const sample = (name: string) => readFileSync(join(root, 'test', 'golden', 'samples', name), 'utf8');

/** A playbook with one step, which an action of a catalogue does. */
const playbookThatUses = (uses: string) => `format: 1
playbook: own
version: 1.0.0
title: Own
summary: An example.
severity: low
roles: { lead: { title: Lead } }
phases:
  - phase: stop
    title: Stop
    steps:
      - { step: stop, role: lead, for-each: stage, effect: isolate, uses: ${uses} }
`;

/** An exponential bomb: nine levels, nine aliases each. */
const bomb = Array.from({ length: 9 }, (_, level) => {
  const before = level === 0 ? '"lol"' : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array(9).fill(before).join(',')}]`;
}).join('\n');

const makers: Record<string, (file: string) => void> = {
  'a file that is not YAML': (file) => writeFileSync(file, 'scenario: [a, : {]\n\t- }'),
  'half a file': (file) => writeFileSync(file, scenario.slice(0, scenario.length / 2)),
  'an empty file': (file) => writeFileSync(file, ''),
  'a folder': (file) => mkdirSync(file),
  '50 MB of zeros': (file) => {
    writeFileSync(file, '');
    truncateSync(file, 50 * 1024 * 1024);
  },
  '50 MB of YAML': (file) => writeFileSync(file, 'a: b\n'.repeat(10 * 1024 * 1024)),
  'four megabytes of YAML': (file) => writeFileSync(file, '- a\n'.repeat(1024 * 1024)),
  'an alias bomb': (file) => writeFileSync(file, `scenario: x\n${bomb}\n`),
  'lists a hundred thousand deep': (file) => writeFileSync(file, `scenario: ${'['.repeat(100_000)}`),
  'mappings ten thousand deep': (file) =>
    writeFileSync(file, Array.from({ length: 10_000 }, (_, depth) => `${' '.repeat(depth % 200)}a:`).join('\n')),
  'two documents': (file) => writeFileSync(file, `${scenario}\n---\n${scenario}`),
  'a tag': (file) => writeFileSync(file, 'scenario: !!js/function "x"\n'),
  'prototype keys': (file) => writeFileSync(file, 'scenario: x\n__proto__: { polluted: true }\nconstructor: y\n'),
  'bytes that are not text': (file) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80])),
  'UTF-16': (file) => writeFileSync(file, Buffer.from(`\uFEFF${scenario}`, 'utf16le')),
  'a list': (file) => writeFileSync(file, '- scenario: x\n'),
  'a text': (file) => writeFileSync(file, 'scenario\n'),
  'a named pipe': (file) => makeFifo(file),
  'a link to itself': (file) => symlinkSync(file, file),
  'a clue outside of its folder': (file) => {
    writeFileSync(file, scenario.replace('clues/release.yml', '../../etc/hostname'));
  },
  'a clue that is not there': (file) => writeFileSync(file, scenario.replace('clues/release.yml', 'clues/none.yml')),
  'a playbook that is not there': (file) =>
    writeFileSync(file, scenario.replace('playbook: compromised-pipeline', 'playbook: compromised-pipelin')),
};

/** The scenario's clues, beside it. */
function withClues(): void {
  cpSync(join(root, 'scenarios', 'clues'), join(place.folder, 'clues'), { recursive: true });
}

function expectPlain(text: string): void {
  expect(text).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(text).not.toContain('failed unexpectedly');
  expect(text).not.toContain('secret');
}

describe.each(Object.keys(makers))('given %s', (name) => {
  const make = () => {
    const file = join(place.folder, 'input.yaml');
    makers[name]?.(file);
    return file;
  };

  it('drill exits 3, says why, and makes no store', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['drill', make(), '--auto']);
    expectPlain(stderr);
    expect(stderr).toMatch(/input\.yaml|clues/);
    expect(stdout).toBe('');
    expect(code).toBe(3);
    expect(existsSync(place.store)).toBe(false);
  });

  it('check exits 3 and says why', async () => {
    const file = make();
    // In a folder, what is neither document is none of its business; named itself, a folder is looked into.
    if (name === 'a folder') writeFileSync(join(file, 'broken.yaml'), 'playbook: [');
    const { code, stdout, stderr } = await breakglass(place, ['check', file]);
    expectPlain(stdout + stderr);
    expect(code).toBe(3);
  });
});

describe('a file that may not be read', () => {
  it('exits 3 and says so, for anybody but root', async () => {
    const file = join(place.folder, 'input.yaml');
    writeFileSync(file, scenario);
    chmodSync(file, 0);
    const isRoot = process.getuid?.() === 0;
    chmodSync(place.folder, 0o755);
    const under = isRoot ? ['setpriv', '--reuid', '65534', '--clear-groups'] : [];
    expect(await breakglass(place, ['check', file], { under })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('may not be read'),
    });
  });
});

describe('check', () => {
  it('given the shipped content, finds no error', async () => {
    expect(await breakglass(place, ['check'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('given warnings alone, exits 0', async () => {
    const file = join(place.folder, 'poisoned-release.yaml');
    withClues();
    writeFileSync(file, `# \u202e\n${scenario}`);
    const { code, stdout } = await breakglass(place, ['check', file, '--json']);
    expect(JSON.parse(stdout).map(({ severity, code: id }: Record<string, string>) => [severity, id])).toContainEqual([
      'warning',
      'file-hidden-character',
    ]);
    expect(code).toBe(0);
  });

  const broken = () => {
    const file = join(place.folder, 'broken.yaml');
    writeFileSync(file, scenario.replace('duration: 60m', 'duration: soon'));
    withClues();
    return file;
  };

  it('shows the line and a caret on stdout', async () => {
    const { code, stdout } = await breakglass(place, ['check', broken()]);
    expect(stdout).toContain('duration: soon');
    expect(stdout).toMatch(/\^{4}/);
    expect(code).toBe(3);
  });

  it('--json prints an array of exactly the fields that are promised', async () => {
    const { code, stdout } = await breakglass(place, ['check', broken(), '--json']);
    const [first] = JSON.parse(stdout);
    expect(Object.keys(first)).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'severity',
      'code',
      'message',
      'hint',
    ]);
    expect(code).toBe(3);
  });

  it('--format github and sarif print what they are for', async () => {
    const file = broken();
    expect((await breakglass(place, ['check', file, '--format', 'github'])).stdout).toMatch(
      /^::error file=.*broken\.yaml,line=\d+/m,
    );
    expect(JSON.parse((await breakglass(place, ['check', file, '--format', 'sarif'])).stdout)).toMatchObject({
      version: '2.1.0',
    });
  });

  it('in a folder, checks documents and says what it skipped', async () => {
    broken();
    writeFileSync(join(place.folder, 'compose.yaml'), 'services: {}\n');
    mkdirSync(join(place.folder, 'node_modules'));
    writeFileSync(join(place.folder, 'node_modules', 'x.yaml'), 'playbook: [');
    const { stdout, stderr } = await breakglass(place, ['check', '.']);
    expect(stderr).toContain('compose.yaml');
    // What a scenario shows was looked at with it.
    expect(stderr).not.toMatch(/release\.yml/);
    expect(stderr).toContain('1 file checked');
    expect(stdout).not.toContain('node_modules');
  });

  it('given the name of shipped content, checks that', async () => {
    const { code, stderr } = await breakglass(place, ['check', 'poisoned-release', 'compromised-pipeline']);
    expect(stderr).toContain('2 files checked: nothing wrong.');
    expect(code).toBe(0);
  });

  it('given a playbook, looks for the actions that it names beside it and among the shipped ones', async () => {
    const folder = join(place.folder, 'own');
    mkdirSync(join(folder, 'actions'), { recursive: true });
    const file = join(folder, 'own.yaml');
    const names = (uses: string) => writeFileSync(file, playbookThatUses(uses));
    writeFileSync(join(folder, 'actions', 'forge.yaml'), sample('catalogue.yaml'));
    const checked = async () => (await breakglass(place, ['check', file])).stdout;
    names('forge/disable-workflow');
    expect(await checked()).toBe('');
    names('forge/disable-workflows');
    expect(await checked()).toContain('Did you mean `forge/disable-workflow`?');
    names('github/disable-workflow');
    expect(await checked()).toBe('');
    // In a folder, what lies in `actions/` is checked as well.
    expect((await breakglass(place, ['check', folder])).stderr).toContain('2 files checked: nothing wrong.');
    expect((await breakglass(place, ['check', 'github'])).stderr).toContain('1 file checked: nothing wrong.');
  });

  it.each([
    ['empty', () => undefined],
    ['without a document', () => writeFileSync(join(place.folder, 'folder', 'compose.yaml'), 'services: {}\n')],
  ])('given a folder that is %s, exits 2, also beside one that is not', async (_, fill) => {
    mkdirSync(join(place.folder, 'folder'));
    fill();
    for (const paths of [['folder'], ['poisoned-release', 'folder']]) {
      const { code, stderr } = await breakglass(place, ['check', ...paths]);
      expect(stderr).toContain('There is no playbook, scenario, catalogue or contacts in folder.');
      expect(code).toBe(2);
    }
  });

  it('given a folder and one inside it, checks each file once', async () => {
    mkdirSync(join(place.folder, 'inside'));
    writeFileSync(
      join(place.folder, 'inside', 'mine.yaml'),
      readFileSync(join(root, 'playbooks', 'compromised-pipeline.yaml')),
    );
    const { code, stderr } = await breakglass(place, ['check', '.', './inside']);
    expect(stderr).toContain('1 file checked');
    expect(code).toBe(0);
  });

  it('given a file that is neither, by name, exits 3', async () => {
    writeFileSync(join(place.folder, 'compose.yaml'), 'services: {}\n');
    expect((await breakglass(place, ['check', 'compose.yaml'])).code).toBe(3);
  });

  it('finds the playbook of a scenario beside it', async () => {
    const text = readFileSync(join(root, 'playbooks', 'compromised-pipeline.yaml'), 'utf8');
    withClues();
    writeFileSync(join(place.folder, 'mine.yaml'), text.replace('playbook: compromised-pipeline', 'playbook: mine'));
    writeFileSync(
      join(place.folder, 'scene.yaml'),
      scenario.replace('playbook: compromised-pipeline', 'playbook: mine'),
    );
    expect(await breakglass(place, ['check', 'scene.yaml'])).toMatchObject({ code: 0, stdout: '' });
    expect((await breakglass(place, ['drill', 'scene.yaml', '--auto'])).code).toBe(0);
  });
});
