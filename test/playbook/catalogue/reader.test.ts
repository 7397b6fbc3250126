import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { edited, inShort } from '../../helpers/documents.ts';
import { action, diagnoseCatalogue, sampleCatalogueText } from './written.ts';

const { catalogue } = readCatalogue({ file: 'forge.yaml', text: sampleCatalogueText });
const actionOf = (id: string) => catalogue?.actions.find((one) => one.id === `forge/${id}`);
const callOf = (id: string, call = 'do') => actionOf(id)?.calls.find((one) => one.id === call);

describe('given the sample catalogue, when it is read', () => {
  it('then it has no diagnostics', () => {
    expect(diagnoseCatalogue(sampleCatalogueText)).toEqual([]);
  });

  it('then it says where its requests go, what they carry, and which programs it needs', () => {
    expect(catalogue).toMatchObject({
      id: 'forge',
      base: 'https://api.forge.example',
      headers: { Authorization: { pieces: ['Bearer ', { expression: { root: { context: 'secrets' } } }] } },
      basic: { text: '${{ secrets.FORGE_USER }}:${{ secrets.FORGE_PASSWORD }}' },
      probe: { id: 'probe', readOnly: true, via: { how: 'http', method: 'GET', path: [{ text: 'user' }] } },
    });
    expect(catalogue?.tools[1]).toEqual({
      tool: 'aws',
      version: ['aws', '--version'],
      from: 'https://aws.amazon.com/cli',
    });
  });

  it('then an action is named by its catalogue, and one type and a list of types are the same', () => {
    expect(catalogue?.actions.map(({ id }) => id)).toEqual([
      'forge/disable-workflow',
      'forge/replace-variable',
      'forge/log-out',
      'forge/probe-session',
      'forge/probe-key',
      'forge/snapshots',
      'forge/restore',
    ]);
    expect(actionOf('disable-workflow')?.types).toEqual(['forge-workflow']);
    expect(actionOf('replace-variable')?.types).toEqual(['forge-variable', 'forge-secret']);
  });

  it('then one call at the action is the call `do`, and how success is seen is the last one', () => {
    expect(actionOf('disable-workflow')?.calls).toMatchObject([
      { id: 'do', readOnly: false, idempotent: true, retry: { times: 2, every: 5_000 } },
      { id: 'check', readOnly: true, until: { within: 30_000, every: 3_000 } },
    ]);
    expect(callOf('disable-workflow', 'check')?.holds?.text).toBe(" outputs.json.state == 'disabled' ");
    expect(actionOf('restore')?.calls.map(({ id }) => id)).toEqual(['restore', 'compare']);
  });

  it('then what is not written has its default', () => {
    expect(callOf('disable-workflow', 'check')).toMatchObject({ timeout: 60_000, idempotent: true, outputs: {} });
    expect(callOf('probe-session')).toMatchObject({ readOnly: true, via: { accepts: [], query: {} } });
    expect(callOf('log-out', 'sessions')).toMatchObject({ readOnly: false, idempotent: false });
    expect(callOf('log-out', 'sessions')).not.toHaveProperty('retry');
    expect(callOf('log-out', 'sessions')).not.toHaveProperty('until');
    expect(callOf('snapshots')?.via).toMatchObject({ how: 'command', exits: [0] });
    expect(callOf('snapshots')?.via).not.toHaveProperty('stdin');
    expect(catalogue?.actions.map(({ finishes }) => finishes)).toEqual([true, false, true, true, true, false, true]);
    expect(actionOf('snapshots')).toMatchObject({ inputs: {}, subjects: {}, needs: [] });
    expect(actionOf('snapshots')).not.toHaveProperty('simulate');
    expect(actionOf('disable-workflow')?.simulate).toEqual({ takes: 5_000 });
  });

  it('then a body keeps what is no text, and what has no value in it is a plain text', () => {
    const { via } = callOf('replace-variable') ?? {};
    expect(via).toMatchObject({
      method: 'PATCH',
      base: { text: 'https://variables.forge.example' },
      body: {
        as: 'json',
        value: {
          fields: {
            group: { text: '${{ inputs.group }}' },
            masked: true,
            tags: [{ pieces: ['run ', {}] }, 7, null],
            new: { pieces: [{ expression: { root: { context: 'secrets' } } }] },
          },
        },
      },
    });
    expect(callOf('log-out', 'sessions')?.via).toMatchObject({ body: { as: 'form', fields: { user: {} } } });
    expect(callOf('log-out', 'tokens')?.via).toMatchObject({ body: { as: 'text', text: { text: 'all' } } });
  });

  it('then a value under `split` is told from one segment', () => {
    expect(callOf('disable-workflow')?.via).toMatchObject({
      path: [
        { text: 'repos' },
        { split: { text: '${{ inputs.repository }}' } },
        { text: 'workflows' },
        { text: '${{ item.name }}' },
        { text: 'disable' },
      ],
    });
  });

  it('then what a survey finds and what proves a death are there', () => {
    expect(actionOf('snapshots')?.finds).toMatchObject({
      kind: 'backup',
      type: 'restic',
      each: { text: ' outputs.json ' },
      name: { text: '${{ item.short_id }}' },
    });
    expect(actionOf('probe-key')?.proof).toEqual({
      dead: [{ exits: [254], says: ['InvalidClientTokenId'] }],
      alive: [{ exits: [0] }],
    });
  });
});

describe('given a body of null', () => {
  it('when it is read, then it is JSON like any other', () => {
    const text = action('http: { method: POST, path: [stop], body: null }\nfinishes: false');
    const reading = readCatalogue({ file: 'forge.yaml', text });
    expect(reading.catalogue?.actions[0]?.calls[0]?.via).toMatchObject({ body: { as: 'json', value: null } });
  });
});

describe('given a catalogue with several mistakes in several sections', () => {
  const text = edited(
    sampleCatalogueText,
    ['format: 1', 'format: 2'],
    ['base: https://api', 'base: ftp://api'],
    ['effect: isolate', 'effekt: isolate'],
    ['method: PATCH', 'method: PACTH'],
    ['  - action: log-out\n    title: End', '  - action: Log Out\n    title: End'],
    ['exits: [0, 254]', 'exits: [0, 256]'],
    ['kind: backup', 'kind: backups'],
    ['item.short_id }}', 'itme.short_id }}'],
    ['timeout: 1h', 'timeout: 0s'],
  );
  const reading = readCatalogue({ file: 'forge.yaml', text });

  it('when it is read, then there is no catalogue, and all of them are told at once, in the order of the file', () => {
    expect(reading.catalogue).toBeNull();
    expect(reading.diagnostics.map(inShort)).toEqual([
      'shape-choice at `2`: expected `1`; not `2`',
      'shape-format at `ftp://api.forge.example`: expected an address such as https://api.github.com, without values',
      'shape-missing-key at `action`: `effect` is missing',
      'shape-unknown-key at `effekt`: `effekt` is not known here',
      'shape-choice at `PACTH`: expected one of GET, HEAD, POST, PUT, PATCH, DELETE; not `PACTH`',
      expect.stringContaining('shape-format at `Log Out`'),
      'shape-size at `256`: 255 at most',
      expect.stringContaining('shape-choice at `backups`'),
      expect.stringContaining('expression-unknown-name at `itme`'),
      'shape-rule at `0s`: expected a duration longer than nothing',
    ]);
  });
});

describe('given a hostile file, when it is read, then it ends in a diagnostic', () => {
  it.each([
    ['nothing', '', 'file-empty'],
    ['a list', '- actions', 'shape-type'],
    ['too much text', `catalogue: ${'x'.repeat(1_100_000)}`, 'file-too-large'],
    ['brackets without end', `actions: ${'['.repeat(10_000)}`, 'yaml-too-deep'],
    ['a key that leads into the language', `${action('run: [id]')}__proto__: { base: x }\n`, 'yaml-forbidden-key'],
    ['a body of prototypes', action('http: { method: POST, body: { constructor: 1 } }'), 'yaml-forbidden-key'],
    ['a pattern that never ends', action('run: [forge]\ninputs: { a: { ask: A?, pattern: (a+)+b } }'), 'input-pattern'],
    [
      'a long expression',
      action(`run: [forge, "-x=\${{ ${'item.a && '.repeat(200)}item.a }}"]`),
      'expression-too-long',
    ],
  ])('%s', (_, text, code) => {
    const { catalogue: none, diagnostics } = readCatalogue({ file: 'forge.yaml', text });
    expect(none).toBeNull();
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });
});
