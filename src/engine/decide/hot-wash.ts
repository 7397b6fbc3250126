import { parseInstant } from '../../language/time.ts';
import { type Decision, refuse } from '../decision.ts';
import { capabilityElements, type Improvement, trackings } from '../improving.ts';
import { suggest } from '../ratings.ts';
import { assertText, needObjective } from './asserts.ts';
import type { Deciding } from './deciding.ts';

function needImprovement({ state }: Decision, id: string): Improvement {
  const found = Object.hasOwn(state.improvements, id) ? state.improvements[id] : undefined;
  return found && found.dropped === undefined ? found : refuse('invalid', `There is no improvement ${id}.`);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What is judged by people, and what comes of it. */
export const hotWashCommands = {
  observe: (decision, command) => {
    const objective = needObjective(decision, command.objective);
    const task = objective.tasks[command.task];
    if (!task) return refuse('invalid', `${objective.id} has no task ${command.task + 1}.`);
    if (task.observe === undefined) return refuse('invalid', `"${task.title}" is judged by what happened, not by ear.`);
    const { met, note } = command;
    decision.say({
      type: 'task.observed',
      objective: objective.id,
      task: command.task,
      met,
      ...(note ? { note } : {}),
    });
    if (decision.state.stage === 'hot-wash')
      decision.follow({ type: 'objective.suggested', objective: objective.id, ...suggest(decision.state, objective) });
  },
  rate: (decision, command) => {
    const objective = needObjective(decision, command.objective);
    if (decision.state.stage !== 'hot-wash') refuse('not-now', 'Objectives are rated in the hot wash.');
    if (command.rating !== decision.state.ratings[objective.id]?.suggested)
      assertText(command.reason, 'A reason for another rating than the suggested one');
    decision.say({ type: 'objective.rated', objective: objective.id, rating: command.rating, reason: command.reason });
  },
  'add-improvement': (decision, command) => {
    assertText(command.text, 'What is to be improved');
    if (command.due !== undefined && !(DAY.test(command.due) && parseInstant(`${command.due}T00:00Z`) !== null))
      refuse('invalid', `${command.due} is not a day.`, { hint: 'Write it as 2026-04-30.' });
    const improvement = `improvement-${Object.keys(decision.state.improvements).length + 1}`;
    const { text, owner, due, from, objective, element, doneWhen, finding } = command;
    if (objective !== undefined) needObjective(decision, objective);
    if (element !== undefined && !capabilityElements.includes(element))
      refuse('invalid', `${String(element)} is no element of a capability.`, {
        hint: `They are ${capabilityElements.join(', ')}.`,
      });
    decision.say({
      type: 'improvement.added',
      improvement,
      text: text.trim(),
      ...(owner?.trim() ? { owner: owner.trim() } : {}),
      ...(due === undefined ? {} : { due }),
      ...(from === undefined ? {} : { from }),
      ...(objective === undefined ? {} : { objective }),
      ...(element === undefined ? {} : { element }),
      ...(doneWhen?.trim() ? { doneWhen: doneWhen.trim() } : {}),
      ...(finding === undefined ? {} : { finding }),
    });
  },
  'drop-improvement': (decision, command) => {
    assertText(command.reason, 'A reason');
    needImprovement(decision, command.improvement);
    decision.say({ type: 'improvement.dropped', improvement: command.improvement, reason: command.reason });
  },
  'track-improvement': (decision, command) => {
    const { improvement, tracker, state, issue, url, why } = command;
    const before = needImprovement(decision, improvement).tracked;
    if (!trackings.includes(state)) refuse('invalid', `An improvement is not ${state} in a tracker.`);
    if (tracker in Object.prototype) refuse('invalid', `There is no tracker ${tracker}.`);
    assertText(tracker, 'A tracker');
    const last = before?.[tracker];
    // Each try is written down: what was begun last is what may still show.
    if (state !== 'sending' && last?.state === state && last.issue === issue)
      refuse('not-now', `${improvement} is ${state} in ${tracker} already.`);
    decision.say({
      type: 'improvement.tracked',
      ...{ improvement, tracker, state },
      ...(issue === undefined ? {} : { issue }),
      ...(url === undefined ? {} : { url }),
      ...(why === undefined ? {} : { why }),
    });
  },
  close: (decision) => decision.say({ type: 'run.closed' }),
} satisfies Deciding;
