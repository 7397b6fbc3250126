import { requestOf } from './approvals.ts';
import { type Context, isRevealed, itemName } from './context.ts';
import { form, type KeyRow, screen } from './key-row.ts';
import {
  acting,
  approving,
  calling,
  canDo,
  choosable,
  clockRuns,
  doLabel,
  drilling,
  finishable,
  hasClocks,
  hasDetails,
  held,
  isHad,
  lookable,
  onStep,
  playing,
  refused,
  runnable,
  siblings,
  stoppable,
  unknown,
} from './key-tests.ts';
import { answer, message } from './message-keys.ts';
import { current } from './now.ts';
import { plainLine } from './plain.ts';
import { wordsFor } from './run-words.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** So much of a name is in a footer. */
const NAME_LENGTH = 24;

/** What an approval of one alone is for. */
function firstOf(c: Context): string {
  const item = current(c)?.ref?.item;
  const name = item === undefined ? 'the first' : plainLine(itemName(c.state, item));
  return name.length > NAME_LENGTH ? `...${name.slice(3 - NAME_LENGTH)}` : name;
}

/** What is run by itself, in an incident. */
const liveOnly: readonly KeyRow[] = [
  {
    keys: ['K'],
    act: 'stop-running',
    label: 'stop it',
    when: stoppable,
    help: 'Tell what NOW shows to stop, at once. What it has done by then stays done.',
  },
  {
    keys: ['C'],
    act: 'conclude',
    label: 'say what became of it',
    when: unknown,
    help: 'Say whether what nobody knows the outcome of has happened, and how you know.',
  },
  { keys: ['l'], act: 'look-again', label: 'look', when: lookable, quiet: true, help: 'Run its check alone.' },
  form('g', 'go-on', 'let it go on', {
    when: held,
    help: 'After a crash: let go on what goes on by itself.',
  }),
  {
    keys: ['c'],
    act: 'plan',
    label: 'choose what is run',
    when: choosable,
    help: 'Choose another action, or other values for it.',
  },
  {
    keys: ['R'],
    act: 'run-all',
    label: (c) => (siblings(c) > 1 ? 'run all that can' : 'run it'),
    when: runnable,
    quiet: (c) => siblings(c) < 2,
    help: 'Run every instance of this step that can be run, after all their commands were shown.',
  },
  {
    keys: ['d'],
    act: 'details',
    label: 'details',
    when: hasDetails,
    help: 'Everything about what is run: commands, values, permissions, documentation, what it printed.',
  },
];
const liveRows = liveOnly.map((row): KeyRow => ({ ...row, only: 'incident' }));

/** The keys of the screen where the team works. */
export const runKeys: readonly KeyRow[] = [
  {
    keys: ['a'],
    act: 'approve',
    label: (c) => (requestOf(c, current(c)).length > 1 ? `approve all ${requestOf(c, current(c)).length}` : 'approve'),
    when: approving,
  },
  {
    keys: ['A'],
    act: 'approve',
    arg: 'one',
    label: (c) => `only ${firstOf(c)}`,
    when: (c) => approving(c) && requestOf(c, current(c)).length > 1,
    help: 'Approve one alone: the first, which is named beside the key.',
  },
  {
    keys: ['y'],
    act: 'approve',
    arg: 'unseen',
    label: 'approve what is not in sight too',
    when: approving,
    quiet: true,
    only: 'incident',
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
  ...liveRows,
  message,
  answer,
  form('n', 'note', 'note'),
  // Where there is nothing to do but to wait, that it can be cut short must be in sight.
  {
    keys: ['>'],
    act: 'jump',
    label: 'jump to what comes next',
    when: drilling,
    only: 'exercise',
    quiet: (c) => canDo(c) || approving(c),
  },
  form('w', 'stop', (c) => wordsFor(c.state).end, {
    when: playing,
    quiet: (c) => canDo(c) || approving(c) || acting(c),
    help: (c) => wordsFor(c.state).endHelp,
  }),
  form('+', 'add', 'add', { when: playing, help: 'Add an item, a step, or a person.' }),
  { keys: ['e'], act: 'evidence', label: 'evidence', when: finishable, help: 'Finish what NOW shows, with evidence.' },
  screen('r', 'register', 'register'),
  screen('t', 'timeline', 'timeline'),
  screen('b', 'brief', 'brief', { help: 'The state of things for someone who comes late.' }),
  screen('p', 'contacts', 'call', {
    quiet: (c) => !calling(c),
    help: 'Who to call, in which order, at which number; call somebody, and say who has answered.',
  }),
  screen('D', 'clocks', 'deadlines', {
    when: hasClocks,
    quiet: (c) => !clockRuns(c),
    help: 'The clocks of laws and contracts: which run, who started them, and which article sets them.',
  }),
  form('@', 'speak-as', 'speak as', { help: 'Say who is speaking at this keyboard, or add a person.' }),
  form('-', 'retract', 'retract', { when: playing, help: 'Take back a step that was not done after all.' }),
  form('!', 'flag', 'flag', { help: 'Flag a step of the playbook: slow, unclear, missing, wrong.' }),
  {
    keys: ['space'],
    act: 'pause',
    label: (c) => (c.state.clock.running ? 'pause' : 'go on'),
    when: drilling,
    only: 'exercise',
  },
  { keys: ['/'], act: 'filter', label: 'filter the timeline', quiet: true },
  form('s', 'set-speed', 'speed', { when: drilling, quiet: true, only: 'exercise' }),
  form('o', 'do-otherwise', 'do it otherwise', { when: onStep, quiet: true }),
  form('x', 'skip', 'skip, with a reason', { when: onStep, quiet: true }),
  form('f', 'fail', 'say that it failed', { when: onStep, quiet: true }),
  form('u', 'release', 'give it back', { when: isHad, quiet: true }),
  { keys: ['up', 'down', 'j', 'k'], act: 'move', label: 'look at another', quiet: true },
  { keys: ['pagedown', 'pageup'], act: 'scroll', label: 'the rest of what NOW shows', quiet: true },
  { keys: digits, act: 'choose', label: 'look at that one', quiet: true },
  { keys: ['esc'], act: 'unchoose', label: 'back to what comes first', quiet: true },
  screen('h', 'hot-wash', (c) => wordsFor(c.state).talk, { when: (c) => isRevealed(c.state) }),
  { keys: ['q'], act: 'leave', arg: 'ask', label: 'leave', quiet: true, help: 'Leave. The run can be resumed.' },
];
