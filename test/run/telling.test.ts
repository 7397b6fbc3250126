import { describe, expect, it } from 'vitest';
import { Narrator } from '../../src/run/lines.ts';
import { playOf } from '../../src/run/open.ts';
import { summaryOf } from '../../src/run/summary.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { openResponse } from '../tui/live/stage.ts';
import { loaded, playbookText, scenarioText } from './texts.ts';

const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it., reaches: acknowledged }
      - { step: two, role: operator, do: Look into the logs., evidence: required, reaches: traced }
`);

function played(play: string, known = '') {
  const text = scenarioText({ plays: `  - { play: it, ${play} }` }).replace(
    'intruded: T-5h }',
    `intruded: T-5h${known} }`,
  );
  const content = loaded(book, text);
  return playInMemory(content, playOf(content)).session;
}

describe('a summary', () => {
  it('counts milestones in seconds from both anchors', () => {
    const { reached } = summaryOf(played('pace: 60s, expect: { outcome: closed }'));
    expect(reached).toEqual({
      acknowledged: { known: 60, intruded: 18_060 },
      traced: { known: 120, intruded: 18_120 },
    });
  });

  it('says null for an anchor that nobody has learnt', () => {
    const { reached } = summaryOf(
      played('pace: never, at: { one: 1m }, expect: { outcome: time-up }', ', intruded-known-by: two'),
    );
    expect(reached).toEqual({ acknowledged: { known: 60, intruded: null } });
  });

  it('holds the facts of the world, every list of them', () => {
    const { world, outcome } = summaryOf(played('pace: never, expect: { outcome: time-up }'));
    expect(outcome).toBe('time-up');
    expect(Object.keys(world)).toEqual([
      'happened',
      'prevented',
      'compromised',
      'alive',
      'served',
      'reinfected',
      'lost',
      'missed',
    ]);
    expect(world.happened).toEqual(['creep']);
  });
});

describe('an incident told in lines', () => {
  it('says of what fell due while nobody was there that it came late', () => {
    const stage = openResponse();
    const narrator = new Narrator(stage.session, stage.session.entries.length);
    stage.wait(100 * 3_600_000);
    expect(narrator.news().join('\n')).toMatch(
      /A deadline was missed: Notify the supervisory authority \(late: it was due while nobody was there\)/,
    );
  });
});

describe('a run told in lines', () => {
  const session = played('pace: never, expect: { outcome: time-up }');

  it('holds the truth back until the hot wash, and tells each stopped move once', () => {
    const lines = new Narrator(session).news();
    const wash = lines.findIndex((line) => line.includes('The hot wash began'));
    expect(lines.slice(0, wash).filter((line) => line.includes('attacker'))).toEqual([]);
    expect(lines.slice(wash).filter((line) => line.includes('attacker'))).toHaveLength(1);
  });

  it('tells a move again that something else stops', () => {
    const stopped = (need: string) =>
      ({ type: 'world.blocked', move: 'creep', blockedBy: [{ need, why: 'is isolated' }], at: 0 }) as const;
    const wash = session.entries.findLast(({ type }) => type === 'hot-wash.opened');
    const entries = [...['build', 'build', 'release'].map(stopped), wash] as unknown as typeof session.entries;
    const lines = new Narrator({ ...session, state: session.state, entries } as unknown as typeof session).news();
    expect(lines.filter((line) => line.includes('attacker was stopped'))).toHaveLength(2);
  });

  it('tells what people do and how far they are, not what follows from it by itself', () => {
    const story = new Narrator(played('pace: 60s, expect: { outcome: closed }')).news().join('\n');
    expect(story).toContain('Lead took up one');
    expect(story).toContain('Lead finished one');
    expect(story).toContain('Milestone reached: acknowledged');
    expect(story).toContain('Phase closed: Act');
    expect(story).not.toMatch(/ opened$|was not needed|showed its answer/m);
  });

  it('tells of a step that opens and asks for what nobody knows', () => {
    const asking = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it. }
      - { step: two, role: lead, do: Do that., if: "inputs.big" }
`).replace('audiences:', 'inputs: { big: { type: boolean, ask: How big is it? } }\naudiences:');
    const content = loaded(
      asking,
      scenarioText({ plays: '  - { play: it, pace: never, at: { one: 1m }, expect: { outcome: time-up } }' }),
    );
    const lines = new Narrator(playInMemory(content, playOf(content)).session).news().map((line) => line.slice(11));
    expect(lines).toContain('two opened, and asks for inputs.big');
    expect(lines).not.toContain('one opened');
  });

  it('tells what is new, once', () => {
    const narrator = new Narrator(session);
    expect(narrator.news().length).toBeGreaterThan(5);
    expect(narrator.news()).toEqual([]);
  });

  it('passes over what was told before', () => {
    expect(new Narrator(session, session.entries.length - 1).news()).toHaveLength(1);
  });
});
