import { type Draft, EntryMisfit } from '../draft.ts';
import type { InstanceRef, Outcome, Proposal } from '../entries.ts';
import { type Acted, type Instance, runningOf } from '../state.ts';
import type { Applying } from './applying.ts';
import { move } from './steps.ts';

/** So many of the last lines that something printed are in the state; all of them are in the journal or its evidence. */
const LINES = 12;

/** Changes the call that an entry is about; it must be there. */
function change(draft: Draft, ref: InstanceRef, number: number, to: (acted: Acted) => Acted): Instance {
  const instance = draft.instance(ref);
  const { acted = [] } = instance;
  if (!acted.some((one) => one.number === number)) throw new EntryMisfit(`${ref.step} has no call ${number}`);
  instance.acted = acted.map((one) => (one.number === number ? to(one) : one));
  return instance;
}

const verdicts: readonly Outcome['verdict'][] = ['ok', 'failed', 'unknown'];
const proofs: readonly Outcome['proof'][] = ['dead', 'alive', 'none'];

/** Of how a call came out nothing is guessed: another version may have had another word for it. */
function assertWord(what: string, word: string, known: readonly unknown[]): void {
  if (!known.includes(word)) throw new EntryMisfit(`a call ended with the unknown ${what} ${JSON.stringify(word)}`);
}

/** What is run for instances, and how it comes out. */
export const applyActions = {
  'action.planned': (draft, { action, with: given, subjects, ...ref }) => {
    draft.instance(ref).planned = { action, with: given, subjects };
  },
  'action.requested': (draft, entry) => {
    const { number, action, call, shown, plan, readOnly, at, by } = entry;
    const before = draft.instance(entry);
    if (number !== (before.acted?.length ?? 0) + 1 || runningOf(before))
      throw new EntryMisfit(`call ${number} of ${entry.step} does not follow on the one before`);
    const instance = move(draft, entry, 'start');
    if (instance.takenAt === undefined) instance.takenAt = at;
    if (by && !instance.owner) instance.owner = by;
    delete instance.unknown;
    const acted = { number, action, call, shown, plan, readOnly, at, lines: [], ...(by && { by }) };
    instance.acted = [...(instance.acted ?? []), acted];
  },
  'action.output': (draft, entry) => {
    change(draft, entry, entry.number, (acted) => ({
      ...acted,
      lines: [...acted.lines, ...entry.lines].slice(-LINES),
    }));
  },
  'action.cancelled': (draft, entry) => {
    change(draft, entry, entry.number, (acted) => ({ ...acted, cancelled: true }));
  },
  'action.finished': (draft, entry) => {
    const { verdict, said, exit, status, proof, evidence, milliseconds } = entry;
    const outcome = {
      verdict,
      said,
      milliseconds,
      ...(exit !== undefined && { exit }),
      ...(status !== undefined && { status }),
      ...(proof && { proof }),
      ...(evidence && { evidence }),
    };
    if (runningOf(draft.instance(entry))?.number !== entry.number)
      throw new EntryMisfit(`call ${entry.number} of ${entry.step} does not run`);
    assertWord('verdict', verdict, verdicts);
    assertWord('proof', proof ?? 'none', proofs);
    const instance = change(draft, entry, entry.number, (acted) => ({ ...acted, outcome }));
    if (evidence && verdict === 'ok') instance.evidence = [...instance.evidence, evidence];
    if (entry.outputs) instance.outputs = { ...instance.outputs, ...entry.outputs };
  },
  'action.concluded': (draft, entry) => {
    const instance = draft.instance(entry);
    if (entry.evidence) instance.evidence = [...instance.evidence, ...entry.evidence];
  },
  'action.rehearsed': () => {},
  'items.proposed': (draft, entry) => {
    const instance = draft.instance(entry);
    instance.proposed = withEarlier(entry.items, instance.proposed ?? []);
  },
} satisfies Applying;

/** So many finds of one survey are at hand; the journal has all. */
const MOST_AT_HAND = 2000;

/** What was found now, and what another look had found: nobody has said of it yet that it is nothing. */
function withEarlier(fresh: readonly Proposal[], earlier: readonly Proposal[]): readonly Proposal[] {
  if (earlier.length === 0) return fresh;
  const keyOf = ({ kind, itemType, name, fields }: Proposal) => JSON.stringify([kind, itemType, name, fields]);
  const known = new Set(fresh.map(keyOf));
  return [...fresh, ...earlier.filter((one) => !known.has(keyOf(one)))].slice(0, MOST_AT_HAND);
}
