import { describe, expect, it } from 'vitest';
import { holdScreen } from './golden.ts';
import { type Scene, scenes } from './scenes.ts';
import { openStage } from './stage.ts';
import { openScreen, type ScreenOptions } from './terminal-screen.tsx';

/** The screen that a scene comes to, on a terminal of the given look. */
async function play({ stage: make = openStage, options, keys = [] }: Scene, look: ScreenOptions) {
  const stage = make();
  const screen = openScreen(stage, { ...options, ...look });
  for (const key of keys) {
    if (typeof key === 'number') stage.wait(key * 1000);
    else if (typeof key === 'string') screen.type(key);
    else screen.send(`\u001b[200~${key.line}\u001b[201~\r`);
  }
  const text = await screen.text();
  const drill = await reverseText(screen.output, text);
  screen.close();
  return { text, drill };
}

/** What stands in reverse video on the first line. */
async function reverseText(
  output: { isReverse(row: number, column: number): Promise<boolean> },
  text: string,
): Promise<string> {
  const [first = ''] = text.split('\n');
  const cells = await Promise.all(
    [...first].map(async (char, column) => ((await output.isReverse(0, column)) ? char : '')),
  );
  return cells.join('').trim();
}

describe.each(Object.entries(scenes))('given the moment %s', (name, scene) => {
  it('shows this at 80 x 24', async () => {
    const { text, drill } = await play(scene, { size: { columns: 80, rows: 24 } });
    holdScreen(`${name}-80x24`, text);
    expect(drill).toBe('DRILL');
  });

  it('fits 40 x 15, with DRILL on it', async () => {
    const { text, drill } = await play(scene, { size: { columns: 40, rows: 15 } });
    holdScreen(`${name}-40x15`, text);
    expect(drill).toBe('DRILL');
  });
});

describe.each(['run', 'survey', 'timeline', 'hot-wash-timelines', 'hot-wash-pictures'])(
  'given the moment %s',
  (name) => {
    it('uses the room of 120 x 40', async () => {
      const { text } = await play(scenes[name] ?? {}, { size: { columns: 120, rows: 40 } });
      holdScreen(`${name}-120x40`, text);
    });

    it('says the same without colour and in ASCII, and DRILL is still in reverse', async () => {
      const { text, drill } = await play(scenes[name] ?? {}, { color: false, unicode: false });
      holdScreen(`${name}-80x24-ascii`, text);
      expect(drill).toBe('DRILL');
      expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    });
  },
);

describe('given a terminal smaller than 40 x 15', () => {
  it('says so in plain lines, with DRILL on them', async () => {
    const { text, drill } = await play({}, { size: { columns: 30, rows: 8 } });
    holdScreen('too-small-30x8', text);
    expect(drill).toBe('DRILL');
  });
});
