import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { usingProgram } from '../helpers/cli.ts';
import { openPty } from './pty.ts';

const place = usingProgram();
let opened: ReturnType<typeof openPty>[] = [];
const open = (...given: Parameters<typeof openPty>) => {
  const pty = openPty(...given);
  opened.push(pty);
  return pty;
};

/** From the briefing to the second decision, as a person who is new to it would. */
async function begin(pty: ReturnType<typeof openPty>): Promise<void> {
  await pty.sees('ROLES');
  pty.write('\r');
  await pty.sees('acknowledge');
  pty.write('\r');
  await pty.sees('it is done');
  pty.write('\r');
  await pty.sees('confirm');
}

describe('given the program in a terminal', () => {
  afterEach(() => {
    for (const pty of opened) pty.stop();
    opened = [];
  });

  it('when a drill is begun and left with Ctrl-C, then the terminal is as it was, with a summary on it', async () => {
    const pty = open(place, ['drill', '--seed', 'pty']);
    await begin(pty);
    expect(pty.isAlternate()).toBe(true);
    expect(pty.text().split('\n')[0]).toContain(' DRILL ');
    pty.write('\u0003');
    expect(await pty.ended()).toEqual({ code: 130 });
    expect(pty.isAlternate()).toBe(false);
    expect(pty.text()).toMatch(/breakglass\.js resume \S+/);
    expect(pty.text()).toMatch(/head +[0-9a-f]{64}/);
    expect(pty.raw()).not.toContain('\u001b[3J');
  });

  it('when home is opened and the first drill started with one key, then its briefing comes', async () => {
    const pty = open(place, []);
    await pty.sees('BREAKGLASS');
    await pty.sees('DRILLS');
    pty.write('d');
    await pty.sees('ROLES');
    pty.write('\u0003');
    await pty.ended();
    expect(pty.isAlternate()).toBe(false);
  });

  it('when home is opened, then what takes long to make and is not needed for it is not made', async () => {
    const told = join(place.folder, 'made.json');
    const watch = join(place.folder, 'watch.mjs');
    writeFileSync(
      watch,
      `import { writeFileSync } from 'node:fs';
      let segmenters = 0;
      Intl.Segmenter = class extends Intl.Segmenter { constructor(...given) { super(...given); segmenters += 1; } };
      const fetches = () => process.moduleLoadList.includes('NativeModule internal/deps/undici/undici');
      process.on('exit', () => writeFileSync(${JSON.stringify(told)}, JSON.stringify({ segmenters, fetches: fetches() })));`,
    );
    const pty = open(place, [], { env: { NODE_OPTIONS: `--import=${watch}` } });
    await pty.sees('DRILLS');
    pty.write('q');
    await pty.ended();
    expect(JSON.parse(readFileSync(told, 'utf8'))).toEqual({ segmenters: 0, fetches: false });
  });

  it('when it was left, then it goes on where it stood', async () => {
    const first = open(place, ['drill', '--seed', 'pty']);
    await begin(first);
    first.write('\r');
    await first.sees('ANSWER  confirm');
    first.write('\r');
    await first.sees('Decide  confirm');
    first.write('\r');
    await first.sees('Why?');
    first.write('Nobody can explain it.\r');
    await first.sees('personal-data');
    first.write('q');
    await first.sees('Nothing is lost');
    first.write('y');
    expect(await first.ended()).toEqual({ code: 0 });
    const again = open(place, ['resume']);
    await again.sees('personal-data');
    again.write('t');
    await again.sees('TIMELINE');
    again.write('/');
    await again.sees('Words, by:mara');
    again.write('explain');
    await again.sees('Nobody can explain it');
    again.write('\u0003');
    await again.ended();
  });

  it('when a signal ends it, then the terminal is as it was and the run can be resumed', async () => {
    const pty = open(place, ['drill', '--seed', 'pty']);
    await begin(pty);
    pty.signal('SIGTERM');
    expect(await pty.ended()).toEqual({ code: 130 });
    expect(pty.isAlternate()).toBe(false);
    expect(pty.text()).toContain('breakglass.js resume');
  });

  it('when the window is resized while something is typed, then nothing is lost', async () => {
    const pty = open(place, ['drill', '--seed', 'pty']);
    await begin(pty);
    pty.write('n');
    await pty.sees('Write a note');
    pty.write('abc');
    await pty.sees('> abc');
    pty.resize({ columns: 60, rows: 18 });
    await pty.sees(/^ > abc$/m);
    pty.resize({ columns: 30, rows: 8 });
    await pty.sees('too small');
    pty.resize({ columns: 100, rows: 30 });
    await pty.sees(/^ > abc$/m);
    pty.write('\r');
    await pty.sees('Noted.');
  });

  it('when ten kilobytes are pasted, then a field keeps them and a screen ignores them', async () => {
    const pty = open(place, ['drill', '--seed', 'pty']);
    await begin(pty);
    const log = `first\r${'wq\ry\r'.repeat(2000)}last`;
    pty.write(`\u001b[200~${log}\u001b[201~`);
    pty.write('n');
    await pty.sees('Write a note');
    pty.write(`\u001b[200~${log}\u001b[201~`);
    await pty.sees('last');
    pty.write('\r');
    await pty.sees('Noted.');
    pty.write('t');
    await pty.sees(/TIMELINE {2}\d+ entries/);
    expect(pty.text()).toContain('DRILL');
  });

  it('when it is suspended where nobody could continue it, then it comes back by itself', async () => {
    const pty = open(place, ['drill', '--seed', 'pty']);
    await begin(pty);
    pty.write('\u001a');
    await pty.sees('confirm');
    pty.write('b');
    await pty.sees('Milestones');
    expect(pty.isAlternate()).toBe(true);
  });

  it('when a screen reader is on, then nothing but lines is written', async () => {
    const pty = open(place, ['drill', '--seed', 'pty'], { env: { INK_SCREEN_READER: 'true' } });
    await pty.sees('ROLES');
    pty.write('\r');
    await pty.sees('acknowledge');
    pty.write('q\r');
    await pty.sees('y or n?');
    pty.write('y\r');
    await pty.ended();
    expect(pty.raw().split('\u001b').length).toBe(1);
  });
});
