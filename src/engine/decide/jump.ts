import { formatInstant } from '../../language/time.ts';
import { type Decision, refuse } from '../decision.ts';
import { nextDue } from '../due.ts';
import type { EntryType } from '../entries.ts';
import { fireDue } from './fire.ts';

/**
 * What is no reason to stop a jump: the hidden truth, of which to stop would tell that something was tried, and the turns
 * of a repeat that goes on by itself.
 */
const quiet: ReadonlySet<EntryType> = new Set<EntryType>([
  'world.moved',
  'world.blocked',
  'world.changed',
  'world.matched',
  'message.posted',
  'step.turn',
  'step.started',
]);

/** How often a jump looks further, so that one key never keeps people waiting. After that many quiet moments it stops anyway. */
const QUIET_MOMENTS = 10_000;

/**
 * Jumps to an exercise time (milliseconds from T), or without one to the next moment at which something comes that
 * concerns people: else to the end of play. What is due on the way fires at its own time, all in this one decision.
 */
export function jump(decision: Decision, given: number | undefined): void {
  const to = given ?? nextConcern(decision) ?? refuse('not-now', 'Nothing is due.');
  if (!Number.isInteger(to) || to < decision.at) refuse('invalid', 'Time goes forward only.');
  go(decision, Math.min(to, decision.state.definition.scenario?.duration ?? to));
}

function go(decision: Decision, to: number): void {
  const { speed, running } = decision.state.clock;
  const wall = formatInstant(decision.given.now);
  decision.say({ type: 'time.anchored', wall, exercise: to, speed, running, why: 'jumped' });
  decision.at = to;
  fireDue(decision);
}

/** Tries the jump on a branch, moment by moment, and throws the branch away. Null where nothing is due at all. */
function nextConcern(decision: Decision): number | null {
  const trial = decision.branch();
  let to: number | null = null;
  for (let left = QUIET_MOMENTS; left > 0; left -= 1) {
    const due = nextDue(trial.state);
    if (due === null) return to;
    to = Math.max(due, trial.at);
    const before = trial.entries.length;
    // The first moment begins with a change of the clock, as the jump itself will: conditions are read anew after it.
    if (before === 0) go(trial, to);
    trial.at = to;
    fireDue(trial);
    const came = trial.entries.slice(before).filter(({ type }) => type !== 'time.anchored');
    if (came.some(({ type }) => !quiet.has(type))) return to;
  }
  return to;
}
