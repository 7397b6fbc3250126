import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Timing } from '../../../src/actions/timing.ts';
import { catalogues } from './catalogues.ts';
import { examples } from './examples.ts';
import { perform, prove, type Surroundings } from './perform.ts';
import { TokenService, vendors } from './token-service.ts';

const OLD = 'the-old-secret-of-the-pipeline';
const LIVING = 'the-secret-of-whoever-responds';

let service: TokenService;
beforeAll(async () => {
  service = await TokenService.start();
});
afterEach(() => {
  service.mood = 'well';
});
afterAll(() => service.close());

/** Whoever responds has living secrets of every catalogue, and a reference to the old one. */
const secrets = {
  old: OLD,
  GITHUB_TOKEN: LIVING,
  GITLAB_TOKEN: LIVING,
  VAULT_TOKEN: LIVING,
  REGISTRY_LOGIN: `lead:${LIVING}`,
};
const around = (id: string) => ({ ...examples[id], base: service.url });

/** A clock on which nothing is late before the service says that it was asked and does not answer. */
function impatient(): Timing {
  const late = new Set<() => void>();
  service.onStall = () => {
    for (const then of late) then();
  };
  return {
    now: () => Date.now(),
    elapsed: () => 0,
    after(_, then) {
      late.add(then);
      return () => late.delete(then);
    },
  };
}

describe.each(Object.keys(vendors))('%s', (id) => {
  const proof = (surroundings: Surroundings = {}) => prove(id, around(id), { secrets, ...surroundings });

  it('given the token lives, then it is alive; given it was revoked, then it is dead', async () => {
    service.issue(LIVING);
    service.issue(OLD);
    expect(await proof()).toBe('alive');

    service.revoke(OLD);
    expect(await proof()).toBe('dead');
  });

  it('given a token that lives and may do nothing, then nothing is proven', async () => {
    service.issue(LIVING);
    service.limit('a-living-token-without-rights');
    expect(await proof({ secrets: { ...secrets, old: 'a-living-token-without-rights' } })).toBe('none');
  });

  it.each(['breaks', 'is-busy', 'hangs-up'] as const)(
    'given the service %s, then nothing is proven of a dead one',
    async (mood) => {
      service.revoke(OLD);
      service.mood = mood;
      expect(await proof({ timing: { now: () => 0, elapsed: () => 0, after: () => () => {} } })).toBe('none');
    },
  );

  it('given the service does not answer in time, then nothing is proven of a dead one', async () => {
    service.revoke(OLD);
    service.mood = 'stalls';
    expect(await proof({ timing: impatient() })).toBe('none');
  });
});

describe('a login at a registry that hands out tokens, where every login is refused', () => {
  it('is not proven dead: a living one is refused there as well', async () => {
    const id = 'container-registry/prove-login-dead';
    service.revoke(OLD);
    service.revoke(LIVING);
    expect(await prove(id, around(id), { secrets })).toBe('none');
  });
});

describe('what revokes a token kills it', () => {
  it.each([
    ['github/revoke-installation-token', 'github/prove-installation-token-dead'],
    ['github-exposed/revoke-token', 'github/prove-token-dead'],
    ['gitlab/revoke-token-by-itself', 'gitlab/prove-token-dead'],
    ['vault/revoke-token', 'vault/prove-token-dead'],
  ])('%s, and %s sees it', async (revoke, proof) => {
    service.issue(OLD);
    expect(await prove(proof, around(proof), { secrets })).toBe('alive');

    const done = await perform(revoke, around(revoke), { secrets });

    expect(done.map(({ verdict }) => verdict)).not.toContain('failed');
    expect(await prove(proof, around(proof), { secrets })).toBe('dead');
  });
});

describe('a request that proves death', () => {
  const ids = catalogues.flatMap(({ actions }) =>
    actions
      .filter(({ effect, calls }) => effect === 'prove-dead' && calls.at(-1)?.via.how === 'http')
      .map(({ id }) => id),
  );

  it('is tried against the service of these tests, whichever it is', () => {
    expect(Object.keys(vendors).sort()).toEqual(ids.filter((id) => examples[id] !== undefined).sort());
  });
});
