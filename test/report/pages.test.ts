import { describe, expect, it } from 'vitest';
import { type DescribedScenario, describeScenario } from '../../src/report/pages/described.ts';
import { scenarioPage } from '../../src/report/pages/scenario-page.ts';
import { shelfPage } from '../../src/report/pages/shelf-page.ts';
import { playAllOut } from '../../src/run/play-out.ts';
import { shelfEntryOf } from '../../src/scenario/shelf-entry.ts';
import { loaded, playbookText, scenarioText } from '../run/texts.ts';

const minute = 60_000;

const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: look, role: operator, effect: survey, of: stage, do: List the stages., reaches: seen }
      - { step: tell, role: lead, after: [], do: Tell., reaches: told }
      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: Stop it. }
`);

const more = `teaches: Isolate before you talk.
session: 30m
lessons: [{ lesson: What nobody lists goes on., rule: only-what-is-listed }]
responses: { look: { show: build.yml release.yml, finds: { release: [release.yml] } } }
objectives:
  - { objective: calm, title: Calm, capability: Calm, tasks: [{ task: Speaks plainly, observe: No jargon. }] }
injects:
  - { inject: press, hold: true, from: Press, via: phone, to: [lead], text: Is it true?, expect: { reached: told }, objective: calm, note: Be brief. }`;

const plays = `  - { play: by-the-book, title: Looks at once, pace: 60s }
  - { play: as-it-happened, pace: 60s, at: { tell: 20m } }
  - { play: nobody-home, pace: never }`;

const replay = `based-on:
  case: A breach of 2024
  story: |
    They | wrote
    *it* down.

    <script>alert(1)</script>
  sources: [{ source: p1, title: The report, url: "https://example.org/report" }, { source: p2, title: The sheet, path: facts/sheet.md }]
  milestones: { told: T+20m }
  follows: [Where p1 and p2 differ this follows p1.]
  invented: [All names.]
  timeline:
    - { at: 2026-03-02T08:32:00Z, what: They told., sources: [p1, p2], step: tell }
    - { at: T+40m, what: It crept., sources: [p1], move: creep }
    - { at: T-5h, what: In they came., sources: [p1], enters: true }
    - { when: the day after, what: All clear., sources: [p2], left-out: It is over by then; \`creep\` has come. }`;

function described(basedOn = replay): { model: DescribedScenario; page: string } {
  const text = scenarioText({ plays, more }).replace('based-on: { case: fictional, sources: [] }', basedOn);
  const content = loaded(book, text);
  const model = describeScenario(content.scenario, content.playbook, playAllOut(content));
  return { model, page: scenarioPage(model) };
}

/** The part of a page under a heading. */
function section(page: string, title: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? `there is no ${title}`;
}

describe('the page of a replay', () => {
  const { model, page } = described();

  it('says first that it gives the drill away', () => {
    expect(page.split('\n')[2]).toMatch(/^> \*\*This page gives the drill away\.\*\*/);
  });

  it('tells what happened, and where that can be read', () => {
    const told = section(page, 'What happened');
    expect(told).toContain('A breach of 2024');
    expect(told).toContain('- `p1`: The report · <https://example.org/report>');
    expect(told).toContain('- `p2`: The sheet · `facts/sheet.md`');
  });

  it('puts every published row beside what it is here, with its time in play', () => {
    const rows = section(page, 'As published, and here').split('\n');
    expect(rows).toContain('| 2026-03-02 08:32 | T +20 min | They told. | `p1`, `p2` | step `tell`, T +20 min |');
    expect(rows).toContain('| 2026-03-02 08:52 | T +40 min | It crept. | `p1` | move `creep`, T +40 min |');
    expect(rows).toContain('| 2026-03-02 03:12 | T -5 h | In they came. | `p1` | how the attacker comes in, T -5 h |');
    expect(rows).toContain(
      '| the day after | – | All clear. | `p2` | left out: It is over by then; `creep` has come. |',
    );
  });

  it('puts the victim beside the plays', () => {
    expect(model.milestones).toEqual([
      {
        milestone: 'seen',
        published: null,
        plays: [
          { play: 'as-it-happened', at: minute },
          { play: 'by-the-book', at: minute },
        ],
      },
      {
        milestone: 'told',
        published: 20 * minute,
        plays: [
          { play: 'as-it-happened', at: 20 * minute },
          { play: 'by-the-book', at: 2 * minute },
        ],
      },
    ]);
    expect(section(page, 'The victim beside the plays')).toContain('| `told` | T +20 min | T +20 min | T +2 min |');
  });

  it('gives each lesson with the rule of the world that teaches it', () => {
    expect(section(page, 'What it teaches')).toContain(
      '*What never came into the register was never acted on.* (`only-what-is-listed`)',
    );
  });

  it('tells how each play ends', () => {
    const ends = section(page, 'How it can end');
    expect(ends).toContain(
      '| `by-the-book` | Looks at once | closed | happened: `creep`; compromised: `release`; alive',
    );
    expect(ends).toMatch(/\| `nobody-home` \| – \| time-up \| happened: `creep`; compromised: /);
  });

  it('helps the facilitator: what to release, what to listen for', () => {
    const told = section(page, 'For facilitators');
    expect(told).toContain('- `press`, from Press to lead: Be brief.');
    expect(told).toContain('- **Speaks plainly:** No jargon.');
  });

  it('says which source is followed, what was invented, what is hidden and how hard it is', () => {
    expect(section(page, 'Where sources contradict each other')).toContain('- Where p1 and p2 differ this follows p1.');
    expect(section(page, 'Invented for play')).toContain('- All names.');
    expect(section(page, 'What there is to find')).toContain('| release.yml | stage | `look` |');
    expect(section(page, 'Difficulty')).toContain(`| **${model.difficulty.level}** | **${model.difficulty.points}** |`);
  });

  it('lets no text of the scenario be markup, and keeps its paragraphs', () => {
    expect(page).toContain('They &#124; wrote \\*it\\* down.\n\n&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('shows as code what an author marked as a name, and nothing else between backticks', () => {
    const written = replay.replace('invented: [All names.]', 'invented: ["`creep`: when, `rm -rf *` and `A B`"]');
    expect(section(described(written).page, 'Invented for play')).toContain(
      '- `creep`\\: when, &#96;rm -rf \\*&#96; and &#96;A B&#96;',
    );
  });

  it('shows an address that could be more than an address, and does not link it', () => {
    const hostile = replay.replace('https://example.org/report', 'https://example.org/><img/src=x>');
    expect(described(hostile).page).not.toContain('<img');
  });
});

describe('the page of a fictional scenario', () => {
  it('says so, and leaves out what only a replay has', () => {
    const { page } = described('based-on: { case: fictional }');
    expect(section(page, 'What it is based on')).toContain('It is fictional');
    for (const title of ['What happened', 'As published, and here', 'The victim beside the plays', 'Invented for play'])
      expect(page).not.toContain(`## ${title}`);
    expect(section(page, 'Milestones')).toContain('| `told` | T +20 min | T +2 min |');
  });
});

describe('the shelf', () => {
  it('has a line for each scenario, gives no case away, and says how difficulty is made', () => {
    const content = loaded(book, scenarioText({ plays, more }));
    const entry = shelfEntryOf(content.scenario, content.playbook);
    const page = shelfPage([{ ...entry, basedOn: 'A breach of 2024' }]);
    expect(page).toContain(
      `| Scene (\`scene\`), a replay | Isolate before you talk. | 30 min | 1 h | 3 | ${entry.difficulty.level} (${entry.difficulty.points}) | [gives it away](scenarios/scene.md) |`,
    );
    expect(page).not.toContain('A breach of 2024');
    expect(page).toContain('| backup that is a trap | 2 |');
  });
});
