import { EventEmitter } from 'node:events';
import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { enterAlternate, leaveAlternate } from './alternate.ts';
import { type Caret, repaint } from './painter.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface TerminalOptions {
  /** The window's title, without control characters. */
  readonly title: string;
  /** Somebody outside wants the program to end: a signal, or the terminal is gone. */
  readonly onEnd: (signal: NodeJS.Signals) => void;
  /** The rows that are on the alternate screen already: somebody entered it and painted them. */
  readonly shown?: readonly string[] | null;
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A stop that reaches the whole job may take effect a moment after the call that asked for it. */
const STOP_TAKES = 50;

/**
 * The alternate screen from entering to leaving, on every way out. Ink lays frames out and reads keys; its frames are
 * taken whole (what Ink calls debug) and only the rows that changed are written, so a resize, a suspended job or another
 * version of Ink's own writer leaves nothing askew.
 */
export class Terminal {
  readonly #streams: Streams;
  readonly #options: TerminalOptions;
  readonly #outlet: Outlet;
  readonly #resized = new Set<() => void>();
  #instance: Instance | null = null;
  /** The rows on the screen; null when they are not known. */
  #shown: readonly string[] | null = null;
  #wanted: readonly string[] = [];
  #caret: Caret = null;
  #inside = false;

  constructor(streams: Streams, options: TerminalOptions) {
    this.#streams = streams;
    this.#options = options;
    this.#outlet = new Outlet(streams.stdout, (frame) => this.#take(frame));
  }

  size(): Size {
    const { columns, rows } = this.#streams.stdout;
    return { columns: columns || 80, rows: rows || 24 };
  }

  /** Enters the alternate screen and shows a tree. Resolves once it is unmounted, rejects with what a component threw. */
  async show(node: ReactNode): Promise<void> {
    if (this.#options.shown) {
      this.#inside = true;
      this.#shown = this.#options.shown;
    } else this.#enter();
    this.#listen();
    try {
      this.#instance = render(node, {
        stdout: this.#outlet as unknown as NodeJS.WriteStream,
        stdin: this.#streams.stdin,
        exitOnCtrlC: false,
        patchConsole: false,
        debug: true,
        isScreenReaderEnabled: false,
      });
      await this.#instance.waitUntilExit();
    } finally {
      this.close();
    }
  }

  /** Where the next frame has its text cursor. */
  setCaret(caret: Caret): void {
    this.#caret = caret;
  }

  onResize(listener: () => void): () => void {
    this.#resized.add(listener);
    return () => this.#resized.delete(listener);
  }

  /** Writes every row anew, whatever the screen shows. */
  redraw(): void {
    this.#shown = null;
    this.#paint();
  }

  /** Stops the job as Ctrl-Z does, and comes back to the same screen. */
  suspend(): void {
    if (process.platform === 'win32' || !this.#inside) return;
    this.#leave();
    this.#raw(false);
    process.off('SIGTSTP', this.#onStop);
    process.kill(0, 'SIGTSTP');
    // Where nobody could ever continue it (no shell above), the system ignores the stop.
    setTimeout(this.#onContinue, STOP_TAKES);
  }

  /** Unmounts, and gives the terminal back as it was. */
  close(): void {
    this.#instance?.unmount();
    this.#instance = null;
    this.#unlisten();
    this.#leave();
  }

  #take(frame: string): void {
    this.#wanted = frame.split('\n');
    this.#paint();
  }

  #paint(): void {
    if (!this.#inside) return;
    this.#streams.stdout.write(repaint(this.#shown, this.#wanted, this.#caret));
    this.#shown = this.#wanted;
  }

  #enter(): void {
    if (this.#inside) return;
    this.#inside = true;
    this.#shown = null;
    this.#streams.stdout.write(enterAlternate(this.#options.title));
  }

  #leave(): void {
    if (!this.#inside) return;
    this.#inside = false;
    this.#streams.stdout.write(leaveAlternate);
  }

  #raw(on: boolean): void {
    if (this.#streams.stdin.isTTY) this.#streams.stdin.setRawMode(on);
  }

  #listen(): void {
    for (const signal of endings) process.on(signal, this.#options.onEnd);
    process.on('SIGTSTP', this.#onStop);
    process.on('SIGCONT', this.#onContinue);
    process.on('exit', this.#onExit);
    process.on('uncaughtExceptionMonitor', this.#onExit);
    this.#streams.stdout.on('resize', this.#onResized);
    this.#streams.stdout.on('error', this.#onGone);
  }

  #unlisten(): void {
    // Ink's own handler of the same signal comes after ours, and would end the process if it found itself alone.
    setImmediate(() => {
      for (const signal of endings) process.off(signal, this.#options.onEnd);
    });
    process.off('SIGTSTP', this.#onStop);
    process.off('SIGCONT', this.#onContinue);
    process.off('exit', this.#onExit);
    process.off('uncaughtExceptionMonitor', this.#onExit);
    this.#streams.stdout.off('resize', this.#onResized);
    this.#streams.stdout.off('error', this.#onGone);
  }

  readonly #onStop = () => this.suspend();
  /** Also before an error that nobody waits for is told: what is written on the alternate screen goes with it. */
  readonly #onExit = () => this.#leave();
  readonly #onGone = () => this.#options.onEnd('SIGHUP');

  readonly #onContinue = () => {
    if (!this.#instance || this.#inside) return;
    process.on('SIGTSTP', this.#onStop);
    this.#raw(true);
    this.#enter();
    this.#paint();
    for (const listener of this.#resized) listener();
  };

  readonly #onResized = () => {
    this.#shown = null;
    for (const listener of this.#resized) listener();
    // A frame of the new size is on its way; where nothing had to change, the one there is goes out again.
    setImmediate(() => {
      if (this.#shown === null) this.#paint();
    });
  };
}

/** What Ink takes for its output: it has a width, and hands every frame on whole. */
class Outlet extends EventEmitter {
  readonly #stdout: NodeJS.WriteStream;
  readonly #take: (frame: string) => void;
  readonly isTTY = false;

  constructor(stdout: NodeJS.WriteStream, take: (frame: string) => void) {
    super();
    this.#stdout = stdout;
    this.#take = take;
  }

  get columns(): number {
    return this.#stdout.columns || 80;
  }

  get rows(): number {
    return this.#stdout.rows || 24;
  }

  write(frame: string): boolean {
    this.#take(frame);
    return true;
  }
}
