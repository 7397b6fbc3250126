import { readsOf } from '../language/paths.ts';
import type { Clock, Step } from '../playbook/model.ts';
import { valuesRead } from './conditions.ts';
import type { Decision } from './decision.ts';
import type { Body, By, Entry } from './entries.ts';
import type { Instance, State } from './state.ts';

/** What started a clock: the fact or the determination, who stands for it, and why. */
export type Determined = NonNullable<Body<'clock.started'>['determined']>;

/**
 * What a clock starts by: the last of the steps that its condition reads and that are finished, with who finished it and their rationale; without one, what the
 * condition reads, and who said what it follows from.
 */
export function determinationOf(decision: Decision, clock: Clock): Determined {
  const { state, at } = decision;
  const [last] = stepsOf(clock, state)
    .flatMap((step) => Object.values(state.steps[step.id] ?? {}).map((instance) => ({ step, instance })))
    .filter(({ instance }) => instance.status === 'done')
    .sort((a, b) => (b.instance.endedAt ?? 0) - (a.instance.endedAt ?? 0));
  if (last) return { how: saidIn(last.step, last.instance), ...whoIn(last.instance) };
  const said = decision.entries.findLast((entry) => entry.by !== undefined);
  const values = valuesRead(state, at, clock.starts);
  const how = values === '' ? `${clock.from} is known` : values;
  return { how, ...(said?.by && { by: said.by }), ...whyOf(said) };
}

/** The steps that decide it: those that the condition reads, the one that it counts from, and what met the clock that it counts from. */
function stepsOf({ starts, from }: Clock, { definition }: State): Step[] {
  const read = readsOf(starts).paths.flatMap(({ segments: [context, step] }) =>
    context?.name === 'steps' && step ? [step.name] : [],
  );
  const [sort, id] = from.split('.', 2);
  const before = definition.playbook.clocks.find((one) => sort === 'clocks' && one.id === id)?.metBy;
  const ids = [...read, ...(sort === 'steps' && id ? [id] : []), ...(before === undefined ? [] : [before])];
  return [...new Set(ids)].flatMap((one) => definition.steps[one] ?? []);
}

function saidIn({ id, decide }: Step, { choice, answer }: Instance): string {
  if (!decide) return `${id} was finished`;
  const option = decide.form === 'options' ? decide.options.find((one) => one.id === choice)?.label : undefined;
  return `${decide.question} ${option ?? answer ?? choice ?? 'Answered.'}`;
}

function whoIn({ endedBy, rationale }: Instance): { by?: By; why?: string } {
  return { ...(endedBy && { by: endedBy }), ...(rationale !== undefined && { why: rationale }) };
}

/** The reason of whatever it follows from. */
function whyOf(said: Entry | undefined): { why?: string } {
  return said && 'reason' in said && typeof said.reason === 'string' ? { why: said.reason } : {};
}
