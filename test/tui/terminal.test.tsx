import { describe, expect, it } from 'vitest';
import { openStage, playedStage } from './stage.ts';
import { openScreen } from './terminal-screen.tsx';

const KILOBYTE = 1024;

describe('given a run on a terminal', () => {
  it('enters the alternate screen with a title and bracketed paste, and takes all of it back on leaving', async () => {
    const screen = openScreen(openStage());
    await screen.text();
    expect(screen.output.kind).toBe('alternate');
    expect(screen.output.all).toContain('\u001b]2;DRILL test\u0007');
    expect(screen.output.all).toContain('\u001b[?2004h');
    screen.type('ctrl-c');
    await screen.left;
    await screen.text();
    expect(screen.output.kind).toBe('normal');
    expect(screen.output.all.endsWith('\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l\u001b[23;0t')).toBe(true);
  });

  it('leaves no handler behind', async () => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGCONT', 'exit', 'uncaughtExceptionMonitor'];
    const before = signals.map((signal) => process.listenerCount(signal));
    const screen = openScreen(openStage());
    screen.close();
    await screen.left;
    await new Promise(setImmediate);
    expect(signals.map((signal) => process.listenerCount(signal))).toEqual(before);
  });

  it('ends on a signal with the screen given back', async () => {
    const screen = openScreen(openStage());
    process.emit('SIGTERM', 'SIGTERM');
    await screen.left;
    expect(screen.output.all.endsWith('\u001b[23;0t')).toBe(true);
  });

  it('gives the screen back before an error that nobody waits for is told', async () => {
    const screen = openScreen(openStage());
    await screen.text();
    (process as NodeJS.EventEmitter).emit('uncaughtExceptionMonitor', new Error('it broke'), 'uncaughtException');
    await screen.text();
    expect(screen.output.kind).toBe('normal');
    screen.close();
    await screen.left;
  });

  it('never clears what was on the terminal before', async () => {
    const screen = openScreen(openStage());
    screen.type('t', '?', 'esc', 'esc', 'r', 'esc');
    screen.output.resize({ columns: 60, rows: 20 });
    screen.close();
    await screen.left;
    expect(screen.output.all).not.toContain('\u001b[3J');
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('writes at most 4 KB a key at $columns x $rows', async (size) => {
    const screen = openScreen(playedStage('missed-one'), { size, screen: 'hot-wash', person: 'Incident lead' });
    for (const key of [
      '2',
      'down',
      '3',
      '4',
      't',
      'up',
      'home',
      '/',
      'x',
      'esc',
      'esc',
      'r',
      'tab',
      ':',
      'a',
      'esc',
      '?',
    ]) {
      const before = screen.output.written;
      screen.type(key);
      await screen.text();
      expect(screen.output.written, key).toBeGreaterThan(before);
      expect(screen.output.written - before, key).toBeLessThanOrEqual(4 * KILOBYTE);
    }
    screen.close();
  });

  it('writes nothing for a key that changes nothing', async () => {
    const screen = openScreen(openStage());
    await screen.text();
    const before = screen.output.written;
    screen.type('Z');
    await screen.text();
    expect(screen.output.written).toBe(before);
    screen.close();
  });

  it('puts the cursor where something is typed, also behind wide characters', async () => {
    const screen = openScreen(openStage());
    screen.type('n');
    screen.send('\u001b[200~日本\u001b[201~');
    const row = (await screen.text()).split('\n').indexOf(' > 日本');
    expect(row).toBeGreaterThan(0);
    expect(screen.output.all).toContain(`\u001b[${row + 1};8H\u001b[?25h`);
    screen.close();
  });
});

describe('given a terminal that is resized', () => {
  it('shows the same as one that was opened at that size, whatever it was before', async () => {
    const fresh = openScreen(openStage(), { size: { columns: 60, rows: 20 } });
    const wanted = await fresh.text();
    fresh.close();
    const screen = openScreen(openStage());
    for (const size of [
      { columns: 120, rows: 40 },
      { columns: 30, rows: 8 },
      { columns: 41, rows: 50 },
      { columns: 60, rows: 20 },
    ])
      screen.output.resize(size);
    expect(await screen.text()).toBe(wanted);
    screen.close();
  });

  it('keeps what is being typed', async () => {
    const screen = openScreen(openStage());
    screen.type('n', 'a', 'b');
    screen.output.resize({ columns: 50, rows: 18 });
    screen.type('c');
    expect(await screen.text()).toContain(' > abc');
    screen.close();
  });
});

describe('given a paste', () => {
  it('of ten kilobytes on a screen, then nothing happens', async () => {
    const stage = openStage();
    const screen = openScreen(stage);
    const before = await screen.text();
    screen.send(`\u001b[200~${'wq\ry\r'.repeat(2048)}\u001b[201~`);
    expect(await screen.text()).toBe(before);
    expect(stage.session.state.stage).toBe('play');
    screen.close();
  });

  it('of ten kilobytes into a field, in parts as a terminal sends it, then it is kept as one', () => {
    const stage = openStage();
    const screen = openScreen(stage);
    const text = 'one line of evidence\n'.repeat(490);
    screen.type('n');
    const whole = `\u001b[200~${text.replaceAll('\n', '\r')}\u001b[201~`;
    for (let from = 0; from < whole.length; from += 4095) screen.send(whole.slice(from, from + 4095));
    screen.type('enter');
    const note = stage.session.entries.at(-1);
    expect(note?.type === 'note.added' && note.text).toBe(text.trim());
    screen.close();
  });

  it('without brackets, from a terminal that has none, runs no key either', async () => {
    const stage = openStage();
    const screen = openScreen(stage);
    const before = await screen.text();
    for (let part = 0; part < 3; part += 1) screen.send('git push wq\ry\r'.repeat(290));
    expect(await screen.text()).toBe(before);
    screen.close();
  });
});

describe('given text that would command the terminal', () => {
  it('shows its words, and obeys none of it', async () => {
    const stage = openStage();
    const hostile = '\u001b]52;c;ZXZpbA==\u0007name\u001b[2J\u001b]8;;http://x\u001b\\\u202ekcatta\rover';
    stage.session.dispatch({ type: 'add-item', kind: 'stage', name: hostile }, { person: 'Mara', role: 'lead' });
    stage.session.dispatch({ type: 'note', text: hostile }, { person: hostile, role: 'lead' });
    stage.session.dispatch(
      { type: 'improvise-inject', from: hostile, via: hostile, to: ['lead'], text: hostile },
      { person: 'Mara' },
    );
    const screen = openScreen(stage);
    screen.type('m', 'esc', 'r', 'down', 'esc', 't', 'esc', 'b', 'esc', ':', 'esc', '@');
    expect(await screen.text()).toContain('DRILL');
    for (const sign of ['\u001b]52', '\u001b]8;', '\u001b[2J\u001b]', '\u202e'])
      expect(screen.output.all).not.toContain(sign);
    screen.close();
  });
});
