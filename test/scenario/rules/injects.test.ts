import { describe, expect, it } from 'vitest';
import { found, table } from './table.ts';

describe('injects', () => {
  table([
    [
      'an inject that never comes',
      ['    hold: true  ', '    '],
      'keys-incomplete at `regulator-calls`: nothing says when `regulator-calls` comes',
      'name-unknown at `regulator-calls`: there is no held inject `regulator-calls`',
    ],
    [
      'an inject that comes in two ways',
      ['    hold: true  ', '    hold: true\n    at: T+5m  '],
      'keys-conflict at `hold`: `hold` and `at` exclude each other',
    ],
    [
      'an inject after the end',
      ['    at: T\n', '    at: T+61m\n'],
      'time-after-the-end at `T+61m`: play ends at T+1h, so this never comes',
    ],
    [
      'a question without an answer',
      ['question: What do you answer?, answer: text', 'question: What do you answer?'],
      'keys-incomplete at `question`: `question` needs `answer` or `options`',
    ],
    [
      'a question with two',
      ['?, answer: text', '?, answer: text, options: { a: { label: A. } }'],
      'keys-conflict at `options`: `options` and `answer` exclude each other',
      'option-unknown at `Within 72 hours.`: there is no option `Within 72 hours.`',
    ],
    ['an inject to nobody', ['to: [legal]', 'to: [leagl]'], 'role-unknown at `leagl`: there is no role `leagl`'],
    [
      'an inject to one who does not play',
      ['to: [legal]', 'to: [observer]'],
      'role-does-not-play at `observer`: `observer` does not play, so nobody acts on this',
    ],
    [
      'an objective that there is not',
      ['objective: tell\n    note', 'objective: tel\n    note'],
      'name-unknown at `tel`: there is no objective `tel`',
    ],
    [
      'what reveals nothing that there is',
      ['reveals: [backdoor-token]', 'reveals: [backdoor]'],
      'name-unknown at `backdoor`: there is no thing in the world `backdoor`',
    ],
    [
      'an objective, and nothing expected',
      ['    expect: { reached: acknowledged, within: 5m }\n', ''],
      'inject-expects-nothing at `objective`: `version-check` exercises `contain`, and expects nothing',
    ],
    [
      'a question, and nothing expected',
      ['    expect: { answered: true, within: 10m }\n', ''],
      'inject-expects-nothing at `ask`: `regulator-calls` asks, and nothing expects an answer',
    ],
    [
      'an answer expected where nothing is asked',
      ['    ask: { question: What do you answer?, answer: text }\n', ''],
      'keys-incomplete at `answered`: `answered` needs `ask`',
      'name-unknown at `regulator-calls`: there is no question `regulator-calls`',
    ],
    [
      'an option expected of free words',
      ['expect: { answered: true, within: 10m }', 'expect: { answered: yes-we-do, within: 10m }'],
      'keys-conflict at `yes-we-do`: `regulator-calls` is answered in free words, so no answer can be expected of it',
    ],
    [
      'an option expected that there is not',
      [
        'ask: { question: What do you answer?, answer: text }\n    expect: { answered: true,',
        'ask: { question: What do you answer?, options: { now: { label: Now. }, later: { label: Later. } } }\n    expect: { answered: latter,',
      ],
      'name-unknown at `latter`: there is no option `latter`',
      'option-unknown at `Within 72 hours.`: there is no option `Within 72 hours.`',
    ],
    [
      'a fact of a move that there is not',
      ["happened('mint-backdoor')", "happened('mint-backdor')"],
      "name-unknown at `'mint-backdor'`: there is no move `mint-backdor`",
    ],
    [
      'a fact of the wrong kind',
      ["alive('backdoor-token')", "alive('release')"],
      "name-wrong-kind at `'release'`: `release` is a stage, and this must be a credential",
    ],
    [
      'a condition on an option that there is not',
      ["happened('mint-backdoor') &&", "steps.confirm.choice == 'yes' &&"],
      "option-unknown at `'yes'`: `confirm` has no option `yes`",
    ],
    [
      'a condition on an item',
      ["happened('mint-backdoor') &&", 'item.needed &&'],
      'path-unavailable at `item.needed`: `item` cannot be read here',
    ],
  ]);

  it('given an inject that only informs, then nothing is told', () => {
    expect(found(['    expect: { reached: acknowledged, within: 5m }\n    objective: contain\n', ''])).toEqual([]);
  });
});
