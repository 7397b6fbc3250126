import type { Judged } from '../engine/entries.ts';
import type { Inject } from '../scenario/model.ts';
import type { Moment, Source, Who } from './source.ts';

export interface InjectReport {
  readonly inject: string;
  readonly from: string;
  readonly via: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly improvised: boolean;
  readonly delivered: Moment | null;
  /** Why it was not delivered, in words; null where it was. */
  readonly withheld: string | null;
  readonly question: string | null;
  readonly answer: { readonly text: string; readonly moment: Moment; readonly who: Who | null } | null;
  readonly objective: string | null;
  readonly judged: Judged | null;
}

/** The injects as they were played: those delivered by time, then those that never came. Null in an incident. */
export function injectsOf(source: Source): InjectReport[] | null {
  const { scenario } = source.definition;
  if (!source.exercise || !scenario) return null;
  const planned = new Map(scenario.injects.map((inject) => [inject.id, inject]));
  const answers = new Map(source.of('inject.answered').map((entry) => [entry.inject, entry]));
  const delivered = source.of('inject.delivered').map((entry): InjectReport => {
    const answer = answers.get(entry.inject);
    const chosen = answer && optionOf(planned.get(entry.inject), answer.answer);
    return {
      inject: entry.inject,
      from: entry.from,
      via: entry.via,
      to: entry.to.map(source.roleTitle),
      text: entry.text,
      improvised: entry.improvised === true,
      delivered: source.moment(entry),
      withheld: null,
      question: entry.question ?? null,
      answer: answer
        ? { text: chosen ?? answer.answer, moment: source.moment(answer), who: source.who(answer.by) }
        : null,
      objective: planned.get(entry.inject)?.objective ?? null,
      judged: source.state.injects[entry.inject]?.judged ?? null,
    };
  });
  // What has not come yet is the facilitator's secret until play is over.
  if (!source.revealed) return delivered;
  const came = new Set(delivered.map(({ inject }) => inject));
  return [
    ...delivered,
    ...scenario.injects.filter(({ id }) => !came.has(id)).map((inject) => withheldOf(source, inject)),
  ];
}

/** The label of the option that an answer chose; undefined where it was free text. */
export function optionOf(inject: Inject | undefined, answer: string): string | undefined {
  return inject?.ask?.form === 'options' ? inject.ask.options.find((option) => option.id === answer)?.label : undefined;
}

function withheldOf(source: Source, inject: Inject): InjectReport {
  const state = source.state.injects[inject.id];
  const why = () => {
    if (state?.dropped !== undefined) return `dropped: ${state.dropped}`;
    if (inject.hold || state?.held) return 'held, and never released';
    if (inject.when) return 'what it waited for never came about';
    return 'play ended before its time';
  };
  return {
    inject: inject.id,
    from: inject.from,
    via: inject.via,
    to: inject.to.map(source.roleTitle),
    text: inject.text,
    improvised: false,
    delivered: null,
    withheld: why(),
    question: inject.ask?.question ?? null,
    answer: null,
    objective: inject.objective ?? null,
    judged: state?.judged ?? null,
  };
}
