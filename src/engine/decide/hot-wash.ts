import { parseInstant } from '../../language/time.ts';
import { refuse } from '../decision.ts';
import { capabilityElements } from '../entries.ts';
import { suggest } from '../ratings.ts';
import { assertText, needObjective } from './asserts.ts';
import type { Deciding } from './deciding.ts';

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
    const { text, owner, due, from, objective, element, doneWhen } = command;
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
    });
  },
  'drop-improvement': (decision, command) => {
    assertText(command.reason, 'A reason');
    const improvement = decision.state.improvements[command.improvement];
    if (!improvement || improvement.dropped !== undefined)
      refuse('invalid', `There is no improvement ${command.improvement}.`);
    decision.say({ type: 'improvement.dropped', improvement: command.improvement, reason: command.reason });
  },
  close: (decision) => decision.say({ type: 'run.closed' }),
} satisfies Deciding;
