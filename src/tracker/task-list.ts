import { escapeText } from '../report/markdown/escape.ts';
import { markerLine } from './text.ts';
import type { Work } from './tracker.ts';

const HEADING = '# Improvements\n\n';
/** A line that says that there is nothing to do, and goes once there is. */
const NOTHING = 'No improvement was agreed. <!-- breakglass: none -->\n';

/**
 * A Markdown file with a task for each improvement. What is there stays as it is, ticks and all; what is not there yet is added at its end. So twice is
 * as good as once. Where there are none, a new file says so: who asked for it finds it. Returns the text, and which were added.
 */
export function withTasks(
  file: string,
  works: readonly Work[],
): { readonly text: string; readonly added: readonly string[] } {
  const missing = works.filter(({ marker }) => !file.includes(markerLine(marker)));
  const added = missing.map(({ improvement }) => improvement);
  if (missing.length === 0) return { text: file.trim() === '' ? `${HEADING}${NOTHING}` : file, added };
  const kept = file.replace(NOTHING, '');
  const before = kept.trim() === '' ? HEADING : kept.endsWith('\n') ? kept : `${kept}\n`;
  return { text: `${before}${missing.map((work) => `${taskOf(work)}\n`).join('')}`, added };
}

function taskOf({ text, owner, due, mark, run, improvement, marker }: Work): string {
  const more = [owner, due === null ? null : `due ${due}`, `${run}, ${improvement}`].flatMap((part) => part ?? []);
  return `- [ ] ${mark === 'LIVE' ? '' : `**${mark}** `}${escapeText(text)} (${more.map(escapeText).join('; ')}) ${markerLine(marker)}`;
}
