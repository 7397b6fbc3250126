import type { Report } from '../model.ts';
import { bullets, type Section } from './blocks.ts';
import { join, loud, own, rich } from './rich.ts';

/** Half a page for who reads nothing else: it stands first, after what they must know of how far it can be relied on. */
export function pageOneSection({ summary, notices }: Report): Section {
  const told = (label: string, lines: readonly string[]) => rich`**${own(label)}.** ${join(lines, ' ')}`;
  const listed = (label: string, lines: readonly string[]): Section['blocks'] =>
    lines.length === 1 ? [told(label, lines)] : [rich`**${own(label)}.**`, bullets(lines.map(loud))];
  return {
    title: 'In short',
    blocks: [
      ...notices.map(({ text }) => rich`**${text}**`),
      told('What happened', summary.inShort),
      told('Contained', summary.contained),
      told('Impact', summary.impact),
      told('Current risk', summary.risk),
      ...(summary.decisions.length > 0 ? listed('Decisions needed', summary.decisions) : []),
      ...listed('Still open', summary.mostOpen),
    ],
  };
}
