import type { Inject, Play } from '../model.ts';
import type { StagedView } from './rule.ts';

/** Something that a play must answer. */
export interface Question {
  readonly sort: 'option' | string;
  /** The answers that there are; null for free words. */
  readonly among: ReadonlySet<string> | null;
  /** Answers that end the run. */
  readonly ends: ReadonlySet<string>;
  /** Whether this play is asked for certain. */
  isAsked(play: Play): boolean;
}

const noEnds: ReadonlySet<string> = new Set();

/** Everything that asks, by step or inject: the playbook's decisions in document order, then the injects. */
export function questionsOf({ scenario, outline, ground }: StagedView): Map<string, Question> {
  const questions = new Map<string, Question>();
  for (const { id, decide, onFailureOf, if: condition } of outline.allSteps) {
    if (decide === undefined || questions.has(id)) continue;
    // Beside a failure, or behind a condition, only a run can tell whether anybody is asked.
    const certain = onFailureOf === undefined && condition === undefined;
    const isAsked = () => certain;
    if (decide.form === 'text') questions.set(id, { sort: 'answer', among: null, ends: noEnds, isAsked });
    else if (decide.form === 'from') {
      const among = new Set(ground.all.filter(({ kind }) => kind === decide.kind).map((item) => item.id));
      questions.set(id, { sort: `${decide.kind} in the world`, among, ends: noEnds, isAsked });
    } else {
      const among = new Set(decide.options.map((option) => option.id));
      const ends = new Set(decide.options.filter((option) => option.ends !== undefined).map((option) => option.id));
      questions.set(id, { sort: 'option', among: among.size > 0 ? among : null, ends, isAsked });
    }
  }
  for (const inject of scenario.injects) {
    const { id, ask } = inject;
    if (ask === undefined || questions.has(id)) continue;
    const among = ask.form === 'text' ? null : new Set(ask.options.map((option) => option.id));
    const isAsked = (play: Play) => isDelivered(inject, play, scenario.duration);
    questions.set(id, { sort: 'option', among, ends: noEnds, isAsked });
  }
  return questions;
}

export function isHeld(inject: Inject): boolean {
  return inject.hold;
}

function isDelivered(inject: Inject, play: Play, duration: number): boolean {
  const at = inject.hold ? play.releases[inject.id] : inject.at;
  return at !== undefined && at < duration;
}
