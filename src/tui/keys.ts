import { briefingLabel } from './briefing-rows.ts';
import { type Context, freeRoles, isIncident } from './context.ts';
import { homeKeys } from './home-keys.ts';
import { form, type KeyRow, listMoves, screen } from './key-row.ts';
import { calling, callWaits, clockIn, clockOut, hasClocks, onRow, playing, takesFree, washing } from './key-tests.ts';
import { message } from './message-keys.ts';
import { paneKeys } from './pane-keys.ts';
import { runKeys } from './run-keys.ts';
import type { Place } from './view.ts';

/** Everywhere, also while something is being typed. */
const always: readonly KeyRow[] = [
  {
    keys: ['ctrl-c'],
    act: 'leave',
    label: 'leave at once',
    help: 'Leave at once; where something runs, it asks first.',
    quiet: true,
  },
  { keys: ['ctrl-z'], act: 'suspend', label: 'suspend', quiet: true },
  { keys: ['ctrl-l'], act: 'redraw', label: 'draw again', quiet: true },
];
/** On every screen where nothing is being typed. */
const onScreens: readonly KeyRow[] = [
  { keys: [':'], act: 'palette', label: 'all', help: 'Every command by its name.' },
  { keys: ['?'], act: 'help', label: 'help' },
];
const back: KeyRow = { keys: ['esc', 'q'], act: 'back', label: 'back' };

/** Every key of every place: the footer, the help page and the dispatch read this table and no other. */
const table: Readonly<Record<Place, readonly KeyRow[]>> = {
  home: homeKeys,
  briefing: [
    {
      keys: ['enter'],
      act: 'begin',
      label: (c) => (takesFree(c) ? 'take the free roles and begin' : 'begin'),
    },
    { keys: ['space', 't'], act: 'take-role-here', label: briefingLabel },
    {
      keys: ['a'],
      act: 'take-free-roles',
      label: 'take all free roles',
      quiet: (c) => !isIncident(c.state) || freeRoles(c).length === 0,
    },
    form('@', 'speak-as', 'add a person'),
    { keys: ['pagedown', 'pageup'], act: 'scroll', label: 'the story', quiet: true },
    { keys: ['up', 'down', 'j', 'k'], act: 'move', label: 'choose a role', quiet: true },
    { keys: ['q', 'esc'], act: 'leave', arg: 'ask', label: 'leave' },
  ],
  run: runKeys,
  brief: [{ keys: [...listMoves, 'space'], act: 'move', label: 'scroll' }, message, back],
  clocks: [
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    form('x', 'rule-out-clock', 'does not apply', { when: clockIn }),
    form('i', 'rule-in-clock', 'applies after all', { when: clockOut }),
    message,
    back,
  ],
  contacts: [
    form('a', 'answer-page', 'answered', { when: calling }),
    form('N', 'next-page', 'call the next', { when: callWaits }),
    form('p', 'page', 'call', { when: playing }),
    form('x', 'call-off-page', 'call it off', { when: callWaits }),
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    message,
    back,
  ],
  register: [
    { keys: ['tab', 'right', 'left', 'shift-tab'], act: 'tab', label: 'kind' },
    { keys: ['up', 'down', 'j', 'k', 'pageup', 'pagedown'], act: 'move', label: 'item', quiet: true },
    form('+', 'add-item', 'add', { when: playing }),
    { keys: ['f'], act: 'find', label: 'type finds', when: playing },
    { keys: ['x'], act: 'item-form', arg: 'rule-out', label: 'rule out', when: playing },
    { keys: ['i'], act: 'item-form', arg: 'rule-in', label: 'rule in', when: playing },
    { keys: ['p'], act: 'item-form', arg: 'not-possible', label: 'not possible', when: playing },
    { keys: ['s'], act: 'item-form', arg: 'set-field', label: 'set a field', when: playing },
    message,
    back,
  ],
  timeline: [
    { keys: ['/'], act: 'filter', label: 'filter' },
    { keys: ['1'], act: 'cycle', arg: 'by', label: 'person' },
    { keys: ['2'], act: 'cycle', arg: 'role', label: 'role' },
    { keys: ['3'], act: 'cycle', arg: 'kind', label: 'kind' },
    { keys: ['0'], act: 'clear-filter', label: 'all', when: (c) => c.view.timeline.filter !== '' },
    { keys: ['enter'], act: 'read-entry', label: 'read it' },
    { keys: listMoves, act: 'move', label: 'scroll', quiet: true },
    form('n', 'note', 'note'),
    { keys: ['c'], act: 'correct', label: 'correct this entry' },
    message,
    back,
  ],
  'hot-wash': [
    { keys: ['tab', 'right', 'left', 'shift-tab', '1', '2', '3', '4', '5', '6'], act: 'tab', label: 'page' },
    { keys: listMoves, act: 'move', label: 'scroll', quiet: true },
    { keys: ['enter'], act: 'rate', label: 'rate', when: onRow('objective') },
    { keys: ['y'], act: 'seen', label: 'it was met', when: onRow('task') },
    { keys: ['n'], act: 'not-seen', label: 'it was not', when: onRow('task') },
    { keys: ['enter'], act: 'accept', label: 'accept', when: onRow('proposal') },
    { keys: ['x'], act: 'put-aside', label: 'put aside', when: (c) => onRow('proposal')(c) || onRow('improvement')(c) },
    form('+', 'add-improvement', 'improvement', { when: washing }),
    { keys: ['c'], act: 'close', label: 'close the run', when: washing },
    form('n', 'note', 'note'),
    screen('t', 'timeline', 'timeline'),
    screen('r', 'register', 'register', { quiet: true }),
    screen('D', 'clocks', 'deadlines', { when: hasClocks, quiet: true }),
    { keys: ['R'], act: 'report', label: 'write the report' },
    { keys: ['q'], act: 'leave', arg: 'ask', label: 'leave' },
  ],
  ...paneKeys,
};

const typing: ReadonlySet<Place> = new Set([
  'text',
  'choice',
  'palette',
  'filter',
  'response',
  'confirm',
  'help',
  'message',
  'answer',
  'entry',
  'commands',
  'survey',
  'secret',
  'details',
  'home',
]);

/** The rows of a place, those that hold everywhere last. */
export function rowsOf(place: Place): readonly KeyRow[] {
  return [...table[place], ...(typing.has(place) ? [] : onScreens), ...always];
}

/** The row that a key works through now, if any. */
export function rowFor(place: Place, key: string, c: Context): KeyRow | undefined {
  return rowsOf(place).find((row) => row.keys.includes(key) && (row.when?.(c) ?? true));
}

export function labelOfRow(row: KeyRow, c: Context): string {
  return typeof row.label === 'string' ? row.label : row.label(c);
}

/** What the help page says of a row. */
export function helpOf(row: KeyRow, c: Context): string {
  return (typeof row.help === 'function' ? row.help(c) : row.help) ?? labelOfRow(row, c);
}
