import { describe, expect, it } from 'vitest';
import type { EntryType, InstanceRef } from '../../../src/engine/entries.ts';
import { instanceOf } from '../../../src/engine/state.ts';
import { nextOf } from '../../../src/tui/next.ts';
import { current, nowView, openKey } from '../../../src/tui/now.ts';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { type LiveOptions, type LiveStage, openResponse } from './stage.ts';

const team = { lead: 'Mara', operator: 'Jon', approver: 'Mara', communicator: 'Mara' };
const release: InstanceRef = { step: 'isolate', item: 'release-yml' };
const build: InstanceRef = { step: 'isolate', item: 'build-yml' };
const token: InstanceRef = { step: 'revoke', item: 'npm-token' };

type Opened = ReturnType<typeof openApp>['app'];

/** A response in which two workflows and a token are known, at the keyboard of one person. */
function response(options: LiveOptions = {}, person = 'Mara'): { stage: LiveStage; app: Opened } {
  const stage = openResponse(options);
  stage.knows('stage', 'workflow', 'release.yml', 'build.yml');
  stage.knows('credential', 'token', 'npm-token');
  return { stage, app: openApp(stage, 'run', person).app };
}

function lookAt(app: Opened, instance: string): void {
  const place = nowView(app.c).list.findIndex((open) => openKey(open) === instance);
  press(app, String(place + 1));
  expect(current(app.c) && openKey(current(app.c) ?? { why: 'open' })).toBe(instance);
}

const statusOf = (app: Opened, ref: InstanceRef) => instanceOf(app.c.state, ref)?.status;
const count = (app: Opened, type: EntryType) => app.c.entries.filter((entry) => entry.type === type).length;
const label = (app: Opened) => {
  const open = current(app.c);
  const next = open && nextOf(app.c, open);
  return next?.does === 'nothing' ? next.why : next?.label;
};

describe('given a step that commands do, with an approval before it', () => {
  it('when Enter is pressed, then approval of all its instances is asked for, and nothing runs before it is given', () => {
    const { app } = response({ roles: team }, 'Jon');
    expect(screenOf(app)).toContain('hub workflow disable --repo acme/app -- release.yml');
    press(app, 'enter');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'approval.requested', instances: [release, build] });
    press(app, 'enter', 'enter', 'R', 'enter', 'y');
    expect(count(app, 'action.requested')).toBe(0);
  });

  it('when exactly that was approved, then one Enter runs one of them, once', () => {
    const { stage, app } = response({ roles: team }, 'Jon');
    press(app, 'enter');
    const mara = openApp(stage, 'run', 'Mara').app;
    expect(screenOf(mara)).toContain('hub workflow disable --repo acme/app -- build.yml');
    press(mara, 'a');
    press(app, 'enter');
    expect(statusOf(app, release)).toBe('running');
    expect(current(app.c)?.ref).toEqual(release);
    press(app, 'enter', 'enter');
    expect(count(app, 'action.requested')).toBe(1);
    expect(statusOf(app, build)).toBe('active');
  });

  it('when it has expired, then NOW says so, and it is asked for again', () => {
    const { stage, app } = response({ roles: team }, 'Jon');
    press(app, 'enter');
    press(openApp(stage, 'run', 'Mara').app, 'a');
    stage.wait(31 * 60_000);
    expect(screenOf(app)).toContain('The approval has expired.');
    expect(label(app)).toBe("ask the lead's approval");
    press(app, 'enter');
    expect(statusOf(app, release)).toBe('awaiting-approval');
  });

  it('when what would be run was changed since, then it is void, and that is said', () => {
    const { stage, app } = response({ roles: team }, 'Jon');
    press(app, 'enter');
    press(openApp(stage, 'run', 'Mara').app, 'a');
    stage.does({ type: 'plan-action', ...release, with: { repository: 'acme/other' } }, 'Jon');
    expect(screenOf(app)).toContain('it is void');
    press(app, 'enter');
    expect(count(app, 'action.requested')).toBe(0);
    expect(statusOf(app, release)).toBe('awaiting-approval');
  });

  it('when R is pressed, then every command is shown first, and a yes runs those that were approved', () => {
    const { stage, app } = response({ roles: team }, 'Jon');
    stage.knows('stage', 'workflow', 'late.yml');
    stage.does({ type: 'request-approval', instances: [release, build] }, 'Jon');
    press(openApp(stage, 'run', 'Mara').app, 'a');
    press(app, 'R');
    const text = screenOf(app);
    for (const name of ['release.yml', 'build.yml']) expect(text).toContain(`-- ${name}`);
    expect(text).not.toContain('-- late.yml');
    expect(text).toContain('1 more of this step');
    press(app, 'n');
    expect(count(app, 'action.requested')).toBe(0);
    press(app, 'R', 'y');
    expect([statusOf(app, release), statusOf(app, build)]).toEqual(['running', 'running']);
    expect(count(app, 'action.requested')).toBe(2);
  });

  it('when it is one’s own and policy refuses that, then it is said before, and the glass is what is left', () => {
    const { app } = response({ selfApproval: 'refused' });
    press(app, 'enter');
    expect(screenOf(app)).toContain('nobody approves here what they do themselves');
    press(app, 'a');
    expect(statusOf(app, release)).toBe('awaiting-approval');
    press(app, 'G');
    typeLine(app, 'Nobody else answers.');
    expect(count(app, 'glass.broken')).toBe(1);
    // Without an approval by people, exactly what would be run is shown before a yes.
    lookAt(app, 'isolate/release-yml');
    press(app, 'enter');
    expect(app.c.view.pane?.kind).toBe('commands');
    expect(count(app, 'action.requested')).toBe(0);
  });

  it('when it is one’s own and allowed, then that it is recorded as such is said before', () => {
    const { app } = response();
    press(app, 'enter');
    expect(screenOf(app)).toContain('self-approved');
    press(app, 'a');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'approval.granted', self: true });
  });
});

describe('given an approval that two must give', () => {
  it('when the first has, then it says of how many, and to whom it is still owed', () => {
    const { stage, app } = response({ roles: team }, 'Jon');
    stage.does({ type: 'take-role', role: 'approver', person: 'Priya' });
    stage.does({ type: 'request-approval', instances: [token] }, 'Jon');
    const mara = openApp(stage, 'run', 'Mara').app;
    press(mara, 'a');
    expect(mara.c.view.notice?.text).toBe('Approved. 1 more must, each another person.');
    lookAt(mara, 'revoke/npm-token');
    expect(screenOf(mara)).toContain(
      'You have approved it. It waits for the approver: Mara, Priya. 1 of 2 given, by Mara.',
    );
    press(mara, 'a', 'a');
    expect(statusOf(app, token)).toBe('awaiting-approval');
    const priya = openApp(stage, 'run', 'Priya').app;
    expect(screenOf(priya)).toContain('1 of 2 given, by Mara.');
    press(priya, 'a');
    expect(statusOf(app, token)).toBe('active');
    lookAt(app, 'revoke/npm-token');
    expect(screenOf(app)).toContain('Approved by Mara and Priya');
  });
});

describe('given a step that needs no approval', () => {
  it('when Enter is pressed, then what would be run is shown, and only a yes runs it', () => {
    const { app } = response();
    lookAt(app, 'freeze');
    press(app, 'enter');
    expect(screenOf(app)).toContain("deployctl freeze --reason 'incident stolen-runner-7f3a'");
    press(app, 'esc');
    expect(count(app, 'action.requested')).toBe(0);
    press(app, 'enter', 'y');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.requested', step: 'freeze' });
    press(app, 'y', 'enter', 'y');
    expect(count(app, 'action.requested')).toBe(1);
  });

  it('when it reads otherwise by the time of the yes, then nothing runs', () => {
    const { stage, app } = response();
    stage.knows('backup', 'snapshot', 'nightly');
    const backup = { step: 'restore', item: 'nightly' };
    stage.does({ type: 'plan-action', ...backup, with: { into: '/srv/a' } });
    lookAt(app, 'restore/nightly');
    press(app, 'enter');
    typeLine(app, 'It is older than the intrusion.');
    expect(screenOf(app)).toContain('keep restore nightly /srv/a');
    stage.does({ type: 'plan-action', ...backup, with: { into: '/srv/b' } });
    press(app, 'y');
    expect(count(app, 'action.requested')).toBe(0);
    expect(app.c.view.notice?.text).toContain('no longer what would be run');
  });

  it('when something is missing, then only that is asked, and what is wrong with it is said', () => {
    const { stage, app } = response();
    stage.knows('backup', 'snapshot', 'nightly');
    lookAt(app, 'restore/nightly');
    expect(screenOf(app)).toContain('Missing: Into which empty folder?');
    press(app, 'enter');
    typeLine(app, 'srv');
    expect(app.c.view.pane).toMatchObject({ form: 'plan-action', problem: expect.stringContaining('not of the form') });
    typeLine(app, '/srv/clean');
    // Why it is done is asked last, then exactly what is run is shown.
    typeLine(app, 'It is older than the intrusion.');
    expect(screenOf(app)).toContain('keep swap /srv/clean');
    press(app, 'y');
    expect(app.c.entries.at(-2)).toMatchObject({ type: 'step.answered', rationale: 'It is older than the intrusion.' });
  });

  it('when more is to be run than is in sight, then Enter shows the rest first', () => {
    const { stage, app } = response();
    stage.knows('stage', 'workflow', ...Array.from({ length: 30 }, (_, at) => `job-${at}.yml`));
    press(app, 'enter', 'a', 'R');
    screenOf(app);
    press(app, 'enter');
    expect(count(app, 'action.requested')).toBe(0);
    expect(app.c.view.notice?.text).toContain('There is more');
    // So many at once are as many as a person reads.
    press(app, 'y');
    expect(count(app, 'action.requested')).toBe(20);
  });
});

describe('given something that is run beside a step', () => {
  it('when it was chosen and has worked, then what ends the step is chosen next', () => {
    const { stage, app } = response();
    press(app, 'c');
    typeLine(app, 'cancel-runs');
    expect(screenOf(app)).toContain('hub run cancel --all -- release.yml');
    press(app, 'enter', 'a', 'enter');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.requested', action: 'hub/cancel-runs' });
    stage.ends(release);
    expect(statusOf(app, release)).toBe('active');
    lookAt(app, 'isolate/release-yml');
    expect(label(app)).toBe('choose what is run next');
  });
});

describe('given what runs', () => {
  const running = (): ReturnType<typeof response> => {
    const opened = response({ roles: team }, 'Jon');
    opened.stage.runs(release, 'Jon');
    opened.stage.runs({ step: 'freeze' }, 'Jon');
    return opened;
  };

  it('then several run at a time, each with how long and the last that it said', () => {
    const { stage, app } = running();
    stage.says(release, 'disabling');
    stage.says({ step: 'freeze' }, 'one', 'frozen');
    stage.wait(5000);
    const text = screenOf(app);
    expect(text).toMatch(/◐ Jon\s+isolate release\.yml\s+runs 00:05: disabling/);
    expect(text).toMatch(/◐ Jon\s+freeze\s+runs 00:05: frozen/);
  });

  it('when K is pressed, then it is told to stop at once, and what that may mean is said', () => {
    const { app } = running();
    lookAt(app, 'isolate/release-yml');
    press(app, 'K');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.cancelled', ...release });
    expect(app.c.view.notice?.text).toContain('What it has done by then stays done');
    press(app, 'K');
    expect(count(app, 'action.cancelled')).toBe(1);
  });

  it('when it works, its check follows by itself, and it is said when the step is done', () => {
    const { stage, app } = running();
    stage.ends(release);
    expect(screenOf(app)).toContain('isolate release.yml');
    stage.ends(release, {}, { text: 'disabled' });
    expect(app.c.view.notice).toMatchObject({ tone: 'good', text: 'isolate release.yml is done.' });
  });

  it('when it fails, then it says why, and offers to try again', () => {
    const { stage, app } = running();
    stage.says(release, 'no such workflow');
    stage.ends(release, { verdict: 'failed', said: 'exit 1' });
    lookAt(app, 'isolate/release-yml');
    expect(screenOf(app)).toMatch(/FAILED: exit 1[\s\S]*no such workflow/);
    expect(label(app)).toBe('try again');
    press(app, 'enter');
    expect(statusOf(app, release)).toBe('ready');
    // What was approved was that one try.
    expect(label(app)).toBe("ask the lead's approval");
  });

  it('when one leaves meanwhile, then it is said what that does to it', () => {
    const { app } = running();
    press(app, 'q');
    expect(screenOf(app)).toContain('2 run: leaving tells them to stop');
  });
});

describe('given an outcome that nobody knows', () => {
  const lost = (ref: InstanceRef): ReturnType<typeof response> => {
    const opened = response({ roles: { ...team, approver: 'Mara' } }, 'Jon');
    opened.stage.does({ type: 'take-role', role: 'approver', person: 'Priya' });
    opened.stage.runs(ref, 'Jon', ref === token ? ['Mara', 'Priya'] : ['Mara']);
    opened.stage.crash();
    return opened;
  };

  it('when it has a check, then Enter looks, which is all that runs', () => {
    const { stage, app } = lost(release);
    expect(current(app.c)?.why).toBe('unknown');
    expect(screenOf(app)).toContain('Nobody knows how it came out: the program ended while it ran.');
    press(app, 'enter');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.requested', call: 'check', readOnly: true });
    stage.ends(release, {}, { text: 'disabled' });
    expect(statusOf(app, release)).toBe('done');
  });

  it('when it has none, then Enter asks whether it happened, and how that is known', () => {
    const { app } = lost(token);
    expect(screenOf(app)).toContain('Nothing here can look for you.');
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ form: 'conclude' });
    press(app, 'enter');
    // No answer is taken that nobody marked.
    expect(app.c.view.pane).toMatchObject({ form: 'conclude', problem: expect.any(String) });
    press(app, '2', 'enter');
    typeLine(app, 'The page of tokens still has it.');
    typeLine(app, '');
    expect(app.c.entries.at(-2)).toMatchObject({ type: 'action.concluded', did: false });
    expect(statusOf(app, token)).toBe('failed');
  });

  it('when the key for it is pressed, a person says so, with evidence', () => {
    const { app } = lost(release);
    press(app, 'C', '1', 'enter');
    typeLine(app, 'The page of the workflow.');
    typeLine(app, 'state: disabled_manually');
    expect(app.c.entries.find(({ type }) => type === 'action.concluded')).toMatchObject({
      did: true,
      evidence: [{ excerpt: 'state: disabled_manually' }],
    });
    expect(statusOf(app, release)).toBe('done');
    expect(count(app, 'action.requested')).toBe(1);
  });
});

describe('given a run that was cut off with messages that repeat', () => {
  it('when it is gone on with, then they wait until somebody says go', () => {
    const { stage, app } = response();
    stage.does({ type: 'finish', step: 'tell-consumers' });
    stage.crash();
    stage.wait(2 * 60 * 60_000);
    expect(screenOf(app)).toContain('HELD');
    expect(count(app, 'message.posted')).toBe(1);
    press(app, 'g', 'enter');
    expect(screenOf(app)).not.toContain('HELD');
    stage.wait(1000);
    expect(count(app, 'message.posted')).toBe(2);
  });
});

describe('given that nobody was there when something fell due', () => {
  it('then the log and the timeline say that it is late', () => {
    const { stage, app } = response();
    stage.wait(80 * 60 * 60_000);
    expect(screenOf(app)).toContain('Late: A deadline was missed: Notify the supervisory authority');
    press(app, 't');
    expect(screenOf(app)).toContain('Late: A deadline was missed');
  });
});

describe('given a rehearsal', () => {
  it('when what would change something is confirmed, then it is written down, and nothing runs', () => {
    const { app } = response({ rehearsal: true });
    lookAt(app, 'freeze');
    press(app, 'enter');
    expect(screenOf(app)).toContain('REHEARSE freeze?');
    press(app, 'y');
    expect(count(app, 'action.requested')).toBe(0);
    expect(count(app, 'action.rehearsed')).toBe(1);
    expect(statusOf(app, { step: 'freeze' })).toBe('done');
  });

  it('when it changes nothing, then it runs', () => {
    const { app } = response({ rehearsal: true });
    lookAt(app, 'survey-stages');
    press(app, 'enter', 'enter', 'y');
    expect(count(app, 'action.requested')).toBe(1);
  });
});

describe('given a step that is done by hand, in an incident', () => {
  it('that something is dead is shown: it asks for evidence', () => {
    const { stage, app } = response();
    stage.knows('credential', 'password', 'root');
    stage.does({ type: 'skip', step: 'revoke', item: 'root', reason: 'It is dead.' });
    lookAt(app, 'prove/root');
    expect(screenOf(app)).toContain('It needs evidence.');
    press(app, 'enter', 'enter');
    expect(app.c.view.pane).toMatchObject({ form: 'finish' });
    typeLine(app, 'Login incorrect');
    expect(statusOf(app, { step: 'prove', item: 'root' })).toBe('done');
  });
});
