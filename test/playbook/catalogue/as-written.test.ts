import { describe, expect, it } from 'vitest';
import { callAsWritten } from '../../../src/playbook/catalogue/as-written.ts';
import type { Catalogue } from '../../../src/playbook/catalogue/model.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { secretsOf } from '../../../src/playbook/catalogue/secret-names.ts';
import { inShort } from '../../helpers/documents.ts';

/** A catalogue with this one action, which proves a credential dead, and these keys of all requests. */
function catalogueOf(keys: string, shared = ''): Catalogue {
  const text = `format: 1
catalogue: forge
version: 1.0.0
title: The Forge
base: https://api.forge.example/v1
tools: [{ tool: forge, version: [forge, --version], from: https://forge.example }]
${shared}
actions:
  - action: x
    title: X
    effect: prove-dead
    type: t
    docs: https://forge.example
    subjects: { old: Which one? }
    proof: { dead: [{ says: [no such token] }] }
    ${keys}
`;
  const { catalogue, diagnostics } = readCatalogue({ file: 'forge.yaml', text });
  if (!catalogue) throw new Error(diagnostics.map(inShort).join('\n'));
  return catalogue;
}

const written = (catalogue: Catalogue) =>
  catalogue.actions.flatMap(({ calls }) => calls.map((call) => callAsWritten(call, catalogue)));

describe('a call as it is written', () => {
  it('shows a command word by word, with what it gets beside its arguments', () => {
    const catalogue = catalogueOf(
      'inputs: { path: { ask: Which path? } }\n    run: [forge, try, "--path=${{ inputs.path }}", two words]\n    env: { FORGE_TOKEN: "${{ secrets.old }}" }\n    stdin: a line\n    read-only: true',
    );
    expect(written(catalogue)).toEqual([
      `FORGE_TOKEN='\${{ secrets.old }}' forge try '--path=\${{ inputs.path }}' 'two words' <<< 'a line'`,
    ]);
  });

  it('shows a request with everything that it sends', () => {
    const catalogue = catalogueOf(
      'inputs: { path: { ask: Which path? } }\n    http: { method: POST, path: [a, { split: "${{ inputs.path }}" }], query: { q: "1" }, headers: { X-Old: "${{ secrets.old }}" }, body: { deep: [1, { key: "${{ secrets.TOKEN }}" }] } }\n    read-only: true',
      'headers: { Accept: text/plain }\nbasic: ${{ secrets.USER }}:${{ secrets.PASSWORD }}',
    );
    expect(written(catalogue)).toEqual([
      `POST https://api.forge.example/v1/a/\${{ inputs.path }}?q=1 -H 'Accept: text/plain' -H 'X-Old: \${{ secrets.old }}' -u '\${{ secrets.USER }}:\${{ secrets.PASSWORD }}' {"deep":[1,{"key":"\${{ secrets.TOKEN }}"}]}`,
    ]);
  });
});

describe('the secrets of a catalogue', () => {
  it('are those of its requests, wherever they stand, but for what is put to the proof', () => {
    const catalogue = catalogueOf(
      'http: { method: POST, path: [a], headers: { X-Old: "${{ secrets.old }}" }, body: { deep: [1, { key: "${{ secrets.DEEP }}" }] } }\n    read-only: true',
      'headers: { X-Token: "${{ secrets.TOKEN }}" }\nbasic: ${{ secrets.USER }}:${{ secrets.PASSWORD }}',
    );
    expect(secretsOf(catalogue)).toEqual(['TOKEN', 'USER', 'PASSWORD', 'DEEP']);
  });

  it('are not the login of all requests where each brings its own', () => {
    const own = (keys: string) =>
      catalogueOf(
        `http: { method: GET, path: [a], ${keys} }`,
        'headers: { Authorization: "Bearer ${{ secrets.TOKEN }}", X-Other: "${{ secrets.OTHER }}" }',
      );
    expect(secretsOf(own('headers: { X-Old: "${{ secrets.old }}" }'))).toEqual(['TOKEN', 'OTHER']);
    expect(secretsOf(own('basic: "me:${{ secrets.old }}"'))).toEqual(['OTHER']);
    expect(secretsOf(own('headers: { authorization: "token ${{ secrets.old }}" }'))).toEqual(['OTHER']);
  });

  it('of commands stand in their environment and in what they read', () => {
    const catalogue = catalogueOf(
      'run: [forge, try]\n    env: { A: "${{ secrets.A }}", OLD: "${{ secrets.old }}" }\n    stdin: ${{ secrets.B }}\n    read-only: true',
    );
    expect(secretsOf(catalogue)).toEqual(['A', 'B']);
  });
});
