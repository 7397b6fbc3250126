import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import xterm from '@xterm/headless';
import { App } from '../../src/tui/app.ts';
import { RunView } from '../../src/tui/components/run-view.tsx';
import { type Size, Terminal } from '../../src/tui/terminal.ts';
import { themeOf } from '../../src/tui/theme.ts';
import type { ScreenName } from '../../src/tui/view.ts';
import type { Stage } from './stage.ts';

/** A keyboard: what Ink reads keys from. */
class Keyboard extends EventEmitter {
  readonly isTTY = true;
  #waiting: string[] = [];
  setEncoding(): void {}
  setRawMode(): this {
    return this;
  }
  ref(): void {}
  unref(): void {}
  read(): string | null {
    return this.#waiting.shift() ?? null;
  }
  type(text: string): void {
    this.#waiting.push(text);
    this.emit('readable');
  }
}

/** A terminal's output: what is written goes to xterm, and is counted. */
class Output extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  written = 0;
  all = '';
  readonly #xterm: InstanceType<typeof xterm.Terminal>;

  constructor(size: Size) {
    super();
    this.columns = size.columns;
    this.rows = size.rows;
    this.#xterm = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  }

  write(text: string): boolean {
    this.written += Buffer.byteLength(text);
    this.all += text;
    this.#xterm.write(text);
    return true;
  }

  resize(size: Size): void {
    this.columns = size.columns;
    this.rows = size.rows;
    this.#xterm.resize(size.columns, size.rows);
    this.emit('resize');
  }

  /** What a person sees, without trailing blanks. */
  async text(): Promise<string> {
    // What a key has set off is drawn in a turn of its own.
    await turn();
    await turn();
    await new Promise<void>((done) => this.#xterm.write('', done));
    const { active } = this.#xterm.buffer;
    const lines = Array.from(
      { length: this.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
    return lines.map((line) => line.trimEnd()).join('\n');
  }

  /** Whether the cell at a row and column is in reverse video. */
  async isReverse(row: number, column: number): Promise<boolean> {
    await this.text();
    const { active } = this.#xterm.buffer;
    return (
      (active
        .getLine(active.baseY + row)
        ?.getCell(column)
        ?.isInverse() ?? 0) !== 0
    );
  }

  get kind(): 'normal' | 'alternate' {
    return this.#xterm.buffer.active.type;
  }
}

export interface ScreenOptions {
  readonly size?: Size;
  readonly color?: boolean;
  readonly unicode?: boolean;
  readonly person?: string;
  readonly screen?: ScreenName;
  readonly improvements?: readonly string[];
  readonly onReport?: () => string;
}

/** A keyboard and a terminal for what is given its own streams. */
export function openTerminal(size: Size) {
  const keyboard = new Keyboard();
  const output = new Output(size);
  return {
    keyboard,
    output,
    streams: { stdin: keyboard as unknown as NodeJS.ReadStream, stdout: output as unknown as NodeJS.WriteStream },
  };
}

/** A run on a terminal inside this process, from entering the alternate screen to leaving it. */
export function openScreen(stage: Stage, options: ScreenOptions = {}) {
  const { size = { columns: 80, rows: 24 }, color = true, unicode = true, person = 'Mara', screen = 'run' } = options;
  const { keyboard, output, streams } = openTerminal(size);
  const terminal = new Terminal(streams, { title: 'DRILL test', onEnd: () => terminal.close() });
  const app = new App(stage.session, person, screen, {
    size: () => terminal.size(),
    leave: () => terminal.close(),
    suspend: () => terminal.suspend(),
    redraw: () => terminal.redraw(),
    onReport: options.onReport,
  });
  const left = terminal.show(
    <RunView
      app={app}
      terminal={terminal}
      theme={themeOf({ color, unicode })}
      improvements={options.improvements ?? []}
    />,
  );
  return {
    app,
    output,
    terminal,
    left,
    /** Keys one after the other, each as a terminal sends it. */
    type(...keys: string[]): void {
      for (const key of keys) keyboard.type(codes[key] ?? key);
    },
    /** Bytes as they come. */
    send: (text: string): void => keyboard.type(text),
    text: () => output.text(),
    close: () => terminal.close(),
  };
}

const codes: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001b\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  tab: '\t',
  backspace: '\u007f',
  'ctrl-c': '\u0003',
  home: '\u001b[H',
  pageup: '\u001b[5~',
  'ctrl-a': '\u0001',
  end: '\u001b[F',
  space: ' ',
};
