import { renderTemplate } from '../language/template.ts';
import type { Step } from '../playbook/model.ts';
import { environmentOf } from './context.ts';
import { sha256 } from './definition.ts';
import type { InstanceRef } from './entries.ts';
import { type Plan, planOf } from './plan.ts';
import { itemOf, type State } from './state.ts';
import { stepOf } from './targets.ts';

/** What a step says to do, with its item filled in. */
export function instructionOf(state: State, step: Step, item: string | undefined, at: number = state.at): string {
  const parts = [];
  if (step.decide) parts.push(step.decide.question);
  if (step.do) parts.push(renderTemplate(step.do, environmentOf(state, at, { item })).trim());
  if (parts.length === 0 && step.notify !== undefined) parts.push(`Tell ${step.notify}.`);
  if (parts.length === 0 && step.wait !== undefined) parts.push('Wait.');
  return parts.join('\n') || step.id;
}

/** The message of a `notify` step as it goes out now. */
export function renderedMessage(state: State, step: Step, item: string | undefined, at: number): string {
  return step.message ? renderTemplate(step.message, environmentOf(state, at, { item })).trim() : '';
}

/** What an approval covers: exactly what is shown, by hash. */
export interface Approval {
  readonly role: string;
  /** What is shown of each instance, in the order given. */
  readonly shown: readonly string[];
  readonly hashes: readonly string[];
  readonly hash: string;
}

/** What an approval of these instances, all by the role of the first, would cover now. It is void as soon as any of it reads otherwise. */
export function approvalFor(state: State, instances: readonly InstanceRef[]): Approval {
  const plans = instances.map((ref) => planOf(state, ref));
  const shown = instances.map((ref, index) => shownOf(state, ref, plans[index] ?? null));
  const hashes = instances.map(({ step, item = null }, index) => {
    const plan = plans[index];
    return sha256(JSON.stringify([step, item, shown[index], ...(plan ? [plan.hash] : [])]));
  });
  const role = stepOf(state, instances[0]?.step ?? '')?.approval ?? state.definition.lead;
  return { role, shown, hashes, hash: sha256(JSON.stringify(hashes)) };
}

function shownOf(state: State, ref: InstanceRef, plan: Plan | null): string {
  const step = stepOf(state, ref.step);
  const item = ref.item === undefined ? undefined : itemOf(state, ref.item);
  const what = item ? ` [${item.kind} ${item.name}]` : '';
  if (!step) return ref.step;
  const message = renderedMessage(state, step, ref.item, state.at);
  // The hash covers what one line cannot show: where secrets come from, what is expected, how long it may take.
  const commands = plan ? [...plan.shown, `plan ${plan.hash.slice(0, 12)}`] : [];
  const parts = [`${instructionOf(state, step, ref.item)}${what}`, message, ...commands];
  return parts.filter((part) => part !== '').join('\n');
}
