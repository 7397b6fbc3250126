import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { repaint } from '../../src/tui/painter.ts';
import { fc } from '../helpers/properties.ts';

/** What a terminal of 20 x 6 shows after these writes. */
async function shown(...writes: string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: 20, rows: 6, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(writes.join(''), done));
  return Array.from(
    { length: 6 },
    (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true).trimEnd() ?? '',
  );
}

const rows = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日'), maxLength: 10 }).map((text) => text.trimEnd()),
  { minLength: 1, maxLength: 6 },
);
const filled = (frame: readonly string[]) => [...frame, ...Array.from({ length: 6 - frame.length }, () => '')];

describe('given a screen that shows one frame', () => {
  it('when another is painted over it, then it shows that one and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (before, after) => {
        expect(await shown(repaint(null, before, null), repaint(before, after, null))).toEqual(filled(after));
      }),
      { numRuns: 60 },
    );
  });

  it('when nobody knows what it shows, then everything is painted anew', async () => {
    expect(await shown('rubbish\r\nmore\r\nrubbish', repaint(null, ['a', 'b'], null))).toEqual(filled(['a', 'b']));
  });

  it('when one row differs, then only that row is written', () => {
    const written = repaint(['same', 'old', 'same'], ['same', 'new', 'same'], null);
    expect(written).toContain('new');
    expect(written).not.toContain('same');
  });

  it('when a row is full, then its last column stays', async () => {
    const full = 'x'.repeat(20);
    expect(
      await shown(repaint(null, [full, 'b'], null), repaint([full, 'b'], [full.replace('x', 'y'), 'b'], null)),
    ).toEqual(filled([`y${'x'.repeat(19)}`, 'b']));
  });

  it('puts the cursor where it is asked to be, and hides it otherwise', () => {
    expect(repaint(null, ['a'], { row: 2, column: 4 })).toContain('\u001b[3;5H\u001b[?25h');
    expect(repaint(null, ['a'], null)).toContain('\u001b[?25l');
  });
});
