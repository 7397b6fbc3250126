import { describe } from 'vitest';
import { table } from './table.ts';

describe('names', () => {
  table([
    [
      'a thing with the name of another kind of thing',
      ['    nightly:', '    npm-token:'],
      'name-duplicate at `npm-token`: another thing is already called `npm-token`',
      'name-unknown at `nightly`: there is no backup in the world `nightly`',
    ],
    [
      'a thing that a move creates, with the name of one that is there',
      ['create: { backdoor-token', 'create: { deploy-key'],
      'name-duplicate at `deploy-key`: another thing is already called `deploy-key`',
      'name-unknown at `backdoor-token`: there is no thing in the world `backdoor-token`',
      "name-unknown at `'backdoor-token'`: there is no credential `backdoor-token`",
      'name-unknown at `backdoor-token`: there is no thing in the world `backdoor-token`',
      'name-unknown at `backdoor-token`: there is no thing in the world `backdoor-token`',
    ],
    [
      'an inject with the name of a step',
      ['- inject: version-check', '- inject: confirm'],
      'name-duplicate at `confirm`: a step of the playbook is already called `confirm`',
    ],
    [
      'two plays of a name',
      ['- play: newest-backup', '- play: by-the-book'],
      'name-duplicate at `by-the-book`: another play is already called `by-the-book`',
    ],
    [
      'a role of the cast that the playbook has',
      ['  legal:', '  lead: { title: Another lead }\n  legal:'],
      'name-duplicate at `lead`: a role of the playbook is already called `lead`',
    ],
    [
      'a thing called none',
      ['system:\n', 'system:\n    none: { type: s3-bucket }\n'],
      'name-reserved at `none`: `none` stands for an empty list',
    ],
  ]);
});

describe('the frame', () => {
  table([
    [
      'a real case without sources',
      ['case: fictional', 'case: Codecov 2021'],
      'source-missing at `Codecov 2021`: this is based on a real case, and names no source',
    ],
    [
      'a source without a title',
      ['sources: []', 'sources: [{ url: "https://example.org/" }]'],
      'shape-missing-key at `url`: `title` is missing',
    ],
    ['a source beside the scenario', ['sources: []', 'sources: [{ title: A report, path: sources/report.v1.md }]']],
    [
      'a source outside of its folder',
      ['sources: []', 'sources: [{ title: A report, path: sources/../../report.md }]'],
      'shape-format at `sources/../../report.md`: expected a path beside this file, such as sources/report.md',
    ],
    ['a time zone', ['timezone: UTC', 'timezone: Europe/Berlin']],
    [
      'a time zone that is none',
      ['timezone: UTC', 'timezone: Mars/Base'],
      'timezone-unknown at `Mars/Base`: there is no time zone `Mars/Base`',
    ],
    [
      'milestones of a real case that the playbook does not have',
      ['sources: [] }', 'sources: [], milestones: { contained: T+40m, contianed: T+1h } }'],
      'name-unknown at `contianed`: there is no milestone `contianed`',
    ],
    [
      'an input that the playbook does not have',
      ['inputs: { repository', 'inputs: { repo'],
      'name-unknown at `repo`: there is no input `repo`',
    ],
    [
      'an input of another type',
      ['repository: acme/storefront }', 'repository: 7 }'],
      'value-type at `7`: expected a string, not `7`',
    ],
    ['an input that is not known yet', ['repository: acme/storefront }', 'repository: null }']],
    [
      'a step that tells nothing of the intrusion',
      ['intruded-known-by: preserve-logs', 'intruded-known-by: logs'],
      'name-unknown at `logs`: there is no step `logs`',
    ],
    [
      'nothing to learn',
      ['intruded: T-5h, ', ''],
      'keys-incomplete at `intruded-known-by`: `intruded-known-by` needs `intruded`',
    ],
    [
      'another playbook',
      ['playbook: compromised-pipeline', 'playbook: leaked-token'],
      'playbook-unknown at `leaked-token`: this is read beside the playbook `compromised-pipeline`',
    ],
  ]);
});
