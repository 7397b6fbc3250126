import type { Ask } from '../../src/engine/commands.ts';
import { define, sha256 } from '../../src/engine/definition.ts';
import type { InstanceRef, Outcome } from '../../src/engine/entries.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { planOf } from '../../src/engine/plan.ts';
import { instanceOf } from '../../src/engine/state.ts';
import { createMemoryJournal } from '../../src/journal/memory.ts';
import { readCatalogue } from '../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { RunSession } from '../../src/run/run-session.ts';
import { actions, live } from '../engine/live/given.ts';

const starts = Date.parse('2026-03-02T08:12:00Z');
const minute = 60_000;

const book = live(`
      - { step: survey, role: operator, effect: survey, of: stage, do: List them. }
      - { step: isolate, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it., approval: { role: approver, count: 2 } }
      - { step: revoke, after: [], role: operator, for-each: credential, effect: revoke, do: Revoke it. }
      - { step: brief, after: [], role: lead, repeat: { every: 30m, until: "\${{ run.reached.never != null }}" }, notify: everyone, message: Still at it. }
      - { step: last, after: [], role: lead, do: x, reaches: never }`);

/** A live run in which everything happens that only happens live: what its shell would do is said by hand. */
export function liveByHand(): RunSession {
  const { playbook } = readPlaybook({ file: 'book.yaml', text: book });
  const { catalogue } = readCatalogue({ file: 'actions.yaml', text: actions });
  if (!playbook || !catalogue) throw new Error('the documents of this run are not valid');
  const clock = new PlayClock(starts);
  const session = new RunSession({
    run: 'book-20260302-live',
    path: 'memory',
    journal: createMemoryJournal(),
    clock,
    typedBy: 'mara@laptop',
    state: initialState(define(playbook, null, [catalogue])),
    entries: [],
    keep: () => ({ problem: 'nothing is kept' }),
    mask: (said) => said,
  });
  const at = (minutes: number) => clock.moveTo(starts + minutes * minute);
  const does = (person: string | undefined, ask: Ask) => {
    const refusal = session.dispatch(ask, person === undefined ? undefined : { person });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  const runs = (ref: InstanceRef) =>
    does('Jon', { type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' });
  const ends = (ref: InstanceRef, outcome: Partial<Outcome> = {}, raw: object = {}) => {
    const number = instanceOf(session.state, ref)?.acted?.at(-1)?.number ?? 0;
    const ended = { verdict: 'ok' as const, said: 'Exit code 0.', exit: 0, milliseconds: 5, ...outcome };
    does(undefined, { type: 'action-ended', ...ref, number, outcome: ended, raw });
  };
  const approves = (ref: InstanceRef) => {
    does('Jon', { type: 'request-approval', instances: [ref] });
    for (const person of ['Mara', 'Priya'])
      does(person, { type: 'approve', instances: [ref], hash: approvalFor(session.state, [ref]).hash });
  };
  const documentOf = (id: string, text: string) => ({ id, version: '1.0.0', sha256: sha256(text), text });
  does('Mara', {
    type: 'open',
    run: session.run,
    kind: 'incident',
    tool: 'breakglass 0.1.0',
    playbook: documentOf('book', book),
    catalogues: [documentOf('test', actions)],
    timezone: 'Europe/Berlin',
    roles: { lead: 'Mara', operator: 'Jon', approver: 'Mara' },
    anchors: { intruded: '2026-03-01T22:40:00Z' },
    selfApproval: 'refused',
    title: 'A release that nobody cut',
    alert: { source: 'Release monitor', links: ['https://example.org/alert'] },
  });
  does('Priya', { type: 'take-role', role: 'approver', person: 'Priya' });
  at(1);
  const survey = { step: 'survey' };
  runs(survey);
  does(undefined, { type: 'action-said', ...survey, number: 1, lines: ['[{"name":"build.yml"}]'] });
  ends(
    survey,
    {},
    {
      json: [
        { name: 'build.yml', repo: 'acme/app' },
        { name: 'release.yml', repo: 'acme/app' },
      ],
    },
  );
  for (const name of ['build.yml', 'release.yml'])
    does('Jon', { type: 'add-item', kind: 'stage', name, itemType: 'github-workflow', foundBy: survey });
  does('Jon', { type: 'finish', ...survey });
  at(3);
  const build = { step: 'isolate', item: 'build-yml' };
  does('Jon', { type: 'plan-action', ...build, action: 'test/cancel-runs' });
  approves(build);
  runs(build);
  ends(build);
  does('Jon', { type: 'plan-action', ...build, action: 'test/disable', with: { repository: 'acme/app' } });
  approves(build);
  runs(build);
  ends(build);
  ends(build, {}, { text: 'disabled' });
  at(5);
  const release = { step: 'isolate', item: 'release-yml' };
  approves(release);
  runs(release);
  does('Jon', { type: 'cancel-action', ...release });
  ends(release, { verdict: 'unknown', said: 'Cancelled. It may have happened or not.' });
  does('Jon', { type: 'look', ...release });
  ends(release, {}, { text: 'active' });
  does('Jon', { type: 'conclude', ...release, did: true, how: 'The page says that it is off.' });
  at(7);
  does('Mara', { type: 'finish', step: 'brief' });
  does('Jon', { type: 'add-item', kind: 'credential', name: 'old-token', itemType: 'token' });
  const revoke = { step: 'revoke', item: 'old-token' };
  runs(revoke);
  at(200);
  does(undefined, { type: 'recover' });
  does('Mara', { type: 'go-on' });
  does('Jon', { type: 'conclude', ...revoke, did: false, how: 'The list still has it.' });
  does('Jon', { type: 'retry', ...revoke });
  runs(revoke);
  ends(revoke, { status: 204, said: 'Answered 204.' });
  at(230);
  does('Mara', { type: 'finish', step: 'last' });
  does('Mara', { type: 'finish', step: 'hold-open' });
  does('Mara', { type: 'close' });
  return session;
}
