import type { Entry, EntryType, InstanceRef } from '../entries.ts';
import { approvalFor } from '../instructions.ts';
import { planOf } from '../plan.ts';
import { labelOf, refOf } from '../queries.ts';
import { namesIn, sentenceOf } from '../sentences.ts';
import { askedKey, instanceOf, type Outbox, type State } from '../state.ts';
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
 * same place, and what is still asked there then goes by a new hash: an answer to what stood there before is refused.
 */
export function approvalTellings(state: State, entry: Entry): Told[] {
  if (entry.type === 'approval.requested') return [asked(state, entry)];
  if (!ends.has(entry.type)) return [];
  const sentence = sentenceOf(entry, state.definition, namesIn(state));
  const waiting = waitingBySlot(state);
  return slotsOf(state, entry).map((slot) => decided(state, slot, waiting.get(slot) ?? [], sentence));
}

/**
 * The messages that ask for another thing than would be approved now, whatever it was that changed it. `asks`: what they ask for.
 * `entries`: what was just decided.
 */
export function approvalUpdates(state: State, entries: readonly Entry[], asks: Outbox['asks']): Told[] {
  const slots = Object.keys(asks);
  if (slots.length === 0) return [];
  const waiting = waitingBySlot(state);
  return slots.flatMap((slot) => {
    const left = waiting.get(slot) ?? [];
    if (left.length > 0 && approvalFor(whenAsked(state, left), left).hash === asks[slot]) return [];
    const cause = entries.findLast(
      (entry) => facts.has(entry.type) || entry.type === 'play.ended' || slotsOf(state, entry).includes(slot),
    );
    const otherwise = left.length > 0 ? 'Something that it reads has changed' : 'This is not asked any more';
    return [decided(state, slot, left, cause ? sentenceOf(cause, state.definition, namesIn(state)) : otherwise)];
  });
}

function slotsOf(state: State, entry: Entry): string[] {
  const slots = refsOf(entry).map((ref) => state.asked[askedKey(ref)]);
  return [...new Set(slots)].filter((slot) => slot !== undefined);
}

function asked(state: State, entry: Entry<'approval.requested'>): Told {
  const { role, by } = entry;
  const slot = state.asked[askedKey(entry.instances[0] ?? { step: '' })] ?? '';
  // In the order in which an answer to it is held to what waits then, and not in that of whoever asked.
  const instances = waitingBySlot(state).get(slot) ?? [];
  return {
    ...placeOf(slot),
    urgent: true,
    subject: `Approval asked of ${role}: ${named(state, instances)}`,
    ...asking(state, slot, instances, by ? `${by.person} asks` : 'Asked'),
  };
}

/** `left`: what still waits of it. `sentence`: what happened to it. */
function decided(state: State, slot: string, left: readonly InstanceRef[], sentence: string): Told {
  if (left.length === 0) return { ...placeOf(slot), subject: sentence, lines: [] };
  const subject = `Approval still asked: ${named(state, left)}`;
  return { ...placeOf(slot), subject, ...asking(state, slot, left, sentence) };
}

/** What reads the time would be another before anybody has pressed a button. */
const AT_THE_KEYBOARD =
  'It reads the time, and stands here as it was when it was asked for: approve it at the keyboard, as it is then.';

function asking(
  state: State,
  slot: string,
  refs: readonly InstanceRef[],
  first: string,
): Omit<Told, 'to' | 'sort' | 'subject'> {
  const then = whenAsked(state, refs);
  const { hash, readsTime } = approvalFor(then, refs);
  return {
    lines: [`${first}.`, ...(readsTime ? [AT_THE_KEYBOARD] : []), ...refs.flatMap((ref) => instructionOf(then, ref))],
    ...commandsOf(then, refs),
    ...(readsTime ? { asks: hash } : { buttons: buttons(slot, hash) }),
  };
}

/** The state at the moment of asking: what reads the time is then no other at each look. */
function whenAsked(state: State, refs: readonly InstanceRef[]): State {
  const [first] = refs;
  return { ...state, at: (first && instanceOf(state, first)?.approval?.at) ?? state.at };
}

/** What still waits of what was asked for in each message. Once a run has ended nothing does: nobody approves anything any more. */
function waitingBySlot(state: State): Map<string, InstanceRef[]> {
  const waiting = new Map<string, InstanceRef[]>();
  if (state.stage !== 'play') return waiting;
  for (const instances of Object.values(state.steps)) {
    for (const one of Object.values(instances)) {
      const slot = one.status === 'awaiting-approval' ? state.asked[askedKey(one)] : undefined;
      if (slot === undefined) continue;
      const refs = waiting.get(slot);
      if (refs) refs.push(refOf(one));
      else waiting.set(slot, [refOf(one)]);
    }
  }
  return waiting;
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
