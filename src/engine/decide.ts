import { parseInstant } from '../language/time.ts';
import { announce } from './announce.ts';
import type { Command, CommandType, Refusal } from './commands.ts';
import { actionCommands } from './decide/actions.ts';
import { approvalCommands } from './decide/approvals.ts';
import { clockCommands } from './decide/clocks.ts';
import type { Deciding } from './decide/deciding.ts';
import { factCommands } from './decide/facts.ts';
import { finishCommands } from './decide/finish.ts';
import { fireDue } from './decide/fire.ts';
import { glassCommands } from './decide/glass.ts';
import { hotWashCommands } from './decide/hot-wash.ts';
import { injectCommands } from './decide/injects.ts';
import { instanceCommands } from './decide/instances.ts';
import { openRun } from './decide/open.ts';
import { outboxCommands } from './decide/outbox.ts';
import { pageCommands } from './decide/pages.ts';
import { registerCommands } from './decide/register.ts';
import { timeCommands } from './decide/time.ts';
import { unknownCommands } from './decide/unknown.ts';
import { assertWords } from './decide/words.ts';
import { Decision, Refused, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import { settle } from './settle.ts';
import type { State } from './state.ts';
import { exerciseOf } from './time.ts';

const deciders = {
  open: openRun,
  ...timeCommands,
  ...factCommands,
  ...instanceCommands,
  ...actionCommands,
  ...unknownCommands,
  ...approvalCommands,
  ...finishCommands,
  ...glassCommands,
  ...registerCommands,
  ...clockCommands,
  ...injectCommands,
  ...hotWashCommands,
  ...outboxCommands,
  ...pageCommands,
} satisfies Required<Deciding>;

/** Said at any time from the opening on, also of a closed run: then it is an amendment. */
const always: readonly CommandType[] = [
  'note',
  'correct',
  'rule-out-clock',
  'rule-in-clock',
  'track-improvement',
  'wake',
  'recover',
  'leave',
  'tell',
  'begin-delivery',
  'end-delivery',
  'retry-delivery',
  'drop-delivery',
];
/** Said while the run is talked over. */
const afterwards: readonly CommandType[] = [
  'observe',
  'rate',
  'add-improvement',
  'drop-improvement',
  'flag',
  'withhold',
  'revise-anchor',
  'take-role',
  'hand-over',
];

/** What a command led to. */
export interface Decided {
  /** To be made durable before anything of it is shown. Also beside a refusal: what fell due before the command. */
  readonly entries: readonly Entry[];
  readonly refusal: Refusal | null;
  /** The state after the entries. */
  readonly state: State;
}

/**
 * Decides a command: fires what fell due up to its time, one at a time and each at its own time, then does what is asked
 * or refuses it, and derives what follows. Pure: time, ids and choices are in the command.
 */
export function decide(state: State, command: Command): Decided {
  const decision = new Decision(state, command, exerciseOf(state, command.now));
  if (state.stage === 'play') fireBefore(decision, command.type);
  const branch = decision.branch();
  branch.at = exerciseOf(branch.state, command.now);
  const refusal = attempt(branch, command);
  if (!refusal) decision.join(branch);
  announce(decision);
  return { entries: decision.entries, refusal, state: decision.state };
}

/** Of a run that was cut off: the clock of an exercise stood, and in an incident what would go out by itself waits for a word. */
function fireBefore(decision: Decision, type: CommandType): void {
  if (type !== 'recover') fireDue(decision);
  else if (decision.state.run?.kind === 'incident')
    fireDue(decision, ({ what }) => what !== 'repeat' && what !== 'page');
}

function attempt(decision: Decision, command: Command): Refusal | null {
  try {
    if (!Object.hasOwn(deciders, command.type)) refuse('invalid', `There is no command ${command.type}.`);
    assertTimely(decision.state, command.type);
    assertNames(command);
    if (command.type !== 'open') assertWords(command);
    if (command.happened !== undefined && parseInstant(command.happened) === null)
      refuse('invalid', `${command.happened} is not a time.`, { hint: 'Write it as 2026-03-02T08:12:00Z.' });
    (deciders[command.type] as (decision: Decision, command: Command) => void)(decision, command);
    // A wake-up is only a look at the clock: what it would find by itself has been fired already.
    if (command.type === 'wake') return null;
    settle(decision);
    // What it made due at this very moment comes with it, not with the next look at the clock.
    if (command.type !== 'recover') fireDue(decision);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Why a command of this type cannot be given at this stage of the run, whatever it says; null: it can. */
export function untimely(state: State, type: CommandType): Refusal | null {
  try {
    assertTimely(state, type);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

const naming = [
  'step',
  'item',
  'phase',
  'role',
  'inject',
  'clock',
  'input',
  'field',
  'objective',
  'improvement',
  'foundBy',
  'ref',
  'over',
  'instances',
  'to',
];

/** A name that every JavaScript object answers to (`constructor`, `toString`) is nothing that a playbook can have. */
function assertNames(named: object): void {
  for (const [key, value] of Object.entries(named)) {
    if (typeof value === 'string' && (naming.includes(key) || Array.isArray(named)) && value in Object.prototype)
      refuse('invalid', `There is nothing called ${value}.`);
    if (typeof value === 'object' && value !== null && naming.includes(key)) assertNames(value);
    if (Array.isArray(named) && typeof value === 'object' && value !== null) assertNames(value);
  }
}

function assertTimely({ stage, run }: State, type: CommandType): void {
  const isIncident = run?.kind === 'incident';
  const play = isIncident ? 'The response' : 'Play';
  const talk = isIncident ? 'review' : 'hot wash';
  if (stage === 'new' ? type === 'open' : stage === 'play' && type !== 'open' && type !== 'close') return;
  if (stage === 'new') refuse('not-now', 'The run has not been opened.');
  if (always.includes(type)) return;
  if (stage === 'hot-wash' && (afterwards.includes(type) || type === 'close')) return;
  if (type === 'open') refuse('not-now', 'The run is open already.');
  if (type === 'close')
    refuse('not-now', `${play} has not ended.`, { hint: `End ${lower(play)} first; then the ${talk}, then close.` });
  if (stage === 'closed')
    refuse('not-now', 'The run is closed.', {
      hint: 'A note or a correction can still be added; the report shows it as an amendment.',
    });
  const rate = isIncident ? '' : 'rate, ';
  refuse('not-now', `${play} has ended.`, {
    hint: `What is left is the ${talk}: ${rate}note, propose improvements, close.`,
  });
}

const lower = (text: string) => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
