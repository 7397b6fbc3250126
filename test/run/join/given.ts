import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Ask, Refusal } from '../../../src/engine/commands.ts';
import { findHolder } from '../../../src/journal/lock.ts';
import { lockBase } from '../../../src/journal/runs.ts';
import { openStore } from '../../../src/journal/store.ts';
import { realClock } from '../../../src/run/clock.ts';
import { type Door, openDoor } from '../../../src/run/join/door.ts';
import { type Joining, joinRun } from '../../../src/run/join/join.ts';
import type { RemoteSession } from '../../../src/run/join/remote-session.ts';
import { version } from '../../../src/run/package.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { root } from '../../helpers/cli.ts';
import { openHouse } from '../../helpers/join/house.ts';
import { bundle, type OtherProcess, start } from '../../helpers/journal/process.ts';

/** The thread of a joiner is a file of the built program. */
export function build(): void {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--quiet'], { stdio: 'inherit' });
}

/** A folder of its own for a test, gone after it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'breakglass-join-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function socketOf(dir: string, run: string): Promise<string> {
  return (await findHolder(lockBase(openStore(dir), run)))?.socket ?? '';
}

/** A live run that this process holds, with its door open. */
export async function openedHere(): Promise<{ session: RunSession; door: Door; dir: string; socket: string }> {
  const dir = folder();
  const session = await openHouse(dir);
  const door = openDoor(session, realClock);
  session.onLeave(door.close);
  onTestFinished(async () => {
    await session.quiet(true);
    session.leave();
  });
  return { session, door, dir, socket: await socketOf(dir, session.run) };
}

/** Who knocks, and says whatever they like. */
export function visitor(socket: string) {
  const connection = connect({ path: socket });
  connection.on('error', () => {});
  onTestFinished(() => void connection.destroy());
  const lines = createInterface({ input: connection })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => connection.once('close', () => resolve()));
  const hears = async (): Promise<unknown> => {
    const { done, value } = await lines.next();
    return done === true ? undefined : JSON.parse(value);
  };
  return {
    connection,
    ended,
    /** The next thing that is said to them; undefined at the end. */
    hears,
    says: (what: object) => void connection.write(`${JSON.stringify(what)}\n`),
    /** Comes in as others do. Returns the holder's greeting and the welcome. */
    enters: async (more: object = {}) => {
      const greeting = await hears();
      const hello = { do: 'hello', version, typedBy: 'jon@there pts/3', observes: false, ...more };
      connection.write(`${JSON.stringify(hello)}\n`);
      return [greeting, await hears()];
    },
    /** The answer to a question, past everything else. */
    answered: async (id: number): Promise<Record<string, unknown> | undefined> => {
      for (;;) {
        const told = (await hears()) as Record<string, unknown> | undefined;
        if (!told || told.id === id || told.is === 'turned-away') return told;
      }
    },
  };
}

export const noteFrom = (id: number, text = 'A note.', more: object = {}) => ({
  do: 'ask',
  id,
  until: Date.now() + 60_000,
  ask: { type: 'note', text },
  by: { person: 'Jon' },
  ...more,
});

/** A live run that another process holds. */
export interface Elsewhere extends OtherProcess {
  readonly dir: string;
  readonly run: string;
  readonly counter: string;
  /** Olga, at the terminal that holds it, gives a command. */
  does(ask: Ask | 'shut'): Promise<Refusal | null>;
}

export async function openedElsewhere(): Promise<Elsewhere> {
  const dir = folder();
  const counter = join(dir, 'counter');
  const holder = start(bundle('../join/holder.ts'), [dir, counter]);
  const run = (await holder.line()) ?? '';
  const does = async (ask: Ask | 'shut') => {
    holder.say(typeof ask === 'string' ? ask : JSON.stringify(ask));
    return JSON.parse((await holder.line()) ?? '"it ended"');
  };
  return { ...holder, dir, run, counter, does };
}

/** Takes part here in a run that another process holds. */
export async function joined(
  { dir, run }: { readonly dir: string; readonly run: string },
  joining: Partial<Joining> = {},
): Promise<RemoteSession> {
  const session = await joinRun(dir, run, { typedBy: 'jon@there pts/3', observes: false, ...joining });
  onTestFinished(() => session.leave());
  return session;
}

/** Resolves once a session is as it is asked for; looked at when it changes. */
export function until(session: RemoteSession, is: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!is()) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = session.subscribe(look);
    look();
  });
}
