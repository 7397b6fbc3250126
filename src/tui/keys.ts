import { stepOf } from '../engine/targets.ts';
import { answerToRead, goesOn } from './answers.ts';
import { type Context, freeRoles, isRevealed } from './context.ts';
import { homeKeys } from './home-keys.ts';
import { hotWashRow } from './hot-wash.ts';
import { form, type KeyRow, listMoves, moves, screen } from './key-row.ts';
import { current, mayApprove, nextOf, requestOf, unread, waitingBehind } from './now.ts';
import type { Place } from './view.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

const playing = (c: Context) => c.state.stage === 'play';
const drilling = (c: Context) => playing(c) && c.state.run?.kind === 'exercise';
const onStep = (c: Context) => playing(c) && current(c)?.ref !== undefined;
const approving = (c: Context) => mayApprove(c, current(c));
const refused = (c: Context) => c.view.notice?.glass !== undefined;
const washing = (c: Context) => c.state.stage === 'hot-wash';
/** A form in which something was answered that can be gone back to. */
const isBegun = ({ view: { pane } }: Context) => pane?.kind === 'form' && Object.keys(pane.values).length > 0;
const isMarked = ({ view: { pane } }: Context) => pane?.kind !== 'form' || pane.cursor >= 0;
/** Words were typed among choices. */
const isSearching = ({ view: { pane } }: Context) => pane?.kind === 'form' && pane.field.text !== '';
const onRow = (kind: string) => (c: Context) => washing(c) && hotWashRow(c)?.kind === kind;

/** Everywhere, also while something is being typed. */
const always: readonly KeyRow[] = [
  { keys: ['ctrl-c'], act: 'leave', label: 'leave at once', help: 'Leave at once. Nothing is lost.', quiet: true },
  { keys: ['ctrl-z'], act: 'suspend', label: 'suspend', quiet: true },
  { keys: ['ctrl-l'], act: 'redraw', label: 'draw again', quiet: true },
];
/** On every screen where nothing is being typed. */
const onScreens: readonly KeyRow[] = [
  { keys: [':'], act: 'palette', label: 'all', help: 'Every command by its name.' },
  { keys: ['?'], act: 'help', label: 'help' },
];
const back: KeyRow = { keys: ['esc', 'q'], act: 'back', label: 'back' };

const message: KeyRow = {
  keys: ['m'],
  act: 'message',
  label: (c) => `read ${unread(c).length > 1 ? `${unread(c).length} messages` : 'the message'}`,
  when: (c) => unread(c).length > 0,
};

/** Over a pane in which nothing is typed. */
const messageOver: KeyRow = {
  ...message,
  label: (c) => `read ${waitingBehind(c).length > 1 ? `${waitingBehind(c).length} messages` : 'the message'}`,
  when: (c) => waitingBehind(c).length > 0,
};

const answer: KeyRow = {
  keys: ['v'],
  act: 'answer',
  label: answerLabel,
  when: (c) => answerToRead(c) !== undefined,
  help: 'Read what a step answered: what is new, what NOW has, or the last.',
};

/** Every key of every place: the footer, the help page and the dispatch read this table and no other. */
const table: Readonly<Record<Place, readonly KeyRow[]>> = {
  home: homeKeys,
  briefing: [
    {
      keys: ['enter'],
      act: 'begin',
      label: (c) => (freeRoles(c).length === 0 ? 'begin' : 'take the free roles and begin'),
    },
    { keys: ['space', 't'], act: 'take-role-here', label: 'take the role' },
    { keys: ['a'], act: 'take-free-roles', label: 'take all free roles', quiet: true },
    form('@', 'speak-as', 'add a person'),
    { keys: ['pagedown', 'pageup'], act: 'scroll', label: 'the story', quiet: true },
    { keys: ['up', 'down', 'j', 'k'], act: 'move', label: 'choose a role', quiet: true },
    { keys: ['q', 'esc'], act: 'leave', arg: 'ask', label: 'leave' },
  ],
  run: [
    {
      keys: ['a'],
      act: 'approve',
      label: (c) =>
        requestOf(c, current(c)).length > 1 ? `approve all ${requestOf(c, current(c)).length}` : 'approve',
      when: approving,
    },
    {
      keys: ['A'],
      act: 'approve',
      arg: 'one',
      label: 'approve this one only',
      when: (c) => approving(c) && requestOf(c, current(c)).length > 1,
    },
    { keys: ['X'], act: 'refuse', label: 'refuse', when: approving, help: 'Refuse what was asked for, with a reason.' },
    {
      keys: ['G'],
      act: 'break-glass',
      label: 'break the glass',
      when: refused,
      help: 'Override the rule that just refused, with a reason. The lead may; the report says it loudly.',
    },
    { keys: ['enter'], act: 'do', label: doLabel, when: canDo },
    message,
    answer,
    form('n', 'note', 'note'),
    // Where there is nothing to do but to wait, that it can be cut short must be in sight.
    {
      keys: ['>'],
      act: 'jump',
      label: 'jump to what comes next',
      when: drilling,
      quiet: (c) => canDo(c) || approving(c),
    },
    form('w', 'stop', 'end play', {
      when: playing,
      quiet: (c) => canDo(c) || approving(c),
      help: 'End play for everybody; the hot wash follows.',
    }),
    form('+', 'add', 'add', { when: playing, help: 'Add an item, a step, or a person.' }),
    { keys: ['e'], act: 'evidence', label: 'evidence', when: onStep, help: 'Finish what NOW shows, with evidence.' },
    screen('r', 'register', 'register'),
    screen('t', 'timeline', 'timeline'),
    screen('b', 'brief', 'brief', { help: 'The state of things for someone who comes late.' }),
    form('@', 'speak-as', 'speak as', { help: 'Say who is speaking at this keyboard, or add a person.' }),
    form('-', 'retract', 'retract', { when: playing, help: 'Take back a step that was not done after all.' }),
    form('!', 'flag', 'flag', { help: 'Flag a step of the playbook: slow, unclear, missing, wrong.' }),
    { keys: ['space'], act: 'pause', label: (c) => (c.state.clock.running ? 'pause' : 'go on'), when: drilling },
    { keys: ['/'], act: 'filter', label: 'filter the timeline', quiet: true },
    form('s', 'set-speed', 'speed', { when: drilling, quiet: true }),
    form('o', 'do-otherwise', 'do it otherwise', { when: onStep, quiet: true }),
    form('x', 'skip', 'skip, with a reason', { when: onStep, quiet: true }),
    form('f', 'fail', 'say that it failed', { when: onStep, quiet: true }),
    form('u', 'release', 'give it back', { when: onStep, quiet: true }),
    { keys: ['up', 'down', 'j', 'k'], act: 'move', label: 'look at another', quiet: true },
    { keys: ['pagedown', 'pageup'], act: 'scroll', label: 'the rest of what NOW shows', quiet: true },
    { keys: digits, act: 'choose', label: 'look at that one', quiet: true },
    { keys: ['esc'], act: 'unchoose', label: 'back to what comes first', quiet: true },
    screen('h', 'hot-wash', 'hot wash', { when: (c) => isRevealed(c.state) }),
    { keys: ['q'], act: 'leave', arg: 'ask', label: 'leave', quiet: true, help: 'Leave. The run can be resumed.' },
  ],
  brief: [{ keys: [...listMoves, 'space'], act: 'move', label: 'scroll' }, message, back],
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
    { keys: ['tab', 'right', 'left', 'shift-tab', '1', '2', '3', '4', '5'], act: 'tab', label: 'page' },
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
    { keys: ['R'], act: 'report', label: 'write the report' },
    { keys: ['q'], act: 'leave', arg: 'ask', label: 'leave' },
  ],
  text: [
    { keys: ['enter'], act: 'enter', label: 'done' },
    { keys: ['up', 'shift-tab'], act: 'previous', label: 'the one before', when: isBegun },
    { keys: ['esc'], act: 'back', label: 'cancel' },
  ],
  choice: [
    { keys: ['enter'], act: 'enter', label: (c) => (isMarked(c) ? 'take it' : 'take what you mark') },
    { keys: ['shift-tab'], act: 'previous', label: 'the one before', when: isBegun },
    { keys: ['esc'], act: 'back', label: (c) => (isSearching(c) ? 'clear' : 'cancel') },
  ],
  palette: [
    { keys: ['enter'], act: 'enter', label: 'take it' },
    { keys: moves, act: 'move', label: 'choose' },
    { keys: ['esc'], act: 'back', label: 'cancel' },
  ],
  filter: [
    { keys: ['enter'], act: 'enter', label: 'keep' },
    { keys: ['esc'], act: 'back', label: 'take it back' },
  ],
  response: [
    {
      keys: ['enter'],
      act: 'enter',
      label: (c) =>
        c.view.pane?.kind === 'response' && c.view.pane.field.text !== '' ? 'add it' : 'all found: finish',
    },
    { keys: ['up', 'down', 'pageup', 'pagedown'], act: 'move', label: 'scroll' },
    { keys: ['esc'], act: 'back', label: 'leave it open' },
  ],
  answer: [
    { keys: ['enter'], act: 'enter', label: afterReading },
    messageOver,
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    { keys: ['esc', 'q', 'v'], act: 'back', label: 'close' },
  ],
  entry: [
    { keys: ['esc', 'q', 'enter'], act: 'back', label: 'back' },
    messageOver,
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
  ],
  message: [
    { keys: ['enter', 'space', 'm'], act: 'acknowledge', label: (c) => (asksHere(c) ? 'answer it now' : 'go on') },
    { keys: ['up', 'down', 'pageup', 'pagedown'], act: 'move', label: 'scroll', quiet: true },
    { keys: ['esc', 'q'], act: 'back', label: 'close' },
  ],
  confirm: [
    { keys: ['enter', 'y'], act: 'confirm', label: 'yes' },
    messageOver,
    { keys: ['esc', 'n', 'q'], act: 'back', label: 'no' },
  ],
  help: [
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    messageOver,
    { keys: ['esc', 'q', '?', 'enter'], act: 'back', label: 'back' },
  ],
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

function asksHere(c: Context): boolean {
  const { pane } = c.view;
  const inject = pane?.kind === 'message' ? c.state.injects[pane.inject] : undefined;
  return inject?.shown?.question !== undefined && inject.answeredAt === undefined && c.state.stage === 'play';
}

function answerLabel(c: Context): string {
  const count = c.view.answers.length;
  if (count > 0) return count > 1 ? `read ${count} answers` : 'read the answer';
  return current(c)?.instance?.response === undefined ? 'last answer' : 'its answer';
}

function afterReading(c: Context): string {
  const { pane } = c.view;
  if (pane?.kind !== 'answer') return 'go on';
  const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
  if (!goesOn(c, ref)) return 'go on';
  return stepOf(c.state, pane.step)?.decide ? 'go on and decide' : 'go on and finish it';
}

function canDo(c: Context): boolean {
  const open = current(c);
  return playing(c) && open !== undefined && nextOf(c, open).does !== 'nothing';
}

function doLabel(c: Context): string {
  const open = current(c);
  const next = open && nextOf(c, open);
  return next && next.does !== 'nothing' ? next.label : 'do';
}
