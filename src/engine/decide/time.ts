import { formatInstant } from '../../language/time.ts';
import { type Decision, refuse } from '../decision.ts';
import { endPlay } from '../settle/play.ts';
import { assertNothingRuns, assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';
import { jump } from './jump.ts';
import { recoverIncident } from './recover.ts';

type Why = 'paused' | 'resumed' | 'speed' | 'left' | 'recovered';

function anchor(decision: Decision, why: Why, change: { speed?: number; running?: boolean; exercise?: number }): void {
  const { speed, running } = decision.state.clock;
  const wall = formatInstant(decision.given.now);
  decision.say({ type: 'time.anchored', wall, exercise: decision.at, speed, running, why, ...change });
}

function assertExercise(decision: Decision): void {
  if (decision.state.run?.kind !== 'exercise') refuse('not-allowed', 'In a live run time is what it is.');
}

/** The clock, and the end of play. */
export const timeCommands = {
  wake: () => {},
  pause: (decision) => {
    assertExercise(decision);
    if (!decision.state.clock.running) refuse('not-now', 'The clock stands already.');
    anchor(decision, 'paused', { running: false });
  },
  resume: (decision) => {
    assertExercise(decision);
    if (decision.state.clock.running) refuse('not-now', 'The clock runs already.');
    anchor(decision, 'resumed', { running: true });
  },
  'set-speed': (decision, command) => {
    assertExercise(decision);
    const { speed } = command;
    if (!(Number.isFinite(speed) && speed > 0 && speed <= 1000))
      refuse('invalid', 'A speed is a number above 0, up to 1000.');
    anchor(decision, 'speed', { speed });
  },
  jump: (decision, command) => {
    assertExercise(decision);
    jump(decision, command.to);
  },
  leave: (decision) => {
    if (decision.state.stage === 'play' && decision.state.run?.kind === 'exercise') anchor(decision, 'left', {});
  },
  /** A stopped process holds the clock of an exercise: it goes on from the last thing that happened, or stands on. */
  recover: (decision) => {
    if (decision.state.stage !== 'play') return;
    if (decision.state.run?.kind === 'incident') {
      recoverIncident(decision);
      return;
    }
    const { at, clock } = decision.state;
    decision.at = Math.max(at, clock.exercise);
    anchor(decision, 'recovered', { exercise: decision.at });
  },
  'go-on': (decision) => {
    if (!decision.state.held) refuse('not-now', 'Nothing waits for that word.');
    decision.say({ type: 'run.gone-on' });
  },
  stop: (decision, command) => {
    assertText(command.reason, 'A reason');
    assertNothingRuns(decision, Object.keys(decision.state.steps), 'the response cannot end yet');
    endPlay(decision, 'stopped', command.reason);
  },
} satisfies Deciding;
