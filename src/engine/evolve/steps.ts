import { type Draft, EntryMisfit } from '../draft.ts';
import type { By, InstanceRef, Stamp } from '../entries.ts';
import { type Instance, instanceOf, keyOf } from '../state.ts';
import { firstStatus, type StepEvent, stepAfter } from '../step-machine.ts';
import type { Applying } from './applying.ts';

/** Steps the machine of an instance; it must not ignore the event. */
export function move(draft: Draft, ref: InstanceRef, event: StepEvent): Instance {
  const instance = draft.instance(ref);
  const status = stepAfter(instance.status, event);
  if (!status) throw new EntryMisfit(`${ref.step} ${ref.item ?? ''} cannot ${event}: it is ${instance.status}`);
  instance.status = status;
  return instance;
}

/** What an instance begins with is replaced where it grows, so that all may begin with the same. */
const nothing: readonly never[] = [];
const noOutputs: Instance['outputs'] = {};

function begin(draft: Draft, ref: InstanceRef, event: 'open' | 'drop', at: number): Instance {
  const before = instanceOf(draft.state, ref);
  if (before) return move(draft, ref, event);
  const status = stepAfter(firstStatus, event) ?? firstStatus;
  const { step, item } = ref;
  const fresh = {
    step,
    ...(item === undefined ? {} : { item }),
    status,
    openedAt: at,
    evidence: nothing,
    outputs: noOutputs,
    turns: 0,
    overridden: nothing,
  };
  draft.addInstance(fresh);
  return fresh;
}

function end(draft: Draft, instance: Instance, entry: Stamp): void {
  instance.endedAt = entry.at;
  if (entry.by) instance.endedBy = entry.by;
  delete instance.running;
  retime(draft, instance);
}

/** It is somebody's from now on, where it is known whose. */
export function own(instance: Instance, by: By | undefined, at: number): void {
  if (by) instance.owner = by;
  instance.takenAt = at;
}

function unend(instance: Instance): void {
  delete instance.endedAt;
  delete instance.endedBy;
  delete instance.overdueAt;
  delete instance.takenAt;
  delete instance.approval;
  takeBack(instance);
  delete instance.otherwise;
  delete instance.reason;
  delete instance.unknown;
}

/** An approval, or the lead's word in its place, is for one time: once it was used, another is asked for. */
function useUp(instance: Instance): void {
  if (instance.acted?.at(-1)?.readOnly !== false) return;
  delete instance.approval;
  takeBack(instance);
}

/** In a live run the lead's word in place of an approval goes where an approval goes. */
function takeBack(instance: Instance): void {
  if (instance.waived === undefined) return;
  delete instance.waived;
  instance.overridden = instance.overridden.filter((what) => what !== 'approval');
}

/** What an attempt put out says nothing of the next one. */
function forgetOutputs(instance: Instance): void {
  if (instance.acted) instance.outputs = {};
}

/** Keeps the instance among those with something due for as long as it has something due. */
export function retime(draft: Draft, instance: Instance): void {
  const { step, item } = instance;
  const open = instance.endedAt === undefined;
  const timeout = draft.state.definition.steps[step]?.timeout;
  const counting = open && timeout !== undefined && instance.takenAt !== undefined && instance.overdueAt === undefined;
  const due =
    instance.running !== undefined ||
    (open && instance.responseDue !== undefined && instance.response === undefined) ||
    counting;
  const before = draft.state.timers[step]?.[keyOf(item)] !== undefined;
  if (due === before) return;
  if (due) draft.timers(step)[keyOf(item)] = item === undefined ? { step } : { step, item };
  else delete draft.timers(step)[keyOf(item)];
}

/** The lives of instances. */
export const applySteps = {
  'step.opened': (draft, entry) => {
    const instance = begin(draft, entry, 'open', entry.at);
    unend(instance);
    delete instance.owner;
    if (entry.asks) instance.asks = entry.asks;
    else delete instance.asks;
  },
  'step.resolved': (draft, entry) => {
    delete draft.instance(entry).asks;
  },
  'step.not-needed': (draft, entry) => {
    const instance = begin(draft, entry, 'drop', entry.at);
    instance.reason = entry.because;
    end(draft, instance, entry);
  },
  'step.taken': (draft, entry) => {
    const instance = move(draft, entry, 'take');
    delete instance.endedAt;
    own(instance, entry.by, entry.at);
    retime(draft, instance);
  },
  'step.released': (draft, entry) => {
    const instance = move(draft, entry, 'release');
    delete instance.owner;
    delete instance.takenAt;
    delete instance.approval;
    takeBack(instance);
    retime(draft, instance);
  },
  'step.answered': (draft, entry) => {
    const instance = draft.instance(entry);
    if (entry.choice !== undefined) instance.choice = entry.choice;
    if (entry.answer !== undefined) instance.answer = entry.answer;
    if (entry.rationale !== undefined) instance.rationale = entry.rationale;
  },
  'step.done': (draft, entry) => {
    const instance = move(draft, entry, 'finish');
    if (entry.evidence) instance.evidence = [...instance.evidence, ...entry.evidence];
    if (entry.outputs) instance.outputs = { ...instance.outputs, ...entry.outputs };
    if (entry.otherwise !== undefined) instance.otherwise = entry.otherwise;
    end(draft, instance, entry);
  },
  'step.failed': (draft, entry) => {
    const instance = move(draft, entry, 'fail');
    instance.reason = entry.reason;
    if (entry.outputs) instance.outputs = { ...instance.outputs, ...entry.outputs };
    end(draft, instance, entry);
  },
  'step.retried': (draft, entry) => {
    const instance = move(draft, entry, 'retry');
    unend(instance);
    forgetOutputs(instance);
  },
  'step.skipped': (draft, entry) => {
    const instance = move(draft, entry, 'skip');
    instance.reason = entry.reason;
    end(draft, instance, entry);
  },
  'step.reopened': (draft, entry) => {
    const instance = move(draft, entry, 'reopen');
    unend(instance);
    forgetOutputs(instance);
    instance.overridden = [];
    instance.turns = 0;
  },
  'step.retracted': (draft, entry) => {
    const instance = move(draft, entry, 'retract');
    unend(instance);
    delete instance.choice;
    delete instance.answer;
    instance.overridden = [];
    instance.outputs = {};
    instance.turns = 0;
  },
  'step.overdue': (draft, entry) => {
    const instance = draft.instance(entry);
    instance.overdueAt = entry.at;
    retime(draft, instance);
  },
  'step.started': (draft, entry) => {
    const instance = move(draft, entry, 'start');
    if (instance.takenAt === undefined) own(instance, entry.by, entry.at);
    instance.running = { what: entry.what, until: entry.until };
    if (entry.evidence) instance.evidence = [...instance.evidence, ...entry.evidence];
    retime(draft, instance);
  },
  'step.lost': (draft, entry) => {
    const instance = move(draft, entry, 'lose');
    delete instance.running;
    retime(draft, instance);
  },
  'step.unknown': (draft, entry) => {
    const instance = move(draft, entry, 'lose');
    instance.unknown = entry.because;
    delete instance.running;
    retime(draft, instance);
  },
  'step.returned': (draft, entry) => {
    const instance = move(draft, entry, 'return');
    delete instance.unknown;
    useUp(instance);
  },
  'step.turn': (draft, entry) => {
    draft.instance(entry).turns = entry.turn;
  },
  'step.turn-due': (draft, entry) => {
    const instance = move(draft, entry, 'turn');
    delete instance.running;
    delete instance.takenAt;
    useUp(instance);
    retime(draft, instance);
  },
  'step.added': (draft, entry) => {
    const { id, phase, title, role, effect, item } = entry;
    draft.table('added')[id] = {
      id,
      phase,
      title,
      ...(role === undefined ? {} : { role }),
      ...(effect === undefined ? {} : { effect }),
      ...(item === undefined ? {} : { item }),
    };
  },
  'step.flagged': (draft, entry) => {
    const before = draft.state.flags[entry.step] ?? [];
    draft.table('flags')[entry.step] = [...before, { flag: entry.flag, text: entry.text }];
  },
  'response.due': (draft, entry) => {
    const instance = draft.instance(entry);
    instance.responseDue = entry.until;
    retime(draft, instance);
  },
  'response.shown': (draft, entry) => {
    const instance = draft.instance(entry);
    instance.response = entry.text;
    retime(draft, instance);
  },
  'message.posted': () => {},
} satisfies Applying;
