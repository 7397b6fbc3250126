import { bullets, join, type Md, md, table } from '../markdown/blocks.ts';
import type { ControlSupport, Crosswalk, ElementSupport, FrameworkSupport } from './crosswalk.ts';

const SHOWN = 12;

/** The crosswalk as Markdown. Every text that came from outside is escaped; every heading says what kind of run it was. */
export function crosswalkMarkdown(crosswalk: Crosswalk): string {
  const { mark, title, run, head, opened, open, limits } = crosswalk;
  const marked = mark === 'LIVE' ? '' : `${mark}: `;
  const blocks = [
    md`# ${mark}: controls that the run supports`.md,
    md`Run ${run}, “${title}”, opened ${opened}. Head of its journal: ${head}`.md,
    ...(open ? ['**DRAFT: the run was not closed when this was made.** More may come.'] : []),
    bullets(limits),
    table(
      ['Framework', 'Version', 'Elements supported', 'Not shown by this run'],
      crosswalk.frameworks.map((one) => [one.name, one.version, counted(one, 'supported'), counted(one, 'not-shown')]),
    ),
    ...crosswalk.frameworks.flatMap((one) => frameworkBlocks(one, marked)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function frameworkBlocks({ name, version, source, note, controls }: FrameworkSupport, mark: string): string[] {
  return [
    md`## ${mark}${name} ${version}`.md,
    ...(note === null ? [] : [md`${note}`.md]),
    `Published at <${source}>`,
    table(['Control', 'What it asks for', 'This run', 'Entries'], controls.flatMap(rows)),
  ];
}

function rows({ control, title, elements }: ControlSupport): (string | Md)[][] {
  return elements.map((element, index) => [
    index === 0 ? md`**${control}** ${title}` : md`${control}`,
    element.asks,
    verdict(element),
    entryNumbers(element.entries),
  ]);
}

function verdict({ state, says }: ElementSupport): Md {
  return state === 'supported' ? md`**supports:** ${says}` : md`not shown by this run. ${says}`;
}

function counted({ controls }: FrameworkSupport, wanted: ElementSupport['state']): number {
  return controls.flatMap(({ elements }) => elements).filter(({ state }) => state === wanted).length;
}

/** `3, 5–9, 12`: the first of them; all stand in the JSON. */
function entryNumbers(entries: readonly number[]): Md {
  const runs: [number, number][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && entry === last[1] + 1) last[1] = entry;
    else runs.push([entry, entry]);
  }
  const shown = runs.slice(0, SHOWN).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return join([...shown, ...(runs.length > SHOWN ? [`and more, ${entries.length} in all`] : [])], ', ');
}
