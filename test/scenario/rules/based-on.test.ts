import { describe, expect, it } from 'vitest';
import { type Edit, found, hintOf, read } from './table.ts';

/** The sample as a replay: its sources, its published milestones, its rows, and the play that does what the victim did. */
function based({
  sources = '{ source: p1, title: Report, url: "https://example.org/report" }',
  rows = [],
  milestones = '{}',
  more = '',
  start = true,
}: {
  sources?: string;
  rows?: readonly string[];
  milestones?: string;
  more?: string;
  start?: boolean;
}): readonly Edit[] {
  const timeline = rows.map((row) => `    - { what: It happened., sources: [p1], ${row} }\n`).join('');
  const text = `based-on:
  case: A breach
  sources: [${sources}]
  milestones: ${milestones}
${more}${timeline === '' ? '' : `  timeline:\n${timeline}`}`;
  return [
    [
      'based-on: { case: fictional, sources: [] }     # a replay of a real breach names its case and its sources\n',
      text,
    ],
    ['  - play: missed-one\n', '  - play: as-it-happened\n'],
    ...(start ? [] : [['starts: 2026-03-02T08:12:00Z', '# no start:'] as const]),
  ];
}

const said = (given: Parameters<typeof based>[0]) => found(...based(given));

describe('sources', () => {
  it('given one with an address and one with a path, then nothing is said', () => {
    const sources =
      '{ source: p1, title: Report, url: "https://example.org/report" }, { title: Sheet, path: facts/it.md }';
    expect(said({ sources })).toEqual([]);
  });

  it('given one with a title alone, then it is refused at its title', () => {
    expect(said({ sources: '{ source: p1, title: Report }' })).toEqual([
      'source-incomplete at `Report`: nothing says where this source is',
    ]);
  });

  it('given two of one id, then the second is refused', () => {
    const one = '{ source: p1, title: Report, path: a.md }';
    expect(said({ sources: `${one}, ${one}` })).toEqual([
      'name-duplicate at `p1`: another source is already called `p1`',
    ]);
  });

  it('given an address that is none, then only that is said', () => {
    expect(said({ sources: '{ source: p1, title: Report, url: example }' })).toEqual([
      expect.stringMatching(/^shape-format at `example`/),
    ]);
  });
});

describe('a row of the timeline', () => {
  it.each([
    ['a move at its time', 'at: 2026-03-02T08:45:00Z, move: publish-again'],
    ['a move within the tolerance', 'at: T+32m, move: publish-again'],
    ['a timed inject at its time', 'at: T, inject: version-check'],
    ['a held inject at any time', 'at: T+7m, inject: regulator-calls'],
    ['an inject that comes on a condition, at any time', 'at: T+7m, inject: second-token'],
    ['the way in', 'at: T-5h, enters: true'],
    ['what is left out', 'at: T+9m, left-out: Nobody sees it.'],
    ['no hour, in words', 'when: the same day, move: publish-again'],
    ['a step', 'at: T+9m, step: isolate-stages'],
    ['a milestone', 'at: T+9m, milestone: contained'],
  ])('given %s, then nothing is said', (_, row) => {
    expect(said({ rows: [row] })).toEqual([]);
  });

  it.each([
    [
      'nothing of the scenario',
      'at: T',
      'keys-incomplete at `It happened.`: nothing says where this is in the scenario',
    ],
    [
      'two things',
      'at: T, left-out: No., inject: version-check',
      'keys-conflict at `left-out`: `left-out` and `inject` exclude each other',
    ],
    ['no time', 'left-out: No.', 'keys-incomplete at `It happened.`: nothing says when this happened'],
    [
      'a move that there is not',
      'at: T, move: publish-agan',
      'name-unknown at `publish-agan`: there is no move `publish-agan`',
    ],
    ['an inject that there is not', 'at: T, inject: alarm', 'name-unknown at `alarm`: there is no inject `alarm`'],
    ['a step that there is not', 'at: T, step: isolate', 'name-unknown at `isolate`: there is no step `isolate`'],
    ['a milestone that there is not', 'at: T, milestone: calm', 'name-unknown at `calm`: there is no milestone `calm`'],
    [
      'a move at another time',
      'at: T+31m, move: publish-again',
      'replay-drift at `T+31m`: published T+31m, but `publish-again` happens at T+33m',
    ],
    [
      'a timed inject at another time',
      'at: T-2m, inject: version-check',
      'replay-drift at `T-2m`: published T-2m, but `version-check` comes at T',
    ],
    [
      'another way in',
      'at: T-6h, enters: true',
      'replay-drift at `T-6h`: published T-6h, but the attacker enters at T-5h',
    ],
  ])('given %s, then that is said', (_, row, message) => {
    expect(said({ rows: [row] })).toEqual([message]);
  });

  it('given a misspelt name, then the nearest right one is offered', () => {
    expect(hintOf(...based({ rows: ['at: T, move: publish-agan'] }))).toBe('Did you mean `publish-again`?');
  });

  it('given a source that there is not, then it is refused where it stands', () => {
    const edits = based({ rows: ['at: T, left-out: No.'] });
    expect(found(...edits, ['sources: [p1], at', 'sources: [p1, p3], at'])).toEqual([
      'name-unknown at `p3`: there is no source `p3`',
    ]);
  });

  it('given a milestone at another time than under milestones, then both times are said', () => {
    expect(said({ milestones: '{ contained: T+20m }', rows: ['at: T+25m, milestone: contained'] })).toEqual([
      'replay-drift at `T+25m`: published T+25m, but `milestones` says that `contained` is reached at T+20m',
    ]);
  });

  it('given a wider tolerance, then what is within it holds', () => {
    expect(said({ more: '  tolerance: 10m\n', rows: ['at: T+25m, move: publish-again'] })).toEqual([]);
  });

  it('given steps, and no play that does what the victim did, then that is said once: nobody does them', () => {
    const [basedOn] = based({ rows: ['at: T, step: confirm', 'at: T+1m, step: advise-consumers'] });
    expect(found(...(basedOn ? [basedOn] : []))).toEqual([
      'name-unknown at `confirm`: no play is called `as-it-happened`, so nobody does this step at that time',
    ]);
  });

  it('given that nothing says when T is, then only that is said', () => {
    const rows = ['at: 2026-03-02T08:00:00Z, move: publish-again'];
    const errors = read(based({ rows, start: false })).diagnostics.map(({ code }) => code);
    expect(new Set(errors)).toEqual(new Set(['time-without-start']));
  });
});

describe('the frame of a replay', () => {
  it('given the times of the victim and no play that has them, then that is warned of', () => {
    const [basedOn] = based({ milestones: '{ contained: T+20m }' });
    expect(found(...(basedOn ? [basedOn] : []))).toEqual([
      'replay-not-played at `milestones`: the times of the victim are given, and no play is called `as-it-happened`',
    ]);
  });

  it('given a milestone that the playbook has not, then it is refused', () => {
    expect(said({ milestones: '{ contained-all: T+20m }' })).toEqual([
      'name-unknown at `contained-all`: there is no milestone `contained-all`',
    ]);
  });

  it('given a session that is longer than the story, then it is refused; shorter, then not', () => {
    expect(found(['duration: 60m\n', 'duration: 60m\nsession: 61m\n'])).toEqual([
      'session-too-long at `61m`: `session` is longer than `duration`, so play would be over before it',
    ]);
    expect(found(['duration: 60m\n', 'duration: 60m\nsession: 30m\n'])).toEqual([]);
  });
});
