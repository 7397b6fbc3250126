import type { Environment } from '../language/evaluate.ts';
import { renderTemplate } from '../language/template.ts';
import type { Step } from '../playbook/model.ts';
import { environmentOf } from './context.ts';
import { sha256 } from './definition.ts';
import type { InstanceRef } from './entries.ts';
import { KeptPlans } from './kept-plans.ts';
import { type Plan, planOf } from './plan.ts';
import { Reads } from './reads.ts';
import { itemOf, type State } from './state.ts';
import { stepOf } from './targets.ts';

/** What a step says to do, with its item filled in. */
export function instructionOf(state: State, step: Step, item: string | undefined, at: number = state.at): string {
  return instructionBy(environmentOf(state, at, { item }), step);
}

function instructionBy(environment: Environment, step: Step): string {
  const parts = [];
  if (step.decide) parts.push(step.decide.question);
  if (step.do) parts.push(renderTemplate(step.do, environment).trim());
  if (parts.length === 0 && step.notify !== undefined) parts.push(`Tell ${step.notify}.`);
  if (parts.length === 0 && step.wait !== undefined) parts.push('Wait.');
  return parts.join('\n') || step.id;
}

/** The message of a `notify` step as it goes out now. */
export function renderedMessage(state: State, step: Step, item: string | undefined, at: number): string {
  return messageBy(environmentOf(state, at, { item }), step);
}

function messageBy(environment: Environment, { message }: Step): string {
  return message ? renderTemplate(message, environment).trim() : '';
}

/** What an approval covers: exactly what is shown, by hash. */
export interface Approval {
  readonly role: string;
  /** What is shown of each instance, in the order given. */
  readonly shown: readonly string[];
  readonly hashes: readonly string[];
  readonly hash: string;
  /** Whether it is another one at each moment, as is what reads the time. */
  readonly readsTime: boolean;
}

/** What an approval of these instances, all by the role of the first, would cover now. It is void as soon as any of it reads otherwise. */
export function approvalFor(state: State, instances: readonly InstanceRef[]): Approval {
  const all = instances.map((ref) => coverOf(state, ref));
  const hashes = all.map(({ hash }) => hash);
  return {
    role: stepOf(state, instances[0]?.step ?? '')?.approval ?? state.definition.lead,
    shown: all.map(({ shown }) => shown),
    hashes,
    hash: sha256(JSON.stringify(hashes)),
    readsTime: all.some(({ readsTime }) => readsTime),
  };
}

interface Cover {
  readonly shown: string;
  readonly hash: string;
  readonly readsTime: boolean;
}

const covers = new KeptPlans<Cover>();

function coverOf(state: State, ref: InstanceRef): Cover {
  const plan = planOf(state, ref);
  const item = ref.item === undefined ? undefined : itemOf(state, ref.item);
  // A plan that reads more is made anew each time, and is then another one here.
  return item ? covers.of(state, ref.step, item, plan, () => made(state, ref, plan)) : made(state, ref, plan).plan;
}

function made(state: State, ref: InstanceRef, plan: Plan | null): { readonly plan: Cover; readonly readMore: boolean } {
  const { step, item = null } = ref;
  const reads = new Reads(environmentOf(state, state.at, { item: ref.item }));
  const shown = shownOf(state, ref, plan, reads);
  const hash = sha256(JSON.stringify([step, item, shown, ...(plan ? [plan.hash] : [])]));
  const readsTime = reads.theTime || (plan?.readsTime ?? false);
  return { plan: { shown, hash, readsTime }, readMore: reads.more || readsTime };
}

function shownOf(state: State, ref: InstanceRef, plan: Plan | null, reads: Reads): string {
  const step = stepOf(state, ref.step);
  const item = ref.item === undefined ? undefined : itemOf(state, ref.item);
  const what = item ? ` [${item.kind} ${item.name}]` : '';
  if (!step) return ref.step;
  // The hash covers what one line cannot show: where secrets come from, what is expected, how long it may take.
  const commands = plan ? [...plan.shown, `plan ${plan.hash.slice(0, 12)}`] : [];
  const parts = [`${instructionBy(reads, step)}${what}`, messageBy(reads, step), ...commands];
  return parts.filter((part) => part !== '').join('\n');
}
