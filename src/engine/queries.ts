import { effects } from '../playbook/model.ts';
import type { InstanceRef } from './entries.ts';
import { type GateLack, gateLacks } from './gates.ts';
import { instructionOf, renderedMessage } from './instructions.ts';
import { holdersOf, holds, type Instance, itemOf, keyOf, type PhaseState, type State } from './state.ts';
import { isSettled } from './step-machine.ts';
import { stepOf, stepsOf, targetsOf } from './targets.ts';

/** What an instance asks for, in full: instruction, question, or the message that would go out. */
export function textOf(state: State, ref: InstanceRef): string {
  const step = stepOf(state, ref.step);
  if (!step) return ref.step;
  const instruction = instructionOf(state, step, ref.item);
  if (!step.message) return instruction;
  return `${instruction}\n${renderedMessage(state, step, ref.item, state.at)}`;
}

export type RunMark = 'DRILL' | 'LIVE' | 'REHEARSAL';

interface Marked {
  readonly kind: 'exercise' | 'incident';
  readonly rehearsal?: boolean;
}

/** What a run is, in the word that stands on every screen. A rehearsal is a live run in which only what changes nothing is run. */
export function markOf({ run }: { readonly run: Marked | null }): RunMark {
  if (run?.kind !== 'incident') return 'DRILL';
  return run.rehearsal ? 'REHEARSAL' : 'LIVE';
}

/** An instance in short: `isolate-stages release.yml`. */
export function labelOf(state: State, ref: InstanceRef): string {
  const item = ref.item === undefined ? undefined : itemOf(state, ref.item);
  const id = state.added[ref.step]?.title ?? ref.step;
  return item ? `${id} ${item.name}` : id;
}

/** What names an instance, and nothing else of what is given. */
export function refOf({ step, item }: InstanceRef): InstanceRef {
  return item === undefined ? { step } : { step, item };
}

/** Every instance that is not ended, in document order and then in the order of the register. */
export function openInstances(state: State): Instance[] {
  // Asked at every turn of a play, and most steps have nothing open: no list is built but the one that is returned.
  const open: Instance[] = [];
  for (const { id } of state.definition.playbook.phases)
    for (const step of stepsOf(state, id)) {
      collectOpen(state, step.id, open);
      for (const other of step.onFailure) collectOpen(state, other.id, open);
    }
  return open;
}

function collectOpen(state: State, step: string, open: Instance[]): void {
  const instances = state.steps[step];
  if (!instances) return;
  for (const instance of Object.values(instances)) if (!isSettled(instance.status)) open.push(instance);
}

/** Why something is on somebody's list. */
export type Why = 'unknown' | 'approval-owed' | 'answer-owed' | 'overdue' | 'gate' | 'mine' | 'open';

export interface Open {
  readonly why: Why;
  /** Absent for a question that an inject asks. */
  readonly ref?: InstanceRef;
  readonly instance?: Instance;
  readonly inject?: string;
  /** The role that it is for now: who does it, or who approves it. */
  readonly role?: string;
  /** Who has it, or holds the role. */
  readonly owner?: string;
}

const urgency: readonly Why[] = ['unknown', 'approval-owed', 'answer-owed', 'overdue', 'gate', 'mine', 'open'];

/** What there is to do: what is this person's, most urgent first, and all that is others' or runs by itself. */
export function nowList(state: State, person: string): { mine: Open[]; others: Open[] } {
  const questions = pendingAsks(state).map((inject) => questionFor(state, inject, person));
  const lacking = lackingByPhase(state);
  const steps = openInstances(state).map((instance) => openFor(state, instance, person, lacking));
  const all = [...questions, ...steps];
  const mine = all.filter(({ why }) => why !== 'open');
  mine.sort((a, b) => urgency.indexOf(a.why) - urgency.indexOf(b.why));
  return { mine, others: all.filter(({ why }) => why === 'open') };
}

function questionFor(state: State, inject: string, person: string): Open {
  const to = state.injects[inject]?.shown?.to ?? [];
  const holders = to.flatMap((role) => holdersOf(state, role));
  const owed = holders.length === 0 || holders.includes(person);
  const owner = holders[0];
  return {
    why: owed ? 'answer-owed' : 'open',
    inject,
    ...(to[0] === undefined ? {} : { role: to[0] }),
    ...(owner === undefined ? {} : { owner }),
  };
}

function openFor(
  state: State,
  instance: Instance,
  person: string,
  lacking: ReadonlyMap<string, ReadonlySet<string>>,
): Open {
  const step = stepOf(state, instance.step);
  const awaiting = instance.status === 'awaiting-approval';
  const role = awaiting ? step?.approval : step?.role;
  const holder = role === undefined ? undefined : holdersOf(state, role)[0];
  const owner = (awaiting ? undefined : instance.owner?.person) ?? holder;
  // Who has approved already owes nothing more.
  const isGiven = awaiting && instance.approval?.given?.includes(person);
  const theirs = role === undefined ? owner === undefined || owner === person : holds(state, role, person) && !isGiven;
  const ref = refOf(instance);
  const base = { ref, instance, ...(role === undefined ? {} : { role }), ...(owner === undefined ? {} : { owner }) };
  if (!theirs || instance.status === 'running') return { ...base, why: 'open' };
  if (instance.status === 'outcome-unknown') return { ...base, why: 'unknown' };
  if (awaiting) return { ...base, why: 'approval-owed' };
  if (instance.overdueAt !== undefined) return { ...base, why: 'overdue' };
  const phase = step?.phase ?? '';
  const reached = step?.effect ? effects[step.effect] : '';
  const keeps = instance.item !== undefined && lacking.get(`${phase} ${reached}`)?.has(instance.item);
  return { ...base, why: keeps ? 'gate' : 'mine' };
}

/** Items that still keep a gate of an open phase from holding, by phase and effect. */
function lackingByPhase(state: State): Map<string, Set<string>> {
  const lacking = new Map<string, Set<string>>();
  for (const [phase, { status }] of Object.entries(state.phases)) {
    if (status !== 'open' && status !== 'reopened') continue;
    for (const { rule, items } of gateLacks(state, phase))
      for (const reached of rule.effects) {
        const key = `${phase} ${reached}`;
        lacking.set(
          key,
          new Set([...(lacking.get(key) ?? []), ...items.filter((id) => !itemOf(state, id)?.reached[reached])]),
        );
      }
  }
  return lacking;
}

/** Injects that asked something and have no answer yet, oldest first. */
export function pendingAsks(state: State): string[] {
  return Object.entries(state.injects)
    .filter(
      ([, inject]) =>
        inject.shown?.question !== undefined && inject.answeredAt === undefined && inject.dropped === undefined,
    )
    .sort(([, a], [, b]) => (a.deliveredAt ?? 0) - (b.deliveredAt ?? 0))
    .map(([id]) => id);
}

export interface Progress {
  readonly id: string;
  readonly title: string;
  readonly status: PhaseState['status'];
  /** Instances that are settled, of all that there are to be so far. */
  readonly done: number;
  readonly total: number;
}

/** How far each phase is, in document order. */
export function phaseProgress(state: State): Progress[] {
  return state.definition.playbook.phases.map(({ id, title }) => {
    let done = 0;
    let total = 0;
    // Asked for every frame: nothing is built of each instance.
    for (const step of stepsOf(state, id)) {
      const instances = state.steps[step.id] ?? {};
      const targets = targetsOf(state, step) ?? [];
      total += targets.length;
      for (const item of targets) if (isSettled(instances[keyOf(item)]?.status ?? 'waiting')) done += 1;
    }
    return { id, title, status: state.phases[id]?.status ?? 'waiting', done, total };
  });
}

/** Whether a phase's gate holds, and what it lacks. */
export function gateHolds(state: State, phase: string): { holds: boolean; missing: readonly GateLack[] } {
  const missing = gateLacks(state, phase);
  return { holds: missing.length === 0, missing };
}

/** The roles that a person holds. */
export function rolesHeldBy(state: State, person: string): string[] {
  return Object.keys(state.roles).filter((role) => holds(state, role, person));
}
