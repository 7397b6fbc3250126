import type { Ask } from '../../src/engine/commands.ts';
import { define } from '../../src/engine/definition.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { createMemoryJournal } from '../../src/journal/memory.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { RunSession } from '../../src/run/run-session.ts';
import { live } from '../engine/live/given.ts';

const book = live(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: approver }
      - { step: tell, after: [], role: lead, notify: everyone, message: Do not install it. }`);

/** A live run that is told elsewhere, and everything that can become of a message. */
export function toldByHand(): RunSession {
  const { playbook } = readPlaybook({ file: 'book.yaml', text: book });
  if (!playbook) throw new Error('the playbook of this run is not valid');
  const starts = Date.parse('2026-03-02T08:12:00Z');
  const session = new RunSession({
    run: 'book-20260302-told',
    path: 'memory',
    journal: createMemoryJournal(),
    clock: new PlayClock(starts),
    typedBy: 'mara@laptop',
    state: initialState(define(playbook, null, [])),
    entries: [],
    keep: () => ({ problem: 'nothing is kept' }),
    mask: (said) => said,
  });
  const does = (person: string | undefined, ask: Ask) => {
    const refusal = session.dispatch(ask, person === undefined ? undefined : { person });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  const via = 'slack';
  const next = () => Object.keys(session.state.outbox.slack?.pending ?? {})[0] ?? '';
  const tries = (ending: Partial<Ask<'end-delivery'>>, messages = [next()]) => {
    does(undefined, { type: 'begin-delivery', via, messages });
    does(undefined, {
      type: 'end-delivery',
      via,
      messages,
      outcome: 'sent',
      receipt: { ts: messages[0] ?? '' },
      ...ending,
    });
  };
  does('Mara', {
    type: 'open',
    run: 'book-20260302-told',
    kind: 'incident',
    tool: 'breakglass 0.1.0',
    playbook: { id: 'book', version: '1.0.0', sha256: '', text: book },
    roles: { lead: 'Mara', operator: 'Jon', approver: 'Priya' },
    routes: [
      { via, tells: 'run' },
      { via: 'mail', tells: 'messages', audiences: ['everyone'] },
    ],
    title: 'Stolen runner',
  });
  does('Jon', { type: 'add-item', kind: 'stage', name: 'a.yml' });
  does('Jon', { type: 'request-approval', instances: [{ step: 'isolate', item: 'a-yml' }] });
  does('Mara', { type: 'finish', step: 'tell' });
  tries({ receipt: { channel: 'C1', name: 'inc-book' } });
  tries({ outcome: 'put-off', why: 'ECONNREFUSED' });
  tries({ outcome: 'unknown', why: 'ECONNRESET' });
  const [unknown = ''] =
    Object.entries(session.state.outbox.slack?.pending ?? {}).find(([, { status }]) => status === 'unknown') ?? [];
  does(undefined, {
    type: 'end-delivery',
    via,
    messages: [unknown],
    outcome: 'sent',
    receipt: { ts: '1' },
    found: true,
  });
  tries({ outcome: 'refused', why: 'msg_too_long' });
  does('Mara', { type: 'retry-delivery', via });
  tries({ outcome: 'refused', why: 'not_in_channel', mend: '/invite @breakglass', stops: true });
  does('Mara', { type: 'drop-delivery', via, messages: [next()], reason: 'Said on the phone.' });
  does('Mara', { type: 'withhold', via, withheld: true, reason: 'They read along.' });
  does('Mara', { type: 'tell', via, to: 'run', sort: 'line', subject: 'By hand.', lines: [] });
  return session;
}
