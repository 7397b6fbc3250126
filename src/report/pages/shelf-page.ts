import { difficultyBounds, difficultyFactors } from '../../scenario/difficulty.ts';
import type { ShelfEntry } from '../../scenario/shelf-entry.ts';
import { table } from '../document/blocks.ts';
import { code, link, rich } from '../document/rich.ts';
import { sectionMarkdown, tableMarkdown } from '../markdown/render.ts';
import { codes, minutesInWords } from './words.ts';

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
    tableMarkdown(
      table(
        ['Scenario', 'What it teaches', 'At the table', 'Story', 'People', 'Difficulty', 'The truth'],
        entries.map(overview),
      ),
    ),
    sectionMarkdown(
      {
        title: 'What is practised',
        blocks: [table(['Scenario', 'Playbook', 'Effects', 'OWASP CI/CD'], entries.map(practice))],
      },
      '',
    ),
    sectionMarkdown(
      { title: 'How difficulty is made', blocks: [made, table(['What', 'Points each', 'Why'], factors())] },
      '',
    ),
  ].join('\n\n')}\n`;
}

function overview({ id, title, teaches, minutes, story, people, basedOn, difficulty }: ShelfEntry) {
  return [
    rich`${title} (${code(id)}), ${basedOn === 'fictional' ? 'fictional' : 'a replay'}`,
    teaches === '' ? null : rich`${teaches}`,
    minutesInWords(minutes),
    minutesInWords(story),
    people,
    `${difficulty.level} (${difficulty.points})`,
    link(`scenarios/${encodeURIComponent(id)}.md`, 'gives it away'),
  ];
}

function practice({ id, playbook, practises: { effects, owasp } }: ShelfEntry) {
  return [code(id), code(playbook), codes(effects), owasp.join(', ')];
}

function factors() {
  return difficultyFactors.map(({ one, worth, why }) => [one, worth, rich`${why}`]);
}
