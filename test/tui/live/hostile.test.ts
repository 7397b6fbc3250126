import { describe, expect, it } from 'vitest';
import { exact } from '../../../src/tui/plain.ts';
import { openApp, press, screenOf } from '../keyboard.ts';
import { openResponse } from './stage.ts';

const ref = { step: 'isolate', item: 'evil' };
/** Clears the screen, writes the clipboard, turns the direction of writing, hides a blank. */
const evil = 'evil\u001b[2J\u001b]52;c;cm0gLXJm\u0007\u202efdsa\u200b\u00a0$(rm -rf /)\n--repo\r\u009b31m';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/;

function opened() {
  const stage = openResponse();
  stage.does({ type: 'add-item', kind: 'stage', itemType: 'workflow', name: evil });
  const item = Object.keys(stage.session.state.register.stage ?? {})[0] ?? '';
  return { stage, item, app: openApp(stage).app };
}

describe('given names and outputs that are meant for the terminal', () => {
  it('then no screen of a live run lets them through', () => {
    const { stage, item, app } = opened();
    const at = { ...ref, item };
    const frames = [screenOf(app)];
    const look = (...keys: string[]) => {
      press(app, ...keys);
      frames.push(screenOf(app));
    };
    look('enter');
    look('a');
    look('d');
    look('esc', 'R');
    look('y');
    stage.says(at, evil, `${'x'.repeat(500)}\u001b[31m`, '\u001b[?1049l');
    frames.push(screenOf(app));
    look('down');
    look('r');
    look('esc', 't');
    look('enter');
    look('esc', 'esc', 'K');
    stage.ends(at, { verdict: 'unknown', said: `it said ${evil}` });
    look('esc');
    look('C');
    for (const frame of frames) expect(frame).not.toMatch(controls);
  });

  it('then a command shows what cannot be seen in it, so that it is shown as it is run', () => {
    const { app } = opened();
    const text = screenOf(app).replace(/\s+/g, '');
    expect(text).toContain('\\u202efdsa\\u200b\\u00a0$(rm-rf/)\\n--repo');
  });

  it.each([
    ["plain words -- and 'quotes'", "plain words -- and 'quotes'"],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u2028b\u00a0c\u3164', 'a\\u{2028}b\\u{a0}c\\u{3164}'],
    ['\u001b[31m', '\\u{1b}[31m'],
    ['Zürich 東京', 'Zürich 東京'],
  ])('%j reads exactly %j', (text, shown) => {
    expect(exact(text)).toBe(shown);
  });
});
