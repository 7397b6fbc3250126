import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImageRegistry, passwordOf, startImageRegistry } from './image-registry.ts';
import { find, perform, prove } from './perform.ts';

let registry: ImageRegistry;
beforeAll(async () => {
  registry = await startImageRegistry();
});
afterAll(() => registry.stop());

const secrets = { REGISTRY_LOGIN: `lead:${passwordOf('lead')}` };
const image = (fields: object) => ({
  base: registry.url,
  item: { type: 'container-image', name: 'shop/web:edge', ...fields },
});

describe('images at a real registry', () => {
  it('given tags that were pushed, when they are listed, then they are found, each with its repository', async () => {
    await registry.push('shop/api', 'v1', 'good');
    await registry.push('shop/api', 'edge', 'bad');

    const found = await find(
      'container-registry/list-tags',
      { base: registry.url, inputs: { repository: 'shop/api' } },
      { secrets },
    );

    expect(found.sort((a, b) => String(a.tag).localeCompare(String(b.tag)))).toEqual([
      { name: 'shop/api:edge', repository: 'shop/api', tag: 'edge' },
      { name: 'shop/api:v1', repository: 'shop/api', tag: 'v1' },
    ]);
  });

  it('given a bad image, when it is deleted by its digest, then neither its digest nor its tag is served', async () => {
    const good = await registry.push('shop/web', 'v1', 'good');
    const bad = await registry.push('shop/web', 'edge', 'bad');

    const done = await perform('container-registry/delete-image', image({ repository: 'shop/web', digest: bad }), {
      secrets,
    });

    expect(done).toMatchObject([
      { call: 'do', answer: { status: 202 } },
      { call: 'check', verdict: 'ok', answer: { status: 404 } },
    ]);
    expect(await registry.digestOf('shop/web', 'edge')).toBeNull();
    expect(await registry.digestOf('shop/web', 'v1')).toBe(good);
  });

  it('given a tag that was moved to a bad image, when it is pointed back, then whoever pulls it gets the good one', async () => {
    const good = await registry.push('shop/job', 'v1', 'good');
    await registry.push('shop/job', 'latest', 'bad');

    const done = await perform(
      'container-registry/point-tag-back',
      { ...image({ tag: 'latest' }), inputs: { repository: `${registry.host}/shop/job`, good } },
      { environment: registry.environment },
    );

    expect(done).toMatchObject([
      { call: 'point', verdict: 'ok' },
      { call: 'check', verdict: 'ok', seen: true },
    ]);
    expect(await registry.digestOf('shop/job', 'latest')).toBe(good);
  });
});

describe('a login at a real registry', () => {
  const login = () => ({
    base: registry.url,
    item: { type: 'registry-login', name: 'publisher', repository: 'shop/login' },
  });
  const proof = () =>
    prove('container-registry/prove-login-dead', login(), { secrets: { ...secrets, old: passwordOf('publisher') } });

  it('given it is let in, then it is alive; given it was taken from the list, then it is dead', async () => {
    await registry.push('shop/login', 'v1', 'anything');
    expect(await proof()).toBe('alive');

    await registry.admit(['lead']);
    expect(await proof()).toBe('dead');
  });

  it('given the living one is refused too, then nothing is proven of the old one', async () => {
    await registry.admit([]);
    expect(await proof()).toBe('none');
  });
});
