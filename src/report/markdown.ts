import { documentOf } from './document.ts';
import { lineMarkdown, sectionMarkdown, tableMarkdown } from './markdown/render.ts';
import type { Report } from './model.ts';

/**
 * The report as Markdown, for GitHub and for people. Every text that came from outside is escaped. In a drill and a rehearsal
 * every heading says so, and in a draft that it is one.
 */
export function toMarkdown(report: Report): string {
  const { opening, mark, sections } = documentOf(report);
  const { title, notes, facts } = opening;
  const head = [
    `# ${lineMarkdown(title)}`,
    notes.map((note) => `> ${lineMarkdown(note)}`).join('\n>\n'),
    tableMarkdown(facts),
  ];
  return `${[...head, ...sections.map((section) => sectionMarkdown(section, mark))].join('\n\n')}\n`;
}
