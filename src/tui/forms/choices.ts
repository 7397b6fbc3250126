import type { InstanceRef } from '../../engine/entries.ts';
import { labelOf, refOf } from '../../engine/queries.ts';
import { type Instance, itemsOf, type State } from '../../engine/state.ts';
import { type StepEvent, stepAfter } from '../../engine/step-machine.ts';
import { stepOf } from '../../engine/targets.ts';
import { kinds } from '../../playbook/model.ts';
import { type Context, holderNames, itemName, keyRef, refKey, rolesOf } from '../context.ts';
import { current } from '../now.ts';
import { plainLine } from '../plain.ts';
import { openNow } from '../plans.ts';
import type { Values } from '../view.ts';
import { type Choice, choice, lateChoice, type Question } from './form.ts';

/** Every instance that there is, in the playbook's order. */
export function allInstances(state: State): Instance[] {
  const place = (id: string) => state.definition.order[id] ?? Number.MAX_SAFE_INTEGER;
  const steps = Object.entries(state.steps).sort(([a], [b]) => place(a) - place(b));
  return steps.flatMap(([, instances]) => Object.values(instances));
}

function named(state: State, instances: readonly Instance[]): Choice[] {
  return instances.map((one) => ({ value: refKey(refOf(one)), label: plainLine(labelOf(state, refOf(one))) }));
}

/** What NOW shows is what is meant, unless another is chosen. */
function marked(c: Context): Partial<Question> {
  const ref = current(c)?.ref;
  return ref ? { initial: refKey(ref) } : {};
}

/** Which instance: those to which `event` can happen. */
export function whichInstance(c: Context, event: StepEvent, label = 'Which step?'): Question {
  const fitting = () => allInstances(c.state).filter((one) => stepAfter(one.status, event) !== null);
  return lateChoice('instance', label, () => named(c.state, fitting()), marked(c));
}

/** Which of the open instances that fit. */
export function whichOf(c: Context, fits: (one: Instance) => boolean, label = 'Which step?'): Question {
  return lateChoice('instance', label, () => named(c.state, openNow(c.state).filter(fits)), marked(c));
}

export function whichOpen(c: Context, label = 'Which step?'): Question {
  return whichOf(c, () => true, label);
}

export function theInstance(values: Values): InstanceRef {
  return keyRef(values.instance ?? '');
}

/** Which item of the register, by kind and name. */
export function whichItem(
  c: Context,
  label = 'Which item?',
  fits: (ruledOut: boolean) => boolean = () => true,
): Question {
  const items = () =>
    kinds.flatMap((kind) => itemsOf(c.state, kind)).filter((item) => fits(item.ruledOut !== undefined));
  return lateChoice('item', label, () =>
    items().map(({ id, kind }) => ({ value: id, label: `${itemName(c.state, id)} (${kind})` })),
  );
}

export function whichRole(c: Context, label = 'Which role?'): Question {
  const roles = rolesOf(c.state).map(({ id, title }) => {
    return { value: id, label: plainLine(`${id}: ${title}, held by ${holderNames(c.state, id) ?? 'nobody'}`) };
  });
  return choice('role', label, roles);
}

export function whichPhase(c: Context, label = 'Which phase?', ended = false): Question {
  const phases = c.state.definition.playbook.phases.filter(({ id }) => {
    const status = c.state.phases[id]?.status;
    return ended || (status !== 'closed' && status !== 'skipped');
  });
  return choice(
    'phase',
    label,
    phases.map(({ id, title }) => ({ value: id, label: plainLine(`${id}: ${title}`) })),
  );
}

/** Steps that have something waiting for an approval, or could ask for one; one choice a step. */
export function approvable(c: Context, waiting: boolean): Choice[] {
  const steps = new Map<string, InstanceRef[]>();
  for (const one of openNow(c.state)) {
    const step = stepOf(c.state, one.step);
    const fits = waiting
      ? one.status === 'awaiting-approval'
      : step?.approval !== undefined && stepAfter(one.status, 'ask') !== null;
    if (fits) steps.set(one.step, [...(steps.get(one.step) ?? []), refOf(one)]);
  }
  return [...steps].map(([step, refs]) => ({
    value: refs.map(refKey).join(' '),
    label: plainLine(refs.length === 1 && refs[0] ? labelOf(c.state, refs[0]) : `${step}, ${refs.length} items`),
  }));
}

/** The instances of an answer made by `approvable`. */
export function theInstances(values: Values): InstanceRef[] {
  return (values.instances ?? '').split(' ').filter(Boolean).map(keyRef);
}
