import { gateHolds, labelOf, openInstances, refOf } from '../engine/queries.ts';
import type { Instance, State } from '../engine/state.ts';
import { stepOf } from '../engine/targets.ts';
import { itemName } from './context.ts';

/** What an incident leaves behind, in words under a title each. */
export interface LeftOpen {
  readonly title: string;
  readonly rows: readonly string[];
}

/** What is not known, not done and not fulfilled when the response has ended: the most pressing first. */
export function leftOpen(state: State): LeftOpen[] {
  const open = openInstances(state);
  const unknown = open.filter(({ status }) => status === 'outcome-unknown');
  const others = open.filter(({ status }) => status !== 'outcome-unknown');
  const all: LeftOpen[] = [
    { title: 'Nobody knows how these came out', rows: unknown.map((one) => unknownWords(state, one)) },
    { title: 'What phases still lack', rows: lacks(state) },
    { title: 'Alive or open all the same', rows: leaves(state) },
    {
      title: 'Steps that are not done',
      rows: others.map((one) => `${labelOf(state, refOf(one))}: ${statusWords(one)}`),
    },
    { title: 'Deadlines that still run', rows: deadlines(state) },
    { title: 'Never known', rows: unknowns(state) },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

function unknownWords(state: State, instance: Instance): string {
  const last = instance.acted?.at(-1);
  return [labelOf(state, refOf(instance)), instance.unknown, last?.shown].filter(Boolean).join(': ');
}

function statusWords({ status, reason }: Instance): string {
  const words = { 'awaiting-approval': 'waits for an approval', ready: 'not begun', active: 'begun' };
  const said = status in words ? words[status as keyof typeof words] : status;
  return status === 'failed' && reason ? `failed, ${reason}` : said;
}

/** What of each gate does not hold: also of a phase that was skipped over it. */
function lacks(state: State): string[] {
  return state.definition.playbook.phases.flatMap(({ id, title }) =>
    gateHolds(state, id).missing.map(({ rule, items, unsurveyed }) => {
      if (unsurveyed) return `${title}: nobody has looked for any ${rule.kind}`;
      const names = items.map((item) => itemName(state, item)).join(', ');
      return `${title}: not ${rule.effects.join(' and ')}: ${names}`;
    }),
  );
}

function leaves(state: State): string[] {
  const items = Object.values(state.register).flatMap((kind) => Object.values(kind ?? {}));
  return items.flatMap(({ name, reached }) =>
    Object.entries(reached).flatMap(([effect, times]) => {
      const left = times.at(-1)?.leaves;
      return left === undefined ? [] : [`${name}, ${effect}: ${left}`];
    }),
  );
}

function deadlines(state: State): string[] {
  return Object.entries(state.clocks).flatMap(([id, { status }]) => {
    const clock = state.definition.playbook.clocks.find((one) => one.id === id);
    const owner = clock?.owner === undefined ? '' : `, for ${clock.owner}`;
    const by = clock && stepOf(state, clock.metBy) ? `, met by ${clock.metBy}` : '';
    return status === 'running' ? [`${clock?.title ?? id}${by}${owner}`] : [];
  });
}

function unknowns({ anchors, inputs, definition }: State): string[] {
  const moments = Object.entries(anchors).flatMap(([name, at]) => (at === null ? [`when ${name} was`] : []));
  const asked = Object.entries(inputs).flatMap(([name, value]) =>
    value === null ? [`${name}: ${definition.playbook.inputs[name]?.ask ?? ''}`] : [],
  );
  return [...moments, ...asked];
}
