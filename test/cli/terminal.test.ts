import { type IPty, spawn } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { breakglass, program, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

/** The program on a terminal of its own. */
class OnTerminal {
  readonly #pty: IPty;
  #text = '';
  readonly #waiting = new Set<() => void>();
  readonly exit: Promise<number>;

  constructor(args: readonly string[]) {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: place.folder,
      BREAKGLASS_STORE: place.store,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      CI: 'false',
    };
    this.#pty = spawn(process.execPath, [program, ...args], { cols: 100, rows: 30, cwd: place.folder, env });
    this.#pty.onData((data) => {
      this.#text += data;
      for (const look of this.#waiting) look();
    });
    this.exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode }) => resolve(exitCode));
    });
  }

  /** Everything so far, without what moves the cursor and colours. */
  get text(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it takes out
    return this.#text.replace(/\u001b\[[0-9;?]*[a-zA-Z]/g, '');
  }

  get raw(): string {
    return this.#text;
  }

  /** Resolves once the terminal has shown this. */
  shows(told: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.text.includes(told)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }
}

async function leave(terminal: OnTerminal): Promise<void> {
  terminal.press('q');
  await terminal.shows('Leave this run?');
  terminal.press('\r');
}

describe('on a terminal', () => {
  it('home shows what can be drilled, and q leaves it', async () => {
    const terminal = new OnTerminal([]);
    await terminal.shows('poisoned-release');
    terminal.press('q');
    expect(await terminal.exit).toBe(0);
  });

  it('a drill begins with its briefing; left, it says on the normal screen how to go on, and goes on', async () => {
    const drill = new OnTerminal(['drill', '--as', 'lead=Mara']);
    await drill.shows('Nobody remembers cutting it');
    await drill.shows('Mara');
    await leave(drill);
    expect(await drill.exit).toBe(0);
    const [normal = ''] = drill.raw.split('\u001b[?1049l').slice(-1);
    expect(normal).toContain('DRILL  poisoned-release');
    const run = /breakglass\.js resume (\S+)/.exec(normal)?.[1] ?? '';
    expect(JSON.parse((await breakglass(place, ['runs', '--json'])).stdout)).toMatchObject([{ run, stage: 'play' }]);
    const again = new OnTerminal(['resume']);
    await again.shows('Nobody remembers cutting it');
    await leave(again);
    expect(await again.exit).toBe(0);
  });

  it('--auto plays it in plain lines, and an interrupt says how to go on', async () => {
    const drill = new OnTerminal(['drill', '--auto', '--speed', '60']);
    await drill.shows('A scripted team plays');
    await drill.shows('Phase opened');
    drill.press('\u0003');
    expect(await drill.exit).toBe(130);
    expect(drill.text).toContain('breakglass.js resume poisoned-release-');
  });
});
