import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { instanceOf } from '../../../src/engine/state.ts';
import { journalPath, openStore } from '../../../src/journal/store.ts';
import { verifyJournal } from '../../../src/journal/verify.ts';
import { realClock } from '../../../src/run/clock.ts';
import { joinRun, takeRoles } from '../../../src/run/join/join.ts';
import type { RemoteSession } from '../../../src/run/join/remote-session.ts';
import { readRun } from '../../../src/run/replay.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import { subjectName } from '../../../src/run/session.ts';
import { canary, isolating, openHouse, proving } from '../../helpers/join/house.ts';
import { bundle, start } from '../../helpers/journal/process.ts';
import { build, folder, joined, openedElsewhere, until } from './given.ts';

// Whole processes, several in a test, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
beforeAll(build);

const jon = { person: 'Jon', role: 'approver' };
const asking = { type: 'request-approval', instances: [isolating] } as const;
const note = { type: 'note', text: 'A note.' } as const;

function approval({ state }: RemoteSession) {
  return { type: 'approve', instances: [isolating], hash: approvalFor(state, [isolating]).hash } as const;
}

/** The run as its journal has it. */
const onDisk = ({ dir, run }: { dir: string; run: string }) => readRun(journalPath(openStore(dir), run));

/** Resolves once a process was stopped by a signal. */
async function stopped(pid: number): Promise<void> {
  while (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
    await new Promise((resolve) => setImmediate(resolve));
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return statSync(path).isFile() ? [path] : [];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

describe('given a run that another process holds, and this terminal in it', () => {
  it('when it was joined, then it shows what the holder has, and says who holds it', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    const { entries, state } = onDisk(holder);
    expect(session.entries).toEqual(entries);
    const { definition: _, ...shown } = session.state;
    expect(state).toMatchObject(shown);
    expect(session.head).toBe(entries.at(-1)?.hash);
    expect(session.notices[0]).toContain(`Process ${holder.pid} of`);
    expect(session.joined).toBe(true);
  });

  it('when the other does something, then it is shown here', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    await holder.does(asking);
    await until(session, () => instanceOf(session.state, isolating)?.status === 'awaiting-approval');
    expect(session.entries).toEqual(onDisk(holder).entries);
  });

  it('when it gives a command, then that is durable and shown when it returns', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.entries.at(-1)?.type ?? ''));
    expect(session.dispatch(note, jon)).toBeNull();
    expect(onDisk(holder).entries.at(-1)).toMatchObject({ ...session.entries.at(-1), typedBy: 'jon@there pts/3' });
    expect(session.entries.at(-1)).toMatchObject({ type: 'note.added', by: { person: 'Jon' } });
    expect(seen).toEqual(['note.added']);
  });

  it('when it asks for what the rules refuse, then the refusal comes back whole', async () => {
    const session = await joined(await openedElsewhere());
    expect(session.dispatch({ type: 'take', step: 'isolate', item: 'thing' }, { person: 'Jon' })).toEqual({
      code: 'not-allowed',
      message: expect.stringContaining('operator'),
      hint: expect.any(String),
    });
    expect(session.dispatch({ type: 'leave' }, jon)).toMatchObject({ code: 'not-allowed' });
  });

  it('when the operator asks there and another person approves here, then it is run there, once', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    expect(takeRoles(session, { approver: 'Jon' })).toEqual([]);
    await holder.does(asking);
    await until(session, () => instanceOf(session.state, isolating)?.status === 'awaiting-approval');
    // Nobody approves what they do themselves, at whichever terminal.
    expect(session.dispatch(approval(session), { person: 'Olga', role: 'operator' })).toMatchObject({
      code: 'not-allowed',
    });
    expect(session.dispatch(approval(session), jon)).toBeNull();
    const hash = planOf(session.state, isolating)?.hash ?? '';
    expect(await holder.does({ type: 'run-action', ...isolating, hash })).toBeNull();
    await until(session, () => instanceOf(session.state, isolating)?.status === 'done');
    expect(readFileSync(holder.counter, 'utf8')).toBe('x');
    const given = session.entries.find(({ type }) => type === 'approval.granted');
    expect(given).toMatchObject({ by: jon, typedBy: 'jon@there pts/3', self: false });
  });

  it('when two approve at once, then one approval is recorded, and the other is told that nobody asks', async () => {
    const holder = await openedElsewhere();
    const script = bundle('../join/joiner.ts');
    const joiners = ['Jon', 'Kim'].map((person) => start(script, [holder.dir, holder.run, person]));
    for (const one of joiners) expect(await one.line()).toBe('joined');
    await holder.does(asking);
    for (const one of joiners) one.say('approve');
    const answers = await Promise.all(joiners.map(async (one) => JSON.parse((await one.line()) ?? '')));
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.find((answer) => answer !== null)?.message).toContain('Nobody asked for approval');
    const given = onDisk(holder).entries.filter(({ type }) => type.startsWith('approval.g'));
    expect(given).toHaveLength(1);
  });

  it('when evidence is kept, a text or a file of megabytes, then it is beside the journal, masked by the holder', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    const file = join(folder(), 'dump.bin');
    writeFileSync(file, Buffer.alloc(3_000_000, 0xfe));
    const kept = session.keep({ file });
    expect(kept).toMatchObject({ bytes: 3_000_000, name: 'dump.bin' });
    const path = (sha256: string) => join(holder.dir, 'evidence', holder.run, sha256);
    if ('problem' in kept) throw new Error(kept.problem);
    expect(readFileSync(path(kept.sha256)).equals(readFileSync(file))).toBe(true);
    const text = session.keep({ text: `It said ${canary}` });
    if ('problem' in text) throw new Error(text.problem);
    expect(readFileSync(path(text.sha256), 'utf8')).toBe('It said [CANARY]');
    expect(session.keep({ text: '' })).toMatchObject({ bytes: 0 });
    expect(session.keep({ file: '/no/such/file' })).toEqual({ problem: 'There is no file /no/such/file.' });
    const large = join(folder(), 'large');
    writeFileSync(large, Buffer.alloc(33 * 1024 * 1024));
    expect(session.keep({ file: large })).toEqual({ problem: expect.stringContaining('at most') });
  });

  it('when a secret is given by hand here, then the holder uses it, and it is in no file', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    const secret = 'h4nd-g1ven-at-the-other-terminal';
    expect(session.lend(subjectName(proving, 'old'), 'short')).toEqual({
      problem: expect.stringContaining('at least 8'),
    });
    expect(session.lend(subjectName(proving, 'old'), secret)).toBeNull();
    const olga = { person: 'Olga', role: 'operator' };
    expect(session.dispatch({ type: 'plan-action', ...proving, subjects: { old: 'hand' } }, olga)).toBeNull();
    const hash = planOf(session.state, proving)?.hash ?? '';
    expect(session.dispatch({ type: 'run-action', ...proving, hash }, olga)).toBeNull();
    await until(session, () => instanceOf(session.state, proving)?.status === 'done');
    for (const path of filesIn(holder.dir)) expect(readFileSync(path, 'latin1')).not.toContain(secret);
  });

  it('when it observes, then it sees everything and gives no command', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder, { observes: true });
    const { seq } = session.state;
    expect(session.dispatch(note, jon)).toMatchObject({ code: 'not-allowed', hint: expect.stringContaining('join') });
    expect(session.keep({ text: 'x' })).toHaveProperty('problem');
    expect(session.lend(subjectName(proving, 'old'), 'a-secret-value')).toHaveProperty('problem');
    await holder.does(note);
    await until(session, () => session.state.seq === seq + 1);
    expect(session.notices.join(' ')).toContain('You observe');
  });

  it('when what is said is longer than a line may be, then it is refused here', async () => {
    const session = await joined(await openedElsewhere());
    expect(session.dispatch({ type: 'note', text: 'x'.repeat(2_000_000) }, jon)).toMatchObject({ code: 'invalid' });
    expect(session.dispatch(note, jon)).toBeNull();
  });

  it('when it leaves, then the run goes on without it', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    session.leave();
    expect(session.dispatch(note, jon)).toMatchObject({ message: 'This run was left.' });
    expect(await holder.does(note)).toBeNull();
  });
});

describe('given roles that are said on coming', () => {
  it('when one is free it is taken, when it is held they speak all the same, when it is theirs nothing happens', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    expect(takeRoles(session, { lead: 'Mara', operator: 'Jon' })).toEqual([
      expect.stringMatching(/^Olga holds operator\..* You speak as Jon\.$/),
    ]);
    expect(session.state.roles).toMatchObject({ lead: 'Mara', operator: 'Olga' });
    const { seq } = session.state;
    expect(takeRoles(session, { lead: 'Mara' })).toEqual([]);
    expect(session.state.seq).toBe(seq);
  });

  it('when there is no such role, then the nearest is named', async () => {
    const session = await joined(await openedElsewhere());
    expect(() => takeRoles(session, { laed: 'Mara' })).toThrow(expect.objectContaining({ hint: 'Did you mean lead?' }));
  });
});

describe('given a holder that goes', () => {
  it('when it leaves, then that is said at once, commands are refused with the way on, and everything is here', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    holder.say('leave');
    await until(session, () => session.broken !== null);
    await holder.ended;
    expect(session.broken).toMatch(/has left it.*breakglass resume/);
    expect(session.dispatch(note, jon)).toMatchObject({ code: 'not-now', message: session.broken });
    expect(session.keep({ text: 'x' })).toEqual({ problem: session.broken });
    expect(session.entries).toEqual(onDisk(holder).entries);
    session.leave();
  });

  it('when it is killed with -9, then that is said at once, and nothing that was shown is lost', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    expect(session.dispatch(note, jon)).toBeNull();
    holder.kill('SIGKILL');
    await until(session, () => session.broken !== null);
    expect(session.broken).toMatch(/is gone.*breakglass resume/);
    expect(session.dispatch(note, jon)).toMatchObject({ code: 'not-now', message: session.broken });
    expect(onDisk(holder).entries).toEqual(session.entries);
  });

  it('when it is killed and this terminal notices only by asking, then it is told to look', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    holder.kill('SIGKILL');
    await holder.ended;
    const refusal = session.dispatch(note, jon);
    expect(refusal).toMatchObject({
      code: 'not-now',
      message: expect.stringMatching(/ended before it answered|is gone/),
    });
    expect(session.broken).toMatch(/is gone/);
  });

  it('when another takes the run then, then what happens is shown again, with how to take part', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    holder.kill('SIGKILL');
    await until(session, () => session.broken !== null);
    // A process that ends lets go of its connections first, and of its door a moment later.
    await holder.ended;
    const next = await resumeRun(holder.dir, holder.run, { clock: () => realClock, typedBy: () => 'kim@here' });
    next.dispatch(note, { person: 'Kim' });
    await until(session, () => session.broken?.includes('breakglass join') === true);
    expect(session.entries.at(-1)).toMatchObject({ type: 'note.added', by: { person: 'Kim' } });
    next.leave();
  });

  it('when it is stopped and does not answer, then that is said in time, and the command is not done later', async () => {
    const holder = await openedElsewhere();
    const session = await joined(holder);
    const { seq } = session.state;
    holder.kill('SIGSTOP');
    await stopped(holder.pid);
    expect(session.dispatch(note, jon)).toEqual({
      code: 'not-now',
      message: 'The other terminal did not answer; look whether it was done.',
    });
    holder.kill('SIGCONT');
    // Heard after the one that nobody waits for any more.
    expect(session.dispatch({ type: 'note', text: 'Later.' }, jon)).toBeNull();
    expect(session.entries.slice(seq).map((entry) => ('text' in entry ? entry.text : ''))).toEqual(['Later.']);
  });
});

describe('given a joiner that is killed with -9', () => {
  it('when nothing or something was under way, then the holder goes on, and the journal is whole', async () => {
    const holder = await openedElsewhere();
    const script = bundle('../join/joiner.ts');
    await holder.does(asking);
    for (const under of ['', 'approve']) {
      const joiner = start(script, [holder.dir, holder.run, `Kim${under}`]);
      expect(await joiner.line()).toBe('joined');
      if (under) joiner.say(under);
      joiner.kill('SIGKILL');
      await joiner.ended;
      expect(await holder.does(note)).toBeNull();
    }
    expect(verifyJournal(journalPath(openStore(holder.dir), holder.run))).toMatchObject({ ok: true });
  });
});

describe('given a run that cannot be joined', () => {
  const joining = { typedBy: 'jon@there', observes: false };

  it('when nobody holds it, then that is said, with how to go on', async () => {
    const dir = folder();
    const session = await openHouse(dir);
    session.leave();
    await expect(joinRun(dir, session.run, joining)).rejects.toMatchObject({
      kind: 'usage',
      message: `Nobody holds the run ${session.run}.`,
      hint: `Go on with it: breakglass resume ${session.run}`,
    });
  });

  it('when its holder lets nobody in, then that is said', async () => {
    const dir = folder();
    const session = await openHouse(dir);
    await expect(joinRun(dir, session.run, joining)).rejects.toMatchObject({
      kind: 'not-allowed',
      message: expect.stringContaining('lets nobody in'),
    });
    session.leave();
  });

  it('when there is no such run, then the nearest is named', async () => {
    const dir = folder();
    const session = await openHouse(dir);
    session.leave();
    await expect(joinRun(dir, session.run.slice(0, -1), joining)).rejects.toMatchObject({
      hint: `Did you mean ${session.run}?`,
    });
    expect(existsSync(session.journal)).toBe(true);
  });
});
