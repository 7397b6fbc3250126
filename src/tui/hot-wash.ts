import type { Judged, Rating } from '../engine/entries.ts';
import type { State } from '../engine/state.ts';
import { type Proposal, proposalsOf } from '../report/proposals.ts';
import type { Stored } from '../run/session.ts';
import { type Context, isIncident } from './context.ts';

/** The pages of a drill's hot wash. */
export const hotWashTabs = ['truth', 'timelines', 'objectives', 'improvements', 'milestones', 'pictures'] as const;
/** In an incident there is no truth to tell, and nobody set it objectives. */
const liveTabs = ['left open', 'timeline', 'improvements', 'milestones', 'pictures'] as const;
export type HotWashTab = (typeof hotWashTabs)[number] | (typeof liveTabs)[number];

/** The pages of the talk after a run. */
export function tabsOf(state: State): readonly HotWashTab[] {
  return isIncident(state) ? liveTabs : hotWashTabs;
}

/** The page that is open. */
export function hotWashTab({ state, view }: Context): HotWashTab {
  const tabs = tabsOf(state);
  return tabs[view.hotWash.tab] ?? tabs[0] ?? 'improvements';
}

/** One moment of the two timelines: what the attacker did, or what went on without one; and what the team did. */
export interface Moment {
  readonly at: number;
  readonly side: 'world' | 'team';
  readonly place: number;
}

/** What the cursor can stand on. */
export type HotWashRow =
  | {
      readonly kind: 'objective';
      readonly objective: string;
      readonly title: string;
      readonly suggested: Rating | null;
      readonly because: string;
      readonly final: Rating | undefined;
    }
  | {
      readonly kind: 'task';
      readonly objective: string;
      readonly task: number;
      readonly title: string;
      readonly question: string;
      readonly seen: boolean | undefined;
    }
  | { readonly kind: 'judged'; readonly judged: Judged }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | {
      readonly kind: 'improvement';
      readonly id: string;
      readonly text: string;
      readonly owner: string;
      readonly due: string;
    };

const teamTypes: ReadonlySet<Stored['type']> = new Set([
  'item.added',
  'effect.reached',
  'milestone.reached',
  'milestone.withdrawn',
  'step.failed',
  'glass.broken',
  'step.answered',
  'inject.delivered',
  'play.ended',
  // Of an incident.
  'step.unknown',
  'action.concluded',
  'action.rehearsed',
  'approval.refused',
  'run.recovered',
]);
const momentsKept = new WeakMap<readonly Stored[], { readonly length: number; readonly moments: readonly Moment[] }>();

/** Both sides' moments in order of time. Built again only when entries have come. */
export function momentsOf(entries: readonly Stored[]): readonly Moment[] {
  const kept = momentsKept.get(entries);
  if (kept?.length === entries.length) return kept.moments;
  const stopped = new Map<string, string>();
  const moments = entries.flatMap((entry, place): Moment[] => {
    if (entry.type === 'world.moved') return [{ at: entry.at, side: 'world', place }];
    if (entry.type === 'world.blocked') {
      // An attempt that fails again at the same thing is no news.
      const by = JSON.stringify(entry.blockedBy);
      if (stopped.get(entry.move) === by) return [];
      stopped.set(entry.move, by);
      return [{ at: entry.at, side: 'world', place }];
    }
    const known = entry.type === 'item.added' && entry.how === 'known';
    return teamTypes.has(entry.type) && !known ? [{ at: entry.at, side: 'team', place }] : [];
  });
  moments.sort((a, b) => a.at - b.at || a.place - b.place);
  momentsKept.set(entries, { length: entries.length, moments });
  return moments;
}

/** Objectives, each with its tasks and what their rating rests on. */
function objectiveRows(state: State): HotWashRow[] {
  return (state.definition.scenario?.objectives ?? []).flatMap(({ id, title, tasks }): HotWashRow[] => {
    const rated = state.ratings[id];
    const asked = tasks.flatMap(({ title: task, observe }, index): HotWashRow[] =>
      observe === undefined
        ? []
        : [
            {
              kind: 'task',
              objective: id,
              task: index,
              title: task,
              question: observe,
              seen: state.observed[id]?.[index],
            },
          ],
    );
    const observed = new Set(tasks.flatMap(({ title: task, observe }) => (observe === undefined ? [] : [task])));
    const judged = (rated?.evidence ?? [])
      .filter(({ text }) => !observed.has(text))
      .map((one): HotWashRow => ({ kind: 'judged', judged: one }));
    return [
      {
        kind: 'objective',
        objective: id,
        title,
        suggested: rated?.suggested ?? null,
        because: rated?.because ?? '',
        final: rated?.final,
      },
      ...judged,
      ...asked,
    ];
  });
}

const proposalsKept = new WeakMap<
  readonly Stored[],
  { readonly length: number; readonly proposals: readonly Proposal[] }
>();

/** What is proposed and neither accepted nor put aside, then what was accepted. */
function improvementRows(c: Context): HotWashRow[] {
  const { state, entries } = c;
  let kept = proposalsKept.get(entries);
  if (kept?.length !== entries.length) {
    kept = { length: entries.length, proposals: proposalsOf(state, entries) };
    proposalsKept.set(entries, kept);
  }
  const accepted = Object.entries(state.improvements);
  const gone = new Set([...c.view.hotWash.putAside, ...accepted.flatMap(([, { from }]) => from ?? [])]);
  const proposed = kept.proposals
    .filter(({ id }) => !gone.has(id))
    .map((proposal): HotWashRow => ({ kind: 'proposal', proposal }));
  const agreed = accepted.flatMap(([id, one]): HotWashRow[] =>
    one.dropped === undefined
      ? [{ kind: 'improvement', id, text: one.text, owner: one.owner ?? 'nobody yet', due: one.due ?? 'no date' }]
      : [],
  );
  return [...proposed, ...agreed];
}

/** What would stay undecided if the run were closed now, in words; nothing where all is said. */
export function undecided(c: Context): string[] {
  const tasks = objectiveRows(c.state).filter((row) => row.kind === 'task' && row.seen === undefined).length;
  const proposals = improvementRows(c).filter(({ kind }) => kind === 'proposal').length;
  const count = (many: number, one: string, more: string) => (many === 0 ? [] : [`${many} ${many === 1 ? one : more}`]);
  return [
    ...count(tasks, 'task is still: y or n?', 'tasks are still: y or n?'),
    ...count(
      proposals,
      'proposed improvement is neither accepted nor put aside.',
      'proposed improvements are neither accepted nor put aside.',
    ),
  ];
}

/** Whether the page that is open is a text to scroll; on the others a mark goes from row to row. */
export function isHotWashText(c: Context): boolean {
  const tab = hotWashTab(c);
  return tab === 'truth' || tab === 'milestones' || tab === 'left open' || tab === 'pictures';
}

/** How many rows the page has that is open, where a mark goes from row to row. */
export function hotWashCount(c: Context): number {
  const tab = hotWashTab(c);
  if (tab === 'timelines' || tab === 'timeline') return momentsOf(c.entries).length;
  return hotWashRows(c).length;
}

export function hotWashRows(c: Context): HotWashRow[] {
  const tab = hotWashTab(c);
  return tab === 'objectives' ? objectiveRows(c.state) : tab === 'improvements' ? improvementRows(c) : [];
}

/** The row that the cursor stands on, on the pages where there is something to do. */
export function hotWashRow(c: Context): HotWashRow | undefined {
  return c.view.screen === 'hot-wash' ? hotWashRows(c)[c.view.hotWash.cursor] : undefined;
}
