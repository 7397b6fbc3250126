import { difficultyBounds, difficultyFactors } from '../../scenario/difficulty.ts';
import type { ShelfEntry } from '../../scenario/shelf-entry.ts';
import { md, page, table } from '../markdown/blocks.ts';
import { code, codes, minutesInWords } from './words.ts';

const intro = `Nothing on this page gives a drill away. Each scenario has a page of its own that does, for facilitators and for who has
played it: \`breakglass describe NAME\`, or the link in the last column.`;

/** The shelf of scenarios, as a page of Markdown: what each asks for, and what it gives. */
export function shelfPage(entries: readonly ShelfEntry[]): string {
  const { medium, hard } = difficultyBounds;
  const made = `A scenario's difficulty is counted, not asserted. Each of these counts; the sum is easy below ${medium} points, hard from ${hard} on, and
medium between. The points of each scenario, one by one, are on its own page, since they say what there is to find.`;
  return `${[
    '# Scenarios',
    intro,
    table(
      ['Scenario', 'What it teaches', 'At the table', 'Story', 'People', 'Difficulty', 'The truth'],
      entries.map(overview),
    ),
    page(
      {
        title: 'What is practised',
        blocks: [table(['Scenario', 'Playbook', 'Effects', 'OWASP CI/CD'], entries.map(practice))],
      },
      '',
    ),
    page({ title: 'How difficulty is made', blocks: [made, table(['What', 'Points each', 'Why'], factors())] }, ''),
  ].join('\n\n')}\n`;
}

function overview({ id, title, teaches, minutes, story, people, basedOn, difficulty }: ShelfEntry) {
  return [
    md`${title} (${code(id)}), ${basedOn === 'fictional' ? 'fictional' : 'a replay'}`,
    teaches === '' ? null : md`${teaches}`,
    minutesInWords(minutes),
    minutesInWords(story),
    people,
    `${difficulty.level} (${difficulty.points})`,
    { md: `[gives it away](scenarios/${encodeURIComponent(id)}.md)` },
  ];
}

function practice({ id, playbook, practises: { effects, owasp } }: ShelfEntry) {
  return [code(id), code(playbook), codes(effects), owasp.join(', ')];
}

function factors() {
  return difficultyFactors.map(({ one, worth, why }) => [one, worth, md`${why}`]);
}
