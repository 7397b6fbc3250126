import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { canvasFor } from '../../src/tui/frame.ts';
import { firstDrill, type HomeProps, homeRows } from '../../src/tui/home.ts';
import { textOfLine } from '../../src/tui/lines.ts';
import { homeFrame } from '../../src/tui/screens/home.ts';
import { showHome } from '../../src/tui/show-home.tsx';
import { themeOf } from '../../src/tui/theme.ts';
import { holdScreen } from './golden.ts';
import { openTerminal } from './terminal-screen.tsx';

const props: HomeProps = {
  drills: [
    { id: 'poisoned-release', title: 'The release nobody cut', minutes: 60, basedOn: 'a made-up case' },
    { id: 'codecov-2021', title: 'A line in an upload script', minutes: 90, basedOn: 'Codecov, 2021' },
  ],
  playbooks: [{ id: 'compromised-pipeline', title: 'Compromised release pipeline' }],
  runs: [{ run: 'poisoned-release-20260504-c7ff', kind: 'DRILL', waitsFor: 'waits for lead: approve isolate-stages' }],
  reports: [{ path: '/store/reports/poisoned-release-20260503-aa01.md', title: 'poisoned-release-20260503-aa01' }],
};
const options = { color: true, unicode: true };

describe('given drills, playbooks, open runs and reports', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 40, rows: 15 },
  ])('shows them at $columns x $rows', async (size) => {
    const { streams, keyboard, output } = openTerminal(size);
    const chosen = showHome({ ...props, options: { ...options, streams } });
    holdScreen(`home-${size.columns}x${size.rows}`, await output.text());
    keyboard.type('q');
    expect(await chosen).toEqual({ does: 'quit' });
  });

  it.each([
    ['d', { does: 'drill', id: 'poisoned-release' }],
    ['\r', { does: 'resume', run: 'poisoned-release-20260504-c7ff' }],
    ['jj\r', { does: 'drill', id: 'codecov-2021' }],
    ['G\r', { does: 'report', path: '/store/reports/poisoned-release-20260503-aa01.md' }],
    ['\u0003', { does: 'quit' }],
  ])('%j chooses, and gives the terminal back', async (keys, choice) => {
    const { streams, keyboard, output } = openTerminal({ columns: 80, rows: 24 });
    const chosen = showHome({ ...props, options: { ...options, streams } });
    await output.text();
    keyboard.type(keys);
    expect(await chosen).toEqual(choice);
    await output.text();
    expect(output.kind).toBe('normal');
  });

  it('lists its keys on ?, and Esc goes back to it and never quits', async () => {
    const { streams, keyboard, output } = openTerminal({ columns: 80, rows: 24 });
    const chosen = showHome({ ...props, options: { ...options, streams } });
    await output.text();
    keyboard.type('?');
    expect(await output.text()).toContain('Start the first drill.');
    keyboard.type('\u001b');
    await expect.poll(() => output.text()).toContain('OPEN RUNS');
    keyboard.type('\u001b');
    await expect.poll(() => output.text()).toContain('OPEN RUNS');
    keyboard.type('q');
    expect(await chosen).toEqual({ does: 'quit' });
  });

  it('says them as numbered lines to a screen reader', async () => {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const streams = { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream };
    const chosen = showHome({ ...props, options: { ...options, screenReader: true, streams } });
    stdin.end('9\n3\n');
    expect(await chosen).toEqual({ does: 'drill', id: 'codecov-2021' });
    const said = String(stdout.read());
    expect(said).toContain(
      '2 drills: poisoned-release. The release nobody cut  60 min, a made-up case'.replace('  ', ' '),
    );
    expect(said).toContain('There is no 9.');
  });
});

describe('given nothing at all', () => {
  it('says so, and has no drill to start', () => {
    const rows = homeRows({ drills: [], playbooks: [], runs: [], reports: [] });
    expect(firstDrill(rows)).toBeUndefined();
    const frame = homeFrame(rows, 0, canvasFor({ columns: 80, rows: 24 }, themeOf({ color: false, unicode: true })));
    expect(frame.lines.map(textOfLine).join('\n')).toContain('There is nothing here yet');
  });
});
