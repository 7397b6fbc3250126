import { describe, expect, it } from 'vitest';
import { Narrator } from '../../src/run/lines.ts';
import { playOf } from '../../src/run/open.ts';
import { summaryOf } from '../../src/run/summary.ts';
import { summaryText } from '../../src/run/summary-text.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
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
      'missed',
    ]);
    expect(world.happened).toEqual(['creep']);
  });

  it('as text says what it was, how it came out and where everything is', () => {
    const session = played('pace: 60s, expect: { outcome: closed }');
    const text = summaryText(session, '/store/reports/x.md');
    expect(text).toMatch(/^DRILL {2}scene, Scene: closed at T\+02:00\n/);
    expect(text).toContain(session.head);
    expect(text).toContain('/store/reports/x.md');
    expect(text).toContain(`breakglass note ${session.run}`);
    expect(text).toMatch(/acknowledged +1m +5h1m/);
  });

  it('as text says which milestones were not reached', () => {
    expect(summaryText(played('pace: never, expect: { outcome: time-up }'), null)).toMatch(/traced +not reached/);
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

  it('tells what is new, once', () => {
    const narrator = new Narrator(session);
    expect(narrator.news().length).toBeGreaterThan(5);
    expect(narrator.news()).toEqual([]);
  });

  it('passes over what was told before', () => {
    expect(new Narrator(session, session.entries.length - 1).news()).toHaveLength(1);
  });
});
