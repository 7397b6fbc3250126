import { describe, expect, it } from 'vitest';
import { summaryText } from '../../src/cli/summary-text.ts';
import { besideTheCase, sourcesOfMilestones } from '../../src/engine/in-the-case.ts';
import { playOf } from '../../src/run/open.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { canvasFor } from '../../src/tui/frame.ts';
import { textOfLine } from '../../src/tui/lines.ts';
import { milestoneLines } from '../../src/tui/screens/milestones-page.ts';
import { themeOf } from '../../src/tui/theme.ts';
import { loaded, playbookText, scenarioText } from '../run/texts.ts';

const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it., reaches: acknowledged }
      - { step: two, role: operator, do: Look into the logs., reaches: traced }
      - { step: three, role: operator, do: Close the door., reaches: contained }
`);

const published = `based-on:
  case: Acme, March 2026
  sources:
    - { source: p1, title: Post-mortem, url: https://acme.example/post-mortem }
    - { source: p2, title: Advisory, url: https://acme.example/advisory }
  milestones: { acknowledged: T+14m, contained: T+1h43m }
  timeline:
    - { at: T+14m, what: They answer., sources: [p1], milestone: acknowledged }`;

function played(basedOn: string, contained = 'contained') {
  const text = scenarioText({ plays: '  - { play: it, pace: 60s, at: { three: 50m }, expect: {} }' });
  const content = loaded(
    book.replace('contained', contained),
    text
      .replace('based-on: { case: fictional, sources: [] }', basedOn.replace('contained', contained))
      .replace('known: T,', 'known: T-1m,'),
  );
  return playInMemory(content, playOf(content)).session;
}

const screen = (columns: number, rows: number, basedOn = published, contained = 'contained') =>
  milestoneLines(
    played(basedOn, contained).state,
    canvasFor({ columns, rows }, themeOf({ color: false, unicode: true })),
  )
    .map(textOfLine)
    .join('\n');

describe('given a case whose times are published', () => {
  it('has the team beside the victim, each from when it knew, and says who was sooner', () => {
    const text = screen(80, 24);
    expect(text).toMatch(/acknowledged +2 min +15 min +13 min sooner\n/);
    expect(text).toMatch(/contained +51 min +1 h 44 min +53 min sooner\n/);
    expect(text).toMatch(/traced +3 min +not published *\n/);
  });

  it('says whose times they are, and cites the source that the timeline names for them', () => {
    expect(screen(80, 24)).toContain('The victim: Acme, March 2026.');
    expect(screen(80, 24)).toContain('Post-mortem: https://acme.example/post-mortem');
    expect(screen(80, 24)).not.toContain('Advisory');
  });

  it('gives a name that is as wide as its column a line of its own, and no line is wider than the screen', () => {
    const long = 'everything-stolen-is-dead';
    const text = screen(80, 24, published, long);
    expect(text).toMatch(new RegExp(`  ${long}\n    you: 51 min, the victim: 1 h 44 min\n`));
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('says the same on a small screen, no line wider than it', () => {
    const lines = screen(40, 15).split('\n');
    expect(lines.filter((line) => line.length > 40)).toEqual([]);
    expect(lines.join(' ')).toMatch(/acknowledged +you: 2 min, the victim: 15 min/);
  });

  it('gives the same figures on the normal screen at the end', () => {
    const text = summaryText(played(published), null);
    expect(text).toMatch(/milestone +from known +from intruded +the victim\n/);
    expect(text).toMatch(/contained +51 min .* 1 h 44 min\n/);
    expect(text).toContain('published in: Post-mortem');
  });

  it('cites every source where the timeline names none for a milestone', () => {
    const { scenario } = played(published.replace(', milestone: acknowledged', ', left-out: They answer late.')).state
      .definition;
    expect(scenario && sourcesOfMilestones(scenario).map(({ title }) => title)).toEqual(['Post-mortem', 'Advisory']);
  });
});

describe('given a case that is made up', () => {
  it('has the team alone', () => {
    const text = screen(80, 24, 'based-on: { case: fictional, sources: [] }');
    expect(text).toMatch(/acknowledged +2 min *$/m);
    expect(text).not.toContain('victim');
    expect(besideTheCase(played('based-on: { case: fictional, sources: [] }').state)).toEqual([]);
  });
});
