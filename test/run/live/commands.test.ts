import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Acted, Instance } from '../../../src/engine/state.ts';
import { runningOf } from '../../../src/engine/state.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { bundle, start } from '../../helpers/journal/process.ts';
import { expectWhole, isAlive, journaled, ran, so, takenAgain } from './again.ts';
import { ada, addThing, folder, isolatedBy, isolating, needed, openLive, ref, run, runToEnd } from './given.ts';

type Here = RunSession & { readonly dir: string };

/** A live run whose one action is a program of the test, in JavaScript. `$COUNTER` is a file that it may count its runs in. */
async function running(program: string, more = ''): Promise<{ session: Here; counter: string }> {
  const place = folder();
  const script = join(place, 'program.cjs');
  const counter = join(place, 'counter');
  writeFileSync(script, `const fs = require('node:fs');\nconst { spawn } = require('node:child_process');\n${program}`);
  const session = await openLive({
    playbook: isolating,
    catalogue: isolatedBy(
      `run: ["${process.execPath}", "${script}"]\n    holds: "\${{ outputs.exit == 0 }}"\n    ${more}`,
    ),
    environment: { COUNTER: counter },
  });
  addThing(session);
  return { session, counter };
}

/** The same, to its end; then the run is as whole as any. */
async function whole(program: string, more = ''): Promise<{ session: Here; instance: Instance; counter: string }> {
  const { session, counter } = await running(program, more);
  const instance = await runToEnd(session, ref);
  expectWhole(session);
  return { session, instance, counter };
}

function last({ acted }: Instance): Acted | undefined {
  return acted?.at(-1);
}

/** What was kept of the answer. */
function kept(session: Here, instance: Instance): string {
  const { sha256 = '' } = last(instance)?.outcome?.evidence ?? {};
  return readFileSync(join(session.dir, 'evidence', session.run, sha256), 'utf8');
}

const isUp = (session: Here) => so(() => expect(runningOf(needed(session, ref))?.lines).toContain('up'));
const counts = `fs.appendFileSync(process.env.COUNTER, 'x');`;
const stays = 'setInterval(() => {}, 1000);';

describe('given a command that leaves something running', () => {
  it('when that is a daemon of its own, then the action has ended, and the daemon is let be', async () => {
    const { session, instance } = await whole(
      `const child = spawn(process.execPath, ['-e', ${JSON.stringify(stays)}], { detached: true, stdio: 'ignore' });
       child.unref();
       console.log('daemon ' + child.pid);`,
    );
    expect(instance.status).toBe('done');
    const daemon = Number(/daemon (\d+)/.exec(kept(session, instance))?.[1]);
    expect(isAlive(daemon)).toBe(true);
    process.kill(daemon, 'SIGKILL');
  });

  it('when that holds its output open, then it waits for nobody: what is left is killed, and that is said', async () => {
    const { session, instance } = await whole(
      `const child = spawn(process.execPath, ['-e', ${JSON.stringify(stays)}], { stdio: 'inherit' });
       child.unref();
       console.log('left ' + child.pid);`,
    );
    expect(instance.status).toBe('done');
    expect(last(instance)?.outcome?.said).toContain('left running held its output open, and was killed');
    const left = Number(/left (\d+)/.exec(kept(session, instance))?.[1]);
    await so(() => expect(isAlive(left)).toBe(false));
  });
});

describe('given a command that does not listen when it is told to end', () => {
  it('when it is cancelled, then it and what it started are killed, and nobody claims to know', async () => {
    const deaf = `process.on('SIGTERM', () => {}); ${stays}`;
    const { session } = await running(
      `const child = spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: 'inherit' });
       console.log('ids ' + process.pid + ' ' + child.pid);
       child.once('spawn', () => console.log('up'));
       ${deaf}`,
    );
    run(session, ref);
    await isUp(session);
    const ids = /ids (\d+) (\d+)/
      .exec(runningOf(needed(session, ref))?.lines.join('\n') ?? '')
      ?.slice(1)
      .map(Number);
    expect(session.dispatch({ type: 'cancel-action', ...ref }, ada)).toBeNull();
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('killed'),
    });
    await so(() => expect(ids?.map(isAlive)).toEqual([false, false]));
    expectWhole(session);
  });

  it('when its time is over, then it may have happened, and it is not run again', async () => {
    const { instance, counter } = await whole(`${counts} ${stays}`, 'timeout: 1s');
    expect(instance).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('not through after 1 s'),
    });
    expect(ran(counter)).toBe(1);
  });
});

describe('given a command that prints more than anybody can read', () => {
  it('of 200 MB what is kept has an end, and so has the memory', async () => {
    const lines = `run: [sh, -c, "yes 'a line that is printed again and again' | head -c 200000000; echo; echo the end"]`;
    const responder = start(bundle('../live/responder.ts'), [folder(), '', lines]);
    await responder.line();
    const before = Number((await responder.line())?.split(' ')[1]);
    const [status, peak, kept] = (await responder.line())?.split(' ') ?? [];
    expect(status).toBe('done');
    // Kilobytes. What is kept of it is four megabytes, in a handful of copies.
    expect(Number(peak) - before).toBeLessThan(150_000);
    expect(Number(kept)).toBeLessThan(5_000_000);
    responder.kill('SIGKILL');
  });

  it('of ten thousand lines the journal has some hundred, and says that there were more; the evidence has all', async () => {
    const { session, instance } = await whole(`for (let n = 1; n <= 10000; n += 1) console.log('line ' + n);`);
    const told = journaled(session).flatMap((entry) => (entry.type === 'action.output' ? entry.lines : []));
    expect(told).toHaveLength(301);
    expect(told.at(-1)).toContain('more is printed');
    expect(kept(session, instance).trimEnd().split('\n')).toHaveLength(10_000);
  });

  it('of exactly as many lines as are told, nothing is said of more', async () => {
    const { session } = await whole(`for (let n = 1; n <= 300; n += 1) console.log('line ' + n);`);
    const told = journaled(session).flatMap((entry) => (entry.type === 'action.output' ? entry.lines : []));
    expect(told).toHaveLength(300);
    expect(told.at(-1)).toBe('line 300');
  });

  it('of a line without an end, what is told is cut, and no character with it', async () => {
    const { session, instance } = await whole(`process.stdout.write('x'.repeat(499) + '🔑'.repeat(500000));`);
    const told = journaled(session).flatMap((entry) => (entry.type === 'action.output' ? entry.lines : []));
    expect(told[0]).toBe('x'.repeat(499));
    expect(told.join('')).not.toMatch(/\p{Cs}/u);
    expect(kept(session, instance).length).toBeGreaterThan(1_000_000);
    expect(instance.status).toBe('done');
  });

  it('of bytes that are no text, there is a text with a sign for each that is none', async () => {
    const { session, instance } = await whole(
      `process.stdout.write(Buffer.from(Array.from({ length: 65536 }, (_, n) => n % 256)));`,
    );
    expect(instance.status).toBe('done');
    expect(kept(session, instance)).toContain('\ufffd');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in it
    expect(kept(session, instance)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  });
});

describe('given a command that expects somebody', () => {
  it.each([
    ['reads its terminal', `fs.readFileSync('/dev/tty')`],
    ['asks at its terminal', `fs.writeFileSync('/dev/tty', 'Password: ')`],
  ])('when it %s, then it finds none, and fails at once', async (_, program) => {
    const { instance } = await whole(program);
    expect(instance).toMatchObject({ status: 'failed' });
    expect(last(instance)?.outcome).toMatchObject({ verdict: 'failed', exit: 1 });
  });

  it('when it reads its input, then there is nothing to read, and it goes on', async () => {
    const { session, instance } = await whole(`console.log('read ' + fs.readFileSync(0).length);`);
    expect(instance.status).toBe('done');
    expect(kept(session, instance)).toBe('read 0\n');
  });
});

describe('given a command with odd manners', () => {
  it('when it changes its title and that of the terminal, then neither is to be seen here', async () => {
    const { session, instance } = await whole(
      `process.title = 'something else'; process.stdout.write('\\u001b]0;owned\\u0007\\u001b[2Jdone\\n');`,
    );
    expect(instance.status).toBe('done');
    expect(kept(session, instance)).toBe('done\n');
    expect(last(instance)?.lines).toEqual(['done']);
  });

  it.each(['SIGKILL', 'SIGSEGV', 'SIGHUP'])('when it dies of %s, then it may have happened', async (signal) => {
    const { instance, counter } = await whole(`${counts} process.kill(process.pid, '${signal}'); ${stays}`);
    expect(instance).toMatchObject({ status: 'outcome-unknown', unknown: expect.stringContaining(signal) });
    expect(ran(counter)).toBe(1);
  });

  it('when it closes its output early and goes on, then it has ended when it has', async () => {
    const { instance, counter } = await whole(
      `console.log('early'); fs.closeSync(1); fs.closeSync(2); setTimeout(() => { ${counts} process.exit(0); }, 300);`,
    );
    expect(instance.status).toBe('done');
    expect(ran(counter)).toBe(1);
  });

  it('when it ends with its output still on the way, then all of it is kept', async () => {
    const { session, instance } = await whole(`fs.writeSync(1, 'y'.repeat(65536)); process.exit(0);`);
    expect(kept(session, instance)).toBe('y'.repeat(65_536));
  });

  it('when it stops itself, then its time is over some time, and it does not stay behind', async () => {
    const { session, instance } = await whole(
      `fs.writeSync(1, 'id ' + process.pid + '\\n'); process.kill(process.pid, 'SIGSTOP'); ${stays}`,
      'timeout: 1s',
    );
    expect(instance.status).toBe('outcome-unknown');
    const id = Number(/id (\d+)/.exec(kept(session, instance))?.[1]);
    await so(() => expect(isAlive(id)).toBe(false));
  });
});

describe('given a run that was left while a command ran', () => {
  it('when it is taken again, then what had come is there, and what came of it is asked', async () => {
    const { session, counter } = await running(`${counts} console.log('up'); ${stays}`);
    run(session, ref);
    await isUp(session);
    await session.quiet(true);
    session.leave();
    const again = await takenAgain(session.dir, session.run);
    expect(needed(again, ref)).toMatchObject({ status: 'outcome-unknown', acted: [{ lines: ['up'] }] });
    expect(ran(counter)).toBe(1);
  });
});
