import { labelOf } from '../../engine/queries.ts';
import { runningOf, type State } from '../../engine/state.ts';
import type { Act } from '../desk.ts';
import { fieldOf } from '../field.ts';
import type { ActName } from '../key-row.ts';
import { choicePage, moveCursor } from '../list.ts';
import { paletteChoices } from '../palette.ts';
import { plainLine } from '../plain.ts';
import { openNow } from '../plans.ts';
import { openPalette, type ScreenName, type View } from '../view.ts';

/** Handlers for what is the same on every screen. */
export const everywhereActs = {
  leave: (desk, _, arg) => {
    const { run, state, joined, view } = desk.c;
    const cut = joined ? [] : cutByLeaving(state);
    // What runs is not stopped by one key that is pressed out of habit: it asks, and the same key again leaves.
    const isAsked = view.pane?.kind === 'confirm' && view.pane.what === 'leave';
    if (arg !== 'ask' && (cut.length === 0 || isAsked)) return desk.leave('interrupted');
    if (state.stage === 'closed') return desk.leave('left');
    const held = state.run?.kind === 'exercise' && state.stage === 'play' ? ['The clock stands still until then.'] : [];
    const lines = joined
      ? ['Leave this terminal? The run goes on without it.', `To come back: breakglass join ${run}`]
      : ['Leave this run? Nothing is lost.', ...cut, ...held, `To go on: breakglass resume ${run}`];
    desk.change((view) => ({ ...view, pane: { kind: 'confirm', what: 'leave', lines } }));
  },
  suspend: (desk) => desk.suspend(),
  redraw: (desk) => desk.redraw(),
  help: (desk) => desk.change((view) => ({ ...view, pane: { kind: 'help', top: 0 } })),
  palette: (desk) => desk.change(openPalette),
  screen: (desk, _, arg) =>
    desk.change((view) => ({ ...view, screen: arg as ScreenName, pane: null, pageTop: null, notice: null })),
  back: (desk) => desk.change(closed(desk.c.state.stage === 'play' ? 'run' : 'hot-wash')),
  filter: (desk) =>
    desk.change((view) => ({
      ...view,
      screen: 'timeline',
      pane: { kind: 'filter', field: fieldOf(view.timeline.filter), before: view.timeline.filter },
    })),
  report: (desk) => desk.report(),
} satisfies Partial<Record<ActName, Act>>;

/** What leaving would stop. */
function cutByLeaving(state: State): string[] {
  const running = openNow(state).filter((one) => runningOf(one) !== undefined);
  const [first] = running;
  if (!first) return [];
  const what =
    running.length === 1
      ? `${labelOf(state, first)} runs: leaving tells it`
      : `${running.length} run: leaving tells them`;
  return [plainLine(`${what} to stop, and nobody may know what was done by then.`)];
}

/** Out of the pane, or, without one, back to the screen where the run goes on. */
function closed(home: ScreenName): (view: View) => View {
  return (view) => {
    const { pane } = view;
    if (!pane) return { ...view, screen: home, notice: null };
    if (pane.kind === 'filter') return { ...view, pane: null, timeline: { cursor: null, filter: pane.before } };
    return { ...view, pane: 'under' in pane ? (pane.under ?? null) : null };
  };
}

/** Handlers for the palette. */
export const paletteActs = {
  enter: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'palette') return;
    const chosen = paletteChoices(desk.c, pane.field.text)[pane.cursor];
    if (!chosen) return;
    desk.change((view) => ({ ...view, pane: null }));
    if ('form' in chosen.does) desk.open(chosen.does.form);
    else desk.act(chosen.does.row, chosen.does.row.keys[0] ?? '');
  },
  move: (desk, key) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'palette') return;
    const count = paletteChoices(desk.c, pane.field.text).length;
    const cursor = moveCursor(pane.cursor, key, count, choicePage(desk.inSight));
    if (cursor !== null) desk.change((view) => ({ ...view, pane: { ...pane, cursor } }));
  },
} satisfies Partial<Record<ActName, Act>>;

/** Keeps the filter that was typed. */
export const keepFilter: Act = (desk) => desk.change((view) => ({ ...view, pane: null }));
