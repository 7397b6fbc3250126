import { describe } from 'vitest';
import { table } from './table.ts';

describe('expectations', () => {
  table([
    [
      'a milestone that there is not',
      ['reached: acknowledged', 'reached: acknowleged'],
      'name-unknown at `acknowleged`: there is no milestone `acknowleged`',
    ],
    [
      'a milestone with its time that there is not',
      ['reached: { isolated: 15m, contained', 'reached: { isolated: 15m, contaned'],
      'name-unknown at `contaned`: there is no milestone `contaned`',
    ],
    [
      'a step that there is not',
      ['step: list-credentials, before', 'step: list-creds, before'],
      'name-unknown at `list-creds`: there is no step `list-creds`',
    ],
    [
      'a move that there is not',
      ['happened: [mint-backdoor], prevented', 'happened: [mint], prevented'],
      'name-unknown at `mint`: there is no move `mint`',
    ],
    [
      'a thing of the wrong kind',
      ['alive: [npm-token]', 'alive: [release]'],
      'name-wrong-kind at `release`: `release` is a stage, and this must be a credential',
    ],
    [
      'an effect on nothing',
      ['effect: revoke, on: backdoor-token,', 'effect: revoke,'],
      'keys-incomplete at `effect`: `effect` needs `on`',
    ],
    [
      'something without an effect',
      ['effect: revoke, on: backdoor-token,', 'on: backdoor-token,'],
      'keys-incomplete at `on`: `on` needs `effect`',
      'keys-incomplete at `within`: `within` needs `step` or `effect` or `answered` or `reached`',
    ],
    [
      'a time for nothing',
      ['expect: { reinfected: [artefact-store] }', 'expect: { reinfected: [artefact-store], within: 5m }'],
      'keys-incomplete at `within`: `within` needs `step` or `effect` or `answered` or `reached`',
    ],
    [
      'two times for a milestone',
      ['recovered: 55m }, prevented', 'recovered: 55m }, within: 5m, prevented'],
      'keys-conflict at `within`: each of these milestones has its own time',
    ],
    [
      'an outcome of an inject',
      ['expect: { reached: acknowledged', 'expect: { outcome: closed, reached: acknowledged'],
      'keys-conflict at `outcome`: only a play can expect `outcome`',
    ],
    [
      'an outcome that there is not',
      ['expect: { reached: none,', 'expect: { reached: none, outcome: lost,'],
      'name-unknown at `lost`: there is no outcome `lost`',
    ],
    ['outcomes that there are', ['expect: { reached: none,', 'expect: { reached: none, outcome: false-alarm,']],
    [
      'ratings',
      ['expect: { reached: none,', 'expect: { reached: none, ratings: { contain: U, cntain: P },'],
      'name-unknown at `cntain`: there is no objective `cntain`',
    ],
    [
      'an answer that a play expects',
      ['expect: { reached: none,', 'expect: { reached: none, answered: true,'],
      'keys-conflict at `answered`: a play asks nothing, so nothing is answered',
    ],
  ]);
});

describe('what may be lost', () => {
  const losing = (loss: string): readonly [string, string] => [
    'expect: { reached: none,',
    `expect: { reached: none, ${loss},`,
  ];
  table([
    ['a loss of what has a backup', losing('lost: [storefront-sdk], loss: { artefact-store: 3h }')],
    [
      'a loss of what has none',
      losing('loss: { build: 3h }'),
      'name-wrong-kind at `build`: nothing is a backup of `build`, so it cannot be restored',
    ],
    [
      'a loss of a credential',
      losing('loss: { npm-token: 3h }'),
      'name-wrong-kind at `npm-token`: `npm-token` is a credential, and this must be a stage or a system or an account or an artifact',
    ],
    [
      'a loss of nothing that there is',
      losing('loss: { store: 3h }'),
      'name-unknown at `store`: there is no thing in the world `store`',
    ],
    [
      'a credential that is lost',
      losing('lost: [npm-token]'),
      'name-wrong-kind at `npm-token`: `npm-token` is a credential, and this must be a stage or a system or an account or an artifact',
    ],
  ]);
});

describe('objectives and tasks', () => {
  table([
    [
      'an objective that nothing exercises',
      ['objectives:\n', 'objectives:\n  - { objective: rest, title: Rest, capability: Rest }\n'],
      'objective-not-exercised at `rest`: no inject and no task exercises `rest`',
    ],
    [
      'a task that nobody judges',
      [', observe: The lead gives the reason unprompted.', ''],
      'keys-incomplete at `Says why that backup`: nothing says how to tell whether the team did this: Says why that backup',
    ],
    [
      'a task that is judged twice',
      ['observe: The lead', 'expect: { compromised: none }, observe: The lead'],
      'keys-conflict at `observe`: `observe` and `expect` exclude each other',
    ],
  ]);
});
