import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';
import { openPty } from '../tui/pty.ts';

const place = usingProgram();
const trap = pathToFileURL(fileURLToPath(new URL('./trap.mjs', import.meta.url))).href;
const playbook = `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
phases:
  - phase: work
    title: Work
    steps:
      - { step: cut, role: operator, do: Cut the cable., approval: lead }
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;

let opened: ReturnType<typeof openPty>[] = [];
beforeEach(() => writeFileSync(join(place.folder, 'book.yaml'), playbook));
afterEach(() => {
  for (const pty of opened) pty.stop();
  opened = [];
});

/** Where the commands of these tests look for what is trusted, on a terminal as without one. */
const here = () => ({ XDG_DATA_HOME: join(place.folder, 'data'), XDG_CONFIG_HOME: join(place.folder, 'config') });

function terminal(args: readonly string[], env: Record<string, string> = {}) {
  const pty = openPty(place, args, { columns: 100, env: { ...here(), ...env } });
  opened.push(pty);
  return pty;
}

const runs = () => readdirSync(join(place.store, 'runs')).filter((name) => name.endsWith('.jsonl'));
const theRun = () => runs()[0]?.slice(0, -'.jsonl'.length) ?? '';
const journaled = () => jsonLines(readFileSync(join(place.store, 'runs', runs()[0] ?? ''), 'utf8'));

/** Olga responds to a real incident, as its operator. */
async function responding() {
  await breakglass(place, ['trust', 'book.yaml', '--yes']);
  const olga = terminal(['respond', 'book.yaml', '--as', 'operator=Olga'], { BREAKGLASS_PERSON: 'Olga' });
  await olga.sees('ROLES');
  olga.write('\r');
  await olga.sees('Cut the cable.');
  return olga;
}

describe('given a live run at one terminal, and its lead at another', () => {
  it('when the operator asks for approval at the first, then the lead gives it at the second, and the first goes on', async () => {
    const olga = await responding();
    const mara = terminal(['join', theRun(), '--as', 'lead=Mara']);
    await mara.sees('Keeps the phase open.');
    expect(mara.text().split('\n')[0]).toContain(' LIVE ');
    olga.write('\r');
    await mara.sees('APPROVE cut');
    mara.write('a');
    await olga.sees('Approved by Mara.');
    olga.write('\r');
    await mara.sees('work 1/2');
    const given = journaled().find(({ type }) => type === 'approval.granted');
    expect(given).toMatchObject({ by: { person: 'Mara', role: 'lead' }, self: false });
    // Another terminal than the one that holds the run.
    expect(given?.typedBy).toMatch(/^\S+@\S+ \S+/);
    expect(given?.typedBy).not.toBe(journaled()[0]?.typedBy);
    mara.write('q');
    await mara.sees('The run goes on without it.');
    mara.write('y');
    expect(await mara.ended()).toEqual({ code: 0 });
    expect(mara.text()).toMatch(/breakglass\.js join book-/);
    olga.write('n');
    await olga.sees('Write a note');
  });

  it('when the first is killed with -9, then the second says so at once, leaves normally, and resumes it', async () => {
    const olga = await responding();
    const mara = terminal(['join', theRun(), '--as', 'lead=Mara']);
    await mara.sees('Keeps the phase open.');
    olga.signal('SIGKILL');
    await mara.sees('is gone');
    await mara.sees(/breakglass\s+resume\s+book-/);
    mara.write('\u0003');
    expect(await mara.ended()).toEqual({ code: 130 });
    const again = terminal(['resume', theRun()], { BREAKGLASS_PERSON: 'Mara' });
    await again.sees('Keeps the phase open.');
  });

  it('when the first leaves, then it ends, and the second says so', async () => {
    const olga = await responding();
    const mara = terminal(['join', theRun(), '--as', 'lead=Mara']);
    await mara.sees('Keeps the phase open.');
    olga.write('\u0003');
    expect(await olga.ended()).toEqual({ code: 130 });
    await mara.sees('has left it');
  });

  it('when the second observes, then it sees what happens, and a key that would do something says why not', async () => {
    const olga = await responding();
    const eye = terminal(['join', theRun(), '--observer'], { BREAKGLASS_PERSON: 'Ina' });
    await eye.sees('You observe');
    const before = journaled().length;
    eye.write('n');
    await eye.sees('Write a note');
    eye.write('A note.\r');
    await eye.sees('you give no command');
    expect(journaled()).toHaveLength(before);
    eye.write('\u001b');
    olga.write('\r');
    await eye.sees('waits for lead');
  });

  it('when it is resumed elsewhere meanwhile, then that is refused, and how to take part is said', async () => {
    await responding();
    const again = terminal(['resume', theRun()]);
    expect(await again.ended()).toEqual({ code: 4 });
    expect(again.text().replaceAll('\n', '')).toMatch(/take part in it: node \S+breakglass\.js join book-/);
  });
});

describe('given a drill at one terminal, and another in it', () => {
  it('when they play, then no process is started, no network is reached, and the truth stays hidden at both', async () => {
    const log = join(place.folder, 'trap.log');
    const trapped = { NODE_OPTIONS: `--import=${trap}`, TRAP_LOG: log };
    const first = terminal(['drill', '--seed', 'pair', '--as', 'lead=Mara'], trapped);
    await first.sees('ROLES');
    first.write('\r');
    await first.sees('acknowledge');
    const second = terminal(['join', theRun(), '--as', 'legal=Lena'], trapped);
    await second.sees(' DRILL ');
    second.write('n');
    await second.sees('Write a note');
    second.write('The lawyers are here.\r');
    await second.sees('Noted.');
    first.write('t');
    await first.sees('The lawyers are here.');
    second.write('t');
    await second.sees('TIMELINE');
    expect(journaled().some(({ type }) => String(type).startsWith('world.'))).toBe(true);
    const shown = (pty: typeof first) => pty.text().match(/TIMELINE {2}(\d+) entries/)?.[1];
    // What comes by itself is painted at one a moment before the other.
    await vi.waitFor(() => expect(shown(second)).toBe(shown(first)), { timeout: 20_000 });
    expect(Number(shown(second))).toBeLessThan(journaled().length);
    first.write('\u0003');
    await first.ended();
    await second.sees('has left it');
    second.write('\u0003');
    await second.ended();
    expect(existsSync(log)).toBe(false);
  });
});

describe('given a run that cannot be joined', () => {
  it('when nobody holds it, then resume is named, and it is wrong usage', async () => {
    await breakglass(place, ['trust', 'book.yaml', '--yes']);
    await breakglass(place, ['respond', 'book.yaml']);
    const alone = terminal(['join', theRun()]);
    expect(await alone.ended()).toEqual({ code: 2 });
    expect(alone.text()).toContain(`Nobody holds the run ${theRun()}.`);
    expect(alone.text()).toMatch(/breakglass\.js resume book-/);
  });

  it.each<[string, string[]]>([
    ['there is no terminal', ['join', 'some-run']],
    ['it is to observe and to speak', ['join', 'some-run', '--observer', '--as', 'lead=Mara']],
    ['it is not said which', ['join']],
  ])('when %s, then it is wrong usage', async (_, args) => {
    expect(await breakglass(place, args)).toMatchObject({ code: 2, stdout: '' });
  });
});
