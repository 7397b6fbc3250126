import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { canvasFor } from '../../src/tui/frame.ts';
import { firstDrill, type HomeProps, homeRows, passing } from '../../src/tui/home.ts';
import { moved, openFilter, typed } from '../../src/tui/home-press.ts';
import { textOfLine } from '../../src/tui/lines.ts';
import { type HomeState, homeFrame, homeState } from '../../src/tui/screens/home.ts';
import { showHome } from '../../src/tui/show-home.tsx';
import { themeOf } from '../../src/tui/theme.ts';
import { holdScreen } from './golden.ts';
import { openTerminal } from './terminal-screen.tsx';

const props: HomeProps = {
  drills: [
    {
      id: 'poisoned-release',
      title: 'The release nobody cut',
      playbook: 'compromised-pipeline',
      minutes: 60,
      story: 60,
      basedOn: 'fictional',
      teaches: 'What is stopped first decides what is left to revoke.',
      people: 4,
      practises: { effects: ['isolate', 'revoke', 'restore'], owasp: ['CICD-SEC-4', 'CICD-SEC-6'] },
      difficulty: { level: 'medium', points: 44 },
    },
    {
      id: 'codecov-2021',
      title: 'A line in an upload script',
      playbook: 'leaked-secret',
      minutes: 90,
      story: 90 * 24,
      basedOn: 'Codecov, January to April 2021',
      teaches: 'A checksum that nobody compares protects nobody.',
      people: 3,
      practises: { effects: ['survey', 'revoke', 'notify'], owasp: ['CICD-SEC-9'] },
      difficulty: { level: 'hard', points: 60 },
    },
  ],
  playbooks: [
    {
      id: 'compromised-pipeline',
      title: 'Compromised release pipeline',
      summary: 'Someone else can run code in the pipeline that builds or publishes our releases.',
    },
  ],
  runs: [{ run: 'poisoned-release-20260504-c7ff', kind: 'DRILL', waitsFor: 'waits for lead: approve isolate-stages' }],
  reports: [{ path: '/store/reports/poisoned-release-20260503-aa01.md', title: 'poisoned-release-20260503-aa01' }],
};
const options = { color: true, unicode: true };
const canvas = canvasFor({ columns: 80, rows: 24 }, themeOf({ color: false, unicode: true }));

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
    await expect.poll(() => output.text(), { timeout: 20_000 }).toContain('OPEN RUNS');
    keyboard.type('\u001b');
    await expect.poll(() => output.text(), { timeout: 20_000 }).toContain('OPEN RUNS');
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
    expect(said).toContain('2 drills: poisoned-release: The release nobody cut. 60 min | 4 people | medium');
    expect(said).toContain('Teaches: What is stopped first decides what is left to revoke.');
    expect(said).toContain('There is no 9.');
  });
});

describe('given a filter that is typed', () => {
  const keys = (...names: string[]): HomeState =>
    names.reduce(
      (state, key) => (state.field ? typed(state, { key }) : key === '/' ? openFilter(state) : moved(state, key)),
      homeState(homeRows(props)),
    );
  const namesIn = ({ rows, filter }: HomeState) => passing(rows, filter).map(({ name }) => name);
  const screenOf = (state: HomeState) => homeFrame(state, canvas).lines.map(textOfLine).join('\n');

  it.each([
    ['hard', ['codecov-2021']],
    ['RESTORE', ['poisoned-release']],
    ['sec-9', ['codecov-2021']],
    ['january revoke', ['codecov-2021']],
    ['leaked-secret', ['codecov-2021']],
    ['compromised', ['poisoned-release', 'compromised-pipeline']],
    ['nothing of this', []],
  ])('%j shows what has all of its words, wherever they stand', (filter, names) => {
    expect(namesIn(keys('/', ...filter))).toEqual(names);
  });

  it('keeps on Enter, and Esc in the field drops it', () => {
    expect(keys('/', ...'hard', 'enter')).toMatchObject({ filter: 'hard', field: null });
    expect(keys('/', ...'hard', 'esc')).toMatchObject({ filter: '', field: null });
    expect(screenOf(keys('/', ...'hard', 'enter'))).toContain('/hard: 1 of 5');
  });

  it('moves the mark among what passes, and a changed filter puts it at the top', () => {
    expect(keys('/', ...'compromised', 'down').cursor).toBe(1);
    expect(keys('/', ...'compromised', 'down', 'down').cursor).toBe(1);
    expect(keys('/', ...'compromised', 'down', 'backspace').cursor).toBe(0);
    expect(keys('/', ...'compromised', 'enter', 'G').cursor).toBe(1);
  });

  it('says so where nothing passes', () => {
    expect(screenOf(keys('/', ...'nowhere'))).toContain('Nothing here has "nowhere" in it.');
  });

  it('opens what is marked among what passes', async () => {
    const { streams, keyboard, output } = openTerminal({ columns: 80, rows: 24 });
    const chosen = showHome({ ...props, options: { ...options, streams } });
    await output.text();
    keyboard.type('/');
    keyboard.type('s');
    keyboard.type('e');
    keyboard.type('c');
    keyboard.type('-');
    keyboard.type('9');
    await expect.poll(() => output.text(), { timeout: 20_000 }).not.toContain('OPEN RUNS');
    holdScreen('home-filter-80x24', await output.text());
    keyboard.type('\r');
    await expect.poll(() => output.text(), { timeout: 20_000 }).toContain('1 of 5');
    keyboard.type('\r');
    expect(await chosen).toEqual({ does: 'drill', id: 'codecov-2021' });
  });
});

it('given a drill for one, then it says that it is for one person', () => {
  const alone = homeRows({ ...props, drills: props.drills.map((drill) => ({ ...drill, people: 1 })) });
  expect(firstDrill(alone)?.details[0]).toBe('60 min | 1 person | medium | compromised-pipeline');
});

describe('given nothing at all', () => {
  it('says so, and has no drill to start', () => {
    const rows = homeRows({ drills: [], playbooks: [], runs: [], reports: [] });
    expect(firstDrill(rows)).toBeUndefined();
    const frame = homeFrame(homeState(rows), canvas);
    expect(frame.lines.map(textOfLine).join('\n')).toContain('There is nothing here yet');
  });
});

describe('given that something has happened', () => {
  it('a playbook says how it is followed, and an open rehearsal is not taken for a live run', () => {
    const run = 'compromised-pipeline-20260504-5447';
    const rows = homeRows({ ...props, runs: [{ run, kind: 'REHEARSAL', waitsFor: 'waits for its review' }] });
    const [open] = rows;
    expect(open?.words).toBe('REHEARSAL  waits for its review');
    const playbook = rows.find(({ choice }) => choice.does === 'playbook');
    expect(playbook?.details.at(-1)).toBe('In an incident: breakglass respond compromised-pipeline');
  });
});
