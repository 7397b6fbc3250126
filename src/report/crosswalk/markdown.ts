import { type Block, bullets, type Section, table } from '../document/blocks.ts';
import { code, type Inline, link, type Rich, rich } from '../document/rich.ts';
import { sectionMarkdown } from '../markdown/render.ts';
import type { ControlSupport, Crosswalk, ElementSupport, FrameworkSupport } from './crosswalk.ts';

const SHOWN = 12;

/** The crosswalk as Markdown. Every text that came from outside is escaped; every heading says what kind of run it was. */
export function crosswalkMarkdown(crosswalk: Crosswalk): string {
  const { mark, title, run, head, opened, open, limits, frameworks } = crosswalk;
  const draft = open ? [rich`**DRAFT: the run was not closed when this was made.** More may come.`] : [];
  const section: Section = {
    title: 'Controls that the run supports',
    blocks: [
      rich`Run ${code(run)}, “${title}”, opened ${opened}. Head of its journal: ${code(head)}`,
      ...draft,
      bullets(limits),
      table(
        ['Framework', 'Version', 'Elements supported', 'Not shown by this run'],
        frameworks.map((one) => [one.name, one.version, counted(one, 'supported'), counted(one, 'not-shown')]),
      ),
      ...frameworks.map(sectionOf),
    ],
  };
  return `${sectionMarkdown(section, `${mark}: `, 1)}\n`;
}

function sectionOf({ name, version, source, note, controls }: FrameworkSupport): Section {
  const blocks: Block[] = [
    ...(note === null ? [] : [rich`${note}`]),
    rich`Published at ${link(source)}`,
    table(['Control', 'What it asks for', 'This run', 'Entries'], controls.flatMap(rows)),
  ];
  return { title: `${name} ${version}`, blocks };
}

function rows({ control, title, elements }: ControlSupport): (Inline | null)[][] {
  return elements.map((element, index) => [
    index === 0 ? rich`**${control}** ${title}` : rich`${control}`,
    element.asks,
    verdict(element),
    entryNumbers(element.entries),
  ]);
}

function verdict({ state, says }: ElementSupport): Rich {
  return state === 'supported' ? rich`**supports:** ${says}` : rich`not shown by this run. ${says}`;
}

function counted({ controls }: FrameworkSupport, wanted: ElementSupport['state']): number {
  return controls.flatMap(({ elements }) => elements).filter(({ state }) => state === wanted).length;
}

/** `3, 5–9, 12`: the first of them; all stand in the JSON. */
function entryNumbers(entries: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && entry === last[1] + 1) last[1] = entry;
    else runs.push([entry, entry]);
  }
  const shown = runs.slice(0, SHOWN).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return [...shown, ...(runs.length > SHOWN ? [`and more, ${entries.length} in all`] : [])].join(', ');
}
