import { describe, expect, it } from 'vitest';
import { openApp, press, screenOf } from './keyboard.ts';
import { openStage } from './stage.ts';

const nasty = [
  'token: ${{ secrets.NPM_TOKEN }} and ${{ steps.confirm.choice }}',
  'clipboard \u001b]52;c;aGVsbG8=\u0007 title \u001b]0;LIVE\u0007 colour \u001b[31mred\u001b[0m',
  'over\rwritten, link \u001b]8;;http://203.0.113.5\u0007here\u001b]8;;\u0007, bell \u0007, \u202eturned',
];
const megabyte = [...nasty, ...Array.from({ length: 15_000 }, (_, index) => `${index} ${'x'.repeat(68)}`)].join('\n');

/** What the first step shows, on the screen. */
function shown(text: string) {
  const { app } = openApp(openStage({ responses: { acknowledge: { show: text } } }));
  press(app, 'enter', 'enter');
  return app;
}

describe('given a clue with expressions and control sequences in it', () => {
  it('when it is shown, then it is text: nothing is put in, and nothing of it acts', () => {
    const screen = screenOf(shown(nasty.join('\n')));
    expect(screen).toContain('token: ${{ secrets.NPM_TOKEN }} and ${{ steps.confirm.choice }}');
    expect(screen).toContain('clipboard  title  colour red');
    expect(screen).toContain('link here, bell , turned');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(screen).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('given a clue of a megabyte', () => {
  it('when it is shown, then a window of it is, which says where it stands and goes to its end', () => {
    expect(megabyte.length).toBeGreaterThan(1024 * 1024);
    const app = shown(megabyte);
    expect(screenOf(app)).toMatch(/lines 1 to \d+ of 15004/);
    expect(screenOf(app).split('\n').length).toBeLessThanOrEqual(40);
    press(app, 'end');
    expect(screenOf(app)).toMatch(/lines \d+ to 15004 of 15004/);
    expect(screenOf(app)).toContain('14999 xxxx');
    press(app, 'home');
    expect(screenOf(app)).toMatch(/lines 1 to/);
  });
});
