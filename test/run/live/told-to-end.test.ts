import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../../helpers/cli.ts';
import { bundle } from '../../helpers/journal/process.ts';
import { openPty } from '../../tui/pty.ts';
import { isAlive, so } from './again.ts';
import { folder } from './given.ts';

const place = usingProgram();

/** Two steps at once: one whose program ends when it is told to, and one whose programs do not listen. */
const playbook = `format: 1
playbook: own
version: 1.0.0
title: A playbook of our own
summary: For a test.
severity: high
roles: { lead: { title: Lead } }
phases:
  - phase: act
    title: Act
    steps:
      - { step: good, after: [], role: lead, do: Act., run: [sh, -c, 'echo $$ >> pids; echo up; exec sleep 1000'] }
      - { step: deaf, after: [], role: lead, do: Act., run: [sh, -c, 'trap "" TERM HUP INT; echo $$ >> pids; (echo $BASHPID; exec sleep 1000) & echo up; sleep 1000'] }
      - { step: hold, after: [], role: lead, do: Hold. }
`;

const folders = () => ({
  XDG_CONFIG_HOME: join(place.folder, 'config'),
  XDG_DATA_HOME: join(place.folder, 'data'),
});

let pty: ReturnType<typeof openPty>;
afterEach(() => pty.stop());

/** A live run on a terminal, with both steps running. */
async function running(env: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(place.folder, 'own.yaml'), playbook);
  expect((await breakglass(place, ['trust', 'own.yaml', '--yes'], { env: folders() })).code).toBe(0);
  pty = openPty(place, ['respond', 'own.yaml'], { env: { ...folders(), ...env } });
  await pty.sees('ROLES');
  pty.write('\r');
  await pty.sees('NOW for');
  for (const step of ['good', 'deaf']) {
    // What runs stays where one looks: the other one is chosen by its number.
    if (step === 'deaf') pty.write('1');
    await pty.sees(`▶ ${step}`);
    pty.write('\r');
    await pty.sees(`RUN ${step}?`);
    pty.write('\r');
    await so(() => expect(finished('action.output', step)).toHaveLength(1));
  }
}

function entries(): { type: string; step?: string; verdict?: string }[] {
  const runs = join(place.store, 'runs');
  const [name = ''] = existsSync(runs) ? readdirSync(runs).filter((file) => file.endsWith('.jsonl')) : [];
  if (name === '') return [];
  const lines = readFileSync(join(runs, name), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const finished = (type: string, step: string) =>
  entries().filter((entry) => entry.type === type && entry.step === step);

/** What the steps had started, by itself or by others, is gone; and how each came out is written down, once. */
async function expectEnded(): Promise<void> {
  await so(() => expect(isAlive(pty.pid)).toBe(false));
  const pids = readFileSync(join(place.folder, 'pids'), 'utf8').trim().split('\n').map(Number);
  expect(pids).toHaveLength(2);
  // Each was the first of a group.
  for (const group of pids) expect(isGroupAlive(group)).toBe(false);
  for (const step of ['good', 'deaf']) {
    expect(finished('action.finished', step)).toMatchObject([{ verdict: 'unknown' }]);
    expect(finished('step.unknown', step)).toHaveLength(1);
  }
}

function isGroupAlive(group: number): boolean {
  return readdirSync('/proc').some((id) => {
    if (!/^\d+$/.test(id) || !isAlive(Number(id))) return false;
    try {
      return (
        Number(
          readFileSync(`/proc/${id}/stat`, 'latin1')
            .replace(/^.*\) /s, '')
            .split(' ')[2],
        ) === group
      );
    } catch {
      return false;
    }
  });
}

describe('given a live run on a terminal, in which programs run', () => {
  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'when it gets %s, then they are ended first, what came of them is written down, and is asked',
    async (signal) => {
      await running();
      pty.signal(signal);
      await pty.sees('What runs is told to stop');
      expect(await pty.ended()).toEqual({ code: 130 });
      expect(pty.isAlternate()).toBe(false);
      expect(pty.text()).toContain('OUTCOME UNKNOWN');
      await expectEnded();
      const before = readFileSync(join(place.folder, 'pids'), 'utf8');
      pty = openPty(place, ['resume'], { env: folders() });
      await pty.sees('OUTCOME UNKNOWN');
      pty.stop();
      expect(readFileSync(join(place.folder, 'pids'), 'utf8')).toBe(before);
    },
  );

  it('when it gets one signal after the other, then the second cuts nothing short', async () => {
    await running();
    pty.signal('SIGINT');
    await pty.sees('What runs is told to stop');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const) pty.signal(signal);
    expect(await pty.ended()).toEqual({ code: 130 });
    await expectEnded();
  });

  it('when Ctrl-C is pressed again and again, then the same', async () => {
    await running();
    pty.write('\u0003');
    await pty.sees('Leave this run?');
    pty.write('\u0003');
    await pty.sees('What runs is told to stop');
    // The terminal is an ordinary one by now: it makes signals of them.
    pty.write('\u0003');
    pty.write('\u0003');
    expect(await pty.ended()).toEqual({ code: 130 });
    await expectEnded();
  });

  it('when its window is closed, then the same, though nobody sees it', async () => {
    await running();
    pty.hangUp();
    await expectEnded();
  });
});

describe('given a program of ours that ends by a fault while a command runs', () => {
  it.each([
    ['an error that nobody caught', 'throw'],
    ['a way out that did not wait', 'exit'],
  ])('when that is %s, then the command is told to end', async (_, how) => {
    const pid = join(folder(), 'pid');
    const child = spawn(process.execPath, [bundle('../live/faulty.ts'), how, pid], { stdio: 'ignore' });
    await new Promise((resolve) => child.once('close', resolve));
    const command = Number(readFileSync(pid, 'utf8'));
    await so(() => expect(isAlive(command)).toBe(false));
  });
});
