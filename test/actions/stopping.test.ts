import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { GRACE, QUIET } from '../../src/actions/process-group.ts';
import { start } from '../../src/actions/start.ts';
import type { ReadyCommand } from '../../src/playbook/catalogue/ready.ts';
import { around, command, script } from './calls.ts';
import { handTiming } from './hand-timing.ts';

/** Starts a command with a clock that goes by hand, and waits until it says that it is ready. */
async function started(call: ReadyCommand) {
  const timing = handTiming();
  const lines: string[] = [];
  const onOutput = (more: readonly string[]) => void lines.push(...more);
  const running = start(call, around({}, { timing, onOutput }));
  const said = (line: string) => vi.waitFor(() => expect(lines).toContain(line), { interval: 5, timeout: 20_000 });
  await said('ready');
  return { running, timing, lines, said };
}

/** Whether a process runs; one that nobody has buried does not. */
function isAlive(id: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const gone = (id: number) => vi.waitFor(() => expect(isAlive(id)).toBe(false), { interval: 5, timeout: 20_000 });
const idOf = (lines: readonly string[], name: string) =>
  Number(lines.find((line) => line.startsWith(name))?.slice(name.length));

const waits = 'console.log("ready"); setInterval(() => {}, 1000);';
const ignores = `process.on("SIGTERM", () => console.log("no")); ${waits}`;

describe('a command that is cancelled', () => {
  it('has its whole group told to end before cancel returns', async () => {
    const { running } = await started(command(script(waits)));
    const told = vi.spyOn(process, 'kill');
    running.cancel();
    expect(told.mock.calls).toEqual([[expect.any(Number), 'SIGTERM']]);
    expect(told.mock.calls[0]?.[0]).toBeLessThan(-1);
    told.mockRestore();
    expect(await running.done).toMatchObject({
      how: 'cancelled',
      why: 'It was cancelled: told to end, it ended. What it had begun may have happened.',
      text: 'ready\n',
    });
  });

  it('may end by itself, and says how', async () => {
    const code = `process.on("SIGTERM", () => { console.log("cleaning up"); process.exit(4) }); ${waits}`;
    const { running } = await started(command(script(code)));
    running.cancel();
    expect(await running.done).toMatchObject({
      how: 'cancelled',
      exit: 4,
      text: 'ready\ncleaning up\n',
      why: 'It was cancelled: told to end, it ended with exit code 4. What it had begun may have happened.',
    });
  });

  it('is killed after the grace if it does not listen', async () => {
    const { running, timing } = await started(command(script(ignores)));
    running.cancel();
    timing.pass(GRACE);
    expect(await running.done).toMatchObject({
      how: 'cancelled',
      why: 'It was cancelled: told to end, it did not within 3 s, and was killed. What it had begun may have happened.',
    });
  });

  it('leaves none of what it started, though it is gone first', async () => {
    const child = `process.on("SIGTERM", () => {}); console.log("child " + process.pid); console.log("ready"); setInterval(() => {}, 1000)`;
    const code = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" })`;
    const { running, timing, lines } = await started(command(script(code)));
    running.cancel();
    timing.pass(GRACE);
    expect(await running.done).toMatchObject({ how: 'cancelled' });
    await gone(idOf(lines, 'child '));
  });

  it('gives what it started its grace, though it is gone first', async () => {
    const child = `process.on("SIGTERM", () => setTimeout(() => { require("node:fs").writeSync(1, "saved\\n"); process.exit() }, 20)); console.log("ready"); setInterval(() => {}, 1000)`;
    const code = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" })`;
    const { running } = await started(command(script(code)));
    running.cancel();
    expect((await running.done).text).toBe('ready\nsaved\n');
  });

  it('before it started, never starts', async () => {
    const running = start(command(script('console.log("ran")')), around());
    running.cancel();
    expect(await running.done).toMatchObject({
      how: 'not-started',
      text: '',
      why: 'It was cancelled before it started.',
    });
  });

  it('while its secret is still being fetched, waits for nobody, and never starts', async () => {
    const call = command(script('console.log("ran")'), { env: { T: [{ secret: 'TOKEN' }] } });
    const running = start(call, around({}, { secret: () => new Promise(() => {}) }));
    running.cancel();
    expect(await running.done).toMatchObject({
      how: 'not-started',
      why: 'It was cancelled before it started.',
      tries: 0,
    });
  });

  it('twice, or when it has ended, is nothing more', async () => {
    const running = start(command(['true']), around());
    const answer = await running.done;
    running.cancel();
    running.cancel();
    expect(answer).toMatchObject({ how: 'exited', exit: 0 });
  });
});

describe('a command whose time is over', () => {
  it('is told to end, and killed after the grace', async () => {
    const { running, timing } = await started(command(script(ignores), { timeout: 60_000 }));
    timing.pass(60_000);
    timing.pass(GRACE);
    expect(await running.done).toMatchObject({
      how: 'timed-out',
      milliseconds: 60_000 + GRACE,
      why: 'It was not through after 60 s: told to end, it did not within 3 s, and was killed. What it had begun may have happened.',
    });
  });
});

describe('a command that leaves something running', () => {
  const holds = (options: string, more = '') =>
    `const child = require("node:child_process").spawn(process.execPath, ["-e", "${more}setInterval(() => {}, 1000)"], ${options});
     console.log("child " + child.pid); child.unref(); console.log("ready"); process.exitCode = 7;`;

  it('has ended when it has: what holds its output open is killed after a while', async () => {
    const { running, timing, lines } = await started(command(script(holds('{ stdio: "inherit" }'))));
    await timing.waitedFor(QUIET);
    timing.pass(QUIET);
    expect(await running.done).toMatchObject({
      how: 'exited',
      exit: 7,
      why: 'What it had left running held its output open, and was killed.',
    });
    await gone(idOf(lines, 'child '));
  });

  it('has ended also if that got away into a group of its own', async () => {
    const { running, timing, lines } = await started(command(script(holds('{ stdio: "inherit", detached: true }'))));
    await timing.waitedFor(QUIET);
    timing.pass(QUIET);
    expect(await running.done).toMatchObject({ how: 'exited', exit: 7 });
    process.kill(idOf(lines, 'child '), 'SIGKILL');
  });

  it('has ended also if that goes on printing', async () => {
    const { running, timing } = await started(
      command(script(holds('{ stdio: "inherit" }', 'setInterval(() => process.stdout.write(String(1)), 1); '))),
    );
    let over = false;
    const done = running.done.finally(() => {
      over = true;
    });
    await vi.waitFor(
      () => {
        timing.pass(QUIET);
        expect(over).toBe(true);
      },
      { interval: 5, timeout: 20_000 },
    );
    expect(await done).toMatchObject({ how: 'exited', exit: 7 });
  });

  it('leaves it running if it holds nothing of it', async () => {
    const { running, lines } = await started(command(script(holds('{ stdio: "ignore" }'))));
    expect(await running.done).toMatchObject({ how: 'exited', exit: 7 });
    const child = idOf(lines, 'child ');
    expect(isAlive(child)).toBe(true);
    process.kill(child, 'SIGKILL');
  });
});

describe('a command that prints without end', () => {
  it('is kept by its beginning and its end, counted, and takes no more memory for it', async () => {
    const code = `echo first; yes ${'x'.repeat(63)} | head -c ${200 * 1024 * 1024}; echo "$TOKEN last"`;
    const call = command(['sh', '-c', code], { env: { TOKEN: [{ secret: 'TOKEN' }] } });
    const lines: string[] = [];
    const onOutput = (more: readonly string[]) => void lines.push(...more);
    const answer = await start(call, around({ TOKEN: 'ghp_0123456789' }, { onOutput })).done;
    expect(answer).toMatchObject({ how: 'exited', exit: 0, cut: true, bytes: 200 * 1024 * 1024 + 26 });
    expect(answer.text).toMatch(/^first\nxxx/);
    expect(answer.text).toMatch(/x\n\[TOKEN\] last\n$/);
    expect(answer.text).toContain('\n[… of 209715226 bytes, the middle is not kept …]\n');
    expect(answer.text.length).toBeLessThan(5_000_000);
    expect(lines.length).toBeLessThan(70_000);
  });
});
