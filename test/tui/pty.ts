import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { type Place, program } from '../helpers/cli.ts';

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The built program in a pseudo-terminal of its own, with what it shows. Waits are for what is on the screen. */
export function openPty(place: Place, args: readonly string[], options: PtyOptions = {}) {
  return open(place, process.execPath, [program, ...args], options);
}

/** A shell with job control in a pseudo-terminal of its own. */
export function openShell(place: Place) {
  return open(place, 'bash', ['--norc', '--noprofile', '-i'], { env: { PS1: '$ ' } });
}

function open(
  place: Place,
  command: string,
  args: readonly string[],
  { columns = 80, rows = 24, env = {} }: PtyOptions,
) {
  const screen = new xterm.Terminal({ cols: columns, rows, scrollback: 1000, allowProposedApi: true });
  const child = spawn(command, [...args], {
    cols: columns,
    rows,
    cwd: place.folder,
    name: 'xterm-256color',
    env: {
      PATH: process.env.PATH ?? '',
      HOME: place.folder,
      LANG: 'C.UTF-8',
      BREAKGLASS_STORE: place.store,
      CI: 'false',
      ...env,
    },
  });
  let raw = '';
  const waiting = new Set<() => void>();
  const look = () => {
    for (const one of [...waiting]) one();
  };
  child.onData((data) => {
    raw += data;
    screen.write(data, look);
  });
  let code: number | null = null;
  child.onExit(({ exitCode }) => {
    code = exitCode;
    screen.write('', look);
  });
  const text = () => {
    const { active } = screen.buffer;
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd();
  };
  const until = <T>(what: string, test: () => T | null | false): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(tryIt);
        reject(new Error(`never saw ${what}; the screen was:\n${text()}`));
      }, 60_000);
      function tryIt(): void {
        const found = test();
        if (found === null || found === false) return;
        clearTimeout(timer);
        waiting.delete(tryIt);
        resolve(found);
      }
      waiting.add(tryIt);
      tryIt();
    });
  return {
    text,
    raw: () => raw,
    pid: child.pid,
    isAlternate: () => screen.buffer.active.type === 'alternate',
    write: (keys: string) => child.write(keys),
    resize: (to: { readonly columns: number; readonly rows: number }) => {
      screen.resize(to.columns, to.rows);
      child.resize(to.columns, to.rows);
    },
    signal: (name: NodeJS.Signals) => process.kill(child.pid, name),
    sees: (part: string | RegExp) =>
      until(String(part), () => (typeof part === 'string' ? text().includes(part) : part.test(text()))),
    ended: () => until('the end', () => (code === null ? null : { code })),
    /** The terminal is gone, as when its window is closed. */
    hangUp: () => (child as unknown as { destroy(): void }).destroy(),
    stop: () => child.kill('SIGKILL'),
  };
}
