import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';

/** What ends a frame: it is written in one piece, between these marks. */
const FRAME_END = '\u001b[?2026l';
const PATIENCE = 20_000;

/** The program as it was built. */
export const program = join(process.env.BENCH_ROOT ?? '.', 'dist', 'breakglass.js');

/** A process in a pseudo-terminal of 80 columns and 24 rows, and what it wrote. */
export class Screen {
  readonly #pty: IPty;
  readonly #ended: Promise<void>;
  #output = '';
  #heard: () => void = () => {};

  /** Starts `node` with these arguments. `store` is where the program keeps its runs. */
  constructor(args: readonly string[], store: string) {
    const env = { ...process.env, BREAKGLASS_STORE: store, BREAKGLASS_PERSON: 'Ada', CI: 'false', LANG: 'C.UTF-8' };
    this.#pty = spawn(process.execPath, [...args], { name: 'xterm-256color', cols: 80, rows: 24, env });
    this.#pty.onData((text) => {
      this.#output += text;
      this.#heard();
    });
    this.#ended = new Promise((resolve) => this.#pty.onExit(() => resolve()));
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** All that was written since it was last forgotten. */
  get output(): string {
    return this.#output;
  }

  forget(): void {
    this.#output = '';
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  /** Waits until what was written passes a test. */
  async until(what: string, passes: (output: string) => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!passes(this.#output)) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`${what} did not come. The screen has:\n${this.#output.slice(-2000)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Waits for the process to end by itself. */
  ended(): Promise<void> {
    return this.#ended;
  }

  async kill(): Promise<void> {
    this.#pty.kill('SIGKILL');
    await this.#ended;
  }
}

/** Whether a whole frame is there, and something can be read in it. */
export function isPainted(output: string): boolean {
  const end = output.lastIndexOf(FRAME_END);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what it takes out
  const text = output.slice(0, end + 1).replace(/\u001b(?:\[[0-9;?]*[A-Za-z]|\][^\u0007]*\u0007)|\s/g, '');
  return end !== -1 && text.length >= 100;
}

/** The frames that were written, each from its first byte to its last. */
export function framesOf(output: string): string[] {
  return output.split(FRAME_END).slice(0, -1);
}
