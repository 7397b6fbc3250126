import { describe, expect, it } from 'vitest';
import { found, table } from './table.ts';

describe('plays', () => {
  table([
    [
      'an unknown step in its order',
      ['first: [list-credentials', 'first: [list-creds'],
      'name-unknown at `list-creds`: there is no step `list-creds`',
    ],
    [
      'an unknown step at a time',
      ['    pace: never', '    pace: never\n    at: { conform: 5m }'],
      'name-unknown at `conform`: there is no step `conform`',
    ],
    [
      'a step at a time after the end',
      ['    pace: never', '    pace: never\n    at: { confirm: T+61m }'],
      'time-after-the-end at `T+61m`: play ends at T+1h, so this is never done',
    ],
    [
      'an unknown step where the glass is broken',
      ['breaks-glass: { verify-backup', 'breaks-glass: { verify'],
      'name-unknown at `verify`: there is no step `verify`',
    ],
    [
      'an unknown thing that it misses',
      ['misses: [release', 'misses: [relaese'],
      'name-unknown at `relaese`: there is no thing in the world `relaese`',
    ],
    [
      'a release of what is not held',
      ['releases: { regulator-calls', 'releases: { version-check'],
      'name-unknown at `version-check`: there is no held inject `version-check`',
    ],
    [
      'an answer to what asks nothing',
      [
        'answers: { confirm: confirmed, personal-data: "no", choose-backup: weekly, regulator',
        'answers: { acknowledge: "yes", confirm: confirmed, personal-data: "no", choose-backup: weekly, regulator',
      ],
      'name-unknown at `acknowledge`: there is no question `acknowledge`',
    ],
    [
      'an answer that is no option',
      ['answers: { confirm: confirmed', 'answers: { confirm: confirmd'],
      'option-unknown at `confirmd`: there is no option `confirmd`',
    ],
    [
      'an answer that is no backup',
      ['choose-backup: nightly', 'choose-backup: npm-token'],
      'name-unknown at `npm-token`: there is no backup in the world `npm-token`',
    ],
    [
      'a missing answer to a decision',
      [', choose-backup: nightly', ''],
      'play-cannot-finish at `newest-backup`: `newest-backup` has no answer to `choose-backup`',
    ],
    [
      'a missing answer to an inject that it releases',
      [', regulator-calls: Within 72 hours.', ''],
      'play-cannot-finish at `by-the-book`: `by-the-book` has no answer to `regulator-calls`',
    ],
    [
      'a missing answer behind one that ends the run',
      [
        'answers: { confirm: confirmed, personal-data: "no", choose-backup: nightly }',
        'answers: { confirm: false-alarm }',
      ],
    ],
    [
      'a missing answer in a play that is meant to stop',
      [
        '    answers: { confirm: confirmed, personal-data: "no", choose-backup: nightly }\n    breaks-glass: { verify-backup: It is the newest one. }\n    expect: { ',
        '    expect: { outcome: time-up, ',
      ],
    ],
  ]);

  it('given a play that chooses what it never finds, then it cannot finish', () => {
    expect(
      found(
        ['misses: [release, npm-token]', 'misses: [release, npm-token, weekly]'],
        [
          '    weekly: { type: restic, of: artefact-store, taken: T-50h, digest: "sha256:9f2c", known: true }',
          '    weekly: { type: restic, of: artefact-store, taken: T-50h, digest: "sha256:9f2c" }',
        ],
      ),
    ).toEqual(['play-cannot-finish at `weekly`: `missed-one` never finds `weekly`, so it cannot choose it']);
  });
});
