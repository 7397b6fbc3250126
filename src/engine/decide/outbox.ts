import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import type { Outbox, Pending } from '../state.ts';
import { assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';

/** What goes out, and how it came out. Of the deliveries themselves only the process that holds the run knows. */
export const outboxCommands = {
  tell: (decision, { via, to, sort, slot, thread, urgent, subject, lines, commands, buttons, unnamed, file }) => {
    needOutbox(decision, via);
    assertText(subject, 'What is told');
    decision.say({
      type: 'message.queued',
      message: `m${decision.state.seq + 1}`,
      ...{ via, to, sort, subject, lines },
      ...(slot !== undefined && { slot }),
      ...(thread !== undefined && { thread }),
      ...(urgent && { urgent }),
      ...(commands && { commands }),
      ...(buttons && { buttons }),
      ...(unnamed && { unnamed }),
      ...(file && { file }),
    });
  },
  'begin-delivery': (decision, command) => {
    needPending(decision, command, ({ status }) => status !== 'dead', 'waits to be sent');
    decision.follow({ type: 'delivery.begun', ...refOf(command) });
  },
  'end-delivery': (decision, command) => {
    const { outcome, receipt, found, why = '', mend, stops } = command;
    needPending(decision, command, ({ status }) => status === 'begun' || status === 'unknown', 'is being sent');
    const ref = refOf(command);
    if (outcome === 'sent')
      decision.follow({ type: 'delivery.sent', ...ref, receipt: receipt ?? {}, ...(found && { found }) });
    else if (outcome === 'put-off') decision.follow({ type: 'delivery.put-off', ...ref, why });
    else if (outcome === 'unknown') decision.follow({ type: 'delivery.unknown', ...ref, why });
    else
      decision.follow({
        type: 'delivery.refused',
        ...ref,
        why,
        ...(mend !== undefined && { mend }),
        ...(stops && { stops }),
      });
    if (outcome === 'put-off' || outcome === 'refused') dropWithheld(decision, command);
  },
  'retry-delivery': (decision, { via, messages }) => {
    const outbox = needOutbox(decision, via);
    const kept = (messages ?? []).filter((id) => isKept(outbox, outbox.pending[id]));
    if (kept.length > 0)
      refuse('not-allowed', `Details are kept from ${via}, and ${kept.join(', ')} was written before that.`, {
        hint: 'Drop it, or tell details there again first.',
      });
    if (messages) needPending(decision, { via, messages }, ({ status }) => status !== 'begun', 'can be tried again');
    const again = messages ?? awaitingWord(outbox);
    if (again.length === 0) refuse('not-now', `Nothing of ${via} waits for a word.`);
    decision.say({ type: 'delivery.retried', via, messages: again });
  },
  'drop-delivery': (decision, command) => {
    assertText(command.reason, 'A reason');
    needPending(decision, command, ({ status }) => status !== 'begun', 'can be dropped');
    decision.say({ type: 'delivery.dropped', ...refOf(command), reason: command.reason });
  },
  withhold: (decision, { via, withheld, reason }) => {
    assertText(reason, 'A reason');
    const { pending, ...outbox } = needOutbox(decision, via);
    if (outbox.withheld === withheld)
      refuse('not-now', `Details are ${withheld ? 'kept from' : 'told by'} ${via} already.`);
    decision.say({ type: 'route.changed', via, withheld, reason });
    // What waits has details in it, and was written before anybody knew. What may be there is looked for all the same.
    const untold = Object.entries(pending).filter(
      ([, { status, sort, veiled }]) => isNotThere(status) && sort !== 'room' && !veiled,
    );
    const messages = untold.map(([id]) => id);
    if (withheld && messages.length > 0) decision.follow({ type: 'delivery.dropped', via, messages, reason: WITHHELD });
  },
} satisfies Deciding;

/** What is tried again at a word that names none: what is stuck, or all that waits where the channel was stopped. Nothing that details are kept of. */
export function awaitingWord(outbox: Outbox): readonly string[] {
  return Object.entries(outbox.pending)
    .filter(([, one]) => one.status !== 'begun' && !isKept(outbox, one))
    .filter(([, { status }]) => outbox.stopped || status === 'dead' || status === 'unknown')
    .map(([id]) => id);
}

/** It was written with details, and they are kept from there now. */
function isKept({ withheld }: Outbox, pending: Pending | undefined): boolean {
  return withheld && pending?.veiled !== true;
}

const WITHHELD = 'details are kept from there now';

/** Certainly not there. */
const isNotThere = (status: Pending['status']) => status === 'queued' || status === 'dead';

/** What was on its way when details began to be kept from there, and did not come through, has details in it: it is not sent again. */
function dropWithheld(decision: Decision, { via, messages }: Ref): void {
  const { withheld, pending } = needOutbox(decision, via);
  const left = messages.filter((id) => pending[id] && !pending[id].veiled);
  if (withheld && left.length > 0) decision.follow({ type: 'delivery.dropped', via, messages: left, reason: WITHHELD });
}

type Ref = Pick<Command<'begin-delivery'>, 'via' | 'messages'>;

const refOf = ({ via, messages }: Ref): Ref => ({ via, messages });

function needOutbox({ state }: Decision, via: string): Outbox {
  const outbox = Object.hasOwn(state.outbox, via) ? state.outbox[via] : undefined;
  const names = Object.keys(state.outbox).join(', ');
  return (
    outbox ??
    refuse('invalid', `Nothing of this run is told by ${via}.`, {
      hint: names === '' ? 'It is told nowhere but here.' : `It is told by: ${names}.`,
    })
  );
}

function needPending(decision: Decision, { via, messages }: Ref, fits: (one: Pending) => boolean, what: string): void {
  const { pending } = needOutbox(decision, via);
  if (messages.length === 0) refuse('invalid', 'No message is named.');
  for (const id of messages) {
    const one = Object.hasOwn(pending, id) ? pending[id] : undefined;
    if (!one || !fits(one)) refuse('not-now', `Message ${id} of ${via} is none that ${what}.`);
  }
}
