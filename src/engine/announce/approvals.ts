import type { Entry, EntryType, InstanceRef } from '../entries.ts';
import { approvalFor } from '../instructions.ts';
import { planOf } from '../plan.ts';
import { labelOf, refOf } from '../queries.ts';
import { namesIn, sentenceOf } from '../sentences.ts';
import { askedKey, instanceOf, type State } from '../state.ts';
import type { MessageButton, Told } from '../telling.ts';

/** What may end that somebody is asked, in part or whole. */
const ends: ReadonlySet<EntryType> = new Set([
  'approval.given',
  'approval.granted',
  'approval.refused',
  'glass.broken',
  'step.released',
  'step.skipped',
]);

/** What a command, an instruction or a message may be filled with. */
const facts: ReadonlySet<EntryType> = new Set(['input.revised', 'item.field-set', 'anchor.revised']);

/**
 * An approval that is asked for: who asks whom for what, with exactly what would be run. Whatever comes of it is said in the
 * same place, and what is still asked there then goes by a new hash: an answer to what stood there before is refused. `before`: the state
 * before the decision that the entry is of.
 */
export function approvalTellings(state: State, entry: Entry, before: State): Told[] {
  if (entry.type === 'approval.requested') return [asked(state, entry)];
  if (facts.has(entry.type)) {
    const slots = [...new Set(Object.values(state.asked))].filter((slot) => readsOtherwise(before, state, slot));
    return slots.map((slot) => decided(state, entry, slot));
  }
  if (!(ends.has(entry.type) || isChanged(state, entry))) return [];
  const slots = refsOf(entry).map((ref) => state.asked[askedKey(ref)]);
  return [...new Set(slots)].flatMap((slot) => (slot === undefined ? [] : [decided(state, entry, slot)]));
}

/** Something else would be run than what is asked for. */
function isChanged(state: State, entry: Entry): boolean {
  return entry.type === 'action.planned' && instanceOf(state, entry)?.status === 'awaiting-approval';
}

/** The same things wait, and something of them is not what it was. */
function readsOtherwise(before: State, state: State, slot: string): boolean {
  const waiting = waitingIn(state, slot);
  if (waiting.length === 0 || waitingIn(before, slot).length !== waiting.length) return false;
  return approvalFor(before, waiting).hash !== approvalFor(state, waiting).hash;
}

function asked(state: State, entry: Entry<'approval.requested'>): Told {
  const { role, by } = entry;
  const slot = state.asked[askedKey(entry.instances[0] ?? { step: '' })] ?? '';
  // In the order in which an answer to it is held to what waits then, and not in that of whoever asked.
  const instances = waitingIn(state, slot);
  const asks = by ? `${by.person} asks` : 'Asked';
  return {
    ...placeOf(slot),
    urgent: true,
    subject: `Approval asked of ${role}: ${named(state, instances)}`,
    lines: [`${asks}.`, ...instances.flatMap((ref) => instructionOf(state, ref))],
    ...commandsOf(state, instances),
    buttons: buttons(slot, approvalFor(state, instances).hash),
  };
}

function decided(state: State, entry: Entry, slot: string): Told {
  const left = waitingIn(state, slot);
  const subject = sentenceOf(entry, state.definition, namesIn(state));
  if (left.length === 0) return { ...placeOf(slot), subject, lines: [] };
  return {
    ...placeOf(slot),
    subject: `Approval still asked: ${named(state, left)}`,
    lines: [`${subject}.`, ...left.flatMap((ref) => instructionOf(state, ref))],
    ...commandsOf(state, left),
    buttons: buttons(slot, approvalFor(state, left).hash),
  };
}

/** What still waits of what was asked for in one message. */
function waitingIn(state: State, slot: string): InstanceRef[] {
  const all = Object.values(state.steps).flatMap((instances) => Object.values(instances));
  return all
    .filter((one) => one.status === 'awaiting-approval' && state.asked[askedKey(one)] === slot)
    .map((one) => refOf(one));
}

const placeOf = (slot: string) => ({ to: 'run', sort: 'approval', slot }) as const;

function buttons(slot: string, hash: string): MessageButton[] {
  const value = `${slot} ${hash}`;
  return [
    { id: 'approve', label: 'Approve', value, style: 'primary' },
    { id: 'refuse', label: 'Refuse', value, style: 'danger' },
  ];
}

function named(state: State, refs: readonly InstanceRef[]): string {
  return refs.map((ref) => labelOf(state, ref)).join(', ');
}

function instructionOf(state: State, ref: InstanceRef): string[] {
  // What it would run says it all; without it the instruction is what is approved.
  if (planOf(state, ref)) return [];
  return approvalFor(state, [ref]).shown.flatMap((shown) => shown.split('\n'));
}

function commandsOf(state: State, refs: readonly InstanceRef[]): { readonly commands?: readonly string[] } {
  const commands = refs.flatMap((ref) => planOf(state, ref)?.shown ?? []);
  return commands.length > 0 ? { commands } : {};
}

function refsOf(entry: Entry): InstanceRef[] {
  const { instances, step, item, over } = entry as {
    instances?: readonly InstanceRef[];
    step?: string;
    item?: string;
    over?: { what: string; step?: string; item?: string };
  };
  if (instances) return [...instances];
  const ref = over?.what === 'approval' ? over : { step, item };
  if (ref.step === undefined) return [];
  const one = ref.item === undefined ? { step: ref.step } : { step: ref.step, item: ref.item };
  return [one];
}
