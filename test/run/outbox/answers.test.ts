import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import type { InstanceRef } from '../../../src/engine/entries.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { askedKey } from '../../../src/engine/state.ts';
import type { Receipt } from '../../../src/notify/channel.ts';
import type { Answer } from '../../../src/notify/slack/answers.ts';
import { Answers } from '../../../src/run/outbox/answers.ts';
import { type LiveRun, live, liveRun } from '../../engine/live/given.ts';

const steps = `
      - { step: have-it, after: [], role: lead, do: Say that you have it., reaches: acknowledged }
      - { step: isolate, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it., approval: approver }`;
const routes = [{ via: 'slack', tells: 'run' as const }];
const a = { step: 'isolate', item: 'a-yml' };
const b = { step: 'isolate', item: 'b-yml' };

let toldLast: LiveRun;
/** A run whose messages are all there, with who hears what is answered to them. */
function told(more: Partial<Ask<'open'>> = {}, receipt: Receipt = {}, ofSteps = steps) {
  const run = liveRun(live(ofSteps), { routes, title: 'Book', roles: { operator: 'Jon', approver: 'Mara' }, ...more });
  for (const name of ['a.yml', 'b.yml'])
    run.does({ type: 'add-item', kind: 'stage', name, itemType: 'github-workflow' }, 'Jon');
  arrive(run, receipt);
  toldLast = run;
  const answers = new Answers(
    {
      get state() {
        return run.state;
      },
      entries: run.entries,
      dispatch: (ask, by) => {
        try {
          run.does(ask, by.person);
          arrive(run, receipt);
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

/** Slack's clock, two minutes before the one here. */
const slackTime = (run: LiveRun, later = 0) => ((run.now - 120_000 + later) / 1000).toFixed(6);

/** Everything that waits has come to be there; what took the place of something has the place of that. */
function arrive(run: LiveRun, more: Receipt = {}): void {
  for (const [id, { sort, slot = '' }] of Object.entries(run.state.outbox.slack?.pending ?? {})) {
    run.does({ type: 'begin-delivery', via: 'slack', messages: [id] });
    const ts = run.state.outbox.slack?.slots[slot]?.ts ?? slackTime(run, Number(id.slice(1)));
    const receipt = { channel: 'C1', ...(sort !== 'room' && { ts, ...more }) };
    run.does({ type: 'end-delivery', via: 'slack', messages: [id], outcome: 'sent', receipt });
  }
}

/** A run on a disk that takes nothing any more. */
function unwritable() {
  const { run } = told();
  const broken = () => {
    throw new Error('Could not write /home/mara/store/runs/run.jsonl: no space left');
  };
  return new Answers({ state: run.state, entries: run.entries, dispatch: broken }, 'slack', { U1: 'Mara' });
}

/** A button of the run that was told last, under the message that has it. */
const press = (
  button: string,
  value: string,
  user = 'U1',
  channel = 'C1',
  at = '',
): Extract<Answer, { kind: 'button' }> => {
  const [slot = ''] = value.split(' ');
  const message = threadOf(toldLast, slot) || threadOf(toldLast, 'headline');
  return { kind: 'button', button, value, message, user, channel, at };
};
let replies = 0;
/** Words in a thread. `ts`: when they were typed, by Slack's clock. */
const reply = (text: string, thread: string, user = 'U2', ts = ''): Answer => {
  replies += 1;
  return { kind: 'reply', text, thread, user, channel: 'C1', ts: ts || `${replies}.1` };
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

  it('in whatever order its items were named, the button approves all of them', () => {
    const { run, answers } = told();
    run.does({ type: 'request-approval', instances: [b, a] }, 'Jon');
    arrive(run);
    expect(answers.take(press('approve', buttonOf(run)))).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'active', 'b-yml': 'active' });
  });

  it('when the button is pressed twice, then once', () => {
    const { run, answers } = asked();
    const value = buttonOf(run);
    answers.take(press('approve', value));
    expect(answers.take(press('approve', value))).toBe('Nothing waits for that any more.');
  });

  it('when Slack tells of one click twice, then it is heard once, and nobody is told that nothing waits', () => {
    const { run, answers } = asked();
    const click = press('approve', buttonOf(run), 'U1', 'C1', '1700000000.000300');
    expect([answers.take(click), answers.take(click)]).toEqual([null, null]);
    expect(run.entries.filter(({ type }) => type === 'approval.granted')).toHaveLength(1);
  });

  it('when what would be done has changed, then that is said in the same place, with buttons for what would be done now', () => {
    const { run, answers } = asked();
    run.does({ type: 'plan-action', ...a, with: { repository: 'acme/other' } }, 'Jon');
    arrive(run);
    expect(answers.take(press('approve', buttonOf(run)))).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'active', 'b-yml': 'active' });
  });

  it('when a fact has changed of which that is made, then the same; where nothing reads otherwise by it, nothing is said', () => {
    const { run, answers } = asked();
    const said = () => run.entries.filter((entry) => entry.type === 'message.queued' && entry.sort === 'approval');
    const before = said().length;
    run.does({ type: 'set-field', item: 'a-yml', field: 'note', value: 'nightly', reason: 'It says so.' }, 'Jon');
    expect(said()).toHaveLength(before);
    run.does({ type: 'set-field', item: 'a-yml', field: 'repository', value: 'acme/other', reason: 'Moved.' }, 'Jon');
    expect(said().at(-1)).toMatchObject({ commands: expect.arrayContaining([expect.stringContaining('acme/other')]) });
    arrive(run);
    expect(answers.take(press('approve', buttonOf(run)))).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'active', 'b-yml': 'active' });
  });

  it('what nothing runs for is approved by its instruction, which stands there as it is now', () => {
    const by = 'inputs: { system: { type: string, ask: "Which system?" } }';
    const step =
      '      - { step: stop, after: [], role: operator, do: "Stop ${{ inputs.system }}.", approval: { role: approver, count: 2 } }';
    const roles = { operator: 'Jon', approver: 'Mara' };
    const run = liveRun(live(step, by), { routes, title: 'Book', roles, inputs: { system: 'billing' } });
    const said = () => run.entries.findLast((entry) => entry.type === 'message.queued' && entry.sort === 'approval');
    run.does({ type: 'request-approval', instances: [{ step: 'stop' }] }, 'Jon');
    expect(said()).toMatchObject({ lines: expect.arrayContaining(['Stop billing.']) });
    run.does({ type: 'revise-input', input: 'system', value: 'payroll', reason: 'It is that one.' }, 'Jon');
    expect(said()).toMatchObject({ lines: expect.arrayContaining(['Stop payroll.']) });
    run.approves([{ step: 'stop' }], 'Mara');
    expect(said()).toMatchObject({ lines: expect.arrayContaining(['Stop payroll.']), buttons: expect.anything() });
  });

  it('what reads the time is not decided there, and who tries is told where it is', () => {
    const step =
      '      - { step: stop, after: [], role: operator, do: "Stop it, ${{ hours-since(run.known) }} hours in.", approval: approver }';
    const { run, answers } = told({}, {}, step);
    run.does({ type: 'request-approval', instances: [{ step: 'stop' }] }, 'Jon');
    arrive(run);
    const slot = run.state.asked[askedKey({ step: 'stop' })] ?? '';
    const value = `${slot} ${approvalFor(run.state, [{ step: 'stop' }]).hash}`;
    expect(answers.take(press('approve', value))).toContain('at the keyboard');
    expect(answers.take(reply('approve', threadOf(run, slot), 'U1', slackTime(run, 60_000)))).toBeNull();
    expect(run.entries.findLast(({ type }) => type === 'message.queued')).toMatchObject({
      subject: expect.stringMatching(/^Mara's "approve" did nothing: .* at the keyboard/),
    });
    expect(Object.values(run.statuses('stop'))).toEqual(['awaiting-approval']);
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
    const typed = reply('refuse Not during the sale.', threadOf(run, slot), 'U1', slackTime(run, 60_000));
    expect(answers.take(typed)).toBeNull();
    expect(run.entries.findLast(({ type }) => type === 'approval.refused')).toMatchObject({
      reason: 'Not during the sale.',
    });
    run.does({ type: 'request-approval', instances: [a] }, 'Jon');
    arrive(run);
    answers.take(press('refuse', buttonOf(run)));
    expect(run.statuses('isolate')['a-yml']).toBe('active');
  });
});

describe('given a decision that is typed under an approval', () => {
  const seconds = (count: number) => `${count}s`;
  const asked = () => {
    const one = told();
    const { run, answers } = one;
    run.at('60s');
    run.does({ type: 'request-approval', instances: [a, b] }, 'Jon');
    arrive(run);
    const slot = run.state.asked['isolate a-yml'] ?? '';
    const types = (text: string, ts = slackTime(run), user = 'U1') =>
      answers.take(reply(text, threadOf(run, slot), user, ts));
    const isWaiting = () => run.statuses('isolate')['a-yml'] === 'awaiting-approval';
    const saidLast = () => run.entries.findLast((entry) => entry.type === 'message.queued');
    return { ...one, slot, types, isWaiting, saidLast };
  };
  /** What would be done is another thing, and the message says so. */
  const changes = (run: LiveRun, isThere = true) => {
    run.does({ type: 'plan-action', ...a, with: { repository: 'acme/other' } }, 'Jon');
    if (isThere) arrive(run);
  };

  it.each(['approve', 'Approve.', 'approved!', '*approve*', '`approve`'])(
    '%s approves exactly what stood there',
    (text) => {
      const { run, types } = asked();
      run.at(seconds(70));
      expect(types(text)).toBeNull();
      expect(run.entries.findLast(({ type }) => type === 'approval.granted')).toMatchObject({ by: { person: 'Mara' } });
    },
  );

  it.each(['approve', 'refuse It is not ours.'])(
    'when what would be done has changed and is not yet told, then %s does nothing, and the thread says so',
    (text) => {
      const { run, types, slot, isWaiting, saidLast } = asked();
      changes(run, false);
      run.at(seconds(70));
      expect(types(text)).toBeNull();
      expect(isWaiting()).toBe(true);
      const [what] = text.split(' ');
      expect(saidLast()).toMatchObject({
        sort: 'line',
        thread: slot,
        urgent: true,
        subject: expect.stringContaining(`Mara's "${what}" did nothing: That is no longer what would be done.`),
      });
    },
  );

  it.each(['approve', 'refuse It is not ours.'])(
    'when %s was typed before the change was there and comes late, then it does nothing',
    (text) => {
      const { run, types, isWaiting, saidLast } = asked();
      run.at(seconds(90));
      const typed = slackTime(run);
      run.at(seconds(100));
      changes(run);
      run.at(seconds(400));
      expect(types(text, typed)).toBeNull();
      expect(isWaiting()).toBe(true);
      expect(saidLast()).toMatchObject({ subject: expect.stringContaining('no longer what would be done') });
    },
  );

  it('typed after the change was there, it is about that', () => {
    const { run, types, isWaiting } = asked();
    run.at(seconds(100));
    changes(run);
    run.at(seconds(101));
    expect(types('approve')).toBeNull();
    expect(isWaiting()).toBe(false);
  });

  it('when another has approved the same meanwhile, then it is about what stands there still', () => {
    const { run, types, slot, isWaiting } = asked();
    run.at(seconds(90));
    const typed = slackTime(run);
    const hash = buttonOf(run);
    const more = {
      subject: 'Approval still asked',
      lines: [],
      buttons: [{ id: 'approve', label: 'x', value: hash }],
    } as const;
    run.does({ type: 'tell', via: 'slack', to: 'run', sort: 'approval', slot, ...more });
    arrive(run);
    expect(types('approve', typed)).toBeNull();
    expect(isWaiting()).toBe(false);
  });

  it('under an approval that was decided, it does nothing, and the thread says so', () => {
    const { run, types, saidLast } = asked();
    run.does({ type: 'refuse-approval', instances: [a, b], reason: 'No.' }, 'Mara');
    arrive(run);
    // Asked for anew, it has a message of its own: what is typed under the old one is about the old one.
    run.does({ type: 'request-approval', instances: [a, b] }, 'Jon');
    arrive(run);
    run.at(seconds(120));
    expect(types('approve')).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'awaiting-approval', 'b-yml': 'awaiting-approval' });
    expect(saidLast()).toMatchObject({ subject: expect.stringContaining('Nothing waits for that any more.') });
  });

  it('by who may not, it does nothing, and the thread says so', () => {
    const { run, types, isWaiting, saidLast } = asked();
    run.at(seconds(70));
    expect(types('approve', slackTime(run), 'U2')).toBeNull();
    expect(isWaiting()).toBe(true);
    expect(saidLast()).toMatchObject({
      subject: expect.stringMatching(/^Jon's "approve" did nothing: .*for approver/),
    });
  });

  it.each([
    'approve it once legal has seen it',
    'refuse',
    'Refused!',
    'Refused by whom?',
    'refuse? Why?',
    'I approve',
    '<@U2> approve it',
  ])('%j decides nothing, is kept as a note, and its writer is told how to decide', (text) => {
    const { run, types, isWaiting } = asked();
    run.at(seconds(70));
    expect(types(text)).toContain('write approve alone');
    expect(isWaiting()).toBe(true);
    expect(run.entries.findLast(({ type }) => type === 'note.added')).toMatchObject({ text });
  });
});

describe('given a drill, which is all one thread', () => {
  const asked = (...each: (readonly InstanceRef[])[]) => {
    const one = told({}, { thread: '1.000001' });
    for (const instances of each) one.run.does({ type: 'request-approval', instances }, 'Jon');
    arrive(one.run, { thread: '1.000001' });
    one.run.at('60s');
    const types = (text: string) => one.answers.take(reply(text, '1.000001', 'U1', slackTime(one.run)));
    return { ...one, types };
  };

  it('what is typed is about the one approval that waits', () => {
    const { run, types } = asked([a, b]);
    expect(types('approve')).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'active', 'b-yml': 'active' });
  });

  it('what is typed while one waits that reads the time, and is heard once that is decided, is not about the one that is left', () => {
    const timed =
      '      - { step: stop, after: [], role: operator, do: "Stop it, ${{ hours-since(run.known) }} hours in.", approval: approver }';
    const { run, answers } = told({}, { thread: '1.000001' }, `${steps}\n${timed}`);
    for (const instances of [[{ step: 'stop' }], [a]]) run.does({ type: 'request-approval', instances }, 'Jon');
    arrive(run, { thread: '1.000001' });
    run.at('60s');
    const late = reply('approve', '1.000001', 'U1', slackTime(run));
    run.approves([{ step: 'stop' }], 'Mara');
    arrive(run, { thread: '1.000001' });
    expect(answers.take(late)).toBeNull();
    expect(run.statuses('isolate')['a-yml']).toBe('awaiting-approval');
    const said = run.entries.findLast(({ type }) => type === 'message.queued');
    expect(said).toMatchObject({ subject: expect.stringContaining('Press the button') });
  });

  it('a button of another drill, under its own message, is none of ours, though all that it says is the same', () => {
    const { run, answers } = asked([a]);
    const before = run.entries.length;
    const theirs = { ...press('approve', buttonOf(run)), message: '2.000002' };
    expect([answers.isOurs(theirs), answers.take(theirs)]).toEqual([false, null]);
    expect(answers.take({ ...press('acknowledge', 'have-it'), message: '2.000003' })).toBeNull();
    expect(run.entries).toHaveLength(before);
  });

  it('where several wait, nobody could tell which is meant, and the thread says so', () => {
    const { run, types } = asked([a], [b]);
    expect(types('approve')).toBeNull();
    expect(run.statuses('isolate')).toEqual({ 'a-yml': 'awaiting-approval', 'b-yml': 'awaiting-approval' });
    const said = run.entries.findLast(({ type }) => type === 'message.queued');
    expect(said).toMatchObject({ subject: expect.stringContaining('Press the button') });
  });

  it('where several waited when it was typed, the same, though one alone waits by the time it is heard', () => {
    const { run, answers } = asked([a], [b]);
    const typed = reply('approve', '1.000001', 'U1', slackTime(run));
    run.at('120s');
    run.does({ type: 'refuse-approval', instances: [a], reason: 'No.' }, 'Mara');
    arrive(run, { thread: '1.000001' });
    expect(answers.take(typed)).toBeNull();
    expect(run.statuses('isolate')['b-yml']).toBe('awaiting-approval');
    // Typed when that of the other was seen to be over, it is about the one that is left.
    run.at('300s');
    expect(answers.take(reply('approve', '1.000001', 'U1', slackTime(run)))).toBeNull();
    expect(run.statuses('isolate')['b-yml']).toBe('active');
  });

  it('where none waits, it is a note', () => {
    const { run, types } = asked();
    expect(types('refuse to be drawn on this')).toBeNull();
    expect(run.entries.findLast(({ type }) => type === 'note.added')).toMatchObject({
      text: 'refuse to be drawn on this',
    });
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

describe('given that the journal takes nothing any more', () => {
  it('when somebody presses a button or writes, then they are told not to count on it, and nothing of the machine', () => {
    const answers = unwritable();
    const said = 'It could not be written down, so do not count on it. Look at the terminal that has the run.';
    expect(answers.take(press('acknowledge', 'have-it'))).toBe(said);
    const { ts = '' } = told().run.state.outbox.slack?.slots.headline ?? {};
    expect(answers.take(reply('Called the vendor.', ts, 'U1'))).toBe(said);
  });
});
