import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import type { Answer } from '../../../src/notify/slack/answers.ts';
import { Answers } from '../../../src/run/outbox/answers.ts';
import { type LiveRun, live, liveRun } from '../../engine/live/given.ts';

const steps = `
      - { step: have-it, after: [], role: lead, do: Say that you have it., reaches: acknowledged }
      - { step: isolate, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it., approval: approver }`;
const routes = [{ via: 'slack', tells: 'run' as const }];
const a = { step: 'isolate', item: 'a-yml' };
const b = { step: 'isolate', item: 'b-yml' };

/** A run whose messages are all there, with who hears what is answered to them. */
function told(more: Partial<Ask<'open'>> = {}) {
  const run = liveRun(live(steps), { routes, title: 'Book', roles: { operator: 'Jon', approver: 'Mara' }, ...more });
  for (const name of ['a.yml', 'b.yml'])
    run.does({ type: 'add-item', kind: 'stage', name, itemType: 'github-workflow' }, 'Jon');
  arrive(run);
  const answers = new Answers(
    {
      get state() {
        return run.state;
      },
      dispatch: (ask, by) => {
        try {
          run.does(ask, by.person);
          arrive(run);
          return null;
        } catch (error) {
          return { code: 'not-allowed', message: String(error) };
        }
      },
    },
    'slack',
    { U1: 'Mara', U2: 'Jon' },
  );
  return { run, answers };
}

/** Everything that waits has come to be there. */
function arrive(run: LiveRun): void {
  for (const [id, { sort }] of Object.entries(run.state.outbox.slack?.pending ?? {})) {
    run.does({ type: 'begin-delivery', via: 'slack', messages: [id] });
    const receipt = { channel: 'C1', ...(sort !== 'room' && { ts: id }) };
    run.does({ type: 'end-delivery', via: 'slack', messages: [id], outcome: 'sent', receipt });
  }
}

const press = (button: string, value: string, user = 'U1', channel = 'C1'): Answer => ({
  kind: 'button',
  button,
  value,
  user,
  channel,
});
let replies = 0;
const reply = (text: string, thread: string, user = 'U2'): Answer => {
  replies += 1;
  return { kind: 'reply', text, thread, user, channel: 'C1', ts: `${replies}.1` };
};
const buttonOf = (run: LiveRun) => {
  const asked = run.entries.findLast(
    (entry) => entry.type === 'message.queued' && entry.buttons !== undefined && entry.sort === 'approval',
  );
  return asked?.type === 'message.queued' ? (asked.buttons?.[0]?.value ?? '') : '';
};
const threadOf = (run: LiveRun, slot: string) => run.state.outbox.slack?.slots[slot]?.ts ?? '';

describe('given an approval that was asked for in Slack', () => {
  const asked = () => {
    const one = told();
    one.run.does({ type: 'request-approval', instances: [a, b] }, 'Jon');
    arrive(one.run);
    return one;
  };

  it('when who may presses the button, then exactly what stood there is approved, by them', () => {
    const { run, answers } = asked();
    expect(answers.take(press('approve', buttonOf(run)))).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'active', 'b-yml': 'active' });
    expect(run.entries.findLast(({ type }) => type === 'approval.granted')).toMatchObject({ by: { person: 'Mara' } });
  });

  it('when the button is pressed twice, then once', () => {
    const { run, answers } = asked();
    const value = buttonOf(run);
    answers.take(press('approve', value));
    expect(answers.take(press('approve', value))).toBe('Nothing waits for that any more.');
  });

  it('when what would be done has changed since, then the click is refused', () => {
    const { run, answers } = asked();
    const value = buttonOf(run);
    run.does({ type: 'plan-action', ...a, with: { repository: 'acme/other' } }, 'Jon');
    expect(answers.take(press('approve', value))).toContain('no longer what would be done');
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'awaiting-approval', 'b-yml': 'awaiting-approval' });
  });

  it('when part of it was decided at a key meanwhile, then the click on all of it is refused', () => {
    const { run, answers } = asked();
    const value = buttonOf(run);
    run.does({ type: 'approve', instances: [a], hash: approvalFor(run.state, [a]).hash }, 'Mara');
    expect(answers.take(press('approve', value))).toContain('no longer what would be done');
    arrive(run);
    expect(answers.take(press('approve', buttonOf(run)))).toBeNull();
  });

  it('when who may not presses it, then the engine refuses, as it would a key', () => {
    const { run, answers } = asked();
    expect(answers.take(press('approve', buttonOf(run), 'U2'))).toMatch(/approve this is for approver/);
  });

  it('when nobody knows who it is, then it is said how to become known, and nothing is done', () => {
    const { run, answers } = asked();
    const before = run.entries.length;
    expect(answers.take(press('approve', buttonOf(run), 'U9'))).toContain('slack.people');
    expect(run.entries).toHaveLength(before);
  });

  it('it is refused by the button, or with a reason in its thread', () => {
    const { run, answers } = asked();
    const slot = run.state.asked['isolate a-yml'] ?? '';
    expect(answers.take(reply('refuse Not during the sale.', threadOf(run, slot), 'U1'))).toBeNull();
    expect(run.entries.findLast(({ type }) => type === 'approval.refused')).toMatchObject({
      reason: 'Not during the sale.',
    });
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    arrive(run);
    answers.take(press('refuse', buttonOf(run)));
    expect(run.statuses('isolate')['a-yml']).toBe('active');
  });
});

describe('given the headline of a run that nobody has yet', () => {
  it('when somebody presses that they have it, then they have the role and the step is done', () => {
    const { run, answers } = told();
    const headline = run.entries.findLast((entry) => entry.type === 'message.queued' && entry.sort === 'headline');
    expect(headline).toMatchObject({ buttons: [{ id: 'acknowledge', value: 'have-it' }] });
    expect(answers.take(press('acknowledge', 'have-it'))).toBeNull();
    expect(run.state.roles.lead).toBe('Mara');
    expect(run.state.milestones.acknowledged?.at).toBe(0);
    const now = run.entries.findLast((entry) => entry.type === 'message.queued' && entry.sort === 'headline');
    expect(now).not.toHaveProperty('buttons');
  });
});

describe('given a reply in a thread of the run', () => {
  it('it is a note by who wrote it, once, and is not told there again', () => {
    const { run, answers } = told();
    const one = reply('The vendor called back.', threadOf(run, 'phase/work'));
    expect([answers.take(one), answers.take(one)]).toEqual([null, null]);
    expect(run.entries.filter(({ type }) => type === 'note.added')).toMatchObject([
      { text: 'The vendor called back.', by: { person: 'Jon' } },
    ]);
  });

  it('take and a role takes the role', () => {
    const { run, answers } = told();
    answers.take(reply('take lead', threadOf(run, 'headline')));
    expect(run.state.roles.lead).toBe('Jon');
  });

  it.each([
    ['in another channel', { ...reply('hello', 'x'), channel: 'C2' }],
    ['in a thread of somebody else', reply('hello', '999.9')],
  ])('%s is none of ours', (_, answer) => {
    const { run, answers } = told();
    const before = run.entries.length;
    expect(answers.take(answer)).toBeNull();
    expect(run.entries).toHaveLength(before);
  });
});

describe('given that whoever broke in may read Slack', () => {
  it('then nothing that comes from there is done', () => {
    const { run, answers } = told();
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    const value = buttonOf(run);
    run.does({ type: 'withhold', via: 'slack', withheld: true, reason: 'They read along.' }, 'Mara');
    expect(answers.take(press('approve', value))).toBeNull();
    expect(run.statuses('isolate')['a-yml']).toBe('awaiting-approval');
  });
});
