import { openInstances, refOf } from '../../engine/queries.ts';
import { itemsOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { kinds } from '../../playbook/model.ts';
import { isRevealed, peopleOf } from '../context.ts';
import type { Act, Desk } from '../desk.ts';
import { hotWashCount, hotWashRow, isHotWashText, tabsOf, undecided } from '../hot-wash.ts';
import type { ActName } from '../key-row.ts';
import { moveIn, scrollTo } from '../list.ts';
import { plainLine } from '../plain.ts';
import { look } from './answers.ts';
import { openMessage } from './run.ts';

export const briefActs = {
  move: (desk, key) => {
    const top = scrollTo(key, desk.inSight);
    if (top !== null) desk.change((view) => ({ ...view, brief: { top } }));
  },
} satisfies Partial<Record<ActName, Act>>;

export const clocksActs = {
  move: (desk, key) => {
    const top = scrollTo(key, desk.inSight);
    if (top !== null) desk.change((view) => ({ ...view, clocks: { top } }));
  },
} satisfies Partial<Record<ActName, Act>>;

export const contactsActs = {
  move: (desk, key) => {
    const top = scrollTo(key, desk.inSight);
    if (top !== null) desk.change((view) => ({ ...view, contacts: { top } }));
  },
} satisfies Partial<Record<ActName, Act>>;

/** Handlers of the register. */
export const registerActs = {
  tab: (desk, key) => {
    const step = key === 'left' || key === 'shift-tab' ? kinds.length - 1 : 1;
    desk.change((view) => ({
      ...view,
      pageTop: null,
      register: { tab: (view.register.tab + step) % kinds.length, cursor: 0 },
    }));
  },
  move: (desk, key) => {
    const { tab, cursor } = desk.c.view.register;
    const kind = kinds[tab];
    const to = kind && moveIn(itemsOf(desk.c.state, kind).length, cursor, key, desk.inSight);
    if (to) desk.change((view) => ({ ...view, pageTop: to.pageTop, register: { tab, cursor: to.cursor } }));
  },
  'item-form': (desk, _, arg = '') => {
    const item = itemHere(desk);
    if (item !== undefined) desk.open(arg, { item });
  },
  find: (desk) => {
    const kind = kinds[desk.c.view.register.tab];
    const survey = openInstances(desk.c.state).find(
      ({ step, status }) => stepOf(desk.c.state, step)?.of === kind && status === 'active',
    );
    if (survey) return look(desk, refOf(survey));
    if (kind) desk.open('add-item', { kind });
  },
} satisfies Partial<Record<ActName, Act>>;

function itemHere(desk: Desk): string | undefined {
  const { tab, cursor } = desk.c.view.register;
  const kind = kinds[tab];
  return kind && itemsOf(desk.c.state, kind)[cursor]?.id;
}

/** Handlers of the timeline. `lines` is how many entries pass the filter. */
export function timelineActs(passing: () => readonly number[]) {
  return {
    move: (desk, key) => {
      const count = passing().length;
      const to = moveIn(
        count,
        desk.c.view.timeline.cursor ?? count - 1,
        key === 'space' ? 'pagedown' : key,
        desk.inSight,
      );
      if (to === null) return;
      // At the end it follows what comes.
      const cursor = to.cursor >= count - 1 ? null : to.cursor;
      desk.change((view) => ({ ...view, pageTop: to.pageTop, timeline: { ...view.timeline, cursor } }));
    },
    cycle: (desk, _, arg = '') => {
      const { filter } = desk.c.view.timeline;
      const values = cyclable(desk, arg);
      const now = new RegExp(`\\b${arg}:(\\S*)`).exec(filter)?.[1];
      const next = values[values.indexOf(now ?? '') + 1];
      const rest = filter.replace(new RegExp(`\\s*\\b${arg}:\\S*`), '').trim();
      const text = next === undefined ? rest : `${arg}:${next} ${rest}`.trim();
      desk.change((view) => ({ ...view, timeline: { cursor: null, filter: text } }));
    },
    'clear-filter': (desk) => desk.change((view) => ({ ...view, timeline: { cursor: null, filter: '' } })),
    'read-entry': (desk) => {
      const places = passing();
      const place = places[Math.min(desk.c.view.timeline.cursor ?? places.length - 1, places.length - 1)];
      const entry = place === undefined ? undefined : desk.c.entries[place];
      if (place === undefined || !entry) return;
      if (entry.type === 'response.shown') look(desk, entry);
      else if (entry.type === 'inject.delivered') openMessage(desk, entry.inject);
      else desk.change((view) => ({ ...view, pane: { kind: 'entry', place, top: 0 }, notice: null }));
    },
    correct: (desk) => {
      const places = passing();
      const place = places[desk.c.view.timeline.cursor ?? places.length - 1];
      const entry = place === undefined ? undefined : desk.c.entries[place];
      if (entry) desk.open('correct', { corrects: String(entry.seq) });
    },
  } satisfies Partial<Record<ActName, Act>>;
}

function cyclable({ c }: Desk, arg: string): string[] {
  if (arg === 'by') return peopleOf(c).map((person) => person.toLowerCase().split(/\s/)[0] ?? '');
  if (arg === 'role') return Object.keys(c.state.roles);
  const hidden = isRevealed(c.state) ? ['world'] : [];
  return ['step', 'item', 'effect', 'approval', 'inject', 'phase', 'milestone', 'note', 'glass', ...hidden];
}

/** Handlers of the hot wash. */
export const hotWashActs = {
  tab: (desk, key) => {
    const { tab } = desk.c.view.hotWash;
    const count = tabsOf(desk.c.state).length;
    const to = /^\d$/.test(key)
      ? Math.min(count, Number(key)) - 1
      : (tab + (key === 'left' || key === 'shift-tab' ? count - 1 : 1)) % count;
    desk.change((view) => ({ ...view, pageTop: null, hotWash: { ...view.hotWash, tab: to, cursor: 0 }, notice: null }));
  },
  move: (desk, key) => {
    const { c, inSight } = desk;
    const top = isHotWashText(c) ? scrollTo(key, inSight) : null;
    const to = isHotWashText(c)
      ? top !== null && { cursor: top, pageTop: null }
      : moveIn(hotWashCount(c), c.view.hotWash.cursor, key, inSight);
    if (to)
      desk.change((view) => ({
        ...view,
        pageTop: to.pageTop,
        hotWash: { ...view.hotWash, cursor: to.cursor },
      }));
  },
  rate: (desk) => {
    const row = hotWashRow(desk.c);
    if (row?.kind === 'objective') desk.open('rate', { objective: row.objective });
  },
  seen: (desk) => observe(desk, true),
  'not-seen': (desk) => observe(desk, false),
  accept: (desk) => {
    const row = hotWashRow(desk.c);
    if (row?.kind === 'proposal')
      desk.open('add-improvement', { text: plainLine(row.proposal.text), from: row.proposal.id });
  },
  'put-aside': (desk) => {
    const row = hotWashRow(desk.c);
    if (row?.kind === 'improvement') return desk.open('drop-improvement', { improvement: row.id });
    if (row?.kind !== 'proposal') return;
    const { id } = row.proposal;
    desk.change((view) => ({ ...view, hotWash: { ...view.hotWash, putAside: [...view.hotWash.putAside, id] } }));
  },
  close: (desk) => {
    const lines = ['Close the run?', ...undecided(desk.c), 'What comes after is an amendment, and the report says so.'];
    desk.change((view) => ({ ...view, pane: { kind: 'confirm', what: 'close', lines } }));
  },
} satisfies Partial<Record<ActName, Act>>;

function observe(desk: Desk, met: boolean): void {
  const row = hotWashRow(desk.c);
  if (row?.kind === 'task') desk.command({ type: 'observe', objective: row.objective, task: row.task, met });
}
