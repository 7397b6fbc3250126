import type { Objective, Task } from '../scenario/model.ts';
import type { Judged, Rating } from './entries.ts';
import { judgeExpect, worst } from './expectations.ts';
import type { State } from './state.ts';

/** A suggested rating with what it rests on. */
export interface Suggestion {
  readonly rating: Rating | null;
  readonly because: string;
  readonly evidence: readonly Judged[];
}

/**
 * Suggests how an objective is rated, in the terms of HSEEP (2020, Exercise Evaluation Guide): P performed without
 * challenges, S with some challenges, M with major challenges, U unable to be performed. P, S and M achieve the
 * objective. Critical tasks that rest on the world's truth are the outcome: one of them unmet, or most tasks unmet, is U; any
 * other unmet task is M; all met, but late or with an inject not answered to, is S. What nobody judged counts for nothing.
 * A person's own rating goes over it.
 */
export function suggest(state: State, objective: Objective): Suggestion {
  const tasks = objective.tasks.map((task, index) => ({
    outcome: isOutcome(task),
    judged: judgeTask(state, objective, task, index),
  }));
  const injects = (state.definition.scenario?.injects ?? []).flatMap(({ id, objective: of }) => {
    const judged = state.injects[id]?.judged;
    return of === objective.id && judged ? [{ ...judged, text: `${id}: ${judged.text}` }] : [];
  });
  const evidence = [...tasks.map(({ judged }) => judged), ...injects];
  const known = tasks.filter(({ judged }) => judged.verdict !== 'open');
  if (known.length === 0) return { rating: null, because: 'nobody judged any of its tasks', evidence };
  const unmet = known.filter(({ judged }) => judged.verdict === 'unmet');
  const held = unmet.find(({ outcome }) => outcome);
  if (held) return { rating: 'U', because: `the outcome was not achieved: ${held.judged.text}`, evidence };
  if (unmet.length * 2 > known.length)
    return { rating: 'U', because: `${unmet.length} of ${known.length} critical tasks were not performed`, evidence };
  if (unmet.length > 0)
    return {
      rating: 'M',
      because: `achieved, but not performed: ${unmet.map(({ judged }) => judged.text).join('; ')}`,
      evidence,
    };
  const trouble = evidence.filter(({ verdict }) => verdict === 'late' || verdict === 'unmet');
  if (trouble.length > 0)
    return {
      rating: 'S',
      because: `achieved, but late or missed: ${trouble.map(({ text }) => text).join('; ')}`,
      evidence,
    };
  const open = tasks.length - known.length;
  const unjudged = open > 0 ? `; ${open} ${open === 1 ? 'was' : 'were'} judged by nobody` : '';
  const every = open > 0 ? 'every critical task that was judged' : 'every critical task';
  return { rating: 'P', because: `${every} was performed in time${unjudged}`, evidence };
}

/** How a critical task came out; one judged by ear is open until somebody said yes or no. */
function judgeTask(state: State, objective: Objective, task: Task, index: number): Judged {
  if (task.expect) {
    const judged = worst(judgeExpect(state, task.expect));
    return { ...(judged ?? { verdict: 'open' as const, evidence: 'nothing expected' }), text: task.title };
  }
  const seen = state.observed[objective.id]?.[index];
  if (seen === undefined) return { text: task.title, verdict: 'open', evidence: 'not observed' };
  return { text: task.title, verdict: seen ? 'met' : 'unmet', evidence: seen ? 'observed' : 'observed not to be so' };
}

/** A task that the world itself decides. */
function isOutcome(task: Task): boolean {
  return task.expect !== undefined && (task.expect.loss !== undefined || Object.keys(task.expect.facts).length > 0);
}
