import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import type { EntryType, InstanceRef } from '../../src/engine/entries.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { openInMemory, playOf } from '../../src/run/open.ts';
import { performAtOnce } from '../../src/run/perform.ts';
import { readRun } from '../../src/run/replay.ts';
import type { RunSession } from '../../src/run/run-session.ts';
import { summaryOf } from '../../src/run/summary.ts';
import { clocksByHand } from './golden-clocks.ts';
import { liveByHand } from './golden-live.ts';
import { toldByHand } from './golden-outbox.ts';
import { pagedByHand } from './golden-pages.ts';
import { trackedByHand } from './golden-tracked.ts';
import { loaded, playbookText } from './texts.ts';

/**
 * Runs that a released version wrote, kept as it wrote them. Every later version must read them, and come to the same
 * end. They are never written anew for a change of the engine; a new version adds its own (UPDATE_GOLDEN=1 writes those
 * that are missing).
 */
const folder = new URL('../golden/runs/', import.meta.url);
const starts = Date.parse('2026-03-02T08:12:00Z');
const minute = 60_000;

function sample(name: string): string {
  const text = readFileSync(new URL(`../golden/samples/${name}.yaml`, import.meta.url), 'utf8');
  return text.replace('{ file: clues/release.yml }', '"env: CI_TOKEN, NPM_TOKEN, DEPLOY_KEY"');
}

function opened(typedBy: string): { session: RunSession; clock: PlayClock } {
  const content = loaded(sample('compromised-pipeline'), sample('poisoned-release'));
  const clock = new PlayClock(starts);
  const roles = { lead: 'Mara', operator: 'Jon', communicator: 'Priya' };
  return { session: openInMemory({ content, roles, seed: 'golden', clock, typedBy }), clock };
}

function byTheBook(): RunSession {
  const { session, clock } = opened('play:by-the-book');
  const scenario = session.state.definition.scenario;
  if (!scenario) throw new Error('a drill has a scenario');
  performAtOnce(session, clock, playOf({ scenario } as Parameters<typeof playOf>[0], 'by-the-book'));
  return session;
}

/** People who do nearly everything that can be done, well and badly. */
function byHand(): RunSession {
  const { session, clock } = opened('mara@laptop');
  const at = (minutes: number) => clock.moveTo(starts + minutes * minute);
  const does = (person: string, ask: Ask) => {
    const refusal = session.dispatch(ask, { person });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  const approved = (ref: InstanceRef) => {
    does('Jon', { type: 'request-approval', instances: [ref] });
    does('Mara', { type: 'approve', instances: [ref], hash: approvalFor(session.state, [ref]).hash });
  };
  at(1);
  does('Mara', { type: 'take', step: 'acknowledge' });
  does('Mara', { type: 'finish', step: 'acknowledge' });
  does('Mara', { type: 'finish', step: 'confirm', choice: 'confirmed', rationale: 'Nobody cut it.' });
  does('Mara', { type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'We cannot rule it out.' });
  does('Mara', { type: 'reopen', step: 'acknowledge', reason: 'Say it on the bridge, too.' });
  does('Mara', { type: 'finish', step: 'acknowledge' });
  at(4);
  does('Jon', { type: 'take', step: 'survey-stages' });
  does('Jon', { type: 'add-item', kind: 'stage', name: 'release.yml', foundBy: { step: 'survey-stages' } });
  does('Jon', { type: 'add-item', kind: 'stage', name: 'lint.yml', foundBy: { step: 'survey-stages' } });
  does('Jon', { type: 'finish', step: 'survey-stages' });
  does('Jon', { type: 'rule-out', item: 'lint-yml', reason: 'It has no secrets.' });
  does('Jon', { type: 'rule-in', item: 'lint-yml', reason: 'It has.' });
  does('Jon', { type: 'not-possible', item: 'lint-yml', reached: 'isolated', reason: 'The vendor runs it.' });
  does('Jon', { type: 'request-approval', instances: [{ step: 'isolate-stages', item: 'build' }] });
  does('Mara', { type: 'refuse-approval', instances: [{ step: 'isolate-stages', item: 'build' }], reason: 'Not yet.' });
  approved({ step: 'isolate-stages', item: 'build' });
  does('Jon', { type: 'finish', step: 'isolate-stages', item: 'build' });
  approved({ step: 'isolate-stages', item: 'release-yml' });
  does('Jon', { type: 'do-otherwise', step: 'isolate-stages', item: 'release-yml', how: 'Closed its environment.' });
  does('Jon', { type: 'retract', step: 'isolate-stages', item: 'build', reason: 'It still runs.' });
  at(6);
  does('Jon', { type: 'take', step: 'preserve-logs', item: 'release-yml' });
  does('Jon', { type: 'release', step: 'preserve-logs', item: 'release-yml', reason: 'Later.' });
  does('Jon', { type: 'fail', step: 'preserve-logs', item: 'release-yml', reason: 'The export timed out.' });
  does('Jon', { type: 'retry', step: 'preserve-logs', item: 'release-yml' });
  const kept = session.keep({ text: '03:12 login from an address we do not know' });
  if ('problem' in kept) throw new Error(kept.problem);
  does('Jon', { type: 'finish', step: 'preserve-logs', item: 'release-yml', evidence: [kept] });
  does('Jon', { type: 'take', step: 'list-credentials' });
  for (const name of ['CI_TOKEN', 'NPM_TOKEN'])
    does('Jon', { type: 'add-item', kind: 'credential', name, foundBy: { step: 'list-credentials' } });
  does('Jon', { type: 'finish', step: 'list-credentials' });
  does('Jon', {
    type: 'set-field',
    item: 'npm-token',
    field: 'needed',
    value: false,
    reason: 'We publish by identity.',
  });
  does('Jon', { type: 'take', step: 'revoke-credentials', item: 'ci-token' });
  does('Priya', { type: 'finish', step: 'brief-executives' });
  does('Jon', { type: 'flag', step: 'list-credentials', flag: 'unclear', text: 'Which stages?' });
  does('Mara', { type: 'note', text: 'The bridge is open.' });
  does('Mara', { type: 'correct', corrects: 3, text: 'It was known earlier.' });
  does('Mara', {
    type: 'revise-anchor',
    anchor: 'intruded',
    value: '2026-03-02T03:00:00Z',
    source: 'proxy log',
    reason: 'An earlier login.',
  });
  does('Mara', { type: 'revise-input', input: 'repository', value: 'acme/storefront-sdk', reason: 'It was moved.' });
  does('Mara', {
    type: 'add-step',
    phase: 'isolate',
    title: 'Lock the store',
    role: 'operator',
    effect: 'isolate',
    item: 'artefact-store',
    reason: 'It is being written to.',
  });
  does('Jon', { type: 'skip', step: 'unplanned-1', item: 'artefact-store', reason: 'The storage team did.' });
  does('Jon', { type: 'reopen', step: 'unplanned-1', item: 'artefact-store', reason: 'They did not.' });
  does('Mara', { type: 'hand-over', role: 'operator', to: 'Ada', note: 'Shift change.' });
  does('Lena', { type: 'take-role', role: 'legal', person: 'Lena' });
  does('Mara', { type: 'hold-inject', inject: 'second-token' });
  at(8);
  does('Mara', { type: 'pause' });
  at(9);
  does('Mara', { type: 'resume' });
  does('Mara', { type: 'set-speed', speed: 2 });
  does('Mara', { type: 'release-inject', inject: 'regulator-calls' });
  does('Lena', { type: 'answer-inject', inject: 'regulator-calls', answer: 'Within 72 hours.' });
  does('Mara', { type: 'drop-inject', inject: 'second-token', reason: 'Enough for today.' });
  does('Mara', {
    type: 'improvise-inject',
    from: 'The chief executive',
    via: 'phone',
    to: ['lead'],
    text: 'Can we ship?',
  });
  does('Mara', {
    type: 'break-glass',
    over: { what: 'approval', step: 'revoke-credentials', item: 'ci-token' },
    reason: 'It spreads.',
  });
  does('Ada', { type: 'finish', step: 'revoke-credentials', item: 'ci-token' });
  does('Mara', { type: 'skip-phase', phase: 'withdraw', reason: 'The registry did it.' });
  does('Mara', { type: 'leave' });
  at(20);
  does('Mara', { type: 'recover' });
  does('Mara', { type: 'jump' });
  does('Mara', { type: 'stop', reason: 'Time for lunch.' });
  does('Mara', { type: 'observe', objective: 'recover', task: 1, met: true });
  does('Mara', { type: 'rate', objective: 'tell', rating: 'S', reason: 'They would have.' });
  does('Mara', { type: 'add-improvement', text: 'Say which stages.', owner: 'Jon', due: '2026-04-01' });
  does('Mara', { type: 'add-improvement', text: 'Buy a gong.' });
  does('Mara', { type: 'drop-improvement', improvement: 'improvement-2', reason: 'No.' });
  does('Mara', { type: 'close' });
  does('Mara', { type: 'note', text: 'Found later: the log had it.' });
  return session;
}

/** What is wiped, and what is tried to bring it back: every rule of the world that came with it. */
function destruction(): RunSession {
  const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: acknowledge, role: lead, do: Say so., reaches: acknowledged }
      - { step: isolate-it, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it. }
      - { step: replace-it, after: [], role: operator, for-each: credential, effect: replace, do: Issue anew. }
      - { step: revoke-it, after: [], role: operator, for-each: credential, effect: revoke, do: Revoke it. }
      - { step: check-it, after: [], role: operator, for-each: backup, effect: verify, do: Open it. }
      - { step: bring-back, after: [], role: operator, for-each: backup, effect: restore, do: Restore it. }
      - { step: rest, after: [], role: lead, wait: 6h }`);
  const scene = `format: 1
scenario: scene
version: 1.0.0
title: Scene
playbook: book
duration: 12h
session: 30m
starts: 2026-03-02T08:12:00Z
based-on: { case: fictional }
briefing: The store is empty.
world:
  stage:
    job: { type: scheduled-job, name: prune.timer, known: true }
    desk: { type: workstation, holds: [grant], known: true }
  system:
    store: { type: database, known: true }
  credential:
    grant: { type: grant, known: true }
  backup:
    dump: { type: dump, of: store, taken: T-1h, known: true, broken: It has no rows. }
    copy: { type: snapshot, of: store, taken: T-6h10m, known: true }
    old: { type: snapshot, of: store, taken: T-24h, known: true }
adversary:
  enters: { at: T-2h, with: [desk] }
  moves:
    - { move: slip, at: T, does: { destroy: [store] } }
    - { move: prune, at: T+40m, needs-running: [job], does: { destroy: [old] } }
    - { move: trap, at: T+5m, retry: 5m, needs: [desk], needs-dead: [grant], does: { destroy: [desk] } }
    - { move: use, at: T+2h, needs: [grant], does: { compromise: [store] } }
injects:
  - inject: ask
    at: T+3m
    from: A colleague
    via: chat
    to: [lead]
    text: Shall I write on it?
    ask: { question: Well?, options: { go: { label: "Yes." }, stop: { label: "No." } } }
    expect: { answered: stop, within: 10m }
    objective: back
objectives:
  - objective: back
    title: Bring it back
    capability: Recovery
    tasks: [{ task: Loses little, expect: { loss: { store: 7h } } }, { task: Loses nothing for good, expect: { lost: none } }]
plays: []
`;
  const content = loaded(book, scene);
  const clock = new PlayClock(starts);
  const roles = { lead: 'Mara', operator: 'Jon' };
  const session = openInMemory({ content, roles, seed: 'golden', clock, typedBy: 'mara@laptop' });
  const does = (person: string, ask: Ask) => {
    const refusal = session.dispatch(ask, { person });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  clock.moveTo(starts + 4 * minute);
  does('Mara', { type: 'finish', step: 'acknowledge' });
  does('Mara', { type: 'answer-inject', inject: 'ask', answer: 'go' });
  does('Jon', { type: 'finish', step: 'replace-it', item: 'grant' });
  does('Jon', { type: 'finish', step: 'revoke-it', item: 'grant' });
  does('Jon', { type: 'take', step: 'check-it', item: 'dump' });
  does('Jon', { type: 'finish', step: 'check-it', item: 'dump' });
  clock.moveTo(starts + 12 * minute);
  does('Jon', { type: 'finish', step: 'bring-back', item: 'copy' });
  does('Jon', { type: 'reopen', step: 'revoke-it', item: 'grant', reason: 'Its successor went with it.' });
  does('Jon', { type: 'finish', step: 'revoke-it', item: 'grant' });
  does('Mara', { type: 'jump' });
  does('Mara', { type: 'stop', reason: 'It is back.' });
  does('Mara', { type: 'close' });
  return session;
}

const runs = {
  'v1-by-the-book': byTheBook,
  'v1-by-hand': byHand,
  'v1-destruction': destruction,
  'v1-live': liveByHand,
  'v1-clocks': clocksByHand,
  'v1-told': toldByHand,
  'v1-tracked': trackedByHand,
  'v1-paged': pagedByHand,
};

function write(name: string, session: RunSession): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    new URL(`${name}.jsonl`, folder),
    session.entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  );
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(endOf(session), null, 2)}\n`);
}

/** What a run came to, as it is to come out for ever. */
function endOf({ state, head }: Pick<RunSession, 'state' | 'head'>) {
  const { outcome, reached, world, objectives } = summaryOf({ run: '', journal: '', state, head } as RunSession);
  return { head, entries: state.seq, outcome, reached, world, objectives };
}

describe('a run that an earlier version wrote', () => {
  for (const [name, play] of Object.entries(runs))
    it(`${name} is whole, is read, and comes to the same end`, () => {
      const path = new URL(`${name}.jsonl`, folder).pathname;
      if (process.env.UPDATE_GOLDEN && !existsSync(path)) write(name, play());
      const wanted = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
      expect(verifyJournal(path)).toMatchObject({ ok: true, head: { hash: wanted.head }, entries: wanted.entries });
      const { state, entries } = readRun(path);
      const end = endOf({ state, head: entries.at(-1)?.hash ?? '' });
      // Sorts of facts that came later are empty here: nobody knew of them.
      const later = Object.keys(end.world).filter((fact) => !Object.hasOwn(wanted.world, fact));
      const world = { ...wanted.world, ...Object.fromEntries(later.map((fact) => [fact, []])) };
      expect(end).toEqual({ ...wanted, world });
    });

  it('hold an entry of nearly every type', () => {
    const types = new Set<EntryType>();
    for (const name of Object.keys(runs))
      for (const { type } of readRun(new URL(`${name}.jsonl`, folder).pathname).entries) types.add(type);
    const all = ['entries', 'action-entries', 'page-entries', 'telling', 'improving'].flatMap((name) => {
      const text = readFileSync(new URL(`../../src/engine/${name}.ts`, import.meta.url), 'utf8');
      return text.match(/^ {2}'[a-z-]+\.[a-z-]+'/gm) ?? [];
    });
    const missing = all.map((line) => line.trim().replaceAll("'", '')).filter((type) => !types.has(type as EntryType));
    expect(missing).toEqual([
      'step.resolved',
      'step.overdue',
      'step.turn-due',
      'step.lost',
      'response.due',
      'action.rehearsed',
    ]);
  });
});
