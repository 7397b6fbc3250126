import { describe, expect, it } from 'vitest';
import { hintOf, read, table } from './table.ts';

describe('the world', () => {
  table([
    [
      'a stage that holds a stage',
      ['holds: [ci-token]', 'holds: [release]'],
      'name-wrong-kind at `release`: `release` is a stage, and this must be a credential',
    ],
    [
      'a stage that opens something',
      ['holds: [ci-token], known', 'opens: [release], known'],
      'keys-conflict at `opens`: a stage has no `opens`',
    ],
    [
      'an artifact that is a backup of something',
      ['name: storefront-sdk 4.2.1, known', 'of: build, known'],
      'keys-conflict at `of`: an artifact has no `of`',
    ],
    [
      'a backup of nothing that there is',
      ['type: restic, of: artefact-store, taken: T-3h', 'type: restic, of: store, taken: T-3h'],
      'name-unknown at `store`: there is no thing in the world `store`',
    ],
    [
      'a backup without what the playbook asks for',
      [', digest: "sha256:51c0"', ''],
      'field-missing at `nightly`: `nightly` has no `digest`, and the playbook asks for it of every backup',
    ],
    [
      'a stage that is broken',
      ['holds: [ci-token], known', 'broken: It hangs., known'],
      'keys-conflict at `broken`: a stage has no `broken`',
    ],
    ['a backup that is broken', ['taken: T-3h, digest', 'taken: T-3h, broken: It ends in the middle., digest']],
    [
      'a field that nobody declared',
      ['name: CI_TOKEN', 'name: CI_TOKEN, neded: false'],
      'shape-unknown-key at `neded`: a credential has no `neded`',
    ],
    [
      'a field of another type',
      ['opens: [artefact-store], needed: false', 'opens: [artefact-store], needed: "no"'],
      'value-type at `"no"`: expected a boolean, not `no`',
    ],
    [
      'a digest that YAML reads as a number',
      ['digest: "sha256:51c0"', 'digest: 51'],
      'value-type at `51`: expected a string, not `51`',
    ],
  ]);

  it('given a misspelt field, then the nearest is named', () => {
    expect(hintOf(['name: CI_TOKEN', 'name: CI_TOKEN, neded: false'])).toBe('Did you mean `needed`?');
    expect(hintOf(['name: CI_TOKEN', 'name: CI_TOKEN, colour: red'])).toContain('Declare it under `scope`');
  });
});

describe('the adversary', () => {
  table([
    [
      'an entry by nothing that there is',
      ['with: [ci-token]', 'with: [ci-tokn]'],
      'name-unknown at `ci-tokn`: there is no thing in the world `ci-tokn`',
    ],
    [
      'an entry by a backup',
      ['with: [ci-token]', 'with: [nightly]'],
      'name-wrong-kind at `nightly`: `nightly` is a backup, and this must be a credential or a stage or a system or an account or an artifact',
    ],
    [
      'a credential that is compromised',
      ['compromise: [release]', 'compromise: [npm-token]'],
      'name-wrong-kind at `npm-token`: `npm-token` is a credential, and this must be a stage or a system or an account',
    ],
    [
      'a credential that must run',
      ['needs: [deploy-key]', 'needs-running: [deploy-key]'],
      'name-wrong-kind at `deploy-key`: `deploy-key` is a credential, and this must be a stage or a system or an account',
    ],
    ['a place that must run and that nobody is in', ['needs: [deploy-key]', 'needs-running: [build]']],
    [
      'a place that must run and that is made later',
      [
        'needs: [deploy-key]\n      does: { compromise: [artefact-store] }',
        'needs-running: [later]\n      does: {}\n    - { move: make, at: T+1m, does: { create: { later: { kind: stage, type: github-workflow } } } }',
      ],
      'move-never-usable at `later`: `implant-store` can never happen: there is no `later` by then, whatever the team does',
    ],
    [
      'a place, an artifact and a backup that are destroyed',
      ['does: { compromise: [artefact-store] }', 'does: { destroy: [artefact-store, storefront-sdk, nightly] }'],
    ],
    [
      'a credential that is destroyed',
      ['does: { compromise: [artefact-store] }', 'does: { destroy: [npm-token] }'],
      'name-wrong-kind at `npm-token`: `npm-token` is a credential, and this must be a stage or a system or an account or an artifact or a backup',
    ],
    [
      'something destroyed that is not there',
      ['does: { compromise: [artefact-store] }', 'does: { destroy: [artefact-stroe] }'],
      'name-unknown at `artefact-stroe`: there is no thing in the world `artefact-stroe`',
    ],
    ['a need that comes too late', ['at: T-4h50m', 'at: T-4h57m']],
    [
      'a need that comes too late for its one attempt',
      ['at: T-4h41m\n      needs: [release', 'at: T-4h57m\n      needs: [release'],
      'move-never-usable at `release`: `publish-poisoned` can never happen: the attacker cannot use `release` by then, whatever the team does',
    ],
    [
      'a need that comes too late, tried again',
      ['at: T-4h41m\n      needs: [release', 'at: T-4h57m\n      retry: 5m\n      needs: [release'],
    ],
    ['a move that is tried every second of the hour', ['retry: 5m ', 'retry: 1s ']],
    [
      'moves before and after T that are tried without end',
      ['at: T+18m\n      retry: 5m ', 'at: T-27h\n      retry: 1s '],
      'tries-too-many at `1s`: with `mint-backdoor` the attacker could try 100801 times before play ends',
    ],
    [
      'a move after the end',
      ['at: T+33m', 'at: T+60m'],
      'time-after-the-end at `T+60m`: play ends at T+1h, so this never happens',
    ],
  ]);

  it('given an attacker who enters later than the moves, then these never happen', () => {
    const codes = read([['enters: { at: T-5h', 'enters: { at: T+10m']]).diagnostics.map(({ code, severity }) => [
      code,
      severity,
    ]);
    expect(codes).toEqual([
      ['time-after-start', 'error'],
      ['move-never-usable', 'warning'],
      ['move-never-usable', 'warning'],
      ['move-never-usable', 'warning'],
      ['move-never-usable', 'warning'],
    ]);
  });
});

describe('responses', () => {
  table([
    [
      'a response of no step',
      ['  survey-stages:\n', '  survey-stagse:\n'],
      'name-unknown at `survey-stagse`: there is no step `survey-stagse`',
    ],
    [
      'finds that are not there',
      ['finds: { release:', 'finds: { realease:'],
      'name-unknown at `realease`: there is no stage `realease`',
    ],
    [
      'finds of another kind than the survey lists',
      ['finds: { release:', 'finds: { npm-token:'],
      'name-wrong-kind at `npm-token`: `npm-token` is a credential, and this must be a stage',
    ],
    [
      'finds where nothing is surveyed',
      ['{ takes: 4m,', '{ finds: { weekly: w }, takes: 4m,'],
      'keys-conflict at `finds`: `restore-backup` is no survey, so nobody types what they find there',
    ],
    [
      'a word that finds two things',
      ['deploy-key: [DEPLOY_KEY]', 'deploy-key: [npm_token]'],
      'find-ambiguous at `npm_token`: `npm_token` already finds `npm-token`',
    ],
    [
      'an output of a field that there is not',
      ['digest: "${{ item.digest }}"', 'digest: "${{ item.digset }}"'],
      'path-unknown at `digset`: a backup has no `digset`',
    ],
    [
      'an output of something that is not the item',
      ['digest: "${{ item.digest }}"', 'digest: "${{ run.id }}"'],
      'path-unavailable at `run.id`: `run` cannot be read here',
    ],
  ]);
});
