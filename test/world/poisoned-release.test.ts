import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/playbook/model.ts';
import { attempt } from '../../src/world/attack.ts';
import { facts } from '../../src/world/facts.ts';
import type { World } from '../../src/world/model.ts';
import {
  artifact,
  at,
  backup,
  credential,
  did,
  entered,
  hours,
  minutes,
  move,
  stage,
  stolenIn,
  system,
  tried,
  worldOf,
} from './build.ts';

const items = [
  stage('build', { name: 'build.yml', holds: ['ci-token'] }),
  stage('release', { name: 'release.yml', holds: ['npm-token', 'deploy-key'], publishes: ['storefront-sdk'] }),
  credential('ci-token', { opens: ['build', 'release'] }),
  credential('npm-token', { opens: ['storefront-sdk'] }),
  credential('deploy-key', { opens: ['artefact-store'] }),
  artifact('storefront-sdk'),
  system('artefact-store'),
  backup('nightly', { of: 'artefact-store', taken: -hours(3) }),
  backup('weekly', { of: 'artefact-store', taken: -hours(50) }),
];
const backdoor = credential('backdoor-token', { opens: ['release'] });

const hook = move('plant-release-hook', { at: -minutes(295), needs: ['ci-token'], compromise: ['release'] });
const implant = move('implant-store', { at: -minutes(290), needs: ['deploy-key'], compromise: ['artefact-store'] });
const publish = move('publish-poisoned', {
  at: -minutes(281),
  needs: ['release', 'npm-token'],
  poison: ['storefront-sdk'],
});
const mint = move('mint-backdoor', { at: minutes(18), needs: ['ci-token'], create: [backdoor] });
const again = move('publish-again', {
  at: minutes(33),
  needs: ['release'],
  needsAny: ['npm-token', 'backdoor-token'],
  poison: ['storefront-sdk'],
});
const moves = [hook, implant, publish, mint, again];
const credentials = ['ci-token', 'npm-token', 'deploy-key'];

/** T: what the attacker did before anybody looked. */
const start = [hook, implant, publish].reduce(
  (now, each) => tried(now, each),
  entered(worldOf(...items), ['ci-token'], -hours(5)),
);

/** One effect on several things, one a minute from `from` (minutes from T). */
function each(world: World, effect: Effect, ids: readonly string[], from: number): World {
  return ids.reduce((now, id, index) => did(now, effect, id, minutes(from + index)), world);
}

const end = (world: World, registered: readonly string[] = items.map((item) => item.id)) =>
  facts(world, moves, minutes(60), true, new Set(registered));

describe('before T', () => {
  it('one leaked token gives up everything that release.yml holds, before anything is compromised', () => {
    expect(stolenIn(entered(worldOf(...items), ['ci-token']))).toEqual(['ci-token', 'npm-token', 'deploy-key']);
  });

  it('the attacker is in the release stage and the store, and the poison is served', () => {
    expect(facts(start, moves, minutes(60), false, new Set())).toMatchObject({
      happened: ['plant-release-hook', 'implant-store', 'publish-poisoned'],
      prevented: [],
      compromised: ['release', 'artefact-store'],
      alive: credentials,
      served: ['storefront-sdk'],
    });
  });
});

describe('by the book', () => {
  const contained = each(
    each(each(start, 'isolate', ['build', 'release'], 5), 'quarantine', ['storefront-sdk'], 10),
    'revoke',
    credentials,
    12,
  );
  const attacked = tried(contained, mint);
  const cleaned = each(each(attacked, 'remove', ['build', 'release'], 20), 'replace', credentials, 22);
  const resumed = each(
    did(tried(cleaned, again), 'restore', 'weekly', minutes(40)),
    'resume',
    ['build', 'release'],
    41,
  );

  it('blocks the backdoor by revoking, and the second publish by both', () => {
    expect(attempt(contained, mint, mint.at)).toEqual({ blocked: [{ need: 'ci-token', why: 'revoked' }] });
    expect(attempt(cleaned, again, again.at)).toEqual({
      blocked: [
        { need: 'release', why: 'isolated' },
        { need: 'npm-token', why: 'revoked' },
        { need: 'backdoor-token', why: 'does not exist yet' },
      ],
    });
  });

  it('ends with nothing compromised, nothing alive, nothing served, nothing missed', () => {
    expect(end(resumed)).toEqual({
      happened: ['plant-release-hook', 'implant-store', 'publish-poisoned'],
      prevented: ['mint-backdoor', 'publish-again'],
      compromised: [],
      alive: [],
      served: [],
      reinfected: [],
      lost: [],
      missed: [],
    });
  });

  it('leaves successors that were never stolen, in the places of the old ones', () => {
    expect(at(resumed, 'release').holds).toEqual(['npm-token', 'deploy-key', 'npm-token-2', 'deploy-key-2']);
    expect(stolenIn(resumed)).toEqual(credentials);
  });

  it('with the nightly backup instead, reinfects the store', () => {
    const nightly = did(cleaned, 'restore', 'nightly', minutes(40));
    expect(end(nightly)).toMatchObject({ compromised: ['artefact-store'], reinfected: ['artefact-store'] });
  });
});

describe('isolate first, revoke late', () => {
  const isolated = each(start, 'isolate', ['build', 'release'], 8);
  const minted = tried(isolated, mint);
  const revoked = each(minted, 'revoke', credentials, 20);

  it('isolating does not stop a token: the backdoor is minted from outside', () => {
    expect(minted.happened).toHaveProperty('mint-backdoor', minutes(18));
    expect(at(minted, 'backdoor-token')).toMatchObject({ planted: true, stolen: true, alive: true });
  });

  it('the second publish is held off by isolation alone, as long as that lasts', () => {
    expect(attempt(revoked, again, again.at)).toEqual({ blocked: [{ need: 'release', why: 'isolated' }] });
    const early = did(revoked, 'resume', 'release', minutes(35));
    expect(end(tried(early, again, minutes(38))).happened).toContain('publish-again');
  });

  it('with the backdoor alive, cleaning is in vain and every successor is stolen at birth', () => {
    const cleaned = each(each(revoked, 'remove', ['release'], 25), 'replace', ['npm-token', 'deploy-key'], 26);
    expect(end(cleaned)).toMatchObject({
      compromised: ['release', 'artefact-store'],
      alive: ['backdoor-token', 'npm-token-2', 'deploy-key-2'],
      missed: ['backdoor-token'],
    });
  });

  it('with the backdoor found and revoked, it ends clean', () => {
    const found = did(revoked, 'revoke', 'backdoor-token', minutes(24));
    const cleaned = each(each(found, 'remove', ['build', 'release'], 25), 'replace', credentials, 27);
    const restored = did(tried(cleaned, again), 'restore', 'weekly', minutes(45));
    const resumed = each(restored, 'resume', ['build', 'release'], 50);
    expect(end(tried(resumed, again, minutes(53)), [...items.map((item) => item.id), 'backdoor-token'])).toMatchObject({
      happened: ['plant-release-hook', 'implant-store', 'publish-poisoned', 'mint-backdoor'],
      prevented: ['publish-again'],
      compromised: [],
      alive: [],
      missed: [],
    });
  });
});

describe('revoke first', () => {
  it('prevents both moves', () => {
    const revoked = each(start, 'revoke', credentials, 8);
    const done = tried(each(tried(revoked, mint), 'isolate', ['build', 'release'], 20), again);
    expect(end(done).prevented).toEqual(['mint-backdoor', 'publish-again']);
  });
});

describe('one thing missed', () => {
  it('lets the second publish through, and leaves the token alive', () => {
    const partly = each(each(start, 'isolate', ['build'], 5), 'quarantine', ['storefront-sdk'], 10);
    const done = tried(tried(each(partly, 'revoke', ['ci-token', 'deploy-key'], 12), mint), again);
    const found = items.map((item) => item.id).filter((id) => id !== 'release' && id !== 'npm-token');
    expect(end(done, found)).toMatchObject({
      happened: expect.arrayContaining(['publish-again']),
      alive: ['npm-token'],
      served: ['storefront-sdk'],
      missed: ['release', 'npm-token'],
    });
  });
});

describe('nobody home', () => {
  it('everything happens', () => {
    expect(end(tried(tried(start, mint), again), [])).toMatchObject({
      happened: moves.map((each) => each.id),
      prevented: [],
      alive: [...credentials, 'backdoor-token'],
    });
  });
});

describe('a false recovery', () => {
  it('a rebuild by the hooked stage is poisoned, and clean once the stage is', () => {
    const quarantined = did(each(start, 'revoke', credentials, 5), 'quarantine', 'storefront-sdk', minutes(9));
    const rebuilt = did(quarantined, 'rebuild', 'storefront-sdk', minutes(10));
    expect(end(rebuilt).served).toEqual(['storefront-sdk']);
    const cleaned = did(rebuilt, 'remove', 'release', minutes(11));
    expect(end(did(cleaned, 'rebuild', 'storefront-sdk', minutes(12))).served).toEqual([]);
  });
});
