import type { Ask } from '../engine/commands.ts';
import { showsOnTakeUp } from '../engine/decide/take.ts';
import type { InstanceRef } from '../engine/entries.ts';
import { approvalFor } from '../engine/instructions.ts';
import { nowList, type Open, openInstances, refOf } from '../engine/queries.ts';
import type { Instance } from '../engine/state.ts';
import { stepAfter } from '../engine/step-machine.ts';
import { stepOf } from '../engine/targets.ts';
import type { Step } from '../playbook/model.ts';
import { type Context, refKey } from './context.ts';
import type { Doable } from './forms/doable.ts';
import type { Values } from './view.ts';

/** What is open, in the order of NOW: mine first. `at` is the one that NOW shows; -1 when nothing is for who speaks. */
export interface NowView {
  readonly list: readonly Open[];
  /** How many of the list, from its front, are for who speaks. */
  readonly mine: number;
  readonly at: number;
}

/** What keeps its name while it is open: the instance, or the message that asks. */
export function openKey(open: Open): string {
  return open.ref ? refKey(open.ref) : `inject ${open.inject ?? ''}`;
}

let latest: {
  readonly state: Context['state'];
  readonly who: string;
  readonly chosen: string | null;
  readonly view: NowView;
} | null = null;

/** The list as it is now. A frame and its keys ask for it many times, and it changes only with the state: the last one is kept. */
export function nowView({ state, view: { speaker, chosen } }: Context): NowView {
  if (latest?.state === state && latest.who === speaker && latest.chosen === chosen) return latest.view;
  const { mine, others } = nowList(state, speaker);
  const list = [...mine, ...others];
  const place = chosen === null ? -1 : list.findIndex((open) => openKey(open) === chosen);
  // What runs by itself or is somebody else's is never put before a person unasked.
  const view = { list, mine: mine.length, at: place >= 0 ? place : mine.length > 0 ? 0 : -1 };
  latest = { state, who: speaker, chosen, view };
  return view;
}

/** What NOW shows. */
export function current(c: Context): Open | undefined {
  const { list, at } = nowView(c);
  return list[at];
}

/** What Enter does with what NOW shows, and how the footer says it. */
export type Next =
  | { readonly does: 'command'; readonly ask: Ask; readonly label: string; readonly said?: string }
  | { readonly does: 'form'; readonly form: Doable; readonly given: Values; readonly label: string }
  | { readonly does: 'response'; readonly ref: InstanceRef; readonly label: string }
  | { readonly does: 'nothing'; readonly why: string };

export function nextOf(c: Context, open: Open): Next {
  if (open.inject !== undefined)
    return { does: 'form', form: 'answer-inject', given: { inject: open.inject }, label: 'answer' };
  const { instance, ref } = open;
  if (!instance || !ref) return { does: 'nothing', why: 'Nothing is open.' };
  const step = stepOf(c.state, ref.step);
  const waiting = byStatus(c, step, instance, ref);
  if (waiting) return waiting;
  if (instance.asks?.length) return asked(instance.asks[0] ?? '', ref);
  if (step?.approval !== undefined && !isApproved(c, instance, ref)) {
    const instances = approvableWith(c, ref.step);
    return {
      does: 'command',
      ask: { type: 'request-approval', instances },
      label: `ask the ${step.approval}'s approval`,
      said: `The ${step.approval}'s approval is asked for.`,
    };
  }
  return begin(c, step, instance, ref);
}

function byStatus(c: Context, step: Step | undefined, instance: Instance, ref: InstanceRef): Next | null {
  if (instance.status === 'awaiting-approval') {
    const role = step?.approval ?? c.state.definition.lead;
    const holder = c.state.roles[role];
    const mine = holder === c.view.speaker;
    return {
      does: 'nothing',
      why: mine
        ? 'Read it; then a approves it, X refuses it.'
        : `It waits for the ${role}${holder === undefined ? ', and nobody holds that role' : `: ${holder}`}.`,
    };
  }
  if (instance.status === 'outcome-unknown')
    return { does: 'form', form: 'finish', given: { instance: refKey(ref) }, label: 'say that it is done' };
  if (instance.status === 'failed') return { does: 'command', ask: { type: 'retry', ...ref }, label: 'try again' };
  if (instance.status === 'running') return { does: 'nothing', why: 'It runs by itself.' };
  return null;
}

/** A condition reads something that is not known: that is what to fill in. */
function asked(what: string, ref: InstanceRef): Next {
  const [where = '', name = ''] = what.split('.');
  if (where === 'inputs')
    return { does: 'form', form: 'revise-input', given: { input: name }, label: `say what ${name} is` };
  if (where === 'run' && (name === 'intruded' || name === 'known'))
    return { does: 'form', form: 'revise-anchor', given: { anchor: name }, label: `say when ${name} was` };
  if (where === 'item' && ref.item !== undefined)
    return { does: 'form', form: 'set-field', given: { item: ref.item, field: name }, label: `say its ${name}` };
  return { does: 'nothing', why: `It depends on ${what}, which is not known yet.` };
}

function begin(c: Context, step: Step | undefined, instance: Instance, ref: InstanceRef): Next {
  if (step?.effect === 'survey') {
    if (instance.status === 'active') return { does: 'response', ref, label: 'look, and type what is found' };
    return { does: 'command', ask: { type: 'take', ...ref }, label: 'look' };
  }
  // There is something to look at before it is decided, or before there can be evidence of it.
  if (step && shows(c, step)) {
    if (instance.status !== 'active') return { does: 'command', ask: { type: 'take', ...ref }, label: 'look' };
    if (instance.response === undefined && instance.responseDue !== undefined)
      return { does: 'response', ref, label: 'look' };
  }
  const asks =
    step?.decide !== undefined ||
    step?.rationale === true ||
    (step?.evidence === true && instance.evidence.length === 0);
  const isOwn = instance.status === 'active' || step?.decide !== undefined || step?.notify !== undefined;
  if (!isOwn)
    return {
      does: 'command',
      ask: { type: 'take', ...ref },
      label: 'take it up',
      said: 'It is yours. Press Enter again when it is done.',
    };
  if (asks)
    return {
      does: 'form',
      form: 'finish',
      given: { instance: refKey(ref) },
      label: step?.decide ? 'decide' : 'finish',
    };
  return {
    does: 'command',
    ask: { type: 'finish', ...ref },
    ...(step?.notify === undefined ? { label: 'it is done' } : { label: 'send it', said: 'Sent.' }),
  };
}

/** Whether taking the step up brings something to read. */
function shows({ state }: Context, step: Step): boolean {
  return showsOnTakeUp(step) && state.definition.scenario?.responses[step.id]?.show !== undefined;
}

/** Granted, and still for what would be done now. */
export function isApproved(c: Context, instance: Instance, ref: InstanceRef): boolean {
  if (instance.overridden.includes('approval')) return true;
  return instance.approval?.state === 'granted' && instance.approval.hash === approvalFor(c.state, [ref]).hashes[0];
}

/** The instances of a step for which approval can be asked at once. */
function approvableWith(c: Context, step: string): InstanceRef[] {
  const fitting = openInstances(c.state).filter((one) => {
    const isFree = one.status !== 'awaiting-approval' && stepAfter(one.status, 'ask') !== null;
    return one.step === step && isFree && !one.asks?.length && !isApproved(c, one, refOf(one));
  });
  return fitting.map(refOf);
}

/** What one approval would cover, when NOW shows something that waits for it: all that waits of the same step. */
export function requestOf(c: Context, open: Open | undefined): InstanceRef[] {
  if (open?.instance?.status !== 'awaiting-approval' || !open.ref) return [];
  const { step } = open.ref;
  return openInstances(c.state)
    .filter((one) => one.step === step && one.status === 'awaiting-approval')
    .map(refOf);
}

/** Whether who speaks may approve what NOW shows. */
export function mayApprove(c: Context, open: Open | undefined): boolean {
  if (open?.instance?.status !== 'awaiting-approval' || !open.ref) return false;
  const role = stepOf(c.state, open.ref.step)?.approval ?? c.state.definition.lead;
  return c.state.roles[role] === c.view.speaker;
}

/** Messages that wait while another screen, or a pane over one, is in sight; not the one that the pane is about. */
export function waitingBehind(c: Context): string[] {
  const { pane, screen } = c.view;
  if (c.state.stage !== 'play' || screen === 'briefing' || (screen === 'run' && pane === null)) return [];
  const about = pane?.kind === 'form' ? (pane.given.inject ?? pane.values.inject) : undefined;
  return unread(c).filter((inject) => inject !== about);
}

/** Messages that came and were not put away yet, oldest first. */
export function unread(c: Context): string[] {
  const { read } = c.view;
  return (
    Object.entries(c.state.injects)
      .filter(([id, inject]) => inject.deliveredAt !== undefined && inject.shown !== undefined && !read.includes(id))
      // Who answered it has read it.
      .filter(([, inject]) => inject.answeredAt === undefined)
      .sort(([, a], [, b]) => (a.deliveredAt ?? 0) - (b.deliveredAt ?? 0))
      .map(([id]) => id)
  );
}
