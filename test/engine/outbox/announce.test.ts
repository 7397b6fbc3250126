import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import type { Entry } from '../../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../../src/engine/evolve.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import type { Route } from '../../../src/engine/telling.ts';
import { ofType } from '../given.ts';
import { type LiveRun, live, liveRun } from '../live/given.ts';

const steps = `
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: lead }
      - { step: tell, after: [], role: lead, notify: everyone, message: "Do not install it." }
      - { step: tell-press, after: [], role: lead, notify: press, message: "No comment." }`;
const book = live(steps).replace('[everyone]', '[everyone, press]');
const slack: Route = { via: 'slack', tells: 'run' };
const mail: Route = { via: 'mail', tells: 'messages', audiences: ['everyone'] };
const a = { step: 'isolate', item: 'a-yml' };
const b = { step: 'isolate', item: 'b-yml' };

function told(routes: readonly Route[] = [slack], more: Partial<Ask<'open'>> = {}): LiveRun {
  const run = liveRun(book, { routes, title: 'Stolen runner', ...more });
  for (const name of ['a.yml', 'b.yml'])
    run.does({ type: 'add-item', kind: 'stage', name, itemType: 'github-workflow' }, 'Jon');
  return run;
}

const queued = (entries: readonly Entry[]) => ofType(entries, 'message.queued');
const said = (entries: readonly Entry[], via = 'slack') =>
  queued(entries)
    .filter((one) => one.via === via)
    .map(({ sort, thread, subject }) => `${sort}${thread ? ` under ${thread}` : ''}: ${subject}`);

describe('given a run that is told nowhere', () => {
  it('when it is decided on, then nothing is queued', () => {
    const run = liveRun(book);
    run.does({ type: 'add-item', kind: 'stage', name: 'a.yml' }, 'Jon');
    expect(queued(run.entries)).toEqual([]);
    expect(run.state.outbox).toEqual({});
  });
});

describe('given a run whose whole story is told', () => {
  it('when it opens, then its own place comes first, and how things stand last', () => {
    const run = liveRun(book, { routes: [slack], title: 'Stolen runner' });
    expect(said(run.entries)).toEqual([
      'room: Stolen runner',
      'line under headline: Mara took the role lead',
      'line under headline: Jon took the role operator',
      'line under headline: Mara took the role approver',
      'topic: Work: open',
      'headline: Stolen runner: open',
    ]);
    expect(queued(run.entries).at(-1)).toMatchObject({
      slot: 'headline',
      lines: [
        'Severity high; known 2026-03-02 08:12Z; intruded unknown',
        'Open: Work 0 of 3',
        'Roles: lead Mara, operator Jon, approver Mara',
      ],
    });
  });

  it('each message names itself by its own entry', () => {
    const run = told();
    run.entries.forEach((entry, index) => {
      if (entry.type === 'message.queued') expect(entry.message).toBe(`m${index + 1}`);
    });
  });

  it('when something happened, then it is told in the same decision, in the thread of its phase, and the headline follows', () => {
    const run = told();
    const entries = run.does({ type: 'skip', step: 'tell', reason: 'They know.' }, 'Mara');
    expect(said(entries)).toEqual([
      'line under phase/work: Mara skipped tell: They know',
      'headline: Stolen runner: open',
    ]);
  });

  it('when nothing is otherwise than the headline says, then there is no other headline', () => {
    const run = told();
    expect(said(run.does({ type: 'note', text: 'The pager is quiet.' }, 'Jon'))).toEqual([
      'line under headline: Jon noted: The pager is quiet.',
    ]);
    expect(said(run.does({ type: 'take', ...b }, 'Jon'))).toEqual([]);
  });

  it('when an approval is asked for, then who, whom, and exactly what would be run stand there, before the rest', () => {
    const run = told();
    const [asked] = queued(run.does({ type: 'request-approval', instances: [a, b] }, 'Jon'));
    expect(asked).toMatchObject({
      sort: 'approval',
      urgent: true,
      subject: 'Approval asked of lead: isolate a.yml, isolate b.yml',
      lines: ['Jon asks.'],
      commands: [
        'gh workflow disable --repo acme/app -- a.yml',
        'gh workflow view --repo acme/app -- a.yml',
        'gh workflow disable --repo acme/app -- b.yml',
        'gh workflow view --repo acme/app -- b.yml',
      ].map((line) => expect.stringContaining(line)),
    });
    expect(asked?.buttons?.map(({ id, value }) => [id, value])).toEqual([
      ['approve', `${asked?.slot} ${approvalFor(run.state, [a, b]).hash}`],
      ['refuse', `${asked?.slot} ${approvalFor(run.state, [a, b]).hash}`],
    ]);
  });

  it('when part of it is approved, then the same message asks for the rest, by another hash', () => {
    const run = told();
    const [asked] = queued(run.does({ type: 'request-approval', instances: [a, b] }, 'Jon'));
    const [still] = queued(
      run.does({ type: 'approve', instances: [a], hash: approvalFor(run.state, [a]).hash }, 'Mara'),
    );
    expect(still).toMatchObject({
      slot: asked?.slot,
      subject: 'Approval still asked: isolate b.yml',
      lines: ['Mara approved isolate for a.yml.'],
      buttons: [{ value: `${asked?.slot} ${approvalFor(run.state, [b]).hash}` }, { id: 'refuse' }],
    });
  });

  it.each([
    ['approved', { type: 'approve' as const }, 'Mara approved isolate for a.yml'],
    [
      'refused',
      { type: 'refuse-approval' as const, reason: 'Not yet.' },
      'Mara refused to approve isolate for a.yml: Not yet',
    ],
  ])('when it is %s, then the message says by whom, and asks no more', (_, ask, subject) => {
    const run = told();
    const [asked] = queued(run.does({ type: 'request-approval', instances: [a] }, 'Jon'));
    const { hash } = approvalFor(run.state, [a]);
    const [decided] = queued(run.does({ instances: [a], hash, ...ask } as Ask, 'Mara'));
    expect(decided).toMatchObject({ slot: asked?.slot, subject });
    expect(decided).not.toHaveProperty('buttons');
  });

  it('when it ends and is closed, then that is told, also after the response', () => {
    const run = told();
    const stopped = run.does({ type: 'stop', reason: 'It was nothing.' }, 'Mara');
    expect(said(stopped)).toContain('line under headline: The response ended: stopped: It was nothing');
    const closed = run.does({ type: 'close' }, 'Mara');
    expect(said(closed)).toEqual(['line under headline: Mara closed the run', 'headline: Stolen runner: closed']);
  });
});

describe('given a channel for what steps tell an audience', () => {
  it('when a step tells this audience, then it is told, whole; of all else nothing', () => {
    const run = told([mail]);
    run.does({ type: 'finish', step: 'tell' }, 'Mara');
    run.does({ type: 'finish', step: 'tell-press' }, 'Mara');
    expect(queued(run.entries)).toEqual([
      expect.objectContaining({
        via: 'mail',
        to: 'everyone',
        sort: 'message',
        subject: 'Stolen runner',
        lines: ['Do not install it.'],
      }),
    ]);
  });
});

describe('given a channel that whoever broke in may read', () => {
  const withheld: Route = { ...slack, withheld: true };

  it('when things happen there, then nothing of them goes out but that there is something to look at', () => {
    const run = told([withheld]);
    run.does({ type: 'finish', step: 'tell' }, 'Mara');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    run.does({ type: 'request-approval', instances: [b] }, 'Jon');
    expect(said(run.entries)).toEqual([
      'room: Incident',
      'headline: Incident: open',
      'line under headline: Look at the bridge.',
    ]);
    expect(JSON.stringify(queued(run.entries))).not.toMatch(/runner|yml|Mara|Jon|work/i);
  });

  it('when that is found out later, then from then on', () => {
    const run = told();
    run.does({ type: 'withhold', via: 'slack', withheld: true, reason: 'Their token was used at 04:00.' }, 'Mara');
    expect(said(run.does({ type: 'note', text: 'They read along.' }, 'Jon'))).toEqual([]);
    expect(run.state.outbox.slack?.withheld).toBe(true);
    const waiting = Object.values(run.state.outbox.slack?.pending ?? {}).map(
      ({ sort, subject }) => `${sort}: ${subject}`,
    );
    expect(waiting, 'what waited is not told any more').toEqual(['room: Incident', 'headline: Incident: open']);
    run.refused({ type: 'withhold', via: 'slack', withheld: true, reason: 'Again.' }, 'Mara');
    run.does({ type: 'withhold', via: 'slack', withheld: false, reason: 'It is another workspace.' }, 'Mara');
    expect(said(run.does({ type: 'note', text: 'Back.' }, 'Jon'))).toEqual(['line under headline: Jon noted: Back.']);
  });
});

describe('given the entries of such a run', () => {
  it('when they are replayed, then the outbox is the same', () => {
    const run = told([slack, mail]);
    run.does({ type: 'finish', step: 'tell' }, 'Mara');
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    const replayed = evolveAll(initialState(run.state.definition), run.entries);
    expect(replayed.outbox).toEqual(run.state.outbox);
    expect(replayed.asked).toEqual(run.state.asked);
  });
});

describe('given a deadline of a law', () => {
  const clocks = `clocks:
  - { clock: authority, uses: gdpr-33, starts: "\${{ steps.look.status == 'done' }}", met-by: notice }
phases:`;
  const withDeadline = live(`
      - { step: look, role: lead, do: Look. }
      - { step: notice, after: [], role: lead, do: Send it. }`).replace('phases:', clocks);
  const headline = (entries: readonly Entry[]) => queued(entries).findLast(({ sort }) => sort === 'headline')?.lines;

  it('when it starts, then Slack has it in the headline, with the time; and no more once it is met', () => {
    const run = liveRun(withDeadline, { routes: [slack], title: 'Stolen runner' });
    const started = run.does({ type: 'finish', step: 'look' }, 'Mara');
    expect(ofType(started, 'clock.started')).toMatchObject([{ clock: 'authority' }]);
    expect(headline(started)).toContainEqual(expect.stringMatching(/^Deadline: .+, \d{4}-\d\d-\d\d \d\d:\d\dZ$/));
    const met = run.does({ type: 'finish', step: 'notice' }, 'Mara');
    expect(headline(met)).not.toContainEqual(expect.stringMatching(/^Deadline/));
  });
});
