import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slackSettings } from '../../src/cli/settings-slack.ts';
import { terminalDrill, terminalResume } from '../../src/cli/terminal-run.ts';
import type { Session } from '../../src/run/session.ts';
import { loaded, playbookText, scenarioText } from '../run/texts.ts';

interface Played {
  readonly session: Session;
  readonly you: { readonly person: string };
  readonly fresh: boolean;
}

/** What stands for the screens: what a person does there, and how it ends. */
const screen = vi.hoisted(() => ({ play: (_: Played): string => 'left', shown: [] as Played[] }));
vi.mock('../../src/tui/play.tsx', () => ({
  playRun: async (props: Played) => {
    screen.shown.push(props);
    return screen.play(props);
  },
}));

const content = loaded(
  playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it. }
`),
  scenarioText({ plays: '  - { play: it, pace: 60s, expect: { outcome: closed } }' }),
);

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-terminal-'));
  said = '';
  screen.shown.length = 0;
  screen.play = () => 'left';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const settingsWith = (person: string, from: string) => ({
  store: { value: folder, from: '--store' },
  person: { value: person, from },
  color: { value: 'never' as const, from: 'default' },
  input: { value: true, from: 'default' },
  secrets: { value: {}, from: {} },
  endpoints: { value: {}, from: {} },
  actions: { value: [], from: 'default' },
  selfApproval: { value: 'allowed' as const, from: 'default' },
  ca: { value: null, from: 'default' },
  contacts: { value: null, from: 'default' },
  slack: slackSettings([], {}),
  trackers: { value: {}, from: {} },
  tell: { value: {}, from: {} },
  untrusted: [],
});
const settings = () => settingsWith('account', 'default');

function journaled(session: Session | undefined): { type: string; why?: string }[] {
  const lines = readFileSync(session?.journal ?? '', 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe('a drill on the terminal', () => {
  it.each([
    ['left', 0],
    ['closed', 0],
    ['interrupted', 130],
  ])('given that it was %s, exits %i and says how to go on', async (how, code) => {
    screen.play = () => how;
    expect(await terminalDrill(content, settings(), {})).toBe(code);
    expect(said).toContain('breakglass resume scene-');
  });

  it('writes down the moment at which it was left, before it lets go of the journal', async () => {
    screen.play = ({ session }) => {
      session.dispatch({ type: 'resume' });
      return 'left';
    };
    await terminalDrill(content, settings(), {});
    expect(journaled(screen.shown[0]?.session).at(-1)).toMatchObject({ type: 'time.anchored', why: 'left' });
  });

  it('writes it down also where the screens failed', async () => {
    screen.play = () => {
      throw new Error('no screen');
    };
    await expect(terminalDrill(content, settings(), {})).rejects.toThrow('no screen');
    expect(journaled(screen.shown[0]?.session).at(-1)).toMatchObject({ type: 'time.anchored', why: 'left' });
  });

  it('that was left at its briefing begins with its briefing again', async () => {
    await terminalDrill(content, settings(), {});
    await terminalResume(screen.shown[0]?.session.run ?? '', settings());
    await terminalResume(screen.shown[0]?.session.run ?? '', settings());
    expect(screen.shown.map(({ fresh }) => fresh)).toEqual([true, true, true]);
  });

  it('that was left in play goes on in play', async () => {
    screen.play = ({ session }) => {
      session.dispatch({ type: 'resume' });
      return 'left';
    };
    await terminalDrill(content, settings(), {});
    await terminalResume(screen.shown[0]?.session.run ?? '', settings());
    expect(screen.shown.map(({ fresh }) => fresh)).toEqual([true, false]);
  });
});

describe('who speaks first', () => {
  it.each([
    ['the lead, wherever named', { legal: 'Lena', lead: 'Mara' }, ['account', 'default'], 'Mara'],
    ['without a lead, who is named first', { legal: 'Lena', operator: 'Jon' }, ['account', 'default'], 'Lena'],
    ['with nobody named, whose account it is', {}, ['account', 'default'], 'account'],
    ['who was said to be at this keyboard', { lead: 'Mara' }, ['Jon', 'BREAKGLASS_PERSON'], 'Jon'],
  ] as const)('is %s', async (_, as, [person, from], speaks) => {
    await terminalDrill(content, settingsWith(person, from), { as });
    expect(screen.shown[0]?.you.person).toBe(speaks);
  });
});
