import { nowList, type Open } from '../engine/queries.ts';
import type { State } from '../engine/state.ts';
import { type Context, refKey } from './context.ts';
import { keptByState } from './plans.ts';

/** What is open, in the order of NOW: mine first. `at` is the one that NOW shows; -1 when nothing is for who speaks. */
export interface NowView {
  readonly list: readonly Open[];
  /** How many of the list, from its front, are for who speaks. */
  readonly mine: number;
  readonly at: number;
}

/** What keeps its name while it is open: the instance, or the message that asks. */
export function openKey(open: Open): string {
  return open.ref ? refKey(open.ref) : `inject ${open.inject ?? ''}`;
}

interface Kept {
  readonly list: readonly Open[];
  readonly mine: number;
  readonly places: ReadonlyMap<string, number>;
}

const kept = keptByState(() => new Map<string, Kept>());

/** The list for one person. It changes only with the state, and a frame and its keys ask for it many times. */
function listFor(state: State, who: string): Kept {
  const lists = kept(state);
  const known = lists.get(who);
  if (known) return known;
  const { mine, others } = nowList(state, who);
  const list = [...mine, ...others];
  const made = { list, mine: mine.length, places: new Map(list.map((open, place) => [openKey(open), place])) };
  lists.set(who, made);
  return made;
}

/** The list as it is now, and which of it NOW shows. */
export function nowView({ state, view: { speaker, chosen } }: Context): NowView {
  const { list, mine, places } = listFor(state, speaker);
  const place = chosen === null ? undefined : places.get(chosen);
  // What runs by itself or is somebody else's is never put before a person unasked.
  return { list, mine, at: place ?? (mine > 0 ? 0 : -1) };
}

/** What NOW shows. */
export function current(c: Context): Open | undefined {
  const { list, at } = nowView(c);
  return list[at];
}

/** Messages that wait while another screen, or a pane over one, is in sight; not the one that the pane is about. */
export function waitingBehind(c: Context): string[] {
  const { pane, screen } = c.view;
  if (c.state.stage !== 'play' || screen === 'briefing' || (screen === 'run' && pane === null)) return [];
  const about = pane?.kind === 'form' ? (pane.given.inject ?? pane.values.inject) : undefined;
  return unread(c).filter((inject) => inject !== about);
}

/** Messages that came and were not put away yet, oldest first. */
export function unread(c: Context): string[] {
  const { read } = c.view;
  return (
    Object.entries(c.state.injects)
      .filter(([id, inject]) => inject.deliveredAt !== undefined && inject.shown !== undefined && !read.includes(id))
      // Who answered it has read it.
      .filter(([, inject]) => inject.answeredAt === undefined)
      .sort(([, a], [, b]) => (a.deliveredAt ?? 0) - (b.deliveredAt ?? 0))
      .map(([id]) => id)
  );
}
