import { describe, expect, it } from 'vitest';
import type { Entry, EntryType } from '../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../src/engine/evolve.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { everyRole, openInMemory, playOf } from '../../src/run/open.ts';
import { performAtOnce } from '../../src/run/perform.ts';
import { Problem } from '../../src/run/problem.ts';
import type { RunSession } from '../../src/run/run-session.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { loaded, playbookText, scenarioText } from './texts.ts';

const minute = 60_000;

/** Two roles, an order, a fan-out, and decisions: enough to see who does what when. */
const book = playbookText(`
  - phase: find
    title: Find
    steps:
      - { step: look, role: operator, effect: survey, of: stage, do: List the stages. }
      - { step: list-credentials, after: [], role: operator, effect: survey, of: credential, do: List the credentials. }
  - phase: act
    title: Act
    steps:
      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: lead }
      - { step: preserve, after: [], role: operator, for-each: stage, effect: preserve, do: Save its logs., evidence: required }
      - { step: choose, after: [], role: lead, decide: "Go on?", options: { go: { label: Go. }, stay: { label: Stay. } }, rationale: required }
`);

const responses = `responses:
  look: { show: "build.yml release.yml lint.yml", finds: { build: [build.yml], release: [release.yml], false-leads: [lint.yml] } }
  list-credentials: { show: "CI_TOKEN NPM_TOKEN", finds: { ci-token: [CI_TOKEN], npm-token: [NPM_TOKEN] } }
`;

const calm = 'expect: { outcome: closed }';

function played(play: string, more = responses, text = book, world = ''): RunSession {
  const content = loaded(text, scenarioText({ plays: `  - { play: it, ${play} }`, more, world }));
  return playInMemory(content, playOf(content)).session;
}

function said<T extends EntryType>({ entries }: RunSession, type: T): Entry<T>[] {
  return entries.filter((entry) => entry.type === type) as unknown as Entry<T>[];
}

/** `step item at` of every instance done, times in minutes. */
function done(session: RunSession): string[] {
  return said(session, 'step.done').map(({ step, item, at }) =>
    [step, item, at / minute].filter((part) => part !== undefined).join(' '),
  );
}

describe('a play with a pace', () => {
  it('does the first open instance at T+pace and one every pace after, in document order, then register order', () => {
    expect(done(played(`pace: 60s, answers: { choose: go }, ${calm}`))).toEqual([
      'look 1',
      'list-credentials 2',
      'isolate-stages build 3',
      'isolate-stages release-yml 4',
      'preserve build 5',
      'preserve release-yml 6',
      'choose 7',
    ]);
  });

  it('given `first`, does those before others', () => {
    expect(
      done(played(`pace: 60s, first: [list-credentials, choose], answers: { choose: go }, ${calm}`)).slice(0, 4),
    ).toEqual(['list-credentials 1', 'look 2', 'choose 3', 'isolate-stages build 4']);
  });

  it('given a time for a step, leaves it until then, and does all of it at that time', () => {
    const session = played(`pace: 60s, at: { isolate-stages: 12m }, answers: { choose: go }, ${calm}`);
    expect(done(session).filter((line) => line.startsWith('isolate'))).toEqual([
      'isolate-stages build 12',
      'isolate-stages release-yml 12',
    ]);
    expect(done(session)).toContain('choose 5');
  });

  it('given a time before the step is open, does it once it opens', () => {
    const session = played(`pace: 60s, at: { choose: 30s }, answers: { choose: go }, ${calm}`);
    expect(done(session)).toContain('choose 2');
  });

  it('does nothing at a tick at which nothing is open, and does not take up what runs', () => {
    const waits = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: Stop it. }
      - { step: rest, wait: 5m }
      - { step: hand-back, role: lead, do: Hand it back. }
`);
    const slow = 'responses: { isolate-stages: { takes: 150s } }';
    expect(done(played(`pace: 60s, ${calm}`, slow, waits))).toEqual([
      'isolate-stages build 3.5',
      'rest 8.5',
      'hand-back 9',
    ]);
  });
});

describe('what costs a play nothing', () => {
  it('asks for approvals and gives them, as the one who holds the role', () => {
    const session = played(`pace: 60s, answers: { choose: go }, ${calm}`);
    expect(said(session, 'approval.requested').map(({ at, by }) => [at / minute, by])).toEqual([
      [3, { person: 'Operator', role: 'operator' }],
      [4, { person: 'Operator', role: 'operator' }],
    ]);
    expect(said(session, 'approval.granted').map(({ by, self }) => [by, self])).toEqual([
      [{ person: 'Lead', role: 'lead' }, false],
      [{ person: 'Lead', role: 'lead' }, false],
    ]);
  });

  it('gives a fixed text as evidence and as rationale', () => {
    const session = played(`pace: 60s, answers: { choose: go }, ${calm}`);
    expect(said(session, 'step.done').find(({ step }) => step === 'preserve')?.evidence).toMatchObject([
      { excerpt: 'As the play says.', bytes: 17 },
    ]);
    expect(said(session, 'step.answered')).toMatchObject([{ choice: 'go', rationale: 'As the play says.' }]);
  });

  const asking = `${responses}injects:
  - { inject: call, hold: true, from: Press, via: phone, to: [legal], text: Well?, ask: { question: Well?, answer: text }, expect: { answered: true } }
`;

  it('releases held messages at their time, and answers what they ask at once, as the one who was asked', () => {
    const session = played(
      `pace: 60s, releases: { call: 90s }, answers: { choose: go, call: No comment. }, ${calm}`,
      asking,
    );
    expect(said(session, 'inject.delivered')).toMatchObject([{ at: 1.5 * minute }]);
    expect(said(session, 'inject.answered')).toMatchObject([
      { at: 1.5 * minute, answer: 'No comment.', by: { person: 'Counsel', role: 'legal' } },
    ]);
    expect(done(session)).toContain('choose 7');
  });

  it('leaves a message without an answer unanswered, and goes on', () => {
    const session = played(`pace: 60s, releases: { call: 90s }, answers: { choose: go }, ${calm}`, asking);
    expect(said(session, 'inject.answered')).toEqual([]);
    expect(session.state.outcome).toBe('closed');
  });
});

describe('a survey in a play', () => {
  it('types every find that is not in the register, under its name, and no false lead', () => {
    const found = said(played(`pace: 60s, answers: { choose: go }, ${calm}`), 'item.added').filter(
      ({ how }) => how === 'found',
    );
    expect(found.map(({ name, foundBy }) => [name, foundBy?.step])).toEqual([
      ['release.yml', 'look'],
      ['CI_TOKEN', 'list-credentials'],
      ['NPM_TOKEN', 'list-credentials'],
    ]);
  });

  it('leaves out what the play misses', () => {
    const session = played(`pace: 60s, misses: [release, npm-token], answers: { choose: go }, ${calm}`);
    expect(Object.values(session.state.world.matches)).toEqual(['build', 'ci-token']);
  });

  it('whose answer takes time is finished when the answer comes, at no turn of its own', () => {
    const slow = responses.replace('look: {', 'look: { takes: 90s,');
    const session = played(`pace: 60s, answers: { choose: go }, ${calm}`, slow);
    expect(done(session).slice(0, 3)).toEqual(['list-credentials 2', 'look 2.5', 'isolate-stages build 3']);
  });
});

describe('what a play cannot do', () => {
  it('given a decision without an answer, fails the step and goes on', () => {
    const session = played(`pace: 60s, expect: { outcome: time-up }`);
    expect(said(session, 'step.failed')).toMatchObject([
      { step: 'choose', at: 7 * minute, reason: 'The play it has no answer for choose.' },
    ]);
    expect(session.state.outcome).toBe('time-up');
  });

  const restore = playbookText(`
  - phase: restore
    title: Restore
    steps:
      - { step: look, role: operator, effect: survey, of: backup, do: List the backups. }
      - { step: choose, role: lead, decide: Which?, from: backup }
      - { step: verify, role: operator, for-each: "\${{ steps.choose.choice }}", effect: verify, require: "\${{ item.taken < run.intruded }}", do: Look at it. }
      - { step: restore, role: operator, for-each: "\${{ steps.choose.choice }}", effect: restore, do: Restore it. }
    gate: { backup: { some: [verified, restored] } }
`);
  const backups = `  system: { shop: { type: database, known: true } }
  backup:
    nightly: { type: tape, name: Nightly backup, of: shop, taken: T-3h, known: true }
    weekly: { type: tape, name: Weekly backup, of: shop, taken: T-50h }`;
  const listed = 'responses: { look: { show: "Nightly backup, Weekly backup", finds: { weekly: [Weekly backup] } } }';

  it('chooses an item of the register by the id of the world', () => {
    const session = played(`pace: 60s, answers: { choose: weekly }, ${calm}`, listed, restore, backups);
    expect(said(session, 'step.answered')).toMatchObject([{ choice: 'weekly-backup' }]);
    expect(session.state.outcome).toBe('closed');
  });

  it('given a reason, breaks the glass where finishing is refused, as the lead', () => {
    const play = `pace: 60s, answers: { choose: nightly }, breaks-glass: { verify: It is the newest one. }, ${calm}`;
    const session = played(play, listed, restore, backups);
    expect(said(session, 'glass.broken')).toMatchObject([
      {
        over: { what: 'require', step: 'verify' },
        reason: 'It is the newest one.',
        by: { person: 'Lead', role: 'lead' },
      },
    ]);
    expect(done(session)).toEqual(['look 1', 'choose 2', 'verify nightly 3', 'restore nightly 4']);
  });

  it('given none, fails the step', () => {
    const session = played(
      'pace: 60s, answers: { choose: nightly }, expect: { outcome: time-up }',
      listed,
      restore,
      backups,
    );
    expect(said(session, 'glass.broken')).toEqual([]);
    expect(said(session, 'step.failed')).toMatchObject([{ step: 'verify', at: 3 * minute }]);
  });
});

describe('a play that repeats something without end', () => {
  it('is given up after so many turns, and says what to do', () => {
    const endless = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: page, role: operator, notify: everyone, message: Again., repeat: { every: 1s, until: "\${{ false }}" } }
`);
    const content = loaded(endless, scenarioText({ plays: '  - { play: it, pace: 60s }' }));
    const clock = new PlayClock(content.scenario.starts ?? 0);
    const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: 'play:it' });
    const hint = 'Give what repeats a longer time between its turns, or the play a longer `pace`.';
    expect(() => performAtOnce(session, clock, playOf(content), 100)).toThrow(
      new Problem('unmet', 'The play it takes more than 100 turns.', hint),
    );
    expect(session.state.stage).toBe('play');
  });
});

describe('a play without a pace', () => {
  it('does nothing, while the world goes on', () => {
    const session = played('pace: never, expect: { reached: none, happened: [creep] }');
    expect(said(session, 'step.taken')).toEqual([]);
    expect(said(session, 'world.moved').map(({ move }) => move)).toEqual(['creep']);
    expect(session.state.outcome).toBe('time-up');
  });

  it('still does what has a time of its own', () => {
    const session = played('pace: never, at: { look: 5m }, expect: { outcome: time-up }');
    expect(done(session)).toEqual(['look 5']);
  });
});

describe('the entries of a play', () => {
  const session = played(`pace: 60s, answers: { choose: go }, ${calm}`);

  it('are typed by the play', () => {
    expect(new Set(session.entries.flatMap(({ typedBy }) => typedBy ?? []))).toEqual(new Set(['play:it']));
  });

  it('say nothing of where they were made', () => {
    const said = JSON.stringify(session.entries);
    expect(said).not.toContain(process.cwd());
    expect(said).not.toContain('scene.yaml');
    expect(said).not.toMatch(new RegExp(`"pid"|\\b${process.pid}\\b`));
  });

  it('give the state of the run by themselves', () => {
    expect(evolveAll(initialState(session.state.definition), session.entries)).toEqual(session.state);
  });

  it('end with a run that is closed', () => {
    expect(session.entries.at(-1)).toMatchObject({ type: 'run.closed', by: { person: 'Lead', role: 'lead' } });
    expect(session.state.stage).toBe('closed');
  });

  it('are the same every time', () => {
    expect(played(`pace: 60s, answers: { choose: go }, ${calm}`).head).toBe(session.head);
  });
});
