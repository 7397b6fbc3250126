import type { Ask } from '../../src/engine/commands.ts';
import { define } from '../../src/engine/definition.ts';
import { initialState } from '../../src/engine/evolve.ts';
import type { PageTurn } from '../../src/engine/page-entries.ts';
import { createMemoryJournal } from '../../src/journal/memory.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { RunSession } from '../../src/run/run-session.ts';
import { live } from '../engine/live/given.ts';

const book = live('      - { step: look, role: lead, do: Look. }');
const minute = 60_000;
const turn = (person: string, name: string, more: Partial<PageTurn> = {}): PageTurn => ({
  ...{ person, name, by: 'phone', wait: 5 * minute, why: `first for ${name}` },
  ...more,
});

/** A live run in which people are called: by phone, by a channel, after a crash; who answers, who does not, and what is called off. */
export function pagedByHand(): RunSession {
  const { playbook } = readPlaybook({ file: 'book.yaml', text: book });
  if (!playbook) throw new Error('the playbook of this run is not valid');
  const starts = Date.parse('2026-03-02T02:12:00Z');
  const clock = new PlayClock(starts);
  const session = new RunSession({
    run: 'book-20260302-page',
    path: 'memory',
    journal: createMemoryJournal(),
    clock,
    typedBy: 'mara@laptop',
    state: initialState(define(playbook, null, [])),
    entries: [],
    keep: () => ({ problem: 'nothing is kept' }),
    mask: (said) => said,
  });
  const does = (ask: Ask, person: string | undefined = 'Mara') => {
    const refusal = session.dispatch(ask, { person });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  const at = (minutes: number) => {
    clock.moveTo(starts + minutes * minute);
    does({ type: 'wake' });
  };
  const last = () => Object.keys(session.state.pages).at(-1) ?? '';
  does({
    type: 'open',
    run: 'book-20260302-page',
    kind: 'incident',
    tool: 'breakglass 0.1.0',
    playbook: { id: 'book', version: '1.0.0', sha256: '', text: book },
    roles: { lead: 'Mara' },
    routes: [
      { via: 'slack', tells: 'run' },
      { via: 'texts', tells: 'messages' },
    ],
    title: 'Stolen runner',
  });
  const sms = { by: 'sms', via: 'texts' } as const;
  const chain = [turn('kim', 'Kim'), turn('jon', 'Jon', sms), turn('bo', 'Bo', { by: null, wait: minute })];
  does({ type: 'page', who: 'operator', text: 'A runner was taken.', chain });
  at(5);
  at(7);
  does({ type: 'answer-page', page: last(), person: 'Jon' }, 'Jon');
  does({ type: 'page', who: 'approver', text: 'Two are needed to approve.', chain });
  does({ type: 'next-page', page: last() });
  does({ type: 'recover' });
  at(30);
  does({ type: 'go-on' });
  at(40);
  does({ type: 'page', who: 'ines', text: 'The press calls.', chain: [turn('ines', 'Ines', { by: 'email' })] });
  does({ type: 'call-off-page', page: last(), reason: 'She has joined.' });
  does({ type: 'stop', reason: 'It was a test.' });
  does({ type: 'close' });
  return session;
}
