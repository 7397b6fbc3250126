import { describe, expect, it } from 'vitest';
import { nowView, openKey } from '../../../src/tui/now.ts';
import { holdScreen } from '../golden.ts';
import { openScreen, type ScreenOptions } from '../terminal-screen.tsx';
import { type LiveScene, liveScenes } from './scenes.ts';

/** Looks at an instance, as digits do. */
function lookAt({ app, type }: ReturnType<typeof openScreen>, instance: string): void {
  const place = nowView(app.c).list.findIndex((open) => openKey(open) === instance);
  if (place < 0) throw new Error(`${instance} is not open`);
  type(String(place + 1));
}

/** The screen that a scene comes to, on a terminal of the given look, and what stands in reverse video on its first line. */
async function play({ stage: make, person = 'Mara', keys = [], ...scene }: LiveScene, look: ScreenOptions) {
  const stage = make();
  const screen = openScreen(stage, { ...scene, person, ...look });
  for (const key of keys) {
    if (typeof key === 'number') stage.wait(key * 1000);
    else if (typeof key === 'function') key(stage);
    else if (typeof key === 'string') screen.type(key);
    else if ('at' in key) lookAt(screen, key.at);
    else screen.send(`\u001b[200~${key.line}\u001b[201~\r`);
  }
  const text = await screen.text();
  const [first = ''] = text.split('\n');
  const cells = await Promise.all(
    [...first].map(async (char, column) => ((await screen.output.isReverse(0, column)) ? char : '')),
  );
  screen.close();
  return { text, word: cells.join('').trim() };
}

describe.each(Object.entries(liveScenes))('given the moment %s of a live run', (name, scene) => {
  const { word: wanted = 'LIVE' } = scene;

  it('shows this at 80 x 24', async () => {
    const { text, word } = await play(scene, { size: { columns: 80, rows: 24 } });
    holdScreen(`live-${name}-80x24`, text);
    expect(word).toBe(wanted);
  });

  it('fits 40 x 15, with its word on it', async () => {
    const { text, word } = await play(scene, { size: { columns: 40, rows: 15 } });
    holdScreen(`live-${name}-40x15`, text);
    expect(word).toBe(wanted);
  });

  it('says nothing of play, drills or the attacker', async () => {
    const { text } = await play(scene, { size: { columns: 120, rows: 40 } });
    expect(text.replace('last drill of this playbook', '')).not.toMatch(
      /\b(?:play|drill|hot wash|exercise|attacker|jump)\b/i,
    );
  });
});

describe.each([
  'briefing',
  'commands',
  'approval-batch',
  'running',
  'unknown',
  'finds',
  'rehearsal',
  'review-left-open',
])('given the moment %s of a live run', (name) => {
  const scene = liveScenes[name];
  if (!scene) throw new Error(`no scene ${name}`);

  it('uses the room of 120 x 40', async () => {
    const { text } = await play(scene, { size: { columns: 120, rows: 40 } });
    holdScreen(`live-${name}-120x40`, text);
  });

  it('says the same without colour and in ASCII, and its word is still in reverse', async () => {
    const { text, word } = await play(scene, { color: false, unicode: false });
    expect(word).toBe(scene.word ?? 'LIVE');
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    // Another look than a drill's, colour or not.
    expect(text).toContain('='.repeat(80));
  });
});

describe('given a terminal smaller than 40 x 15 in a live run', () => {
  it('says so in plain lines, with LIVE on them', async () => {
    const scene = liveScenes.commands;
    if (!scene) throw new Error('no scene');
    const { text, word } = await play(scene, { size: { columns: 30, rows: 8 } });
    holdScreen('live-too-small-30x8', text);
    expect(word).toBe('LIVE');
  });
});
