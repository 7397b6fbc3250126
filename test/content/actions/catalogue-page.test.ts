import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proofOf } from '../../../src/actions/verdict.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { type Item, LiveAction, runAction } from './live-action.ts';

const page = readFileSync(new URL('../../../docs/catalogue.md', import.meta.url), 'utf8');
/** The only block of a language on the page. */
function block(language: string): string {
  const [found, ...others] = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))];
  if (found?.[1] === undefined || others.length > 0) throw new Error(`there is not one block of ${language}`);
  return found[1];
}

const reading = readCatalogue({ file: 'deploys.yaml', text: block('yaml') });
const pipeline: Item = { kind: 'stage', type: 'deploy-pipeline', name: 'shop/web' };

let folder: string;
let environment: NodeJS.ProcessEnv;
const kept = () => readFileSync(join(folder, 'arguments'), 'utf8');
const freeze = (inputs: Readonly<Record<string, string>>, more: NodeJS.ProcessEnv = {}) => {
  if (!reading.catalogue) throw new Error('the example cannot be read');
  const { catalogue } = reading;
  return runAction({
    action: 'deploys/freeze',
    catalogue,
    item: pipeline,
    inputs,
    environment: { ...environment, ...more },
  });
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-page-'));
  writeFileSync(join(folder, 'deployctl'), block('sh'));
  chmodSync(join(folder, 'deployctl'), 0o755);
  environment = { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`, ARGUMENTS: join(folder, 'arguments') };
});
beforeEach(() => writeFileSync(join(folder, 'arguments'), ''));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the example of docs/catalogue.md', () => {
  it('is read, and nothing is to be said of it', () => {
    expect(reading.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(reading.catalogue?.actions.map(({ id, effect }) => [id, effect])).toEqual([
      ['deploys/freeze', 'isolate'],
      ['deploys/list-tokens', 'survey'],
      ['deploys/revoke-token', 'revoke'],
      ['deploys/prove-token-dead', 'prove-dead'],
    ]);
  });

  it('is tested as the page says, by a program that keeps its arguments', async () => {
    const reason = '--all $(id) `id`; "two\nlines" ${{ item.name }}';
    expect(await freeze({ reason })).toMatchObject({ status: 'done', reached: ['isolated'] });
    expect(kept()).toBe(`<freeze>\n<--reason=${reason}>\n<shop/web>\n<show>\n<--output=json>\n<shop/web>\n`);
  });

  it.each([
    ['an error', { EXIT: '1' }, 'failed'],
    ['another state', { STATE: 'thawing' }, 'outcome-unknown'],
    ['half an answer', { STATE: '"' }, 'outcome-unknown'],
  ])('%s does not end its step', async (_, more, status) => {
    expect(await freeze({ reason: 'r' }, more)).toMatchObject({ status, reached: [] });
  });

  it('a name that its pattern does not let through is asked for', () => {
    if (!reading.catalogue) throw new Error('the example cannot be read');
    const item = { ...pipeline, name: '--all' };
    const { plan } = new LiveAction({ action: 'deploys/freeze', catalogue: reading.catalogue, item, environment: {} });
    expect(plan.asks.map(({ input }) => input)).toEqual(['pipeline']);
  });

  it('only the word of its vendor proves a token dead', () => {
    const proof = reading.catalogue?.actions.at(-1)?.proof;
    const proves = (status: number, text: string) =>
      proof &&
      proofOf(proof, { how: 'answered', status, text, errors: '', bytes: 0, cut: false, milliseconds: 1, tries: 1 })
        .proof;
    expect([
      proves(401, '{"error":"token_revoked"}'),
      proves(401, '{"error":"no_token"}'),
      proves(403, '{"error":"token_revoked"}'),
      proves(500, '{"error":"token_revoked"}'),
      proves(200, '{"name":"ci"}'),
    ]).toEqual(['dead', 'none', 'none', 'none', 'alive']);
  });
});
