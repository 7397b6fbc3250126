import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../../helpers/cli.ts';
import { openPty } from '../pty.ts';

const place = usingProgram();
let opened: ReturnType<typeof openPty>[] = [];

const book = `
format: 1
playbook: frozen
version: 1.0.0
title: Freeze what deploys
summary: Somebody else deploys.
severity: high
roles: { lead: { title: Lead, duty: Decides. }, operator: { title: Operator, duty: Runs what was approved. } }
phases:
  - phase: stop
    title: Stop
    steps:
      - step: freeze
        role: operator
        approval: lead
        do: Freeze deployments.
        run: [sh, -c, "echo frozen by a real command; echo once >> times.txt"]
      - { step: wait-for-it, role: operator, do: Wait for somebody., run: [sleep, "600"] }
      - { step: look-after, role: lead, do: Look after it. }
`;

/** A live run of one's own playbook, trusted, at its briefing. */
async function respond(more: readonly string[] = []) {
  writeFileSync(join(place.folder, 'book.yaml'), book);
  const env = { XDG_DATA_HOME: join(place.folder, 'data'), XDG_CONFIG_HOME: join(place.folder, 'config') };
  await breakglass(place, ['trust', 'book.yaml', '--yes']);
  const pty = openPty(place, ['respond', 'book.yaml', '--seed', 'pty', ...more], { env });
  opened.push(pty);
  await pty.sees('ROLES');
  return pty;
}

describe('given a live run in a terminal', () => {
  afterEach(() => {
    for (const pty of opened) pty.stop();
    opened = [];
  });

  it('when somebody alone follows it, then what was approved is run once, what it printed is seen, and what runs is stopped', async () => {
    const pty = await respond();
    expect(pty.raw()).toContain('\u001b]2;LIVE Freeze what deploys\u0007');
    await pty.sees('commands run against real systems');
    pty.write('a');
    await pty.sees('Every role is held.');
    pty.write('\r');
    await pty.sees("sh -c 'echo frozen by a real command");
    pty.write('\r');
    await pty.sees('it goes into the journal as self-approved');
    pty.write('a');
    await pty.sees('Approved.');
    pty.write('\r');
    await pty.sees('sleep 600');
    pty.write('\r');
    await pty.sees('RUN wait-for-it?');
    pty.write('y');
    await pty.sees('RUNS');
    pty.write('K');
    await pty.sees('OUTCOME UNKNOWN');
    pty.write('C');
    await pty.sees('Did it happen?');
    pty.write('2\r');
    await pty.sees('How do you know?');
    pty.write('It only sleeps.\r');
    await pty.sees('Evidence');
    pty.write('\r');
    await pty.sees('FAILED: It did not happen: It only sleeps.');
    pty.write('t');
    await pty.sees('freeze printed: frozen by a real command');
    pty.write('\u001b\u001b');
    await pty.sees('NOW for');
    pty.write('w');
    await pty.sees('Why now?');
    pty.write('We have seen enough.\r');
    await pty.sees('REVIEW');
    pty.write('q');
    await pty.sees('Leave this run?');
    pty.write('y');
    expect(await pty.ended()).toEqual({ code: 0 });
    expect(pty.isAlternate()).toBe(false);
    expect(readFileSync(join(place.folder, 'times.txt'), 'utf8')).toBe('once\n');
    expect(pty.text()).toMatch(/head +[0-9a-f]{64}/);
  });

  it('when it is rehearsed, then nothing that changes anything is run, and every screen says so', async () => {
    const pty = await respond(['--rehearse']);
    expect(pty.raw()).toContain('\u001b]2;REHEARSAL Freeze what deploys\u0007');
    await pty.sees('only what changes nothing is run');
    pty.write('a');
    await pty.sees('Every role is held.');
    pty.write('\r');
    await pty.sees('echo frozen by a real command');
    pty.write('\r');
    await pty.sees('self-approved');
    pty.write('a');
    await pty.sees('rehearse it');
    pty.write('\r');
    await pty.sees('wait-for-it');
    pty.write('\u0003');
    expect(await pty.ended()).toEqual({ code: 130 });
    expect(existsSync(join(place.folder, 'times.txt'))).toBe(false);
  });
});
