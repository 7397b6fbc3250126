import type { Context } from './context.ts';
import type { Doable } from './forms/doable.ts';

/** What a key does. Handlers are in acts/; a form is opened by `form`. */
export type ActName =
  | 'leave'
  | 'suspend'
  | 'redraw'
  | 'help'
  | 'palette'
  | 'back'
  | 'screen'
  | 'move'
  | 'scroll'
  | 'tab'
  | 'begin'
  | 'take-role-here'
  | 'take-free-roles'
  | 'do'
  | 'choose'
  | 'unchoose'
  | 'approve'
  | 'refuse'
  | 'form'
  | 'evidence'
  | 'pause'
  | 'jump'
  | 'filter'
  | 'message'
  | 'answer'
  | 'read-entry'
  | 'break-glass'
  | 'enter'
  | 'previous'
  | 'confirm'
  | 'acknowledge'
  | 'find'
  | 'item-form'
  | 'cycle'
  | 'clear-filter'
  | 'correct'
  | 'rate'
  | 'seen'
  | 'not-seen'
  | 'accept'
  | 'put-aside'
  | 'close'
  | 'report'
  | 'run-all'
  | 'stop-running'
  | 'details'
  | 'plan'
  | 'look-again'
  | 'conclude'
  | 'mark'
  | 'mark-all'
  | 'open'
  | 'quit';

/** One row of the table: which keys, what they do, what the footer, the help and the palette call it. */
export interface KeyRow {
  readonly keys: readonly string[];
  readonly act: ActName;
  readonly label: string | ((c: Context) => string);
  /** The form that `form` opens, or what `screen` and `cycle` go to. */
  readonly arg?: string;
  readonly when?: (c: Context) => boolean;
  /** It means something in runs of one kind alone: the help page of the other leaves it out. */
  readonly only?: 'exercise' | 'incident';
  /** Longer words for the help page. */
  readonly help?: string | ((c: Context) => string);
  /** Not in the footer: the help page has it. */
  readonly quiet?: boolean | ((c: Context) => boolean);
}

/** A key that opens a form, about what NOW shows where it can be. */
export const form = (
  key: string,
  arg: Doable | 'speak-as' | 'add',
  label: KeyRow['label'],
  more: Partial<KeyRow> = {},
): KeyRow => ({
  keys: [key],
  act: 'form',
  arg,
  label,
  ...more,
});
/** A key that goes to another screen. */
export const screen = (key: string, arg: string, label: KeyRow['label'], more: Partial<KeyRow> = {}): KeyRow => ({
  keys: [key],
  act: 'screen',
  arg,
  label,
  ...more,
});

/** The keys that move a mark in a list. */
export const moves: readonly string[] = ['up', 'down', 'pageup', 'pagedown', 'home', 'end'];
export const listMoves: readonly string[] = [...moves, 'j', 'k', 'g', 'G'];
