import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NpmRegistry, startNpmRegistry } from './npm-registry.ts';
import { find, perform } from './perform.ts';

const TOKEN = 'npm_living-token-of-the-lead';

let registry: NpmRegistry;
beforeAll(async () => {
  registry = await startNpmRegistry('@acme/sdk', ['4.2.0', '4.2.1']);
  registry.tokens.set('living', TOKEN);
});
afterAll(() => registry.stop());

const on = (version: string, inputs: Readonly<Record<string, string>> = {}) => ({
  base: registry.url,
  item: { type: 'npm-package', name: '@acme/sdk', version },
  inputs,
});
const around = () => ({ environment: registry.environment, secrets: { NPM_TOKEN: TOKEN } });

describe('npm itself, at a registry of these tests', () => {
  it('given a bad version, when it is deprecated, then the registry warns of it, and of no other', async () => {
    const message = 'Compromised: do not install; $(id) `id` "quoted"';
    const done = await perform('npm/deprecate-version', on('4.2.1', { message }), around());

    expect(done).toMatchObject([
      { call: 'deprecate', verdict: 'ok' },
      { call: 'check', verdict: 'ok', seen: true },
    ]);
    expect(registry.package('@acme/sdk')?.versions).toMatchObject({ '4.2.1': { deprecated: message } });
    expect(registry.package('@acme/sdk')?.versions['4.2.0']?.deprecated).toBeUndefined();
  });

  it('given installers follow a bad version, when the tag is pointed back, then they get the good one', async () => {
    const done = await perform('npm/point-tag-back', on('4.2.1', { good: '4.2.0' }), around());

    expect(done.at(-1)).toMatchObject({ call: 'check', seen: true });
    expect(registry.package('@acme/sdk')?.['dist-tags'].latest).toBe('4.2.0');
  });

  it('given a bad version, when it is unpublished, then the registry serves it no more', async () => {
    const done = await perform('npm/unpublish-version', on('4.2.1'), around());

    expect(done).toMatchObject([
      { call: 'unpublish', verdict: 'ok' },
      { call: 'check', verdict: 'ok', answer: { status: 404 } },
    ]);
    expect(Object.keys(registry.package('@acme/sdk')?.versions ?? {})).toEqual(['4.2.0']);
  });

  it('given a token that is not let in, when something is withdrawn, then it fails', async () => {
    const done = await perform('npm/unpublish-version', on('4.2.0'), {
      ...around(),
      secrets: { NPM_TOKEN: 'npm_a-dead-token' },
    });

    expect(done).toMatchObject([{ call: 'unpublish', verdict: 'failed' }]);
    expect(Object.keys(registry.package('@acme/sdk')?.versions ?? {})).toEqual(['4.2.0']);
  });

  it.each(['--force', '../x', '@acme/sdk --registry=http://elsewhere', 'sdk;id'])(
    'a package named %j is asked for anew: nothing is started',
    async (name) => {
      const example = { ...on('4.2.0'), item: { type: 'npm-package', name, version: '4.2.0' } };
      await expect(perform('npm/unpublish-version', example, around())).rejects.toThrow('not of the form');
    },
  );
});

describe('tokens at that registry', () => {
  it('given a stolen token, when it is listed and revoked, then it is in the list no more', async () => {
    registry.tokens.set('fa06877427ed1fd7', 'npm_stolen-token');
    const found = await find('npm/list-tokens', { base: registry.url }, around());
    expect(found).toMatchObject([{ key: 'living' }, { key: 'fa06877427ed1fd7' }]);

    const stolen = { base: registry.url, item: { type: 'npm-token', name: 'NPM_TOKEN', key: 'fa06877427ed1fd7' } };
    const done = await perform('npm/revoke-token', stolen, around());

    expect(done).toMatchObject([
      { call: 'do', answer: { status: 204 } },
      { call: 'check', seen: true },
    ]);
    expect([...registry.tokens.keys()]).toEqual(['living']);
  });
});
